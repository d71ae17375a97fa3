/** Every page of the desk in Chromium: nothing for axe to find, nothing wider than the window or a phone, on a day when nothing is there and on one when something is. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { deskPages, deskStory, fixedPages, openerOf, visitDesk, walkDesk } from './every-desk-page.ts'
import { findings, openSite, overhang, type Site } from './site.ts'

let site: Site
beforeAll(async () => {
  site = await openSite('2023-06-16T10:00:00+08:00')
}, 300_000)
afterAll(() => site?.close())

const wrongOn = async (page: Page, faults: readonly string[]): Promise<string[]> => {
  const headings = await page.locator('h1').allTextContents()
  const over = await overhang(page)
  const found = await findings(page)
  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForFunction(() => matchMedia('(max-width: 40rem)').matches && getComputedStyle(document.body).minWidth === '0px')
  const overOnPhone = await overhang(page)
  return [
    ...faults,
    ...found,
    ...(over ? [`${over} px too wide`] : []),
    ...(overOnPhone ? [`${overOnPhone} px too wide on a phone`] : []),
    ...(headings.length === 1 ? [] : [`h1: ${headings.join()}`]),
    ...((await page.locator('main').count()) === 1 ? [] : ['not one main']),
  ]
}
const only = (seen: Record<string, string[]>) => Object.fromEntries(Object.entries(seen).filter(([, wrong]) => wrong.length > 0))

test('every page of the table opens for somebody of the staff', () => {
  expect(deskPages.length).toBeGreaterThan(30)
  expect(deskPages.filter((p) => openerOf(p) === undefined).map((p) => p.path)).toEqual([])
})

test('on the first day, with nothing there yet, no page has anything for axe to find', async () => {
  expect(only(await visitDesk(site, fixedPages(), wrongOn))).toEqual({})
}, 600_000)

test('on a working day links lead to every page, and none has anything for axe to find', async () => {
  await deskStory(site.city)
  const { reached, seen } = await walkDesk(site, wrongOn)
  expect(deskPages.filter((p) => !reached.has(p.path)).map((p) => p.path)).toEqual([])
  expect(only(seen)).toEqual({})
}, 900_000)
