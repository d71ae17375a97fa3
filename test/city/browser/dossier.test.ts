/** 核对案卷 in Chromium: the file stays on the computer, the verdict comes without a network, and what was changed is named. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { dossierOf } from '#modules/dossier/api.ts'
import { fillDraft, sendDraft } from '../../food.ts'
import { findings, openSite, type Site } from './site.ts'

let site: Site
const dir = mkdtempSync(join(tmpdir(), 'haoban-dossier-'))
const whole = join(dir, '案卷.zip')
const changed = join(dir, '改过的案卷.zip')

beforeAll(async () => {
  site = await openSite('2023-06-16T10:00:00+08:00')
  const citizen = await site.city.citizen('钟家明')
  const { id } = (await sendDraft(citizen, await fillDraft(citizen))).body
  const { bytes } = await act(site.city.house, system, (ctx) => dossierOf(ctx, id), 60_000)
  writeFileSync(whole, bytes)
  const forged = Buffer.from(bytes)
  const at = forged.indexOf('%PDF-1.4', forged.indexOf('materials/layout'))
  forged[at + 5]! ^= 1
  writeFileSync(changed, forged)
}, 300_000)
afterAll(async () => {
  await site?.close()
  rmSync(dir, { recursive: true, force: true })
})

const verdict = async (page: Page, file: string) => {
  await page.setInputFiles('input[type=file]', file)
  await page.waitForSelector('[data-report] .checks')
  return page.textContent('[data-report]')
}

test('a whole file is told to be whole, a changed one by the place of the change, and nothing is sent', async () => {
  const { page, context } = await site.visit()
  await page.goto(`${site.url}/dossiers/check`)
  await page.waitForLoadState('networkidle')
  const sent: string[] = []
  page.on('request', (r) => sent.push(`${r.method()} ${r.url()}`))
  expect(await verdict(page, whole)).toContain('案卷完好，是本市签发的原样')
  const told = await verdict(page, changed)
  expect(told).toContain('这份案卷被改过')
  expect(told).toMatch(/materials\/layout-1-1-layout\.pdf 被改过/)
  expect(sent).toEqual([])
  expect(await findings(page)).toEqual([])
  await context.close()
})

test('without a network the page opens again and checks as before', async () => {
  const { page, context } = await site.visit()
  await page.goto(`${site.url}/dossiers/check`)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.waitForFunction(() => caches.match('/dossiers/check').then((hit) => hit !== undefined))
  await page.reload()
  await context.setOffline(true)
  await page.reload()
  expect(await page.textContent('h1')).toBe('核对案卷')
  expect(await verdict(page, whole)).toContain('案卷完好，是本市签发的原样')
  expect(await verdict(page, changed)).toContain('这份案卷被改过')
  await context.close()
})

test('without JavaScript the file is sent up and the same is told', async () => {
  const { page, context } = await site.visit(undefined, { javaScriptEnabled: false })
  await page.goto(`${site.url}/dossiers/check`)
  await page.setInputFiles('input[type=file]', changed)
  await page.click('button[type=submit] >> text=核对')
  expect(await page.textContent('[data-report]')).toContain('这份案卷被改过')
  await context.close()
})
