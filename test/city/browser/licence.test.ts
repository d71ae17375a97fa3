/** The wallet of a demo person on the first day, and the code that is shown where the network is bad. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findings, openSite, overhang, type Site } from './site.ts'

let site: Site

beforeAll(async () => {
  site = await openSite('2023-06-16T10:00:00+08:00')
}, 300_000)
afterAll(() => site?.close())

test('开城第一天，演示人员的证照夹里就有证照，写明是演示', async () => {
  const { page, context } = await site.visit(await site.city.citizen('黄丽华'), { viewport: { width: 390, height: 844 } })
  await page.goto(`${site.url}/licences`)
  expect(await page.textContent('main')).toMatch(/机动车驾驶证[\s\S]*社会保障卡|社会保障卡[\s\S]*机动车驾驶证/)
  expect(await page.textContent('main')).toContain('演示')
  expect(await overhang(page)).toBe(0)
  expect(await findings(page)).toEqual([])
  await context.close()
})

test('亮出来的码，那一分钟里断了网刷新还在；换一张证照的码就没有', async () => {
  const { page, context } = await site.visit(await site.city.citizen('黄丽华'), { viewport: { width: 390, height: 844 } })
  page.setDefaultTimeout(10_000)
  await page.goto(`${site.url}/licences`)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.click('text=机动车驾驶证')
  await page.click('text=亮码给对方看')
  await page.waitForURL(/\/shown\//)
  const shown = page.url()
  await context.setOffline(true)
  await page.reload()
  expect(page.url()).toBe(shown)
  expect(await page.textContent('main')).toContain('前有效，只能扫一次')
  await page.goto(shown.replace(/shown\/.*/, 'shown/another')).catch(() => undefined)
  expect(await page.textContent('body')).not.toContain('前有效，只能扫一次')
  await context.close()
})
