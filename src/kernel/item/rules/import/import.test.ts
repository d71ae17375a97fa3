import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changed, guangdong } from '../../fixtures/city.ts'
import { ImportedItem, type ImportOutcome } from '../../schema/imported.ts'
import { Mapping } from '../../schema/mapping.ts'
import { importPlan, linesOf, summarise } from './plan.ts'
import { mapRow } from './row.ts'

/** A row in the shape of the source, all values made up. */
const row = {
  _id: 'r1',
  TASK_CODE: '11360700MB9A000141344010100700002',
  ORGCODE: 'MB9A00014',
  TASK_TYPE_TEXT: '行政许可',
  LIMIT_SCENE_NUM: '0',
  DEPT_NAME: '演示审批局 ',
  AREA_CODE_TEXT: '演示市',
  parentCatalogName: '演示许可',
  TASK_TYPE: '01',
  TASK_NAME: '演示许可(（个人）)',
  subTaskName: '（个人）',
  CATAID: '440101007000',
  URL: 'https://example.cn/a',
  AREACODE: '440100',
  subCatalogName: '演示许可',
  ONLINECHECK: '1',
  matter_short: '无',
  matter_daily: '用地证，建工证',
  matter_code: '无',
  matter_level: '市级',
  co_department: '市级司法（受理,审核）、省级司法（审核）',
  handle_location: '办理地点：无',
  handle_time: '30(工作日)',
  handle_time_limit: '7(工作日)',
  accept_standard: '年满十八周岁。',
  consult_phone: '（020）83882222',
  courier_service: '不支持',
  bear_paltform: '无',
  complain_phone: '020-83130240',
  online_book_addr: '无',
  theme_category: ['其他', '人才', '其他'],
  service_object_name: ['自然人', '其他组织'],
  material_intro: ['居民身份证', ' 照片 '],
}
type Source = Record<string, unknown>
const map = (change: Source) => mapRow(guangdong, { ...row, ...change }, 7)
const read = async (lines: string[], mapping = guangdong): Promise<ImportOutcome[]> => {
  const out: ImportOutcome[] = []
  for await (const outcome of importPlan(lines, mapping)) out.push(outcome)
  return out
}
const rules = (outcomes: ImportOutcome[]) => outcomes.map((o) => ('rejected' in o ? o.rejected.rule : 'ok'))

describe('导入外省目录：一行', () => {
  it('读成一个事项，来源没说的就不写', () => {
    expect(map({})).toEqual({
      ok: {
        imported: 'guangdong',
        line: 7,
        sourceId: 'r1',
        code: '11360700MB9A000141344010100700002',
        uscc: '11360700MB9A000141',
        catalogueCode: '440101007000',
        name: '演示许可（个人）',
        catalogueName: '演示许可',
        mainName: '演示许可',
        subName: '（个人）',
        taskType: '01',
        useLevel: '3',
        organName: '演示审批局',
        division: '440100',
        divisionName: '演示市',
        jointOrgans: ['市级司法（受理,审核）', '省级司法（审核）'],
        legal: { amount: 30, unit: 'workday', basis: '来源公布的法定时限' },
        promise: { amount: 7, unit: 'workday', basis: '来源公布的承诺时限' },
        conditions: ['年满十八周岁。'],
        materials: [{ name: '居民身份证' }, { name: '照片' }],
        audiences: ['1', '9'],
        themes: ['其他', '人才'],
        keywords: ['用地证', '建工证'],
        online: true,
        onlineUrl: 'https://example.cn/a',
        trips: 0,
        express: false,
        consult: { numbers: ['020-83882222'] },
        complaint: { numbers: ['020-83130240'] },
        warnings: [],
      },
    })
  })

  it('广东的 20 是其他行政权力、21 是公共服务，按名称对成国家的 10 和 20', () => {
    const of = (type: string, text: string) =>
      map({ TASK_TYPE: type, TASK_TYPE_TEXT: text, CATAID: `44${type}01007000`, TASK_CODE: `11360700MB9A000141344${type}01007000` })
    expect(of('20', '其他行政权力')).toMatchObject({ ok: { taskType: '10' } })
    expect(of('21', '公共服务')).toMatchObject({ ok: { taskType: '20' } })
  })

  it.each<[string, Source, string, RegExp]>([
    ['信用代码校验不过', { TASK_CODE: '11360700MB9A000142344010100700002' }, 'code.uscc', /校验码是 1，写的是 2/],
    ['信用代码里有字母 V', { TASK_CODE: '11360700MB9AV00141344010100700002' }, 'code.uscc', /第 13 位是 V/],
    ['编码位数不对', { TASK_CODE: '11360700MB9A00014134401010070000' }, 'code.shape', /有 32 位/],
    ['没有编码', { TASK_CODE: null }, 'field.missing', /TASK_CODE/],
    ['没有名称', { TASK_NAME: ' ', matter_name: '无' }, 'field.missing', /TASK_NAME 或 matter_name/],
    ['没有机关', { DEPT_NAME: '无' }, 'field.missing', /DEPT_NAME/],
    ['编码说市级，旁边写省级', { matter_level: '省级' }, 'code.level', /行使层级是 3，旁边写的是 2/],
    ['编码说许可，旁边的类型码是 08', { TASK_TYPE: '08' }, 'code.type', /事项类型是 01，旁边写的是 08/],
    ['编码里的基本编码与 CATAID 不同', { CATAID: '440101008000' }, 'code.catalogue', /440101007000.*440101008000/],
    ['类型名称对照表里没有', { TASK_TYPE_TEXT: '行政指导' }, 'value.dictionary', /“行政指导”不在对照表/],
    ['名称是个列表', { TASK_NAME: ['甲'] }, 'value.text', /应是文字.*列表/],
    ['区划不是六位', { AREACODE: '广州' }, 'field.shape', /AREACODE：“"广州"”不合 division 的格式/],
  ])('%s：不入库，说清是哪一条', (_, change, rule, sentence) => {
    const outcome = map(change)
    expect(outcome).toMatchObject({ rejected: { line: 7, rule, message: expect.stringMatching(sentence) } })
  })

  it.each<[string, Source, string]>([
    ['时限读不出', { handle_time: '另行通知' }, 'value.limit'],
    ['法定按自然日、承诺按工作日', { handle_time: '90(自然日)' }, 'limit.same-unit'],
    ['承诺比法定长', { handle_time_limit: '31(工作日)' }, 'limit.within-law'],
    ['电话认不出', { complain_phone: '0000swjw' }, 'phone.unreadable'],
    ['电话没有区号', { consult_phone: '37885230' }, 'phone.area-code'],
    ['咨询投诉同一个电话', { complain_phone: '020-83882222' }, 'phone.differ'],
    ['不能网办又说不用跑', { ONLINECHECK: '0' }, 'trips.express'],
    ['要跑一次却没有地点', { LIMIT_SCENE_NUM: '1' }, 'trips.address'],
    ['受理条件断在冒号', { accept_standard: '应符合下列条件：' }, 'conditions.cut-off'],
    ['网址不是网址', { URL: '见官网' }, 'value.url'],
    ['组织机构代码与编码不同', { ORGCODE: 'MB9A00030' }, 'code.organ'],
    ['服务对象没听说过', { service_object_name: ['外星人'] }, 'value.dictionary'],
    ['平台给成了列表', { bear_paltform: { a: '1' } }, 'value.text'],
    ['区划名称给成了列表', { AREA_CODE_TEXT: ['甲'] }, 'field.shape'],
  ])('%s：照样入库，记一条提醒', (_, change, rule) => {
    const outcome = map(change)
    expect('ok' in outcome && outcome.ok.warnings.map((w) => w.rule)).toEqual([rule])
  })

  it('字段叫 __proto__、constructor 也碰不到程序', () => {
    const mapping = changed(guangdong, (m) => (m.fields.find((f) => f.to === 'platform')!.from = ['__proto__', 'constructor.name']))
    const outcome = mapRow(mapping, JSON.parse(JSON.stringify(row).replace('{', '{"__proto__":{"imported":"x"},')), 1)
    expect(outcome).toMatchObject({ ok: { imported: 'guangdong' } })
    expect(mapRow(mapping, row, 1)).not.toHaveProperty('ok.platform')
  })

  it('任何一行，不管多乱，不是合格的事项就是带行号、规则和话的退回，两次结果一样', () => {
    const value = fc.oneof(
      fc.string(),
      fc.constant(null),
      fc.integer(),
      fc.array(fc.string()),
      fc.constantFrom('无', '5(工作日)', '自然人', '020-12345'),
      fc.dictionary(fc.string(), fc.string()),
    )
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...Object.keys(row)), value), (noise) => {
        const outcome = map(noise)
        if ('ok' in outcome) expect(ImportedItem.parse(outcome.ok)).toEqual(outcome.ok)
        else
          expect(outcome.rejected).toMatchObject({
            line: 7,
            rule: expect.stringMatching(/^[a-z]+\.[a-z-]+$/),
            message: expect.stringMatching(/./),
          })
        expect(map(noise)).toEqual(outcome)
      }),
      { numRuns: 300 },
    )
  })
})

describe('导入外省目录：整个文件', () => {
  const text = JSON.stringify(row)

  it('断了的、过长的、带空字符的、不是记录的行，各说各的毛病，后面的行照读', async () => {
    const lines = [
      text.slice(0, 50),
      `"${'长'.repeat(100_001)}"`,
      text.replace('r1', 'r\u0000'),
      text.replace('r1', 'r\\u0000'),
      '[1]',
      text.replace('r1', '\\ud83d'),
      '',
      text,
    ]
    const out = await read(lines)
    expect(rules(out)).toEqual(['line.json', 'line.too-long', 'line.nul', 'line.nul', 'line.object', 'line.surrogate', 'ok'])
    expect(out.map((o) => ('ok' in o ? o.ok.line : o.rejected.line))).toEqual([1, 2, 3, 4, 5, 6, 8])
  })

  it('写着“反斜杠 u0000”六个字的不是空字符，生僻字也不是半个字', async () => {
    expect(rules(await read([text.replace('r1', '\\\\u0000').replace('演示市', '𠮷安')]))).toEqual(['ok'])
  })

  it('同一编码第二次出现，退回并说出第一次在哪一行', async () => {
    const out = await read(['{}', text, text])
    expect(out[2]).toMatchObject({
      rejected: { line: 3, rule: 'code.repeated', message: '编码 11360700MB9A000141344010100700002 在第 2 行已经出现过' },
    })
  })

  it('汇总数得清：读了多少，进了多少，退了多少，因为什么', async () => {
    const out = await read([text, text, 'x', text.replace('010100700002', '010100700003').replace('83130240', '83882222')])
    expect(summarise(out)).toEqual({
      read: 4,
      imported: 2,
      rejected: 2,
      rejectedBy: { 'code.repeated': 1, 'line.json': 1 },
      warnings: { 'phone.differ': 1 },
    })
  })

  it('不管怎样分块，切出来的行都一样；过长的行不占内存', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ unit: fc.constantFrom('a', '汉', '\n', '\r\n', ' ') })), async (chunks) => {
        const lines: string[] = []
        for await (const line of linesOf(chunks, 10_000)) lines.push(line)
        const whole = chunks.join('').split('\n')
        if (whole.at(-1) === '') whole.pop()
        expect(lines).toEqual(whole.map((l) => l.replace(/\r$/, '')))
      }),
    )
    const long: string[] = []
    for await (const line of linesOf(['x'.repeat(500), 'y'.repeat(500), '\nz'], 100)) long.push(line)
    expect(long.map((l) => l.length)).toEqual([102, 1])
  })

  it('映射文件写错了，读的时候就说', () => {
    const broken = { ...guangdong, fields: [...guangdong.fields, { to: 'name', from: 'x', use: [{ dictionary: 'nowhere' }] }] }
    const messages = Mapping.safeParse(broken).error?.issues.map((i) => i.message)
    expect(messages).toEqual(['name 写了两次', '没有名为 nowhere 的字典'])
    expect(Mapping.safeParse({ ...guangdong, fields: [{ to: 'nme', from: 'x' }] }).success).toBe(false)
  })
})
