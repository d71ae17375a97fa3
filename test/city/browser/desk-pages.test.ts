/** Every page of the desk in Chromium: nothing for axe to find, nothing wider than the window or a phone, on a day when nothing is there and on one when something is. */
import type { Page, Route } from 'playwright-core'
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

/** Lines of an import of which none fits: some for one reason, some for another. */
const lines = (n: number) =>
  Array.from({ length: n }, (_, i) => JSON.stringify({ login: `w${i}`, [i % 3 ? 'name' : '颜'.repeat(40)]: '王五' }))
const chosen = (name: string, body: string) => async (page: Page) => {
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(body) })
}

test.each([
  ['a page that is not his', 'liufang', '/desk/doctor', '您的岗位不能打开“城市体检”', undefined],
  ['lines of an import that are refused', 'sysadmin', '/desk/imports', '12 行要改', chosen('a.jsonl', lines(12).join('\n'))],
  ['a file that is no table', 'sysadmin', '/desk/imports', '打不开。请交 .xlsx 或 .jsonl 文件', chosen('a.xlsx', 'hello')],
  ['a search in vain', 'liufang', '/desk/past-cases', '没有这样的办件', undefined],
] as const)(
  '%s is told in a sentence, wide and on a phone',
  async (_, login, path, says, act) => {
    const page = deskPages.find((p) => `/desk/${p.path}` === path)!
    const seen = await visitDesk(site, [{ page, login, path }], async (opened, faults) => {
      await act?.(opened)
      await opened.getByText(says).first().waitFor()
      return wrongOn(
        opened,
        faults.filter((f) => !/^(422|console)/.test(f)),
      )
    })
    expect(only(seen)).toEqual({})
  },
  120_000,
)

test('a page that cannot be loaded says so, and a press loads it again', async () => {
  const { page, context } = await site.visit(await site.city.staff('sysadmin'))
  const answers = (route: Route) => route.abort()
  await page.route('**/health/doctor', answers)
  await page.goto(`${site.url}/desk/doctor`)
  await page.getByRole('alert').getByText('网络断了').waitFor()
  expect(await wrongOn(page, [])).toEqual([])
  await page.unroute('**/health/doctor', answers)
  await page.getByRole('button', { name: '再试一次' }).click()
  await page.getByRole('table', { name: '城市体检' }).waitFor()
  await context.close()
}, 120_000)

test('what the doctor finds is read to its end, on a wide screen too', async () => {
  const { page, context } = await site.visit(await site.city.staff('sysadmin'))
  await page.goto(`${site.url}/desk/doctor`)
  await page.getByRole('table', { name: '城市体检' }).waitFor()
  const cut = await page.locator('td').evaluateAll((all) => all.filter((td) => td.scrollWidth > td.clientWidth).map((td) => td.textContent))
  expect(cut).toEqual([])
  await context.close()
}, 120_000)

test('on a working day links lead to every page, and none has anything for axe to find', async () => {
  await deskStory(site.city)
  const { reached, seen } = await walkDesk(site, wrongOn)
  expect(deskPages.filter((p) => !reached.has(p.path)).map((p) => p.path)).toEqual([])
  expect(only(seen)).toEqual({})
}, 900_000)
