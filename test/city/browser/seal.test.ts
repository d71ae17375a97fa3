/** 核验电子签章 in Chromium: the file stays on the computer, and one changed byte is named by the step that it breaks. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync, zipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { blob } from '../../food.ts'
import { ofdOf } from '../../sealed.ts'
import { findings, openSite, type Site } from './site.ts'

let site: Site
let files: Record<string, Uint8Array>
const dir = mkdtempSync(join(tmpdir(), 'haoban-seal-'))
const pathOf = (name: string) => join(dir, `${name}.ofd`)

/** The file with one byte of one of its entries changed, packed again. */
function changed(name: string, entry: RegExp, at: (bytes: Uint8Array) => number): string {
  const path = Object.keys(files).find((f) => entry.test(f))!
  const bytes = files[path]!.slice()
  bytes[at(bytes)]! ^= 1
  writeFileSync(pathOf(name), zipSync({ ...files, [path]: bytes }))
  return pathOf(name)
}
const textAt =
  (text: string, more = 0) =>
  (bytes: Uint8Array) =>
    Buffer.from(bytes).indexOf(text) + more
const near = (share: number) => (bytes: Uint8Array) => Math.floor(bytes.length * share)

beforeAll(async () => {
  site = await openSite('2023-06-16T10:00:00+08:00')
  const [keeper, approver] = [await site.city.staff('xiemin'), await site.city.staff('laizhiqiang')]
  const form = new FormData()
  const fields = { seal: 'seed-market-360702-official', title: '通知', purpose: '发文', where: 'text', text: '通知' }
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', blob(await ofdOf('关于开展食品安全检查的通知'), 'application/ofd'), '通知.ofd')
  const { id } = (await keeper.post('/seals/requests', form)).body
  await approver.post(`/seals/requests/${id}/approve`, { input: { opinion: '同意' } })
  expect((await keeper.post(`/seals/requests/${id}/stamp`, { input: {} })).status).toBe(200)
  const cookie = keeper.jar().map(([k, v]) => `${k}=${v}`)
  const answer = await site.city.app.request(`/seals/requests/${id}/files/sealed`, { headers: { cookie: cookie.join('; ') } })
  const bytes = new Uint8Array(await answer.arrayBuffer())
  files = unzipSync(bytes)
  writeFileSync(pathOf('原件'), bytes)
}, 300_000)
afterAll(async () => {
  await site?.close()
  rmSync(dir, { recursive: true, force: true })
})

const verdict = async (page: Page, file: string) => {
  await page.setInputFiles('input[type=file]', file)
  await page.waitForSelector('[data-report] .notice')
  return (await page.textContent('[data-report]'))!
}
const wrongSteps = (page: Page) => page.locator('[data-report] li.wrong b').allTextContents()

test('a sealed file is told to be sealed, each step in words, and nothing is sent', async () => {
  const { page, context } = await site.visit()
  await page.goto(`${site.url}/seals/check`)
  await page.waitForLoadState('networkidle')
  const sent: string[] = []
  page.on('request', (r) => sent.push(`${r.method()} ${r.url()}`))
  const told = await verdict(page, pathOf('原件'))
  expect(told).toContain('盖章有效，从盖章到现在没有改过')
  expect(told).toContain('演示')
  expect(await page.locator('[data-report] .checks li').count()).toBe(11)
  expect(sent).toEqual([])
  expect(await findings(page)).toEqual([])
  await context.close()
})

test.each<[string, () => string, string]>([
  ['一页', () => changed('改了一页', /Page_0\/Content\.xml$/, textAt('Boundary="', 10)), '✗ 页面、资源和附件没有改过'],
  ['元数据', () => changed('改了元数据', /^OFD\.xml$/, textAt('2023-06-15', 3)), '✗ 页面、资源和附件没有改过'],
  ['签名文件', () => changed('改了签名文件', /Signature\.xml$/, textAt('haoban')), '✗ 签名文件没有改过'],
  ['印章图样', () => changed('改了印章图样', /Seal\.esl$/, near(0.5)), '✗ 文件里的印章就是签的那枚'],
  ['签名值', () => changed('改了签名值', /SignedValue\.dat$/, near(0.5)), '✗'],
])('one changed byte in %s is named by its step', async (_, make, step) => {
  const { page, context } = await site.visit()
  await page.goto(`${site.url}/seals/check`)
  await page.waitForLoadState('networkidle')
  const told = await verdict(page, make())
  expect(told).toContain('这份文件不能相信')
  expect((await wrongSteps(page)).some((s) => s.startsWith(step))).toBe(true)
  await context.close()
})

test('cut short, no OFD at all, and no file: a sentence that says what to do', async () => {
  writeFileSync(pathOf('半个'), zipSync(files).subarray(0, 4000))
  writeFileSync(pathOf('不是'), '这是一段文字')
  const { page, context } = await site.visit()
  await page.goto(`${site.url}/seals/check`)
  await page.waitForLoadState('networkidle')
  expect(await verdict(page, pathOf('半个'))).toContain('这份文件不能相信')
  expect(await verdict(page, pathOf('不是'))).toContain('这不是 OFD 文件')
  await context.close()
})

test('without a network the page opens again and checks as before', async () => {
  const { page, context } = await site.visit()
  await page.goto(`${site.url}/seals/check`)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.waitForFunction(() => caches.match('/seals/check').then((hit) => hit !== undefined))
  await page.reload()
  await context.setOffline(true)
  await page.reload()
  expect(await page.textContent('h1')).toBe('核验电子签章')
  expect(await verdict(page, pathOf('原件'))).toContain('盖章有效')
  await context.close()
})

test('without JavaScript the file is sent up and the same is told', async () => {
  const { page, context } = await site.visit(undefined, { javaScriptEnabled: false })
  await page.goto(`${site.url}/seals/check`)
  await page.setInputFiles('input[type=file]', changed('改了又传', /Page_0\/Content\.xml$/, textAt('Boundary="', 10)))
  await page.click('button[type=submit] >> text=核验')
  expect(await page.textContent('[data-report]')).toContain('页面、资源和附件没有改过')
  await context.close()
})
