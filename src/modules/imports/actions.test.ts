import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { act, system } from '#app/context.ts'
import { readSheet } from '#base/sheet/read.ts'
import { workbook } from '#base/sheet/write.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { importerOf, takeTable } from './api.ts'

let city: TestCity
let admin: Client
beforeAll(async () => {
  city = await openTestCity()
  admin = await city.staff('sysadmin')
})
afterAll(() => city.close())

const lines = (rows: readonly object[]) => new TextEncoder().encode(rows.map((r) => JSON.stringify(r)).join('\n'))
const take = (kind: string, rows: readonly object[]) =>
  takeTable((work) => act(city.house, system, work), importerOf(city.house.infos, kind), { bytes: lines(rows), name: 'a.jsonl' })

const park = {
  branch: 'garden',
  division: '360702',
  name: '章贡区园林绿化服务中心',
  shortName: '区园林中心',
  uscc: '12360702MB9A90012B',
  kind: '2',
  phone: '0797-0009001',
  complaintPhone: '0797-0009002',
  hall: '章贡区政务服务中心',
  address: '章贡区长征大道 1 号（演示地址）',
  hours: '工作日 9:00–12:00，13:30–17:00',
}

describe('机构', () => {
  test('a row is written once; a repeat changes nothing, another content is refused with what to do', async () => {
    const { orgCheck, usccCheck } = await import('#kernel/party/rules/identifier.ts')
    const first17 = `12360702MB9A9001${orgCheck('MB9A9001')}`
    park.uscc = first17 + usccCheck(first17)
    expect(await take('organs', [park])).toEqual({ read: 1, written: 1, rejected: [] })
    expect(await take('organs', [park])).toEqual({ read: 1, written: 0, rejected: [] })
    const { rejected } = await take('organs', [{ ...park, name: '章贡区园林局' }])
    expect(rejected).toEqual([{ line: 1, rule: 'item.organ-differs', message: expect.stringContaining('机构名录') }])
    expect(await city.sql("select 1 from ledger.fact where about = 'organ:garden-360702' and name = 'organ.founded'")).toHaveLength(1)
  })

  test('each line that is not taken says why, by its column, and the others go in', async () => {
    const other = {
      ...park,
      branch: 'parks',
      name: '章贡区公园管理处',
      shortName: '区公园处',
      phone: '0797-0009003',
      complaintPhone: '0797-0009004',
    }
    const { read, written, rejected } = await take('organs', [
      { ...other, uscc: '12360702MB9A90012X' },
      { ...other, uscc: undefined },
      { ...other, colour: 'green' },
      { ...other, division: '110101' },
    ])
    expect([read, written]).toEqual([4, 0])
    expect(rejected.map((r) => r.line)).toEqual([1, 2, 3, 4])
    expect(rejected[0]!.message).toContain('“统一社会信用代码”')
    expect(rejected[1]).toMatchObject({ rule: 'imports.columns', message: '缺少：统一社会信用代码。请填上再导入' })
    expect(rejected[2]!.message).toContain('不认识的列：colour')
    expect(rejected[3]!.message).toContain('不在本市的区划表里')
  })
})

describe('工作人员', () => {
  const member = { login: 'zhangsan', name: '张三', organ: 'market-360702', title: '受理员', roles: 'windowClerk；examiner' }
  test('an account without a password, whose roles wait for the security administrator', async () => {
    expect(await take('staff', [member])).toMatchObject({ written: 1, rejected: [] })
    expect(await take('staff', [member])).toMatchObject({ written: 0, rejected: [] })
    const [account] = await city.sql<{ password_hash: string | null }>(
      "select password_hash from permission.account where login = 'zhangsan'",
    )
    expect(account!.password_hash).toBeNull()
    const waiting = await city.sql<{ role: string }>(
      "select role from permission.granted where account = 'staff:zhangsan' and confirmed_at is null order by role",
    )
    expect(waiting.map((g) => g.role)).toEqual(['examiner', 'windowClerk'])
    const signedIn = await city.anyone().post('/sign-in', { as: 'staff', login: 'zhangsan', password: '' })
    expect(signedIn.status).not.toBe(200)
  })
  test('the three offices are not given by a table, an unknown role and a login of somebody else are told', async () => {
    const { rejected } = await take('staff', [
      { ...member, login: 'lisi', roles: 'secadmin' },
      { ...member, login: 'lisi', roles: 'king' },
      { ...member, name: '张四' },
    ])
    expect(rejected.map((r) => r.rule)).toEqual(['permission.import-office', 'permission.unknown-role', 'permission.import-differs'])
  })
})

describe('证照类型', () => {
  const type = {
    ...{ code: '11360700MB9A000141901', name: '园林施工备案证明', definer: '住房和城乡建设部', holder: '单位' },
    ...{ months: '36', number: 'YL{year}{serial:6}', face: '名称=enterprise.name；面积=premises.kitchenArea（平方米）' },
  }
  test('a type is registered once, with its face; what was registered is never changed', async () => {
    expect(await take('licence-types', [type])).toMatchObject({ written: 1, rejected: [] })
    expect(await take('licence-types', [type])).toMatchObject({ written: 0, rejected: [] })
    const [row] = await city.sql<{ spec: { face: unknown; months: number } }>('select spec from licence.type where code = $1', [type.code])
    expect(row!.spec).toMatchObject({
      months: 36,
      face: [
        { name: '名称', element: 'enterprise.name' },
        { name: '面积', element: 'premises.kitchenArea', unit: '平方米' },
      ],
    })
    const { rejected } = await take('licence-types', [
      { ...type, months: '12' },
      { ...type, code: '11360700MB9A000141902' },
      { ...type, holder: '狗' },
    ])
    expect(rejected.map((r) => r.rule)).toEqual(['licence.type-differs', 'licence.type-name-taken', 'form.invalid'])
  })
})

describe('事项', () => {
  test('an item with its form is published; the same again is not, and a broken one says where', async () => {
    const item = parse(
      readFileSync(new URL('../../../city/ganzhou/items/packaged-food-record/item.yaml', import.meta.url), 'utf8'),
    ) as Record<string, unknown>
    const form = JSON.parse(
      readFileSync(new URL('../../../city/ganzhou/items/packaged-food-record/form.json', import.meta.url), 'utf8'),
    ) as object
    expect(await take('items', [{ item, form }])).toEqual({ read: 1, written: 0, rejected: [] })
    expect(await take('items', [{ item: { ...item, lead: `${item.lead as string}改。` }, form }])).toMatchObject({
      written: 1,
      rejected: [],
    })
    const { rejected } = await take('items', [{ item: { ...item, who: '' }, form }])
    expect(rejected[0]!.message).toContain('“事项”')
  })
})

describe('权责清单', () => {
  const power = {
    ...{ organ: 'market-360702', item: 'food-business-licence-new', division: '章贡区', kind: '法定', document: '章贡区权责清单' },
    ...{ day: '2019-01-10', clause: '市场监管第 3 项', fromOn: '2019-02-01', toOn: '2019-12-31' },
  }
  test('a row is written once; each line that is not taken says why, by its column', async () => {
    expect(await take('powers', [{ ...power, division: 360702 }])).toEqual({ read: 1, written: 1, rejected: [] })
    expect(await take('powers', [power])).toEqual({ read: 1, written: 0, rejected: [] })
    const { written, rejected } = await take('powers', [
      { ...power, item: 'no-such-item' },
      { ...power, day: '2019-03-01' },
      { ...power, toOn: '2019-01-15' },
      { ...power, clause: '' },
      { ...power, kind: '借来' },
      { ...power, organ: 'sz-approval-360702' },
    ])
    expect(written).toBe(0)
    expect(rejected.map((r) => [r.line, r.rule, r.message])).toEqual([
      [1, 'authority.no-item', expect.stringContaining('no-such-item')],
      [2, 'form.invalid', '“起始日”：不能早于文件的日期'],
      [3, 'form.invalid', '“终止日”：不能早于起始日'],
      [4, 'imports.columns', expect.stringContaining('条款')],
      [5, 'authority.no-kind', expect.stringContaining('法定')],
      [6, 'authority.no-organ', expect.stringContaining('先导入机构')],
    ])
  })

  test('the desk checks a file of it and writes nothing', async () => {
    const form = new FormData()
    form.append('file', new File([lines([{ ...power, fromOn: '2018-01-01', toOn: '2018-12-31', day: '2017-12-01' }])], '权责.jsonl'))
    expect((await admin.post('/imports/powers/check', form)).body).toEqual({ read: 1, written: 1, rejected: [] })
    expect(await city.sql("select 1 from authority.authority where from_on = '2018-01-01'")).toEqual([])
  })
})

describe('以前的办件', () => {
  const past = {
    ...{ no: 'OLD-2019-7', item: '食品经营许可（新办）', organ: 'market-360702', applicantName: '欧阳娜' },
    ...{ applicantNo: '110101199003070054', submittedOn: '2019-03-01', decidedOn: '2019-03-20', result: '准予', licenceNo: 'JY1' },
  }
  beforeAll(async () => {
    const { citizenCheck } = await import('#kernel/party/rules/citizen.ts')
    past.applicantNo = past.applicantNo.slice(0, 17) + citizenCheck(past.applicantNo.slice(0, 17))
  })
  test('is kept once, and shown to the clerks of its organ and to nobody else', async () => {
    expect(await take('past-cases', [past])).toEqual({ read: 1, written: 1, rejected: [] })
    expect(await take('past-cases', [past])).toEqual({ read: 1, written: 0, rejected: [] })
    const { rejected } = await take('past-cases', [
      { ...past, result: '不予' },
      { ...past, no: 'OLD-2', decidedOn: '2019-01-01' },
      { ...past, no: 'OLD-3', applicantNo: '123' },
      { ...past, no: 'OLD-4', organ: 'market-999999' },
    ])
    expect(rejected.map((r) => [r.line, r.rule])).toEqual([
      [1, 'imports.past-differs'],
      [2, 'form.invalid'],
      [3, 'form.invalid'],
      [4, 'imports.no-organ'],
    ])
    const seen = async (login: string) => (await (await city.staff(login)).get('/past-cases?q=OLD')).body.rows
    expect(await seen('liufang')).toHaveLength(1)
    expect(await seen('zhongli')).toEqual([])
    expect(await city.sql("select 1 from imports.past_case where applicant_name = '欧阳娜'")).toHaveLength(1)
    expect(JSON.stringify(await city.sql('select * from imports.past_case'))).not.toContain(past.applicantNo)
  })
})

describe('看不见的字符', () => {
  test('turning text round, hiding in it or breaking the database: the line is refused with its column, and the others go in', async () => {
    const row = {
      ...park,
      branch: 'greens',
      name: '章贡区绿地管理所',
      shortName: '区绿地所',
      uscc: '',
      phone: '0797-0009005',
      complaintPhone: '0797-0009006',
    }
    const { creditCode } = await import('#test/real-city.ts')
    row.uscc = creditCode('12360702', 'MB9A9005')
    const { read, written, rejected } = await take('organs', [
      { ...row, name: '章贡区\u202e所理管地绿' },
      { ...row, name: '章贡区\u0000绿地管理所' },
      { ...row, hall: '章贡区\u200b政务服务中心' },
      { ...row, name: '章贡区\ud800绿地管理所' },
      row,
    ])
    expect([read, written]).toEqual([5, 1])
    expect(rejected.map((r) => [r.line, r.rule])).toEqual([1, 2, 3, 4].map((line) => [line, 'imports.hidden-characters']))
    expect(rejected[0]!.message).toBe('“全称”里有看不见的字符（U+202E），会让文字倒过来或者认错。请删掉重打一遍')
    expect(rejected[2]!.message).toContain('“办理地点”里有看不见的字符（U+200B）')
  })

  test('deep inside an item too', async () => {
    const read = (file: string) =>
      readFileSync(new URL(`../../../city/ganzhou/items/packaged-food-record/${file}`, import.meta.url), 'utf8')
    const item = parse(read('item.yaml')) as { faqs: object[] }
    const faqs = [{ question: '要不要\u2066备案？', answer: '要。' }, ...item.faqs]
    const { rejected } = await take('items', [{ item: { ...item, faqs }, form: JSON.parse(read('form.json')) as object }])
    expect(rejected).toMatchObject([
      { line: 1, rule: 'imports.hidden-characters', message: expect.stringContaining('“事项”里有看不见的字符') },
    ])
  })
})

describe('工作台', () => {
  test('a template passes its own columns, and only the system administrator has it', async () => {
    const { kinds } = (await admin.get('/imports')).body as { kinds: { id: string }[] }
    expect(kinds.map((k) => k.id)).toEqual(expect.arrayContaining(['organs', 'staff', 'items', 'powers', 'licence-types', 'past-cases']))
    for (const { id } of kinds) {
      const answer = await city.app.request(`/imports/${id}/template`, {
        headers: {
          cookie: admin
            .jar()
            .map(([k, v]) => `${k}=${v}`)
            .join('; '),
        },
      })
      expect(answer.headers.get('content-type')).toContain('spreadsheetml')
      const bytes = new Uint8Array(await answer.arrayBuffer())
      const [row] = await readSheet(bytes, 'a.xlsx').catch(() => [])
      if (row && 'cells' in row) expect(Object.keys(row.cells).length).toBeGreaterThan(1)
    }
    expect((await (await city.staff('liufang')).get('/imports')).status).toBe(403)
  })

  test('a file is checked line by line and nothing of it is written', async () => {
    const rows = [
      ['登录名', '姓名', '机构标识', '岗位'],
      ['wangwu', '王五', 'market-360702', 'windowClerk'],
      ['wangliu', '王六', 'nowhere-360702', 'windowClerk'],
    ]
    const form = new FormData()
    form.append('file', new File([workbook('人员', rows) as Uint8Array<ArrayBuffer>], '人员.xlsx'))
    const answer = await admin.post('/imports/staff/check', form)
    expect(answer.body).toMatchObject({ read: 2, written: 1, rejected: [{ line: 3 }] })
    expect(await city.sql("select 1 from permission.account where login = 'wangwu'")).toEqual([])
    expect(await city.sql("select 1 from ledger.fact where about = 'account:staff:wangwu'")).toEqual([])
    const broken = new FormData()
    broken.append('file', new File(['not a table'], 'a.txt'))
    expect((await admin.post('/imports/staff/check', broken)).body.rejected[0].message).toContain('JSON')
  })
})
