import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { addUser, findColleague, listColleagues } from './api.ts'

let city: TestCity
let sysadmin: Client
let secadmin: Client
let auditor: Client
beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00')
  sysadmin = await city.staff('sysadmin')
  secadmin = await city.staff('secadmin')
  auditor = await city.staff('auditor')
})
afterAll(() => city.close())

const at = { organ: 'market-360702', division: '*', reason: '新到岗' }
const propose = (what: object, by = sysadmin) => by.post('/grants', { account: 'staff:zengwei', ...at, ...what })
const grantsOf = async (login: string): Promise<string[]> =>
  (await (await city.staff(login)).get('/session')).body.grants.map((g: { permission: string }) => g.permission)
const raw = (sql: string, values: unknown[] = []) =>
  city.sql(sql, values).then(
    () => 'done',
    (error: { constraint?: string; message: string }) => error.constraint ?? error.message,
  )

describe('a grant takes two people', () => {
  test('looks at whole personal data without a case are counted, marked and listed by themselves', async () => {
    const auditor = await city.staff('auditor')
    const before = (await auditor.get('/audit/facts')).body.untied
    await act(city.house, { ...system, id: 'staff:liufang' }, (ctx) =>
      ctx.emit({
        name: 'party.unmasked',
        about: 'party:zhong-jiaming',
        data: { field: 'idNo', reason: '看看', case: null },
        readers: ['party:zhong-jiaming'],
      }),
    )
    const { untied } = (await auditor.get('/audit/facts')).body
    const { rows } = (await auditor.get('/audit/facts?untied=yes')).body
    expect([untied, rows[0]]).toEqual([before + 1, expect.objectContaining({ by: 'staff:liufang', untied: true })])
    expect(rows.every((r: { untied: boolean }) => r.untied)).toBe(true)
  })
  test('曾伟要加一个岗位：系统管理员申请，安全保密管理员确认以后才有', async () => {
    const { id } = (await propose({ role: 'issuer' })).body
    expect(await grantsOf('zengwei')).not.toContain('case.issue')
    expect((await secadmin.get('/grants/proposed')).body).toEqual([
      expect.objectContaining({ id, account: 'staff:zengwei', accountName: '曾伟', roleTitle: '制证员' }),
    ])
    expect((await secadmin.post(`/grants/${id}/confirm`)).status).toBe(200)
    expect(await grantsOf('zengwei')).toContain('case.issue')
    expect((await secadmin.post(`/grants/${id}/confirm`)).body.code).toBe('permission.settled')
    expect((await propose({ role: 'issuer' })).body.code).toBe('permission.granted-already')
    expect((await sysadmin.post(`/grants/${id}/take-back`, { reason: '调岗' })).status).toBe(200)
    expect(await grantsOf('zengwei')).not.toContain('case.issue')
    const names = (await auditor.get('/audit/accounts/staff:zengwei')).body.facts.map((f: { name: string }) => f.name)
    expect(names.filter((n: string) => n.startsWith('grant.'))).toEqual(['grant.proposed', 'grant.confirmed', 'grant.ended'])
  })

  test('审计里的申请人写遮住的名字和是个人还是单位，不写编号；群众的名字也遮住', async () => {
    const citizen = await city.citizen('钟家明')
    await citizen.post('/parties/zhong-jiaming/contact', { address: '章贡区文清路 1 号' })
    const { rows } = (await auditor.get('/audit/facts?about=party%3Azhong-jiaming')).body
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect([row.aboutName, JSON.stringify(row).includes('钟家明')]).toEqual(['申请人 钟**（个人）', false])
    const signed = (await auditor.get('/audit/facts?kind=account.signed-in')).body.rows as { byName: string }[]
    expect(signed.map((r) => r.byName)).toContain('钟**')
  })

  test('一个遮住的名字，写了理由才看得到，只看到这一个；当事人查得到谁看过、为什么', async () => {
    const [row] = (await auditor.get('/audit/facts?about=party%3Azhong-jiaming')).body.rows
    expect(row.masked).toContain('about')
    const see = (body: Record<string, string>, who = auditor) => who.post(`/audit/facts/${row.id}/unmask`, body)
    expect((await see({ whose: 'about', reason: '' })).body.fields[0].field).toBe('reason')
    expect((await see({ whose: 'about', reason: '核对冒用账户的投诉' }, sysadmin)).status).toBe(403)
    const facts = async () => (await city.sql<{ n: number }>("select count(*)::int n from ledger.fact where name = 'party.unmasked'"))[0]!.n
    const before = await facts()
    expect((await see({ whose: 'agent', reason: '核对冒用账户的投诉' })).body.code).toBe('permission.nothing-masked')
    expect(await facts()).toBe(before)
    expect((await see({ whose: 'about', reason: '核对冒用账户的投诉' })).body).toEqual({ name: '钟家明' })
    expect(await facts()).toBe(before + 1)
    const { looks } = (await (await city.citizen('钟家明')).get('/me/reads')).body
    expect(looks[0]).toMatchObject({ who: expect.stringContaining('安全审计员'), what: '完整的姓名，核对冒用账户的投诉' })
    expect((await auditor.get('/audit/facts?about=party%3Azhong-jiaming')).text).not.toContain('钟家明')
  })

  test('没有遮住的名字没有可看的，审计范围以外的记录也没有', async () => {
    const signed = (await auditor.get('/audit/facts?kind=account.signed-in')).body.rows as {
      id: number
      byName: string
      masked: string[]
    }[]
    const clerk = signed.find((r) => r.byName === '曾伟')!
    expect(clerk.masked).toEqual([])
    const reason = '核对冒用账户的投诉'
    expect((await auditor.post(`/audit/facts/${clerk.id}/unmask`, { whose: 'by', reason })).body.code).toBe('permission.nothing-masked')
    const citizen = signed.find((r) => r.byName === '钟**')!
    expect((await auditor.post(`/audit/facts/${citizen.id}/unmask`, { whose: 'by', reason })).body.name).toBe('钟家明')
    expect((await auditor.post('/audit/facts/999999999/unmask', { whose: 'by', reason })).status).toBe(404)
  })

  test('审计里的每条记录，说的是什么都有中文的叫法，由留下它的房间说', async () => {
    const rows = await city.sql<{ kind: string }>("select distinct split_part(about, ':', 1) kind from ledger.fact where about like '%:%'")
    const called = new Set(city.house.infos.flatMap((room) => Object.keys(room.about)))
    expect(rows.length).toBeGreaterThan(3)
    expect(rows.map((r) => r.kind).filter((kind) => !called.has(kind))).toEqual([])
    const { rows: lines } = (await auditor.get('/audit/facts?about=role%3AwindowClerk')).body
    for (const line of lines) expect(line.aboutName).toMatch(/^岗位 /)
  })

  test('a proposal that is turned down never counts', async () => {
    const { id } = (await propose({ permission: 'case.decide' })).body
    expect((await secadmin.post(`/grants/${id}/turn-down`, { reason: '不合职责' })).status).toBe(200)
    expect((await secadmin.post(`/grants/${id}/confirm`)).body.code).toBe('permission.settled')
    expect(await grantsOf('zengwei')).not.toContain('case.decide')
  })

  test('a grant counts from its first day to its last', async () => {
    const { id } = (await propose({ permission: 'case.approve-request', fromOn: '2023-06-20', toOn: '2023-06-21' })).body
    await secadmin.post(`/grants/${id}/confirm`)
    const held = async (moment: string) => {
      city.clock.set(moment)
      return (await grantsOf('zengwei')).includes('case.approve-request')
    }
    expect([
      await held('2023-06-19T23:59:00+08:00'),
      await held('2023-06-20T00:01:00+08:00'),
      await held('2023-06-21T23:58:00+08:00'),
      await held('2023-06-22T00:01:00+08:00'),
    ]).toEqual([false, true, true, false])
    city.clock.set('2023-06-15T09:00:00+08:00')
  })

  test.each([
    ['neither role nor permission', {}, 'permission.one-of-two'],
    ['both', { role: 'issuer', permission: 'case.read' }, 'permission.one-of-two'],
    ['a role nobody knows', { role: 'king' }, 'permission.unknown-role'],
    ['no reason', { role: 'issuer', reason: '' }, 'permission.no-reason'],
    ['last day before first', { role: 'issuer', fromOn: '2023-07-02', toOn: '2023-07-01' }, 'permission.days-turned'],
    ['an account nobody has', { account: 'staff:nobody', role: 'issuer' }, 'permission.unknown-account'],
    ['a citizen', { account: 'citizen:zhong-jiaming', role: 'issuer' }, 'permission.unknown-account'],
  ])('%s is refused', async (_, what, code) => {
    expect((await propose(what)).body.code).toBe(code)
  })
})

describe('三员分立', () => {
  test('nobody does another office’s work', async () => {
    expect((await propose({ role: 'issuer' }, secadmin)).status).toBe(403)
    expect((await propose({ role: 'issuer' }, auditor)).status).toBe(403)
    expect((await propose({ role: 'issuer' }, await city.staff('liufang'))).status).toBe(403)
    expect((await sysadmin.get('/grants/proposed')).status).toBe(403)
    expect((await sysadmin.get('/audit/accounts')).status).toBe(403)
    expect((await auditor.get('/audit/accounts')).body.rows.length).toBeGreaterThan(30)
  })

  test('no administrator gives himself anything, and none gets a second office or other work', async () => {
    const code = async (account: string, role: string) => (await propose({ account: `staff:${account}`, role, organ: '*' })).body.code
    expect(await code('sysadmin', 'auditor')).toBe('permission.for-oneself')
    expect(await code('secadmin', 'auditor')).toBe('permission.another-office')
    expect(await code('auditor', 'windowClerk')).toBe('permission.officer-only')
    expect(await code('liufang', 'auditor')).toBe('permission.has-work')
  })

  test('the database itself refuses it, whatever the code says', async () => {
    const insert = (account: string, role: string, by = "'system', now(), 'system:founding', now()") =>
      raw(`insert into permission.granted (id, account, role, organ, division, from_on, reason, proposed_by, proposed_at, confirmed_by, confirmed_at)
        values (gen_random_uuid()::text, '${account}', '${role}', '*', '*', '2023-01-01', 'x', ${by})`)
    expect(await insert('staff:secadmin', 'auditor')).toBe('granted_account_office_fkey')
    expect(await raw("insert into permission.officer values ('staff:secadmin', 'auditor')")).toBe('officer_pkey')
    expect(await raw("update permission.officer set office = 'auditor' where account = 'staff:secadmin'")).toContain(
      'granted_account_office_fkey',
    )
    expect(await insert('staff:liufang', 'issuer', "'staff:liufang', now(), 'staff:secadmin', now()")).toBe('nothing_for_oneself')
    expect(await insert('staff:liufang', 'issuer', "'staff:sysadmin', now(), 'staff:liufang', now()")).toBe('nothing_for_oneself')
    expect(await insert('staff:liufang', 'issuer', "'staff:sysadmin', now(), 'staff:sysadmin', now()")).toBe('two_people')
    expect(await raw("insert into permission.role values ('clever', '聪明人', '{case.read,permission.audit}')")).toMatch(/role_check/)
    expect(await raw("update permission.role set permissions = permissions || '{permission.confirm}' where id = 'sysadmin'")).toMatch(
      /role_check/,
    )
    expect(
      await raw(
        "insert into permission.granted (id, account, permission, organ, division, from_on, reason, proposed_by, proposed_at) values ('y', 'staff:secadmin', 'permission.audit', '*', '*', '2023-01-01', 'x', 'system', now())",
      ),
    ).toBe('granted_account_office_fkey')
  })

  test('row-level security: as staff without the power, no grant is written and no password is read', async () => {
    const clerk = { id: 'staff:liufang', kind: 'staff' as const, name: '刘芳', parties: [], grants: [] }
    const write = act(
      city.house,
      clerk,
      (ctx) => ctx.tx.sql`insert into permission.granted (id, account, role, organ, division, from_on, reason, proposed_by, proposed_at)
      values ('z', 'staff:zengwei', 'issuer', '*', '*', '2023-01-01', 'x', 'staff:liufang', now())`,
    )
    await expect(write).rejects.toThrow('row-level security')
    await expect(act(city.house, clerk, (ctx) => ctx.tx.sql`select password_hash from permission.account`)).rejects.toThrow(
      'permission denied',
    )
    await expect(act(city.house, clerk, (ctx) => ctx.tx.sql`select * from permission.session`)).rejects.toThrow('permission denied')
    await expect(act(city.house, clerk, (ctx) => ctx.tx.sql`update permission.role set title = 'x'`)).rejects.toThrow('permission denied')
    expect(await act(city.house, clerk, (ctx) => ctx.tx.sql`select id from permission.granted where account <> 'staff:liufang'`)).toEqual(
      [],
    )
    expect(await act(city.house, clerk, (ctx) => ctx.tx.sql`select id from permission.account where kind = 'citizen'`)).toEqual([])
  })

  test('an administrator’s password and account are not in another administrator’s hand', async () => {
    expect((await sysadmin.post('/accounts/staff:secadmin/password')).body.code).toBe('permission.office-by-console')
    expect((await sysadmin.post('/accounts/staff:auditor/disable', { reason: '试试' })).body.code).toBe('permission.office-by-console')
    expect((await sysadmin.post('/accounts/staff:sysadmin/disable', { reason: '试试' })).body.code).toBe('permission.own-account')
  })
})

describe('a role is changed at the desk', () => {
  const role = { role: 'issuer', title: '制证员', reason: '窗口合并' }
  const now = async () => (await sysadmin.get('/roles')).body.roles.find((r: { id: string }) => r.id === 'issuer').permissions as string[]

  test('what gives more waits for the second administrator; what takes away counts at once; each is a fact', async () => {
    const before = await now()
    const wanted = [...before, 'case.terminate']
    const asked = await sysadmin.post('/roles', { ...role, permissions: wanted })
    expect([asked.status, asked.body.waits]).toEqual([200, true])
    expect(await now()).toEqual(before)
    expect((await sysadmin.post('/roles', { ...role, permissions: wanted })).body.code).toBe('permission.role-waits')
    expect((await sysadmin.post(`/roles/changes/${asked.body.id}/confirm`)).status).toBe(403)
    expect((await secadmin.get('/roles/changes')).body.waiting).toEqual([
      expect.objectContaining({ id: asked.body.id, title: '制证员', before, permissions: wanted, proposedByName: '郑凯' }),
    ])
    expect((await secadmin.post(`/roles/changes/${asked.body.id}/confirm`)).status).toBe(200)
    expect(await now()).toEqual(wanted)
    expect((await secadmin.post(`/roles/changes/${asked.body.id}/confirm`)).body.code).toBe('permission.settled')
    const less = await sysadmin.post('/roles', { ...role, permissions: before })
    expect([less.body.waits, await now()]).toEqual([false, before])
    const facts = await city.sql<{ name: string }>("select name from ledger.fact where about = 'role:issuer' order by seq")
    expect(facts.map((f) => f.name)).toEqual(['role.proposed', 'role.changed', 'role.changed'])
    expect((await auditor.get('/audit/facts?about=role:issuer')).body.rows[0].told).toContain('减 终止办理')
  })

  test('the city’s file gives back nothing that the desk took away', async () => {
    const before = await now()
    await sysadmin.post('/roles', { ...role, permissions: before.slice(1) })
    const { seed } = await import('./seed.ts')
    const read = async (name: string) => JSON.parse(readFileSync(new URL(`../../../city/ganzhou/${name}`, import.meta.url), 'utf8'))
    await act(city.house, system, (ctx) => seed(ctx, { read, find: read } as never), 60_000)
    expect(await now()).toEqual(before.slice(1))
  })

  test('a change that others overtook is not confirmed, and one that was turned down never counts', async () => {
    const before = await now()
    const { id } = (await sysadmin.post('/roles', { ...role, permissions: [...before, 'case.decide'] })).body
    await city.sql("update permission.role set permissions = array_append(permissions, 'case.read') where id = 'issuer'")
    await city.sql("update permission.role set permissions = array_remove(permissions, 'case.deliver') where id = 'issuer'")
    expect((await secadmin.post(`/roles/changes/${id}/confirm`)).body.code).toBe('permission.role-moved')
    expect((await secadmin.post(`/roles/changes/${id}/turn-down`, { reason: '决定权不归制证' })).status).toBe(200)
    expect(await now()).not.toContain('case.decide')
  })

  test.each([
    ['one of the three offices', { role: 'auditor' }, 'permission.office-role'],
    ['a power of the three offices', { permissions: ['case.read', 'permission.audit'] }, 'permission.office-power'],
    ['a permission nobody knows', { permissions: ['case.fly'] }, 'permission.unknown-permission'],
  ])('%s is refused', async (_, part, code) => {
    expect((await sysadmin.post('/roles', { ...role, permissions: ['case.read'], ...part })).body.code).toBe(code)
  })

  test('the database itself lets nobody make a role grow alone', async () => {
    const grown = `insert into permission.role_change (id, role, title, permissions, before, reason, proposed_by, proposed_at, settled_by, settled_at, outcome)
      values ('x', 'issuer', '制证员', '{case.read,case.decide}', '{case.read}', 'x', 'staff:sysadmin', now(), 'staff:sysadmin', now(), 'confirmed')`
    expect(await raw(grown)).toBe('growing_takes_two')
  })
})

describe('accounts', () => {
  test('a new account changes its password first, and may do nothing until it has', async () => {
    const user = { login: 'newcomer', name: '新来的', organ: 'market-360702', title: '审查员', password: 'First-Day-2023' }
    expect((await sysadmin.post('/accounts', { ...user, password: 'short' })).body.code).toBe('permission.weak')
    expect((await sysadmin.post('/accounts', { ...user, login: '新来的' })).body.code).toBe('permission.bad-login')
    expect((await sysadmin.post('/accounts', user)).body).toEqual({ id: 'staff:newcomer' })
    expect((await sysadmin.post('/accounts', user)).body.code).toBe('permission.login-taken')
    const { id } = (await propose({ account: 'staff:newcomer', role: 'examiner' })).body
    await secadmin.post(`/grants/${id}/confirm`)
    const client = city.anyone()
    expect((await client.post('/sign-in', { as: 'staff', login: 'newcomer', password: user.password })).body.to).toBe('/account/password')
    const session = (await client.get('/session')).body
    expect([session.mustChange, session.grants]).toEqual([true, []])
    client.csrf = session.csrf
    await client.post('/account/password', { old: user.password, fresh: 'Second-Day-2023', again: 'Second-Day-2023' })
    expect((await client.get('/session')).body.grants.length).toBeGreaterThan(5)
  })

  test('a lost password is replaced by one for a single day’s sign-in, and every session ends', async () => {
    const client = await city.staff('yangming')
    const { password } = (await sysadmin.post('/accounts/staff:yangming/password')).body
    expect((await client.get('/session')).body.who.kind).toBe('anyone')
    expect((await city.anyone().post('/sign-in', { as: 'staff', login: 'yangming', password })).body.to).toBe('/account/password')
  })

  test('a shut account signs in no more and is out at once; it can be opened again', async () => {
    const client = await city.staff('guohaiyan')
    await sysadmin.post('/accounts/staff:guohaiyan/disable', { reason: '离职' })
    expect((await client.get('/session')).body.who.kind).toBe('anyone')
    await expect(city.staff('guohaiyan')).rejects.toThrow('422')
    await sysadmin.post('/accounts/staff:guohaiyan/enable', { reason: '返聘' })
    expect((await (await city.staff('guohaiyan')).get('/session')).body.who.name).toBe('郭海燕')
  })

  test('the command line adds an account as the house itself', async () => {
    await act(city.house, system, (ctx) =>
      addUser(ctx, { login: 'newhand', name: '机房', organ: 'bigdata-360700', password: 'From-Console-1' }),
    )
    expect((await city.anyone().post('/sign-in', { as: 'staff', login: 'newhand', password: 'From-Console-1' })).status).toBe(200)
  })

  test('colleagues who can take over a case are those who hold the permission there today', async () => {
    const place = { permission: 'case.decide', organ: 'market-360702', division: '360702' }
    await act(city.house, { id: 'staff:liufang', kind: 'staff', name: '刘芳', parties: [], grants: [] }, async (ctx) => {
      expect((await listColleagues(ctx.tx, place, '2023-06-15')).map((a) => a.name)).toEqual(['陈国栋'])
      expect(await findColleague(ctx.tx, 'staff:zengwei', place, '2023-06-15')).toBeUndefined()
      expect((await findColleague(ctx.tx, 'staff:chenguodong', place, '2023-06-15'))?.name).toBe('陈国栋')
      expect((await ctx.tx.sql<{ role: string }>`select current_user::text role`)[0]!.role).toBe('haoban_app')
    })
  })

  test('founding the city twice changes nothing', async () => {
    const count = async () =>
      (
        await city.sql(
          'select (select count(*) from permission.account) a, (select count(*) from permission.granted) g, (select count(*) from party.person) p, (select count(*) from party.agency) c',
        )
      )[0]
    const before = await count()
    const { openCity } = await import('#app/open.ts')
    for (const room of city.house.rooms.filter((r) => ['party', 'permission'].includes(r.id)))
      await act(city.house, system, (ctx) => room.seed!(ctx, openCity()))
    expect(await count()).toEqual(before)
  })
})

describe('管理页面', () => {
  test('系统管理员看得到一个账户的岗位、登录和经过；审计员也看得到，窗口人员看不到', async () => {
    const record = (await sysadmin.get('/accounts/staff:liufang')).body
    expect(record).toMatchObject({ account: { name: '刘芳' }, organName: '章贡区市场监管局', totp: false, lockedUntil: null, whyNot: null })
    expect(record.grants[0]).toMatchObject({ roleTitle: '综窗受理员' })
    expect((await auditor.get('/audit/records/staff:liufang')).body.account.name).toBe('刘芳')
    expect((await (await city.staff('liufang')).get('/accounts/staff:zengwei')).status).toBe(403)
  })

  test('三员的账户，另一员只能看，不能动', async () => {
    expect((await sysadmin.get('/accounts/staff:auditor')).body).toMatchObject({
      office: '安全审计员',
      whyNot: expect.stringContaining('另外两员'),
    })
    expect((await sysadmin.post('/accounts/staff:auditor/unlock', { reason: '忘了密码' })).status).toBe(403)
  })

  test('连错五次要等，管理员核实后解除，马上能登录', async () => {
    const wrong = () => city.anyone().post('/sign-in', { as: 'staff', login: 'xiemin', password: 'nope' })
    for (let i = 0; i < 5; i++) await wrong()
    const right = () => city.anyone().post('/sign-in', { as: 'staff', login: 'xiemin', password: 'haoban-demo' })
    expect((await right()).status).toBe(429)
    expect((await sysadmin.get('/accounts/staff:xiemin')).body.lockedUntil).not.toBeNull()
    expect((await sysadmin.post('/accounts/staff:xiemin/unlock', { reason: '本人来窗口核实' })).status).toBe(200)
    expect((await right()).status).toBe(200)
  })

  test('审计日志按人、种类、日期查，名称是中文', async () => {
    const all = (await auditor.get('/audit/facts')).body
    expect(all.rows.length).toBe(50)
    expect(all.rows.filter((r: { title: string }) => !/[\u4e00-\u9fff]/.test(r.title))).toEqual([])
    const ids = all.rows.map((r: { id: number }) => r.id)
    expect([...ids].sort((a, b) => b - a)).toEqual(ids)
    const next = (await auditor.get(`/audit/facts?after=${all.next}`)).body
    expect(next.rows[0].id).toBeLessThan(ids.at(-1))
    const unlocked = (await auditor.get('/audit/facts?kind=account.unlocked&by=staff:sysadmin')).body.rows
    const [name] = await city.sql<{ name: string }>("select name from permission.account where id = 'staff:sysadmin'")
    for (const by of [name!.name, 'sysadmin'])
      expect((await auditor.get(`/audit/facts?kind=account.unlocked&by=${encodeURIComponent(by)}`)).body.rows).toEqual(unlocked)
    expect(unlocked).toEqual([expect.objectContaining({ title: '解除登录的等待', byName: '郑凯', told: '理由 本人来窗口核实' })])
    expect((await auditor.get('/audit/facts?kind=account.unlocked&until=2023-01-01')).body.rows).toEqual([])
    expect((await sysadmin.get('/audit/facts')).status).toBe(403)
  })

  test('找人按姓名或登录名', async () => {
    expect((await sysadmin.get('/accounts?q=%E5%88%98')).body.rows.map((a: { name: string }) => a.name)).toContain('刘芳')
    expect((await sysadmin.get('/accounts?q=zengw')).body.rows.map((a: { login: string }) => a.login)).toEqual(['zengwei'])
  })
})
