/** 核对账本凭证 and the checkpoints in Chromium: the file stays on the computer, and the verdict comes without a network. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '../../food.ts'
import { findings, openSite, overhang, type Site } from './site.ts'

let site: Site
const dir = mkdtempSync(join(tmpdir(), 'haoban-receipt-'))
const files = {
  whole: join(dir, '账本凭证.json'),
  changed: join(dir, '改过的凭证.json'),
  growth: join(dir, '增长.json'),
  note: join(dir, '检查点.txt'),
}
const narrow = { viewport: { width: 390, height: 844 } }

beforeAll(async () => {
  site = await openSite('2023-06-16T10:00:00+08:00')
  const { city } = site
  await city.run('ledger.root')
  const citizen = await city.citizen('钟家明')
  const { id } = (await sendDraft(citizen, await fillDraft(citizen))).body
  await city.drain()
  await city.run('ledger.root')
  const receipt = await citizen.get(`/cases/${id}/ledger`)
  writeFileSync(files.whole, receipt.text)
  const [fact] = receipt.body.facts
  writeFileSync(files.changed, receipt.text.replaceAll(fact.hash, `${fact.hash.slice(0, 63)}${fact.hash.endsWith('0') ? '1' : '0'}`))
  const [newest, oldest] = (await city.anyone().get('/ledger/checkpoints')).body.checkpoints as { size: number; note: string }[]
  writeFileSync(files.growth, (await city.anyone().get(`/ledger/consistency?from=${oldest!.size}`)).text)
  writeFileSync(files.note, newest!.note)
}, 300_000)
afterAll(async () => {
  await site?.close()
  rmSync(dir, { recursive: true, force: true })
})

const pictures = process.env.HAOBAN_PICTURES
const picture = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true })
}
const verdict = async (page: Page, file: string) => {
  await page.setInputFiles('input[type=file]', file)
  await page.waitForFunction(() => !document.querySelector('[data-report]')?.textContent?.includes('正在'))
  await page.waitForSelector('[data-report] .checks')
  return page.textContent('[data-report]')
}

test('a receipt, a proof of growth and a checkpoint are checked here; nothing is sent', async () => {
  const { page, context } = await site.visit()
  await page.goto(`${site.url}/ledger/check`)
  await page.waitForLoadState('networkidle')
  const sent: string[] = []
  page.on('request', (r) => sent.push(`${r.method()} ${r.url()}`))
  expect(await verdict(page, files.whole)).toContain('核对通过，是这座城市签发的')
  expect(await findings(page)).toEqual([])
  await picture(page, 'ledger-check-1440')
  expect(await verdict(page, files.growth)).toContain('只增加、没改动')
  expect(await verdict(page, files.note)).toContain('核对通过')
  const told = await verdict(page, files.changed)
  expect(told).toContain('核对没有通过')
  expect(told).toContain('第 1 条事实不在总根里')
  expect(await findings(page)).toEqual([])
  expect(sent).toEqual([])
  await picture(page, 'ledger-check-wrong-1440')
  await context.close()
})

test('without a network the page opens again and checks as before', async () => {
  const { page, context } = await site.visit(undefined, narrow)
  await page.goto(`${site.url}/ledger/check`)
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
  await page.waitForFunction(() => caches.match('/ledger/check').then((hit) => hit !== undefined))
  await page.reload()
  await context.setOffline(true)
  await page.reload()
  expect(await verdict(page, files.whole)).toContain('核对通过，是这座城市签发的')
  expect(await verdict(page, files.changed)).toContain('核对没有通过')
  expect(await overhang(page)).toBe(0)
  await picture(page, 'ledger-check-wrong-390')
  await context.close()
})

test('without JavaScript the file is sent up and the same is told; without a file it says what to do', async () => {
  const { page, context } = await site.visit(undefined, { javaScriptEnabled: false, ...narrow })
  await page.goto(`${site.url}/ledger/check`)
  await page.click('button[type=submit] >> text=核对')
  expect(await page.textContent('.error-summary')).toContain('请先选要核对的文件')
  expect(await page.title()).toMatch(/^错误：/)
  await picture(page, 'ledger-check-nothing-390')
  await page.setInputFiles('input[type=file]', files.changed)
  await page.click('button[type=submit] >> text=核对')
  expect(await page.textContent('[data-report]')).toContain('核对没有通过')
  await context.close()
})

test('the checkpoints are there for people, wide and narrow, with a way on where one does not exist', async () => {
  for (const [width, options] of [
    [1440, {}],
    [390, narrow],
  ] as const) {
    const { page, context } = await site.visit(undefined, options)
    for (const [name, path] of [
      ['list', ''],
      ['one', '/1'],
      ['none', '/999'],
    ] as const) {
      await page.goto(`${site.url}/ledger/checkpoints${path}`)
      expect(await findings(page), name).toEqual([])
      expect(await overhang(page), name).toBe(0)
      await picture(page, `ledger-checkpoints-${name}-${width}`)
    }
    expect(await page.textContent('main')).toContain('还没有这一号检查点')
    await context.close()
  }
})
