/** Staff who come by the city's directory, in a real browser: in, what the account says, a refusal, and out in both places. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Directory } from '#kernel/directory.ts'
import { openPlatform, type Platform } from '#test/platform/platform.ts'
import { findings, openSite, overhang, type Site } from './site.ts'

let site: Site
let dir: Platform
let page: Page
const phone = { width: 390, height: 844 }
const desk = { width: 1440, height: 900 }

beforeAll(async () => {
  site = await openSite('2023-06-15T10:00:00+08:00')
  site.city.house.site = site.url
  process.env.TEST_DIRECTORY = 'a secret of the directory, long enough'
  dir = await openPlatform({ id: 'directory', clientId: 'haoban', secret: process.env.TEST_DIRECTORY, site: site.url, directory: true })
  const directory = Directory.parse({
    ...{ title: '市统一身份认证', issuer: dir.issuer, clientId: 'haoban', clientSecretEnv: 'TEST_DIRECTORY' },
    ...{ claims: { staffNo: 'staff_no' }, userinfo: false, stepUp: { acr: ['2'] } },
  })
  site.city.house.city = { ...site.city.house.city, directory }
  const sysadmin = await site.city.staff('sysadmin')
  const numbered = await sysadmin.post('/accounts/staff:liufang/staff-no', { staffNo: '20150317', reason: '接目录' })
  expect(numbered.status).toBe(200)
  page = (await site.visit()).page
}, 300_000)
afterAll(async () => {
  await dir.close()
  await site.close()
})

/** Both widths are looked at: nothing sticks out, axe finds nothing. */
async function looksRight(what: string): Promise<void> {
  for (const size of [phone, desk]) {
    await page.setViewportSize(size)
    expect(await overhang(page), `${what} at ${size.width}`).toBe(0)
    expect(await findings(page), `${what} at ${size.width}`).toEqual([])
    if (process.env.SHOTS) await page.screenshot({ path: `${process.env.SHOTS}/${what}-${size.width}.png`, fullPage: true })
  }
}

test('登录页先给单位目录；目录里有、这里没有账户的，说得出工号和该找谁', async () => {
  dir.visitor = { sub: 'u-new', acr: '1', claims: { staff_no: '20990001' } }
  await page.goto(`${site.url}/sign-in?as=staff`)
  await looksRight('sign-in')
  await page.getByRole('link', { name: '用市统一身份认证登录' }).click()
  await page.getByText('20990001').waitFor()
  await looksRight('no-account')
  await page.getByRole('link', { name: '回工作人员登录页' }).click()
  await page.getByRole('link', { name: '用市统一身份认证登录' }).waitFor()
})

test('密码登录不了从目录来的人，页面说从哪里登录', async () => {
  dir.visitor = { sub: 'u-liufang', acr: '1', claims: { staff_no: '20150317' } }
  await page.context().clearCookies()
  await page.goto(`${site.url}/sign-in?as=staff`)
  await page.getByRole('link', { name: '用市统一身份认证登录' }).click()
  await page.waitForURL(`${site.url}/desk**`)
  const { page: other, context } = await site.visit()
  await other.goto(`${site.url}/sign-in?as=staff`)
  await other.getByLabel('登录名').fill('liufang')
  await other.getByLabel('密码', { exact: true }).fill('haoban-demo')
  await other.getByRole('button', { name: '登录', exact: true }).click()
  await other.getByRole('alert').getByText('您的账户从市统一身份认证登录').waitFor()
  if (process.env.SHOTS) await other.screenshot({ path: `${process.env.SHOTS}/password-refused-1440.png`, fullPage: true })
  await context.close()
})

test('我的账户写着单位目录；再验一次身份只验了一重，说得出来', async () => {
  await page.goto(`${site.url}/account`)
  await page.getByText('那边停了您的账号，这里一分钟内全部退出').waitFor()
  await looksRight('account')
  await page.goto(`${site.url}/account/step-up?back=/desk`)
  await looksRight('step-up')
  await page.getByRole('link', { name: '到市统一身份认证验' }).click()
  await page.getByText('只验了一重').waitFor()
  await looksRight('one-factor')
  dir.visitor = { ...dir.visitor, acr: '2' }
  await page.goto(`${site.url}/account/step-up?back=/account`)
  await page.getByRole('link', { name: '到市统一身份认证验' }).click()
  await page.waitForURL(`${site.url}/account`)
})

test('工作台的“退出”退出这里，也退出目录：回来再登录，目录要重新问', async () => {
  await page.goto(`${site.url}/desk`)
  await page.getByRole('button', { name: '退出', exact: true }).click()
  await page.getByText('您在市统一身份认证的登录还在').waitFor()
  await looksRight('signed-out')
  await page.getByRole('link', { name: '退出市统一身份认证' }).click()
  await page.getByRole('button', { name: 'sign out' }).click()
  await page.waitForURL(`${site.url}/`)
  dir.visitor = { sub: 'u-other', acr: '1', claims: { staff_no: '20990002' } }
  await page.goto(`${site.url}/sign-in/with/directory`)
  await page.getByText('20990002').waitFor()
})
