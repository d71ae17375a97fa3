/** Passkeys in a real browser with a virtual authenticator: bound, used, copied, and from another address. */
import type { CDPSession, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findings, openSite, overhang, type Site } from './site.ts'

let site: Site
let page: Page
let cdp: CDPSession
let authenticatorId = ''

beforeAll(async () => {
  site = await openSite('2023-06-15T10:00:00+08:00')
  site.city.house.site = site.url
  page = (await site.visit(await site.city.staff('liufang'))).page
  cdp = await page.context().newCDPSession(page)
  await cdp.send('WebAuthn.enable')
  authenticatorId = (
    await cdp.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    })
  ).authenticatorId
}, 300_000)
afterAll(() => site.close())

const signOut = async () => {
  await page.goto(`${site.url}/account`)
  await page.getByRole('button', { name: '退出登录' }).click()
  await page.waitForURL(`${site.url}/`)
}
const press = async () => {
  await page.goto(`${site.url}/sign-in?as=staff`)
  await page.getByRole('button', { name: '用通行密钥登录' }).click()
}
const facts = async () =>
  (await site.city.sql<{ name: string }>("select name from ledger.fact where about = 'account:staff:liufang' order by seq")).map(
    (f) => f.name,
  )

test('刘芳绑定通行密钥：密码填错说得出，填对就绑上了，页面上认得出是哪一个', async () => {
  await page.goto(`${site.url}/account`)
  await page.getByRole('link', { name: '绑定通行密钥' }).click()
  await page.getByLabel('给它起个名字').fill('窗口三号电脑')
  await page.getByLabel('密码').fill('not-this-one')
  await page.getByRole('button', { name: '绑定' }).click()
  await page.getByRole('alert').getByText('原密码不对').waitFor()
  expect(await page.getByLabel('给它起个名字').inputValue()).toBe('窗口三号电脑')
  await page.getByLabel('密码').fill('haoban-demo')
  await page.getByRole('button', { name: '绑定' }).click()
  await page.getByText('窗口三号电脑', { exact: true }).waitFor()
  expect(await findings(page)).toEqual([])
  expect(await facts()).toContain('account.passkey-enrolled')
  const [kept] = await site.city.sql<{ row: string }>('select row_to_json(p)::text row from permission.passkey p')
  expect(kept!.row).toContain('窗口三号电脑')
})

test('退出以后用通行密钥登录，不填登录名和密码', async () => {
  await signOut()
  await press()
  await page.waitForURL(`${site.url}/desk**`)
  const session = await page.evaluate(() => fetch('/session', { headers: { accept: 'application/json' } }).then((r) => r.json()))
  expect(session.who.id).toBe('staff:liufang')
  const [row] = await site.city.sql(
    "select method, proved_by, proved_at is not null proved from permission.session where account = 'staff:liufang' and method = 'passkey'",
  )
  expect(row).toEqual({ method: 'passkey', proved_by: 'passkey', proved: true })
})

test('an answer counts once: sent again it opens nothing', async () => {
  await signOut()
  const sent = page.waitForRequest((r) => r.url().endsWith('/sign-in/passkey'))
  await press()
  const body = (await sent).postData()!
  await page.waitForURL(`${site.url}/desk**`)
  const again = await site.city.anyone().send('POST', '/sign-in/passkey', { body, headers: { 'content-type': 'application/json' } })
  expect([again.status, again.body.code]).toEqual([422, 'permission.passkey-unknown'])
})

test('from another address than the house’s own, a passkey is refused, by the house as by the browser', async () => {
  await signOut()
  site.city.house.site = 'http://localhost:1'
  await press()
  await page.getByRole('alert').getByText('没有认出这个通行密钥').waitFor()
  site.city.house.site = 'https://haoban.example'
  await press()
  await page.getByRole('alert').getByText('网址和本站登记的不一样').waitFor()
  site.city.house.site = site.url
})

test('without the fingerprint or the device’s own password there is no sign-in', async () => {
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false })
  await press()
  await page.getByRole('alert').getByText('没有验成').waitFor()
  await cdp.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true })
})

test('a passkey that was copied is refused, and the account remembers it', async () => {
  await press()
  await page.waitForURL(`${site.url}/desk**`)
  await signOut()
  const [credential] = (await cdp.send('WebAuthn.getCredentials', { authenticatorId })).credentials
  expect(credential!.signCount).toBeGreaterThan(2)
  await cdp.send('WebAuthn.clearCredentials', { authenticatorId })
  await cdp.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential!, signCount: 1 } })
  await press()
  await page.getByRole('alert').getByText('可能被人复制过').waitFor()
  expect(await facts()).toContain('account.passkey-copied')
  await cdp.send('WebAuthn.clearCredentials', { authenticatorId })
  await cdp.send('WebAuthn.addCredential', { authenticatorId, credential: { ...credential!, signCount: 100 } })
  await press()
  await page.waitForURL(`${site.url}/desk**`)
})

test('绑过的可以删掉，删掉以后登录不了；密码照旧', async () => {
  await page.goto(`${site.url}/account`)
  await page.getByRole('link', { name: /删掉.*窗口三号电脑/ }).click()
  await page.getByRole('button', { name: '删掉', exact: true }).click()
  await page.waitForURL(`${site.url}/account#passkeys`)
  expect(await page.getByText('窗口三号电脑').count()).toBe(0)
  await signOut()
  await press()
  await page.getByRole('alert').getByText('没有认出这个通行密钥').waitFor()
  expect((await site.city.staff('liufang')).csrf).not.toBe('')
})

test('the pages fit a phone and are clean for axe; without JavaScript the password is the way', async () => {
  const { page: phone, context } = await site.visit(await site.city.staff('liufang'), { viewport: { width: 390, height: 844 } })
  for (const path of ['/account', '/account/passkeys/new', '/account/step-up?back=/desk', '/sign-in?as=staff']) {
    await phone.goto(site.url + path)
    expect(await findings(phone), path).toEqual([])
    expect(await overhang(phone), path).toBe(0)
  }
  await context.close()
  const { page: plain, context: scriptless } = await site.visit(undefined, { javaScriptEnabled: false })
  await plain.goto(`${site.url}/sign-in?as=staff`)
  expect(await plain.getByRole('button', { name: '用通行密钥登录' }).count()).toBe(0)
  await plain.getByLabel('登录名').fill('liufang')
  await plain.getByLabel('密码').fill('haoban-demo')
  await plain.getByRole('button', { name: '登录', exact: true }).click()
  await plain.waitForURL(`${site.url}/desk`)
  await scriptless.close()
})
