/** The desk under its own security policy: every control of a working day is opened, and the browser refuses nothing of it. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '../../food.ts'
import { openSite, type Site } from './site.ts'

let site: Site
let id: string
beforeAll(async () => {
  site = await openSite('2023-06-16T10:00:00+08:00')
  const citizen = await site.city.citizen('钟家明')
  id = (await sendDraft(citizen, await fillDraft(citizen))).body.id
}, 300_000)
afterAll(() => site?.close())

/** What the policy stood against, as the page itself is told of it. */
async function watched(login: string) {
  const { page, context } = await site.visit(await site.city.staff(login))
  const refused: string[] = []
  await page.exposeFunction('tellRefused', (told: string) => void refused.push(told))
  await page.addInitScript(() =>
    addEventListener('securitypolicyviolation', (e) =>
      (window as unknown as { tellRefused(told: string): void }).tellRefused(`${e.violatedDirective} ${e.blockedURI} ${e.sample}`),
    ),
  )
  page.on('console', (m) => /Content Security Policy/i.test(m.text()) && refused.push(m.text()))
  const go = async (path: string) => {
    await page.goto(`${site.url}/desk/${path}`, { waitUntil: 'networkidle' })
    await page.locator('main h1').first().waitFor()
  }
  return { page, context, go, refused }
}

const shut = async (page: Page) => {
  await page.keyboard.press('Escape')
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
/** Opens each list of choices on the page, and closes it again. */
async function openChoices(page: Page): Promise<number> {
  const all = page.locator('main .ant-select:not(.ant-select-disabled)')
  const count = Math.min(6, await all.count())
  for (let i = 0; i < count; i++) {
    await all.nth(i).click()
    await page.locator('.ant-select-dropdown:visible').first().waitFor()
    await page.keyboard.press('Escape')
  }
  return count
}

test('the list: conditions, columns, order, export, keys', async () => {
  const { page, context, go, refused } = await watched('liufang')
  await go('all')
  await page.getByRole('button', { name: '加条件' }).click()
  await page.locator('.ant-popover:visible').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: '列设置' }).click()
  await page.locator('.ant-popover:visible').getByRole('checkbox').first().waitFor()
  await page.keyboard.press('Escape')
  expect(await openChoices(page)).toBeGreaterThan(0)
  await page.getByRole('button', { name: '导出' }).click()
  await page.getByRole('dialog').waitFor()
  await shut(page)
  await page.locator('tr[data-row]').first().waitFor()
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  await shut(page)
  expect(refused).toEqual([])
  await context.close()
}, 120_000)

test('the case: each verb that can be taken, the clock day by day, the record behind a line', async () => {
  const { page, context, go, refused } = await watched('liufang')
  await go(`cases/${id}`)
  const verbs = await page.locator('.verbs button').allTextContents()
  expect(verbs.length).toBeGreaterThan(3)
  for (const verb of verbs) {
    await page.locator('.verbs').getByRole('button', { name: verb, exact: true }).click()
    await page.getByRole('dialog').waitFor()
    await shut(page)
  }
  await page.getByRole('button', { name: '逐日看' }).first().click()
  await page.getByRole('button', { name: '凭证' }).first().click()
  expect(refused).toEqual([])
  await context.close()
}, 120_000)

test('the chief moves work; the administrator gives a right; the editor writes an item and its form', async () => {
  const editor = await site.city.staff('zengqiang')
  const draft = (await editor.post('/item-versions/food-business-licence-new/change', { reason: '看看' })).body.draft
  const clerk = await site.city.staff('liufang')
  expect((await clerk.post(`/work/cases/${id}/claim`, { input: {} })).status).toBe(200)
  const chief = await watched('laizhiqiang')
  await chief.go('load')
  await chief.page.getByRole('button', { name: '匀给同事' }).first().click()
  await chief.page.getByRole('dialog').waitFor()
  await chief.page.getByRole('dialog').getByRole('combobox').click()
  await chief.page.locator('.ant-select-dropdown:visible').waitFor()
  await chief.context.close()
  const admin = await watched('sysadmin')
  await admin.go('people/staff:zengwei')
  await admin.page.getByRole('button', { name: '申请授权' }).click()
  await admin.page.getByRole('dialog').waitFor()
  await shut(admin.page)
  await admin.go('calendar')
  await admin.context.close()
  const writer = await watched('zengqiang')
  await writer.go(`item-drafts/${draft}`)
  expect(await openChoices(writer.page)).toBeGreaterThan(2)
  await writer.page.getByRole('navigation', { name: '要素' }).getByRole('button', { name: /^表单/ }).click()
  await writer.page.frameLocator('iframe').getByRole('button', { name: '保存，下一题' }).waitFor()
  expect(await openChoices(writer.page)).toBeGreaterThan(0)
  await writer.context.close()
  expect([chief.refused, admin.refused, writer.refused]).toEqual([[], [], []])
}, 180_000)

test('a row is dragged onto a colleague, and the same dialog asks how many go to him', async () => {
  const { page, context, go, refused } = await watched('laizhiqiang')
  await go('load')
  await page.getByRole('row', { name: /刘芳/ }).dragTo(page.getByRole('row', { name: /曾伟/ }))
  const dialog = page.getByRole('dialog', { name: '把刘芳手上的转给同事' })
  await dialog.getByTitle(/曾伟，手上/).waitFor()
  await dialog.getByLabel('理由').fill('匀一匀')
  await dialog.getByRole('button', { name: '转给他' }).click()
  await page.waitForURL(/\/desk\/batches\//)
  await site.city.drain()
  expect((await site.city.sql<{ holder: string }>('select holder from cases.file where id = $1', [id]))[0]!.holder).toBe('staff:zengwei')
  expect(refused).toEqual([])
  await context.close()
}, 120_000)
