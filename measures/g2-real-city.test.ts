/**
 * G2 in a city that is no demo: founded on an empty database from its own folder, its officers invited, its registers imported; the
 * representative of a firm comes from an identity platform, two people decide with passkeys, and what leaves the house is real.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { verifyOfd } from '@haoban/gm/ofd'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { runDoctor } from '#app/cli/doctor.ts'
import { importTable } from '#app/cli/import.ts'
import { invite } from '#app/cli/officers.ts'
import { importPowers } from '#app/cli/powers.ts'
import { act, system } from '#app/context.ts'
import { Provider } from '#kernel/provider.ts'
import { importerOf, takeTable } from '#modules/imports/api.ts'
import { authority } from '#modules/seal/actions/authority.ts'
import { type Site, siteOf } from '../test/city/browser/site.ts'
import { blob, fieldsOf, pdf } from '../test/food.ts'
import type { Client } from '../test/kit.ts'
import { openPlatform, type Platform, PlatformBrowser } from '../test/platform/platform.ts'
import { command, creditCode, foreign, openRealCity, power, type RealCity, sampleCity, totpCode } from '../test/real-city.ts'
import { met } from '../test/restaurant.ts'
import { type LeftPasskey, leave } from '../test/upgrade/left.ts'

const dir = mkdtempSync(join(tmpdir(), 'haoban-real-story-'))
const word = 'Songqiao-2023'
const organ = 'market-990102'
const restaurant = 'restaurant-licence'
const firm = { name: '松桥区河边小馆', uscc: creditCode('92990102', 'MA9A0201') }
// the published example of a citizen's number (GB 11643)
const owner = { name: '安宁', idNo: '11010519491231002X' }

let city: RealCity
let site: Site
let platform: Platform
let provider: Server
let applicant: Client
let id = ''
const texts: { to: string; text: string }[] = []
const officers: Record<string, Client> = {}
const secrets: Record<string, string> = {}
const staff: Record<string, Client> = {}
const windows: Record<string, Page> = {}
/** gives out the passkey that an authenticator holds */
const authenticators: Record<string, () => Promise<LeftPasskey>> = {}

beforeAll(async () => {
  city = await openRealCity('2023-06-15T09:00:00+08:00')
  site = await siteOf(city)
  city.house.site = site.url
  provider = createServer((request, reply) => {
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      texts.push(JSON.parse(body))
      reply.end('{}')
    })
  })
  await new Promise<void>((up) => provider.listen(0, '127.0.0.1', up))
  process.env.HAOBAN_SMS = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/`
  process.env.TEST_FIRMS = 'a secret of the platform of firms'
  platform = await openPlatform({ id: 'firms', clientId: 'wangchuan', secret: process.env.TEST_FIRMS, site: site.url })
  const claims = {
    name: 'name',
    idNo: 'id_no',
    phone: 'mobile',
    firmName: 'corp_name',
    uscc: 'corp_uscc',
    repName: 'corp_rep_name',
    repIdNo: 'corp_rep_no',
  }
  const row = {
    id: 'firms',
    kind: 'firm',
    title: '企业身份平台',
    issuer: platform.issuer,
    clientId: 'wangchuan',
    clientSecretEnv: 'TEST_FIRMS',
  }
  city.house.city = {
    ...city.house.city,
    providers: [Provider.parse({ ...row, claims, levels: { '1': 1, '2': 2, '3': 3 }, userinfo: false })],
  }
}, 300_000)
afterAll(async () => {
  delete process.env.HAOBAN_SMS
  await platform?.close()
  await site?.close()
  await new Promise((down) => provider.close(down))
  rmSync(dir, { recursive: true, force: true })
})

const file = (name: string, rows: readonly object[]): string => {
  const path = join(dir, `${name}.jsonl`)
  writeFileSync(path, rows.map((r) => JSON.stringify(r)).join('\n'))
  return path
}
const ok = async (asked: ReturnType<Client['post']>) => {
  const answer = await asked
  expect([answer.status, answer.text.slice(0, 300)]).toEqual([200, expect.any(String)])
  return answer.body
}
async function signIn(body: Record<string, string>): Promise<Client> {
  const client = city.anyone()
  await ok(client.post('/sign-in', { as: 'staff', ...body }))
  client.csrf = (await client.get('/session')).body.csrf
  return client
}

/** Takes an office by its link, with a password and a second factor, and signs in. */
async function takeOffice(url: string, login: string, name: string): Promise<Client> {
  const path = new URL(url).pathname
  const { totp } = (await city.anyone().get(path)).body
  await ok(city.anyone().post(path, { name, login, password: word, again: word, code: totpCode(totp.secret, -1) }))
  secrets[login] = totp.secret
  return signIn({ login, password: word, code: totpCode(totp.secret) })
}

const people = [
  ['luyu', '陆雨', 'windowClerk'],
  ['hanmei', '韩梅', 'examiner'],
  ['songqing', '宋青', 'decider'],
  ['jiangtao', '江涛', 'issuer'],
  ['heli', '何力', 'sealManager'],
  ['linke', '林可', 'sealChecker'],
  ['duanyi', '段毅', 'sealMaker'],
] as const

test('nobody is there at first; the doctor names what is missing', async () => {
  const { code, said } = await command(city, runDoctor)
  expect([code, said.ok]).toEqual([1, false])
  const found = said.findings.map((f: { check: string }) => f.check)
  expect(found).toEqual(expect.arrayContaining(['officers', 'backup', 'powers', 'tls']))
  expect(found).not.toContain('demo')
  expect(found).not.toContain('demo-accounts')
})

test('three officers take office by links that work once', async () => {
  const { said: links } = await command(city, invite)
  expect(links.map((l: { office: string }) => l.office)).toEqual(['sysadmin', 'secadmin', 'auditor'])
  const names: Record<string, [string, string]> = {
    sysadmin: ['zhengkai', '郑开'],
    secadmin: ['shenping', '沈平'],
    auditor: ['guming', '顾明'],
  }
  for (const { office, url } of links) officers[office] = await takeOffice(url, ...names[office as string]!)
  expect((await command(city, invite)).said).toEqual([])
})

test('organs, items, licence types and staff are imported; the rights of staff wait for the second officer', async () => {
  const park = {
    ...{ branch: 'garden', division: '990102', name: '松桥区园林绿化中心', shortName: '区园林中心', kind: '2' },
    ...{ uscc: creditCode('12990102', 'MB9A0301'), phone: '0000-0000101', complaintPhone: '0000-0000102' },
    ...{ hall: '松桥区政务服务中心', address: '松桥区中心大道 1 号', hours: '工作日 9:00–12:00，13:30–17:00' },
  }
  expect(await command(city, importTable, 'organs', file('organs', [park]))).toEqual({
    code: 0,
    said: { read: 1, written: 1, rejected: [] },
  })
  const item = parse(readFileSync(join(sampleCity, 'items/restaurant-licence/item.yaml'), 'utf8'))
  const form = JSON.parse(readFileSync(join(sampleCity, 'items/restaurant-licence/form.json'), 'utf8'))
  const items = file('items', [{ item: { ...item, keywords: [...item.keywords, '开夜宵店'] }, form }])
  expect(await command(city, importTable, 'items', items)).toMatchObject({ code: 0, said: { written: 1, rejected: [] } })
  const type = {
    code: '11990100MB9A00014N901',
    name: '园林施工备案证明',
    definer: '住房和城乡建设部',
    holder: '单位',
    face: '名称=enterprise.name',
  }
  expect(await command(city, importTable, 'licence-types', file('types', [type]))).toMatchObject({ code: 0, said: { written: 1 } })
  const rows = people.map(([login, name, roles]) => ({ login, name, organ, title: '', roles }))
  // the console lives in real time, the city of this story in 2023: what begins on a day is taken in by the city itself
  const table = { bytes: readFileSync(file('staff', rows)), name: 'staff.jsonl' }
  const taken = await takeTable((work) => act(city.house, system, work), importerOf(city.house.infos, 'staff'), table)
  expect(taken).toEqual({ read: people.length, written: people.length, rejected: [] })
  const waiting = (await officers.secadmin!.get('/grants/proposed')).body
  expect(waiting.length).toBe(people.length)
  for (const grant of waiting) await ok(officers.secadmin!.post(`/grants/${grant.id}/confirm`))
  for (const [login] of people) {
    const { password } = await ok(officers.sysadmin!.post(`/accounts/staff:${login}/password`))
    const client = await signIn({ login, password })
    await ok(client.post('/account/password', { old: password, fresh: word, again: word }))
    staff[login] = await signIn({ login, password: word })
  }
})

/** Binds a passkey of a virtual authenticator to an account, in a window of its own. */
async function bindPasskey(login: string): Promise<void> {
  const { page } = await site.visit(staff[login])
  const cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true } as const
  const { authenticatorId } = await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
  })
  authenticators[login] = async () => (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials[0]!
  await page.goto(`${site.url}/account/passkeys/new`)
  await page.getByLabel('给它起个名字').fill('窗口电脑')
  await page.getByLabel('密码').fill(word)
  await page.getByRole('button', { name: '绑定' }).click()
  await page.getByText('窗口电脑', { exact: true }).waitFor()
  await page.goto(`${site.url}/account`)
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.waitForURL(`${site.url}/`)
  await page.goto(`${site.url}/sign-in?as=staff`)
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
  await page.waitForURL(`${site.url}/desk**`)
  windows[login] = page
}

type Answered = { status: number; body: { code?: string } }
/** Sends a command from a window, as the person who is signed in there. */
const from = (login: string, path: string, body: object): Promise<Answered> =>
  windows[login]!.evaluate(
    async ([path, body]) => {
      const headers = { accept: 'application/json', 'content-type': 'application/json' }
      const { csrf } = await (await fetch('/session', { headers })).json()
      const sent = { ...headers, 'x-csrf-token': csrf, 'idempotency-key': crypto.randomUUID() }
      const answer = await fetch(path as string, { method: 'POST', headers: sent, body: JSON.stringify(body) })
      return { status: answer.status, body: await answer.json().catch(() => ({})) }
    },
    [path, body] as const,
  )
const later = (minutes: number) => city.clock.set(new Date(city.clock.now().getTime() + minutes * 60_000).toISOString())

/** Proves once more who sits there, with the passkey. */
async function stepUp(login: string): Promise<void> {
  const page = windows[login]!
  await page.goto(`${site.url}/account/step-up?back=/desk`)
  await page.getByRole('button', { name: /通行密钥/ }).click()
  await page.waitForURL(`${site.url}/desk**`)
}

test('the people who weigh bind passkeys; the organ’s seal takes three of them', async () => {
  for (const login of ['hanmei', 'songqing', 'linke', 'duanyi', 'heli']) await bindPasskey(login)
  const made = (await from('heli', '/seals', { organ, kind: 'official', reason: '建城' })) as Answered & { body: { id: string } }
  expect([made.status, made.body]).toEqual([200, expect.anything()])
  expect(await from('linke', `/seals/${made.body.id}/check`, { input: { identity: '三定方案、公章备案' } })).toMatchObject({ status: 200 })
  expect(await from('duanyi', `/seals/${made.body.id}/make`, { input: { validTo: '2028-06-14' } })).toMatchObject({ status: 200 })
}, 120_000)

const representative = {
  sub: 'f-1',
  claims: {
    ...{ name: owner.name, id_no: owner.idNo, corp_name: firm.name, corp_uscc: firm.uscc },
    ...{ corp_rep_name: owner.name, corp_rep_no: owner.idNo },
  },
}

/** Signs the representative in at the platform and comes back with a level of assurance. */
async function comeBy(client: Client, acr: string, path: string): Promise<string> {
  platform.visitor = { ...representative, acr }
  const begun = await client.get(path)
  expect([begun.status, begun.text]).toEqual([200, expect.any(String)])
  const { to } = await ok(client.get(await new PlatformBrowser().walk(begun.body.to)))
  client.csrf = (await client.get('/session')).body.csrf
  return to
}

const answers: Record<string, Record<string, string>> = {
  sells: { sells: 'meals' },
  licensed: { licensed: 'yes' },
  brewing: { brewing: 'no' },
  business: { format: 'catering', projects: 'hot', online: 'no' },
  'shop-info': { 'shopName.use': 'known', 'uscc.use': 'known', division: '990102' },
  where: { address: '松桥区河边路 18 号一层' },
  size: { area: '120', kitchenArea: '40' },
  operator: { 'operator.use': 'known', 'operatorId.use': 'known', phone: '13800138000' },
  officer: { officerSame: 'yes' },
  people: { 'staff[0][name]': owner.name, 'staff[0][idNo]': owner.idNo, 'staff[0][job]': 'cook' },
  delivery: { delivery: 'electronic' },
}

/** Fills the whole application of the firm, page by page, and answers the address of the draft. */
async function fillOut(): Promise<string> {
  const { acting } = (await applicant.get('/session')).body
  const begun = await applicant.submit('/apply/restaurant-licence', { division: '990102', applicant: acting })
  const draft = begun.headers.get('location')!
  for (const [question, fields] of Object.entries(answers)) {
    const answer = await applicant.submit(`${draft}/q/${question}`, { _asked: fieldsOf(restaurant, question, 'sample'), ...fields })
    expect([question, answer.status, answer.status === 303 ? '' : answer.text.match(/error-summary[\s\S]{0,900}/)?.[0]]).toEqual([
      question,
      303,
      '',
    ])
  }
  for (const material of ['layout', 'rules', 'health-certificates']) {
    const upload = new FormData()
    upload.append('file', blob(pdf(material)), `${material}.pdf`)
    await ok(applicant.post(`${draft}/m/${material}`, upload))
  }
  return draft
}

test('a representative signs in at the platform; without a power nobody may apply, with it the platform is asked once more', async () => {
  applicant = city.anyone()
  const to = await comeBy(applicant, '1', '/sign-in/with/firms?back=/me')
  expect(to).toContain('/account/contact')
  await ok(applicant.post('/account/contact', { phone: '13800138000', back: '/me' }))
  const { acting } = (await applicant.get('/session')).body
  const refused = await applicant.submit('/apply/restaurant-licence', { division: '990102', applicant: acting })
  expect([refused.status, refused.text.match(/还没有登记由哪个机关决定|还不能申请/)?.[0]]).toEqual([409, expect.any(String)])
  expect(await command(city, importPowers, file('powers', [power]))).toMatchObject({ code: 0, said: { written: 1, rejected: [] } })

  const draft = await fillOut()
  const low = await applicant.post(`${draft}/check`, { agree: 'yes' })
  expect([low.status, low.body.code]).toEqual([403, 'permission.assurance'])
  expect(await comeBy(applicant, '2', `/sign-in/with/firms?level=2&back=${encodeURIComponent(`${draft}/check`)}`)).toBe(`${draft}/check`)
  id = (await ok(applicant.post(`${draft}/check`, { agree: 'yes' }))).id
  await city.drain()
})

test('two people decide, each proving once more who he is; the licence is sealed and a stranger verifies it', async () => {
  await ok(staff.luyu!.post(`/work/cases/${id}/accept`, { input: {} }))
  later(20)
  expect((await from('hanmei', `/work/cases/${id}/examine`, { input: {} })).status).toBe(200)
  const proposal = { verdict: 'approve', points: met, opinion: '材料齐全，符合条件，建议准予' }
  expect(await from('hanmei', `/work/cases/${id}/propose`, { input: proposal })).toMatchObject({ status: 200 })
  expect((await from('songqing', `/work/cases/${id}/approve`, { input: {} })).body.code).toBe('permission.step-up')
  await stepUp('songqing')
  expect(await from('songqing', `/work/cases/${id}/approve`, { input: {} })).toMatchObject({ status: 200 })
  await city.drain()
  const [licence] = await city.sql<{ id: string; identifier: string; file: string; demo: boolean }>(
    'select l.id, l.identifier, v.file, l.demo from licence.licence l join licence.version v on v.licence = l.id',
  )
  expect(licence).toMatchObject({ demo: false, file: expect.any(String) })
  const { roots, certificates } = await act(city.house, system, authority)
  const bytes = new Uint8Array(await city.house.storage.read(licence!.file))
  expect(await verifyOfd(bytes, { roots, certificates })).toMatchObject({ valid: true, trusted: true })
  const verified = (await city.anyone().get(`/licences/verify/${licence!.identifier}`)).body
  expect(verified).toMatchObject({ wellFormed: true, found: { standing: 'valid', organName: '松桥区市场监督管理局' } })
})

test('the text messages left the house, and nothing on the way speaks of a demo', async () => {
  expect(texts.length).toBeGreaterThan(1)
  expect(texts.map((t) => t.to)).toContain('13800138000')
  const pages = ['/me', `/cases/${id}`, '/licences', '/account'].map((path) => applicant.page(path))
  for (const text of [...texts.map((t) => t.text), ...(await Promise.all(pages)).map((p) => p.text)])
    expect(text.match(foreign)?.[0]).toBeUndefined()
})

test('two officers put the third out, and his successor takes office', async () => {
  const propose = () => officers.sysadmin!.post('/officers/staff:guming/removal', { reason: '调离' })
  expect((await propose()).body.code).toBe('permission.step-up')
  await ok(officers.sysadmin!.post('/account/step-up', { code: totpCode(secrets.zhengkai!, 1) }))
  const { id: removal } = await ok(propose())
  await ok(officers.secadmin!.post('/account/step-up', { code: totpCode(secrets.shenping!, 1) }))
  const { url } = await ok(officers.secadmin!.post(`/officers/removals/${removal}/confirm`))
  expect((await officers.auditor!.get('/session')).body.who.kind).toBe('anyone')
  await takeOffice(url, 'gulan', '顾兰')
  expect((await city.sql("select 1 from permission.granted where account = 'staff:gulan' and office = 'auditor'")).length).toBe(1)
})

// `npm run dump` keeps what the city has become
const dump = process.env.HAOBAN_DUMP
if (dump)
  test('the city is left to later versions, with a draft that waits to be sent', async () => {
    const draft = await fillOut()
    const passkeys = await Promise.all(Object.entries(authenticators).map(async ([login, give]) => [login, await give()] as const))
    const [licence] = await city.sql<{ identifier: string }>('select identifier from licence.licence')
    const held = { passkeys: Object.fromEntries(passkeys), applicant: representative, word }
    const commit = process.env.HAOBAN_DUMP_COMMIT ?? ''
    await leave(city, dump, { commit, ...held, decided: id, licence: licence!.identifier, draft })
  })
