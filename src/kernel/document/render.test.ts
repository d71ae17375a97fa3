import { inflateSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { base, papers } from '#kernel/case/fixtures/papers.ts'
import { casePapers } from '#kernel/case/rules/papers/kinds.ts'
import { type PaperInput, PaperKind } from '#kernel/case/schema/paper.ts'
import { drawPaper, openPress, renderForm, renderPaper } from './render.ts'
import { writePaper } from './rules/write.ts'

const paperOf = (kind: PaperKind, data: object) => writePaper(kind, casePapers[kind], data)

/** The file with every compressed stream opened, as Latin-1; character maps and metadata are not compressed. */
function opened(pdf: Uint8Array): string {
  const raw = Buffer.from(pdf).toString('latin1')
  return raw.replace(/stream\r?\n([\s\S]*?)\r?\nendstream/g, (_, body: string) => {
    try {
      return inflateSync(Buffer.from(body, 'latin1')).toString('latin1')
    } catch {
      return body
    }
  })
}

/** Every character that the file maps its glyphs to (ToUnicode). */
function characters(pdf: Uint8Array): Set<string> {
  const maps = opened(pdf).match(/beginbfchar[\s\S]*?endbfchar/g) ?? []
  const codes = maps.flatMap((map) => [...map.matchAll(/<[0-9a-fA-F]+>\s*<([0-9a-fA-F]+)>/g)].map((m) => m[1]!))
  return new Set(codes.flatMap((hex) => [...Buffer.from(hex, 'hex').swap16().toString('utf16le')]))
}

const receipt = (change: Partial<PaperInput<'receipt'>>) => ({ ...papers.receipt, ...change })
const named = (name: string) => receipt({ applicant: { name, kind: 'natural' } })

describe.each(PaperKind.options)('%s', (kind) => {
  const drawing = drawPaper(paperOf(kind, papers[kind]))
  const file = opened(drawing.pdf)

  test('是 PDF/A-2a：可以长期保存，带结构标签，写明中文、标题和机关', () => {
    expect(file).toMatch(/<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>A</)
    expect(file).toMatch(/\/MarkInfo\s*<<\s*\/Marked true/)
    expect(file).toMatch(/\/StructTreeRoot/)
    expect(file).toMatch(/\/Lang \(zh-CN\)/)
    expect(file).toMatch(/\/S \/H1/)
    expect(file).toMatch(/\/FontFile[23]/)
    expect(Buffer.from(file, 'latin1').toString('utf8')).toContain(paperOf(kind, papers[kind]).title)
    expect(Buffer.from(file, 'latin1').toString('utf8')).toContain('赣州市章贡区市场监督管理局')
  })

  test('印章的位置落在纸面之内', () => {
    const sealed = paperOf(kind, papers[kind]).signatures.filter((s) => s.seal)
    expect(drawing.seals).toHaveLength(sealed.length)
    for (const { page, x, y, diameter } of drawing.seals) {
      expect(page).toBeLessThanOrEqual(drawing.pages)
      expect(Math.min(x, y, 210 - x, 297 - y)).toBeGreaterThan(diameter / 2)
    }
  })

  test('通常的内容印在一页里，承诺书两页', () => expect(drawing.pages).toBeLessThanOrEqual(kind === 'commitment' ? 2 : 1))
})

describe.each([false, true])('申请表，样表：%s', (sample) => {
  const form = {
    title: '食品经营许可（新办）',
    organ: '赣州市政务服务',
    lead: '开饭馆要先拿到这张证',
    sample,
    url: 'https://haoban.example/items/food-business-licence-new',
    materials: [{ name: '店铺布局和操作流程图', note: '标上尺寸', bring: true }],
    sections: [
      {
        title: '店和人',
        rows: [
          { is: 'line' as const, label: '经营者', value: sample ? '吴𠮷翔' : '', tall: false },
          { is: 'boxes' as const, label: '怎么卖', options: [{ text: '堂食', ticked: sample }] },
          { is: 'rows' as const, label: '从业人员', columns: ['姓名', '岗位'], rows: [['', '']] },
        ],
      },
    ],
  }

  test('也是带结构标签的 PDF/A-2a，字库嵌在里面，表头认得出来，样表写明是样表', async () => {
    const file = opened(await renderForm(form))
    expect(file).toMatch(/<pdfaid:part>2<\/pdfaid:part><pdfaid:conformance>A</)
    expect(file).toMatch(/\/S \/H1/)
    expect(file).toMatch(/\/S \/TH/)
    expect(file).toMatch(/\/FontFile[23]/)
    expect(Buffer.from(file, 'latin1').toString('utf8')).toContain(sample ? '样表' : '空白表')
  })

  test('同一张表每次画出来都一样', async () =>
    expect(Buffer.from(await renderForm(form)).equals(Buffer.from(await renderForm(form)))).toBe(true))
})

test('同样的内容出同样的文件，一个字节也不差', async () => {
  const first = (await renderPaper(paperOf('approval', papers.approval))).pdf
  await renderPaper(paperOf('receipt', named('别的人')))
  openPress()
  expect(Buffer.compare(first, (await renderPaper(paperOf('approval', papers.approval))).pdf)).toBe(0)
  expect(
    Buffer.compare(first, (await renderPaper(paperOf('approval', { ...papers.approval, checkCode: '7KQ2M9XA4TCE8R5X' }))).pdf),
  ).not.toBe(0)
})

test('文件的创建时间是文书作出的时间', async () => {
  expect(opened((await renderPaper(paperOf('receipt', papers.receipt))).pdf)).toContain('<xmp:CreateDate>2023-06-20T09:35:00+00:00')
})

test('姓名里的生僻字照原样印出来', async () => {
  expect([...characters((await renderPaper(paperOf('receipt', named('㙓䶮𬭎𫖯𣲘')))).pdf)]).toEqual(
    expect.arrayContaining(['㙓', '䶮', '𬭎', '𫖯', '𣲘']),
  )
})

test('“𠮷田翔”的𠮷，有字库就印字，没有就印编码和说明，不留方框', async () => {
  const shown = characters((await renderPaper(paperOf('receipt', named('𠮷田翔')))).pdf)
  if (openPress().fonts.drawn(0x20bb7)) expect(shown).toContain('𠮷')
  else expect([...shown]).toEqual(expect.arrayContaining([...'〔U+20BB7〕田翔注：字库暂缺']))
})

test('就算认错了字库，也是画不出来，而不是印出方框', () => {
  const { fonts } = openPress()
  fonts.drawn = () => true
  expect(() => drawPaper(paperOf('receipt', named('😀')))).toThrow(/could not be displayed/)
  openPress()
})

/** What would do harm if any of it were read as a command. The test fails on any of them that stops or changes the paper. */
const hostile = [
  '#panic("x")',
  '#read("/etc/passwd")',
  '#import "@preview/cetz:0.3.0"',
  '#{ while true {} }',
  '$x^2$',
  '$',
  '*b*',
  '_i_',
  '<seal>',
  '@ref',
  '\\',
  '\\u{41}',
  '`raw`',
  '```',
  '= heading',
  '- list',
  '/ term: x',
  '// comment',
  '/* open',
  '"',
  '\\"',
  "'",
  '[',
  ']',
  '{',
  '}',
  '~',
  '---',
  '\u0000',
  '\u202e倒',
  '😀🀄',
  'مرحبا',
  'שלום',
  '\ud800',
  'W'.repeat(2000),
  '长'.repeat(4000),
  '\n\n\n',
  '%s',
  '</script>',
]

test.each(hostile)('文书里的字永远只是字：%j', async (words) => {
  const data = {
    ...papers.supplementNotice,
    applicant: { name: `张${words}`, kind: 'natural' },
    items: [{ what: `补${words}`, why: words.trim() || '无' }],
  }
  const drawing = drawPaper(paperOf('supplementNotice', data))
  expect(drawing.seals).toHaveLength(1)
  expect([...characters(drawing.pdf)]).toEqual(expect.arrayContaining(['补']))
})

test('命令样的文字原样印在纸上', async () => {
  const shown = characters((await renderPaper(paperOf('receipt', named('#panic("q")$*_<>@`\\')))).pdf)
  expect([...shown]).toEqual(expect.arrayContaining([...'#panic("q")$*_<>@`\\']))
})

test('三十份材料分成几页，每一页都有表头', () => {
  const materials = Array.from({ length: 60 }, (_, i) => ({ name: `第${i + 1}份：${'质量保证体系文件'.repeat((i % 4) + 1)}`, how: '上传' }))
  const drawing = drawPaper(paperOf('receipt', receipt({ materials, item: { name: '特'.repeat(200), taskType: '01' } })))
  expect(drawing.pages).toBeGreaterThan(2)
  expect(opened(drawing.pdf).match(/\/S \/TH\b/g)).toHaveLength(4)
  expect(drawing.seals[0]?.page).toBe(drawing.pages)
})

test('缺内容的文书不画，报出缺什么', () => {
  expect(() => paperOf('refusal', { ...base, no: '1' })).toThrow(/remedies/)
})

test('一百份文书画下来，内存不跟着涨', async () => {
  const draw = async (from: number) => {
    for (let i = from; i < from + 100; i++) await renderPaper(paperOf('receipt', named(`第${i}人`)))
    return process.memoryUsage.rss()
  }
  const warm = await draw(0)
  expect((await draw(100)) - warm).toBeLessThan(40 * 2 ** 20)
})
