import { describe, expect, test } from 'vitest'
import { writePaper } from '#kernel/document/rules/write.ts'
import type { Block, Paper } from '#kernel/document/schema.ts'
import { papers } from './fixtures/papers.ts'
import { paperFor, papersOf } from './rules/papers/facts.ts'
import { casePapers } from './rules/papers/kinds.ts'
import { type PaperInput, PaperKind } from './schema/paper.ts'

const write = <K extends PaperKind>(kind: K, change: Partial<PaperInput<K>> = {}): Paper =>
  writePaper(kind, casePapers[kind], { ...papers[kind], ...change })

const runs = (text: Extract<Block, { is: 'para' }>['text']) => text.map((r) => (typeof r === 'string' ? r : r.strong)).join('')
const wordsOf = (b: Block): string => {
  if (b.is === 'para') return runs(b.text)
  if (b.is === 'head') return b.text
  if (b.is === 'list') return b.items.map(runs).join('\n')
  return b.is === 'facts' ? b.rows.map((r) => `${r.label} ${r.value}`).join('\n') : b.rows.map((r) => r.join(' ')).join('\n')
}
const text = (paper: Paper) => paper.blocks.map(wordsOf).join('\n')

/** What the office itself fills in is its own; the frame of the paper is what is tested. */
const publicService = {
  item: { name: '生育津贴支付', taskType: '20' },
  article: '《江西省生育保险办法》第十条',
  authority: undefined,
} as const

describe.each(PaperKind.options)('%s', (kind) => {
  const paper = write(kind)

  test('有标题、有落款、有核验码，没有漏填的空', () => {
    expect(paper.title.length).toBeGreaterThan(3)
    expect(paper.signatures.length).toBeGreaterThan(0)
    expect(paper.check).toEqual({
      page: 'https://haoban.example/check',
      url: 'https://haoban.example/check/7KQ2M9XA4TCE8R5W',
      code: '7KQ2-M9XA-4TCE-8R5W',
    })
    expect(JSON.stringify(paper)).not.toMatch(/undefined|NaN|null|\[object/)
    expect(text(paper)).not.toMatch(/。。|，。|，，|；。|（）/)
  })

  test('有文号的印文号，申请人签的没有文号', () => expect(paper.no !== undefined).toBe(casePapers[kind].word !== null))

  test('不是行政许可的事项，不引用行政许可法，也不说“行政许可”', () => {
    const other = write(kind, {
      ...publicService,
      ...(kind === 'deliveryReceipt' ? { papers: [{ title: '办理结果通知书' }] } : {}),
    } as never)
    expect(`${other.title}${text(other)}`).not.toContain('行政许可')
  })
})

describe('拒绝当事人的文书都告知救济途径', () => {
  test.each(['nonAcceptance', 'refusal', 'termination'] as const)('%s：复议六十日、诉讼六个月，写明找谁', (kind) => {
    const words = text(write(kind))
    expect(words).toContain('六十日内')
    expect(words).toContain('向赣州市章贡区人民政府或者赣州市市场监督管理局申请行政复议')
    expect(words).toContain('六个月内')
    expect(words).toContain('向赣州市章贡区人民法院提起行政诉讼')
  })

  test('2024年起行政复议法的条号变了', () => {
    expect(text(write('refusal'))).toContain('行政复议法》第九条第一款')
    expect(text(write('refusal', { madeAt: '2023-12-31T23:59:59+08:00' }))).toContain('第九条第一款')
    expect(text(write('refusal', { madeAt: '2023-12-31T16:00:00Z' }))).toContain('行政复议法》第二十条第一款')
  })
})

test('补正告知书把要补的内容一次说全，逐条编号', () => {
  const table = write('supplementNotice').blocks.find((b) => b.is === 'table')!
  expect(table.rows.map((r) => r.slice(0, 2))).toEqual([
    ['1', '店铺布局和操作流程图'],
    ['2', '从业人员健康证明'],
  ])
  expect(text(write('supplementNotice'))).toContain('第三十二条第一款第四项')
})

test('再次告知补正，要写明新的情况', () => {
  expect(text(write('supplementNotice'))).not.toContain('新的情况')
  expect(text(write('supplementNotice', { newFact: '场所地址变更。' }))).toContain(
    '出现了新的情况：场所地址变更。再次告知已经首席代表批准。',
  )
})

test('检验检测的时间不计算在办理期限内，现场勘验照常计算', () => {
  expect(text(write('suspensionNotice'))).toContain('第四十五条的规定，上述所需时间不计算在办理期限内')
  const survey = text(write('suspensionNotice', { procedure: 'survey' }))
  expect(survey).not.toContain('第四十五条')
  expect(survey).toContain('计算在办理期限内，办结的日期不变')
  expect(text(write('suspensionNotice', { procedure: 'publicity', basis: '《某某条例》第八条' }))).toContain('根据《某某条例》第八条的规定')
})

test('特别程序告知书的标题写明是哪一种程序', () => {
  expect(write('suspensionNotice', { procedure: 'hearing' }).title).toBe('特别程序（听证）告知书')
  expect(text(write('suspensionNotice', { procedure: 'hearing' }))).toContain('七日前')
})

test('延期由本行政机关负责人批准，联合办理由本级人民政府负责人批准', () => {
  expect(text(write('extensionNotice'))).toContain('第四十二条第一款的规定，经本行政机关负责人批准')
  expect(text(write('extensionNotice', { unified: true }))).toContain('第四十二条第二款的规定，经本级人民政府负责人批准')
})

test('逾期没有告知补正的，从收到材料那天起就是受理', () => {
  expect(text(write('acceptance', { deemed: true }))).toContain('第三十二条第一款第四项的规定，自2023年6月20日起即为受理')
  expect(text(write('acceptance'))).toContain('第三十二条第一款第五项的规定，本机关决定自2023年6月20日起受理')
})

test('公共服务的结果叫办理结果通知书，不予办理的叫不予办理通知书', () => {
  expect([write('approval').title, write('refusal').title]).toEqual(['准予行政许可决定书', '不予行政许可决定书'])
  expect([write('approval', publicService).title, write('refusal', publicService).title]).toEqual(['办理结果通知书', '不予办理通知书'])
})

test('个人称“你”“本人”，单位称“你单位”“本单位”', () => {
  const person = { applicant: { name: '李小兰', kind: 'natural' } } as const
  expect(text(write('refusal', person))).not.toContain('你单位可以重新申请')
  expect(text(write('tolerancePledge', person))).toContain('本人郑重承诺')
  expect(text(write('tolerancePledge'))).toContain('本单位郑重承诺')
})

test('长期有效的证件不印到期日，也不提延续', () => {
  const words = text(write('approval', { results: [{ name: '登记证', validFrom: '2023-06-20' }] }))
  expect(words).toContain('自2023年6月20日起长期有效')
  expect(words).not.toContain('三十日前')
})

test('告知承诺书由机关盖章，由申请人签名', () => {
  expect(write('commitment').signatures.map((s) => s.seal)).toEqual([true, false])
})

test('送达回证没填的地方留出手写的空', () => {
  const blank = write('deliveryReceipt').blocks.flatMap((b) => (b.is === 'facts' ? b.rows.filter((r) => r.tall) : []))
  expect(blank.map((r) => r.label)).toContain('收件人签名或盖章')
  expect(text(write('deliveryReceipt', { receiver: '张晓梅', way: '窗口领取' }))).toContain('收件人签名或盖章 张晓梅')
})

test('容缺受理一次出三份文书，普通受理只出一份', () => {
  expect(papersOf('case.accepted')).toEqual(['acceptance'])
  expect(papersOf('case.accepted', { missing: [] })).toEqual(['acceptance'])
  expect(papersOf('case.accepted', { missing: ['rules'] })).toEqual(['acceptance', 'toleranceNotice', 'tolerancePledge'])
  expect(papersOf('case.claimed')).toEqual([])
  expect(papersOf('toString')).toEqual([])
})

test('除了随申请签的告知承诺书和容缺的两份，每种文书都有一个事实引出', () => {
  const made = new Set(Object.values(paperFor))
  expect(PaperKind.options.filter((kind) => !made.has(kind))).toEqual(['toleranceNotice', 'tolerancePledge', 'commitment'])
})
