import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { type Client, openTestCity, type TestCity } from '#test/kit.ts'
import { inviteOfficers } from './api.ts'
import { hotp, totpStep } from './rules/totp.ts'

type Link = { office: string; url: string }
let city: TestCity
let links: Link[]
beforeAll(async () => {
  city = await openTestCity('2023-06-15T09:00:00+08:00')
  // a real city in which nobody holds an office yet
  city.house.city = { ...city.house.city, demo: false }
  await city.sql('delete from permission.granted where office is not null; delete from permission.officer')
})
afterAll(() => city.close())

const pathOf = ({ url }: Link) => new URL(url).pathname
const invite = () => act(city.house, system, (ctx) => inviteOfficers(ctx))
const raw = (sql: string) =>
  city.sql(sql).then(
    () => 'done',
    (error: { constraint?: string; message: string }) => error.constraint ?? error.message,
  )
const word = 'Zhang-Gong-2023'
const bytesOf = (secret: string) =>
  Buffer.from(
    [...secret]
      .map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0'))
      .join('')
      .match(/.{8}/g)!
      .map((b) => Number.parseInt(b, 2)),
  )
const codeOf = (secret: string, offset = 0) =>
  hotp((k, d) => createHmac('sha1', k).update(d).digest(), bytesOf(secret), totpStep(new Date()) + offset)

async function take(link: Link, login: string, name: string): Promise<string> {
  const { totp } = (await city.anyone().get(pathOf(link))).body
  const answer = await city.anyone().post(pathOf(link), { name, login, password: word, again: word, code: codeOf(totp.secret, -1) })
  expect([answer.status, answer.body]).toEqual([200, { to: '/sign-in?as=staff' }])
  return totp.secret
}
async function signIn(login: string, secret: string, offset = 0): Promise<Client> {
  const client = city.anyone()
  const answer = await client.post('/sign-in', { as: 'staff', login, password: word, code: codeOf(secret, offset) })
  expect([answer.status, answer.text]).toEqual([200, expect.any(String)])
  client.csrf = (await client.get('/session')).body.csrf
  return client
}
let [sys, sec, audit]: Client[] = []

describe('founding', () => {
  test('a real city begins with three links, and says at the sign-in that it is being founded', async () => {
    expect((await city.anyone().page('/sign-in')).text).toContain('正在建城')
    links = await invite()
    expect(links.map((l) => l.office)).toEqual(['sysadmin', 'secadmin', 'auditor'])
    const kept = JSON.stringify(await city.sql('select * from permission.invitation'))
    for (const { url } of links) expect(kept).not.toContain(url.split('/').at(-1))
  })

  test('links that are made anew make the earlier ones void; one that is too old is void too', async () => {
    const [before] = links
    links = await invite()
    expect((await city.anyone().page(pathOf(before!))).text).toContain('这个链接不能用了')
    city.clock.set('2023-06-18T09:00:00+08:00')
    expect((await city.anyone().get(pathOf(links[0]!))).body.office).toBeNull()
    city.clock.set('2023-06-15T09:00:00+08:00')
    expect((await city.anyone().get(pathOf(links[0]!))).body.office).toBe('系统管理员')
  })

  test('没有第二重验证就不能就任；填错的说得出，链接还在', async () => {
    const path = pathOf(links[0]!)
    const who = { name: '郑开', login: 'zhengkai', password: word, again: word }
    const wrong = await city.anyone().submit(path, { ...who, code: '000000' })
    expect([wrong.status, wrong.text.includes('动态码不对'), wrong.text.includes('value="郑开"')]).toEqual([422, true, true])
    expect(wrong.text).not.toContain(word)
    const { secret } = (await city.anyone().get(path)).body.totp
    const code = codeOf(secret, -1)
    const refusal = async (body: object) => (await city.anyone().post(path, { ...who, code, ...body })).body.code
    expect(await refusal({ password: 'short', again: 'short' })).toBe('permission.weak')
    expect(await refusal({ again: 'other' })).toBe('permission.not-twice')
    expect(await refusal({ login: 'liufang' })).toBe('permission.login-taken')
  })

  test('each takes his office by his link, once; then there are three and no link is to be had', async () => {
    const secrets = [
      await take(links[0]!, 'zhengkai', '郑开'),
      await take(links[1]!, 'shenping', '沈平'),
      await take(links[2]!, 'guming', '顾明'),
    ]
    const again = await city
      .anyone()
      .post(pathOf(links[0]!), { name: '外人', login: 'stranger', password: word, again: word, code: '000000' })
    expect([again.status, again.body.code]).toEqual([410, 'permission.link-spent'])
    expect(await invite()).toEqual([])
    expect((await city.anyone().page('/sign-in')).text).not.toContain('正在建城')
    sys = await signIn('zhengkai', secrets[0]!)
    sec = await signIn('shenping', secrets[1]!)
    audit = await signIn('guming', secrets[2]!)
    const powers = async (c: Client) =>
      (await c.get('/session')).body.grants
        .map((g: { permission: string }) => g.permission)
        .filter((power: string) => power.startsWith('permission.'))
    expect([await powers(sys), await powers(sec), await powers(audit)]).toEqual([
      ['permission.manage'],
      ['permission.confirm'],
      ['permission.audit'],
    ])
  })
})

describe('two put the third out', () => {
  let removal = ''
  const propose = (who: Client, account: string) => who.post(`/officers/${account}/removal`, { reason: '调离' })

  test('nobody alone: not himself, not twice, not the third; a clerk not at all', async () => {
    expect((await propose(sys!, 'staff:zhengkai')).body.code).toBe('permission.own-account')
    const clerk = await city.staff('liufang')
    expect((await clerk.get('/officers')).status).toBe(403)
    expect((await propose(clerk, 'staff:guming')).body.code).toBe('permission.officers-only')
    expect((await propose(sys!, 'staff:liufang')).body.code).toBe('permission.no-officer')
    removal = (await propose(sys!, 'staff:guming')).body.id
    expect((await propose(sec!, 'staff:guming')).body.code).toBe('permission.removal-waits')
    const confirm = async (who: Client) => (await who.post(`/officers/removals/${removal}/confirm`)).body.code
    expect(await confirm(sys!)).toBe('permission.own-removal')
    expect(await confirm(audit!)).toBe('permission.own-account')
    expect(await confirm(clerk)).toBe('permission.officers-only')
    expect((await audit!.post(`/officers/removals/${removal}/withdraw`)).status).toBe(403)
    expect((await audit!.get('/session')).body.who.id).toBe('staff:guming')
  })

  test('the database itself wants three people in three offices that they hold', async () => {
    const insert = (account: string, office: string, by: string, byOffice: string, second = 'null', secondOffice = 'null') =>
      raw(`insert into permission.removal (id, account, office, reason, proposed_by, proposed_office, proposed_at, confirmed_by, confirmed_office, confirmed_at)
        values (gen_random_uuid()::text, '${account}', '${office}', '调离', '${by}', '${byOffice}', now(), ${second}, ${secondOffice}, ${second === 'null' ? 'null' : 'now()'})`)
    const [z, s] = ["'staff:zhengkai'", "'staff:shenping'"]
    expect(await insert('staff:zhengkai', 'sysadmin', 'staff:zhengkai', 'sysadmin')).toBe('not_by_himself')
    expect(await insert('staff:shenping', 'secadmin', 'staff:zhengkai', 'sysadmin', z, "'sysadmin'")).toMatch(/two_officers|three_offices/)
    expect(await insert('staff:shenping', 'secadmin', 'staff:zhengkai', 'sysadmin', s, "'secadmin'")).toBe('not_by_himself')
    expect(await insert('staff:shenping', 'secadmin', 'staff:zhengkai', 'auditor')).toBe('proposer_serves')
    expect(await insert('staff:shenping', 'secadmin', 'staff:liufang', 'auditor')).toBe('proposer_serves')
    const own = {
      id: 'staff:shenping',
      kind: 'staff' as const,
      name: '沈平',
      parties: [],
      grants: [{ permission: 'permission.confirm', organ: '*', division: '*' }],
    }
    const write = act(
      city.house,
      own,
      (ctx) => ctx.tx.sql`insert into permission.removal (id, account, office, reason, proposed_by, proposed_office, proposed_at)
      values ('x', 'staff:shenping', 'secadmin', '调离', 'staff:zhengkai', 'sysadmin', now())`,
    )
    await expect(write).rejects.toThrow('row-level security')
  })

  test('confirmed by the second, the third is out at once, and a successor comes by a link that is kept nowhere', async () => {
    const seen = (await sec!.get('/officers')).body
    expect(seen.removals).toEqual([expect.objectContaining({ id: removal, accountName: '顾明', reason: '调离', may: 'confirm' })])
    const { body: link } = await sec!.post(`/officers/removals/${removal}/confirm`)
    expect(link.office).toBe('auditor')
    expect((await audit!.get('/session')).body.who.kind).toBe('anyone')
    expect((await city.anyone().post('/sign-in', { as: 'staff', login: 'guming', password: word })).status).toBe(422)
    expect(JSON.stringify(await city.sql('select * from base.command'))).not.toContain(link.url.split('/').at(-1))
    expect((await sec!.post(`/officers/removals/${removal}/confirm`)).body.code).toBe('permission.settled')
    await take(link, 'gulan', '顾兰')
    const [grant] = await city.sql("select proposed_by, confirmed_by from permission.granted where account = 'staff:gulan'")
    expect(grant).toEqual({ proposed_by: 'staff:zhengkai', confirmed_by: 'staff:shenping' })
    const facts = await city.sql<{ name: string; by: string }>(
      "select name, by_whom \"by\" from ledger.fact where about = 'account:staff:guming' and name like 'office.%' order by seq",
    )
    expect(facts.map((f) => [f.name, f.by])).toEqual([
      ['office.taken', 'anyone'],
      ['office.removal-proposed', 'staff:zhengkai'],
      ['office.removed', 'staff:shenping'],
    ])
  })

  test('what somebody had proposed counts no more once he is out himself', async () => {
    const stale = (await propose(sys!, 'staff:gulan')).body.id
    await city.sql("update permission.account set disabled_at = now() where id = 'staff:zhengkai'")
    expect((await sec!.post(`/officers/removals/${stale}/confirm`)).body.code).toBe('permission.settled')
    expect(
      await raw(
        `update permission.removal set confirmed_by = 'staff:shenping', confirmed_office = 'secadmin', confirmed_at = now() where id = '${stale}'`,
      ),
    ).toBe('proposer_serves')
    await city.sql("update permission.account set disabled_at = null where id = 'staff:zhengkai'")
  })
})
