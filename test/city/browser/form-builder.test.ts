/** A new question, written at the desk by keys alone, seen as it will be, published by others, and asked of a citizen. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findings, openSite, overhang, type Site } from './site.ts'

let site: Site
let draft: string
beforeAll(async () => {
  site = await openSite('2023-06-16T10:00:00+08:00')
  const editor = await site.city.staff('zengqiang')
  draft = (await editor.post('/item-versions/food-business-licence-new/change', { reason: '多问一题' })).body.draft
}, 300_000)
afterAll(() => site?.close())

async function openForm(page: Page): Promise<void> {
  await page.getByRole('navigation', { name: '要素' }).getByRole('button', { name: /^表单/ }).click()
  await page.getByRole('navigation', { name: '题目' }).waitFor()
}
async function atForm() {
  const { page, context } = await site.visit(await site.city.staff('zengqiang'))
  const said: string[] = []
  page.on('console', (m) => m.type() === 'error' && said.push(m.text()))
  page.on('pageerror', (e) => said.push(e.message))
  await page.goto(`${site.url}/desk/item-drafts/${draft}`)
  await openForm(page)
  return { page, context, said }
}
const focused = (page: Page) => page.evaluate(() => document.activeElement?.id)
const whenFocused = (page: Page, id: string) => page.waitForFunction((wanted) => document.activeElement?.id === wanted, id)
const kept = (page: Page) => page.getByText(/\d\d:\d\d 已保存/).waitFor()
const titles = (page: Page) => page.locator('.outline li button').allTextContents()
const preview = (page: Page) => page.frameLocator('iframe[title=申请人看到的样子]')

/** Tab until something with that name holds the focus. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    const name = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement
      return `${at.getAttribute('aria-label') ?? ''}${at.labels?.[0]?.textContent ?? ''}${at.textContent ?? ''}`
    })
    if (name.includes(wanted)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way by Tab to “${wanted}”`)
}

test('by keys alone: a question with a choice, under a condition that is picked, looked at, moved, and kept', async () => {
  const { page, context, said } = await atForm()
  await page.getByRole('button', { name: '加一题，在“店和人”里' }).focus()
  await page.keyboard.press('Enter')
  await whenFocused(page, 'ask-question-title')
  await page.keyboard.type('店里放音乐吗？')
  await preview(page)
    .getByRole('heading', { level: 1, name: '店里放音乐吗？' })
    .or(preview(page).getByText('店里放音乐吗？'))
    .first()
    .waitFor()
  expect(await page.getByRole('status').filter({ hasText: '处要改' }).count()).toBe(1)

  await tabTo(page, '名称')
  await page.keyboard.type('放音乐')
  await tabTo(page, '怎么填')
  await page.keyboard.press('Enter')
  await page.keyboard.type('都摆出来')
  await page.keyboard.press('Enter')
  await tabTo(page, '第 1 个选项')
  await page.keyboard.type('放')
  await tabTo(page, '第 2 个选项')
  await page.keyboard.type('不放')
  await preview(page).getByText('不放').waitFor()
  expect(await preview(page).getByRole('radio').count()).toBe(2)
  const before = await titles(page)
  const row = page.getByRole('navigation', { name: '题目' }).getByRole('button', { name: /店里放音乐吗/ })
  await row.focus()
  const id = await focused(page)
  await page.keyboard.press('Alt+ArrowUp')
  await whenFocused(page, id!)
  const after = await titles(page)
  expect(after).toHaveLength(before.length)
  expect(after.findIndex((t) => t.includes('放音乐'))).toBe(before.findIndex((t) => t.includes('放音乐')) - 1)

  await page.keyboard.press('Enter')
  await page.getByRole('group', { name: '这一题什么时候问' }).getByRole('button', { name: '加条件' }).focus()
  await page.keyboard.press('Enter')
  await page.getByText('才问。').waitFor()
  await page.getByRole('status').filter({ hasText: '没有要改的' }).waitFor()
  await kept(page)
  expect(said).toEqual([])
  await context.close()
}, 180_000)

test('how a line is written is picked and tried, and what is said to a wrong one is seen as the applicant will see it', async () => {
  const { page, context, said } = await atForm()
  await page.getByRole('button', { name: '加一题，在“店和人”里' }).click()
  await page.getByRole('textbox', { name: '题目' }).fill('发票号码是多少？')
  await page.getByRole('textbox', { name: '名称', exact: true }).fill('发票号码')
  const box = page.getByRole('group', { name: '发票号码', exact: true })
  await box.getByLabel('写法', { exact: true }).click()
  await page.getByTitle('只有数字').click()
  await box.getByLabel('试着填').fill('12a')
  await box.getByText('会说：发票号码只填数字，不留空格').waitFor()
  await box.getByRole('textbox', { name: '写法不对' }).fill('发票号码在右上角，只有数字')
  await preview(page).getByText('发票号码在右上角，只有数字').waitFor()
  await box.getByRole('button', { name: '不看了：写法不对' }).click()
  await box.getByRole('button', { name: '看样子：没有填' }).click()
  await preview(page).getByText('请填写发票号码').waitFor()
  await box.getByLabel('试着填').fill('12')
  await box.getByText('这样写可以').waitFor()
  const wide = page.viewportSize()!
  await page.setViewportSize({ width: 390, height: 844 })
  const widthOf = () => page.getByRole('textbox', { name: '题目' }).evaluate((at) => at.clientWidth)
  await expect.poll(widthOf).toBeGreaterThan(320)
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0)
  await page.setViewportSize(wide)
  expect(await findings(page)).toEqual([])
  expect(await page.getByRole('status').filter({ hasText: '没有要改的' }).count()).toBe(1)
  await page.getByRole('button', { name: '删掉这一题' }).click()
  await kept(page)
  expect(said).toEqual([])
  await context.close()
}, 120_000)

test('what was deleted comes back by one press, and a reload shows what was kept', async () => {
  const { page, context } = await atForm()
  const before = await titles(page)
  await page
    .getByRole('button', { name: /店有多大/ })
    .first()
    .click()
  await page.getByRole('button', { name: '删掉这一题' }).click()
  expect(await titles(page)).toHaveLength(before.length - 1)
  await page.getByRole('button', { name: '撤销' }).click()
  expect(await titles(page)).toEqual(before)
  await kept(page)
  await page.reload()
  await openForm(page)
  expect(await titles(page)).toEqual(before)
  await context.close()
}, 120_000)

test('in the preview a choice shows what hangs on it, as on the real page; axe finds nothing', async () => {
  const { page, context } = await atForm()
  await page
    .getByRole('button', { name: /谁当食品安全管理员/ })
    .first()
    .click()
  await preview(page).getByText('另有其人').click()
  await preview(page).getByLabel('食品安全管理员').or(preview(page).getByText('姓名')).first().waitFor()
  const size = () =>
    preview(page)
      .locator('h1')
      .evaluate((e) => Number.parseFloat(getComputedStyle(e).fontSize))
  const usual = await size()
  await page.getByLabel('关怀版的样子').check()
  expect(await size()).toBeGreaterThan(usual)
  expect(await findings(page)).toEqual([])
  expect(await overhang(page)).toBe(0)
  await context.close()
}, 120_000)

test('passed on, approved and published by others, it is asked of a citizen', async () => {
  const steps = [
    ['zengqiang', 'submit'],
    ['fangzheng', 'endorse'],
    ['zengxianhui', 'approve'],
    ['zengxianhui', 'publish'],
  ] as const
  for (const [login, verb] of steps) {
    const answer = await (await site.city.staff(login)).post(`/item-drafts/${draft}/${verb}`, {})
    expect([verb, answer.status, answer.text.slice(0, 300)]).toEqual([verb, 200, answer.text.slice(0, 300)])
  }
  const [{ form }] = (await site.city.sql<{ form: { ui: { sections: { questions: { id: string; title: string }[] }[] } } }>(
    "select form from item.version where code = 'food-business-licence-new' order by version desc limit 1",
  )) as [{ form: { ui: { sections: { questions: { id: string; title: string }[] }[] } } }]
  const made = form.ui.sections.flatMap((s) => s.questions).find((q) => q.title === '店里放音乐吗？')!
  const citizen = await site.city.citizen('钟家明')
  const begun = await citizen.submit('/apply/food-business-licence-new', { division: '360702', applicant: 'kejia-xiaoyuan' })
  expect((await citizen.page(`${begun.headers.get('location')}/q/${made.id}`)).text).toContain('店里放音乐吗？')
}, 120_000)

test('what a group asks for comes in the order in which its author wrote it', async () => {
  const citizen = await site.city.citizen('钟家明')
  const begun = await citizen.submit('/apply/food-business-licence-new', { division: '360702', applicant: 'kejia-xiaoyuan' })
  const { text } = await citizen.page(`${begun.headers.get('location')}/q/people`)
  const places = ['[name]', '[idNo]', '[job]'].map((part) => text.indexOf(`staff[0]${part}`))
  expect(places.every((at) => at > 0)).toBe(true)
  expect([...places].sort((a, b) => a - b)).toEqual(places)
}, 60_000)
