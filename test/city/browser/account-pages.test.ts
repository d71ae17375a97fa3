/** The pages of an account in a state of its own (second factors, codes, offices, platforms): with something on them and with an error, wide, narrow and in 关怀版. */
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { inviteOfficers } from '#kernel/permission/api.ts'
import { Provider } from '#kernel/provider.ts'
import { importerOf, takeTable } from '#modules/imports/api.ts'
import { openPlatform, type Platform } from '#test/platform/platform.ts'
import type { Client } from '../../kit.ts'
import { totpCode } from '../../real-city.ts'
import { findings, openSite, overhang, type Site } from './site.ts'

let site: Site
let platform: Platform
let clerk: Client
let guarded: Client
let citizen: Client
let newcomer: Client
let invited = ''

const keyed = `insert into permission.passkey (id, account, public_key, counter, title, created_at)
  select 'key-' || n, 'staff:liufang', '\\x00', 0, title, $1::timestamptz
  from (values (1, '窗口三号电脑'), (2, '名字起得特别特别长、用来值班的那一台平板电脑')) v (n, title)`

beforeAll(async () => {
  site = await openSite('2023-06-16T10:00:00+08:00')
  const { city } = site
  city.house.site = site.url
  process.env.HAOBAN_SMS = 'http://127.0.0.1:9/'
  process.env.TEST_ACCOUNTS = 'a secret of the state, long enough'
  platform = await openPlatform({ id: 'national', clientId: 'city', secret: process.env.TEST_ACCOUNTS, site: site.url })
  platform.visitor = { sub: 'n-1', acr: '2', claims: { name: '钟家明', id_no: '360702199003070017' } }
  clerk = await city.staff('liufang')
  await city.sql(keyed, [city.clock.now()])
  guarded = await city.staff('zengwei')
  const { secret } = (await guarded.post('/account/totp')).body
  expect((await guarded.post('/account/totp/confirm', { code: totpCode(secret, -1), password: 'haoban-demo' })).status).toBe(200)
  citizen = await city.citizen('钟家明')
  newcomer = await city.citizen('欧阳晓兰')
  const past = { no: 'OLD-2019-7', item: '食品经营许可（新办）', organ: 'market-360702', applicantName: '钟家明' }
  const when = { applicantNo: '360702199003070017', submittedOn: '2019-03-01', decidedOn: '2019-03-20', result: '准予' }
  const table = { bytes: new TextEncoder().encode(JSON.stringify({ ...past, ...when })), name: 'a.jsonl' }
  await takeTable((work) => act(city.house, system, work), importerOf(city.house.infos, 'past-cases'), table)
  const row = { claims: { name: 'name', idNo: 'id_no' }, levels: { '1': 1, '2': 2 }, userinfo: false, kind: 'citizen' }
  const at = { issuer: platform.issuer, clientId: 'city', clientSecretEnv: 'TEST_ACCOUNTS' }
  const providers = [Provider.parse({ ...row, ...at, id: 'national', title: '国家政务服务平台' })]
  await city.sql('delete from permission.granted where office is not null; delete from permission.officer')
  city.house.city = { ...city.house.city, demo: false, providers }
  const [link] = await act(city.house, system, (ctx) => inviteOfficers(ctx))
  invited = new URL(link!.url).pathname
}, 300_000)
afterAll(async () => {
  delete process.env.HAOBAN_SMS
  delete process.env.TEST_ACCOUNTS
  await platform?.close()
  await site?.close()
})

const press = async (page: Page) => {
  await page.locator('main .btn--next, main .btn--plain').first().click()
  await page.waitForLoadState('load')
}
const fill = (fields: Record<string, string>) => async (page: Page) => {
  for (const [name, value] of Object.entries(fields)) await page.fill(`[name=${name}]`, value)
  await press(page)
}
const begin = async (page: Page) => {
  await page.getByRole('button', { name: '绑定验证器' }).click()
  await page.waitForURL('**/account/totp/confirm')
}
const askCode = async (page: Page) => {
  await fill({ value: `1390000${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}` })(page)
  await page.waitForURL('**/code')
}

const leave = async (page: Page) => {
  await page.goto(`${site.url}/account`)
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.waitForURL('**/sign-out/at/national**')
}

/** Name, whose, address, words that must be there, what is done first; `wrong` pages tell an error. */
type Sight = {
  name: string
  who: () => Client | undefined
  path: () => string
  says: string
  act?: (page: Page) => Promise<void>
  wrong?: true
}
const sight = (name: string, who: Sight['who'], path: string | (() => string), says: string, more: Partial<Sight> = {}): Sight => ({
  ...{ name, who, says, path: typeof path === 'string' ? () => path : path },
  ...more,
})
const nobody = () => undefined
const sights: Sight[] = [
  sight('account with passkeys', () => clerk, '/account', '窗口三号电脑'),
  sight('account with a code', () => guarded, '/account', '关闭动态码'),
  sight('password', () => clerk, '/account/password', '再填一次新密码'),
  sight('password refused', () => clerk, '/account/password', '原密码', { act: press, wrong: true }),
  sight('authenticator', () => clerk, '/account', '手工输入密钥', { act: begin }),
  sight('authenticator refused', () => clerk, '/account/totp/confirm', '手工输入密钥', { act: fill({ code: '000000' }), wrong: true }),
  sight('code off', () => guarded, '/account/totp/off', '不关了'),
  sight('code off refused', () => guarded, '/account/totp/off', '不关了', { act: press, wrong: true }),
  sight('new passkey', () => clerk, '/account/passkeys/new', '给它起个名字'),
  sight('passkey removed', () => clerk, '/account/passkeys/key-1/remove', '删掉“窗口三号电脑”'),
  sight('passkey removed refused', () => clerk, '/account/passkeys/key-1/remove', '删掉“窗口三号电脑”', { act: press, wrong: true }),
  sight('passkey gone', () => clerk, '/account/passkeys/nothing/remove', '已经删掉了'),
  sight('step-up by passkey', () => clerk, '/account/step-up?back=/desk', '用通行密钥验'),
  sight('step-up by code', () => guarded, '/account/step-up?back=/desk', '验一次'),
  sight('step-up refused', () => guarded, '/account/step-up?back=/desk', '验一次', { act: press, wrong: true }),
  sight('step-up without a factor', () => citizen, '/account/step-up?back=/me', '您还没有第二重验证'),
  sight('sign-in by platforms', nobody, '/sign-in', '用国家政务服务平台登录'),
  sight('sign-in asks for the code', nobody, '/sign-in?as=staff', '动态码', {
    act: fill({ login: 'zengwei', password: 'haoban-demo' }),
    wrong: true,
  }),
  sight('assurance', () => citizen, '/sign-in/step-up?level=3&back=/me', '核验身份'),
  sight('left, the platform not', nobody, '/sign-in/with/national?back=/account', '退出国家政务服务平台', { act: leave }),
  sight('sign-in that came back broken', nobody, '/sign-in/from/national?code=x&state=y', '再登录一次'),
  sight('an address that is not whole', nobody, '/sign-out/at/national', '这个地址不完整'),
  sight('office', nobody, () => invited, '手工输入密钥'),
  sight('office refused', nobody, () => invited, '请填真实姓名', { act: press, wrong: true }),
  sight('office by passkey', nobody, () => `${invited}/passkey`, '绑定通行密钥，就任'),
  sight('office whose link is used up', nobody, '/officers/invited/nothing', '这个链接不能用了'),
  sight('sign-in while the city is founded', nobody, '/sign-in?as=staff', '正在建城'),
  sight('contact', () => citizen, '/me/contact', '怎么告诉我'),
  sight('code to a new number', () => citizen, '/me/contact/phone', '验证码已经发到', { act: askCode }),
  sight('code to a new number refused', () => citizen, '/me/contact/phone/code', '验证码', { act: fill({ code: '000000' }), wrong: true }),
  sight('no code waits', () => newcomer, '/me/contact/email/code', '重新要一个验证码'),
  sight('contact asked once refused', () => newcomer, '/account/contact?back=/me', '先不填', { act: fill({ phone: '12' }), wrong: true }),
  sight('past cases', () => citizen, '/me/past-cases', '办件编号 OLD-2019-7'),
  sight('checkpoint that does not exist', nobody, '/ledger/checkpoints/99999', '看检查点列表'),
  sight('proof that is none', nobody, '/ledger/check', '这个文件没法核对', {
    act: async (page) => {
      await page.setInputFiles('input[type=file]', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') })
      await page.getByText('这个文件没法核对').waitFor()
    },
  }),
]

/** What is wrong with a page as it stands. */
async function wrongOf(page: Page, { says, wrong }: Sight): Promise<string[]> {
  const [over, headings, summaries, title] = [
    await overhang(page),
    await page.locator('h1').count(),
    await page.locator('.error-summary').count(),
    await page.title(),
  ]
  const shown = await page.getByText(says).filter({ visible: true }).count()
  const focused = await page.evaluate(() => document.activeElement?.className)
  return [
    ...(await findings(page)),
    ...(over ? [`${over} px too wide`] : []),
    ...(headings === 1 ? [] : [`${headings} h1`]),
    ...(shown ? [] : [`does not show ${says}`]),
    ...(summaries === (wrong ? 1 : 0) && title.startsWith('错误：') === Boolean(wrong)
      ? []
      : [`title “${title}” and ${summaries} summaries`]),
    ...(wrong && focused !== 'error-summary' ? [`the focus is at ${focused}`] : []),
  ]
}

async function lookAt(all: readonly Sight[], options: BrowserContextOptions & { care?: boolean }) {
  const wrong: Record<string, string[]> = {}
  for (const s of all) {
    const { page, context } = await site.visit(s.who(), options)
    await page.goto(site.url + s.path(), { waitUntil: 'networkidle' })
    await s.act?.(page)
    const found = await wrongOf(page, s)
    if (found.length) wrong[s.name] = found
    await context.close()
  }
  // what is tried wrongly here is no attack: it slows nobody down in the next round
  await site.city.sql('delete from permission.failure; delete from base.attempt; delete from message.contact_code')
  return wrong
}

const phone = { width: 390, height: 844 }
describe('every page of an account shows what it is for, and an error where it begins', () => {
  test('at 1440 px', async () => expect(await lookAt(sights, {})).toEqual({}), 300_000)
  test('at 390 px', async () => expect(await lookAt(sights, { viewport: phone })).toEqual({}), 300_000)
  test('in 关怀版 at 390 px', async () => expect(await lookAt(sights, { viewport: phone, care: true })).toEqual({}), 300_000)
})

test('a button beside a device keeps its words in one line, on a phone in 关怀版 too', async () => {
  const { page, context } = await site.visit(clerk, { viewport: phone, care: true })
  await page.goto(`${site.url}/account`)
  const [height, line] = await page
    .getByRole('button', { name: '让它退出' })
    .first()
    .evaluate((b) => [b.clientHeight, Number.parseFloat(getComputedStyle(b).lineHeight)])
  expect(height!).toBeLessThan(line! * 2.5)
  await context.close()
})

test('without JavaScript nothing ends nowhere: where passkeys are the way, the page says what else to do', async () => {
  const { page, context } = await site.visit(clerk, { javaScriptEnabled: false, viewport: phone })
  for (const [path, way] of [
    ['/account/passkeys/new', '/account#code'],
    ['/account/step-up?back=/desk', '/account#code'],
    [`${invited}/passkey`, invited],
  ] as const) {
    await page.goto(site.url + path)
    expect([path, await page.locator('noscript .notice').isVisible()]).toEqual([path, true])
    expect([path, await page.locator(`noscript .notice a[href="${way}"]`).count()]).toEqual([path, 1])
    expect([path, await page.locator('main button[type=submit]:visible').count()]).toEqual([path, 0])
  }
  await page.goto(site.url + invited)
  await fill({ name: '郑开', login: 'zhengkai', password: 'Zhang-Gong-2023', again: 'Zhang-Gong-2023', code: '000000' })(page)
  expect(await page.getByText('动态码不对').first().isVisible()).toBe(true)
  expect(await page.inputValue('[name=name]')).toBe('郑开')
  await context.close()
})
