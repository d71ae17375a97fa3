/** What a clerk does with a browser that nobody foresees: keys alone, twice, reload, back, two windows, a session that ends. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '../../food.ts'
import type { Client } from '../../kit.ts'
import { openSite, type Site } from './site.ts'

let site: Site
let citizen: Client
beforeAll(async () => {
  site = await openSite('2023-06-16T10:00:00+08:00')
  citizen = await site.city.citizen('钟家明')
}, 300_000)
afterAll(() => site?.close())

const submitted = async () => (await sendDraft(citizen, await fillDraft(citizen))).body.id as string
const factsOf = async (id: string, name: string) =>
  (await site.city.sql<{ n: number }>('select count(*)::int n from ledger.fact where about = $1 and name = $2', [`case:${id}`, name]))[0]!.n

/** The desk in a window of its own; what the console says against the page is kept. */
async function atDesk(login: string, path: string) {
  const { page, context } = await site.visit(await site.city.staff(login))
  const said: string[] = []
  page.on('console', (m) => m.type() === 'error' && said.push(m.text()))
  await page.goto(`${site.url}/desk/${path}`)
  await page.locator('main h1').first().waitFor()
  return { page, context, said }
}

const focused = (page: Page) =>
  page.evaluate(() => {
    const at = document.activeElement as HTMLElement
    const label = (at as HTMLInputElement).labels?.[0]?.textContent ?? ''
    return `${at.tagName} ${at.getAttribute('aria-label') ?? ''} ${label} ${at.textContent?.slice(0, 60) ?? ''}`.replace(/\s+/g, ' ').trim()
  })
const untilFocusIn = (page: Page, where: string) => page.waitForFunction((w) => document.activeElement?.closest(w) != null, where)

/** Walks down or up to a row. Each step is waited for: a key pressed before the last one is seen would lead past the row. */
async function walkTo(page: Page, id: string): Promise<void> {
  const row = `[data-row="${id}"]`
  await page.locator(row).waitFor()
  for (let steps = 0; steps < 200; steps++) {
    const [wanted, here] = await page.evaluate(
      (selector) => [selector, 'tr.here'].map((one) => Number(document.querySelector(one)?.getAttribute('aria-rowindex'))),
      row,
    )
    if (here === wanted) return void (await untilFocusIn(page, row))
    await page.keyboard.press(here! < wanted! ? 'j' : 'k')
    await page.waitForFunction((from) => Number(document.querySelector('tr.here')?.getAttribute('aria-rowindex')) !== from, here)
  }
  throw new Error(`no way by j and k to ${id}`)
}

/** Tab until something holds the focus that is named so; the way of a person without a mouse. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  const seen: string[] = []
  for (let i = 0; i < 60; i++) {
    const name = await focused(page)
    if (name.includes(wanted)) return
    seen.push(name)
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way by Tab to “${wanted}” on ${page.url()}: ${seen.join(' | ')}`)
}
const open = async (page: Page, key: string, title: string) => {
  await page.locator('.verbs').waitFor()
  await page.keyboard.press(key)
  await page.getByRole('dialog', { name: title }).waitFor()
  await page.waitForFunction(
    () => document.activeElement?.closest('[role=dialog] :is(input, textarea, button:not([aria-label=关闭]))') !== null,
  )
}
const done = async (page: Page, told: RegExp) => {
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  await page.locator('.toast').filter({ hasText: told }).waitFor()
  await page.waitForFunction(() => document.activeElement?.id === 'now')
}

/** Leads from open point to open point and finds each to hold; right of the last of three is the first. */
const judgeAll = async (page: Page) => {
  await page.locator('.points').waitFor()
  for (let open = await page.locator('.points .unk').count(); open > 0; open--) {
    await page.keyboard.press('v')
    await page.keyboard.press('ArrowRight')
    await page.getByText(`未定 ${open - 1}`).waitFor()
  }
  await page.getByRole('button', { name: '提出审查意见' }).waitFor()
}

test('a judgement that is refused keeps the reason that was typed, and says whose the case is', async () => {
  const id = await submitted()
  const clerk = await site.city.staff('liufang')
  await clerk.post(`/work/cases/${id}/accept`, { input: {} })
  const { page, context } = await atDesk('zengwei', `cases/${id}`)
  await page.locator('tr[data-point=distance]').getByText('不符合', { exact: true }).click()
  await clerk.post(`/work/cases/${id}/claim`, { input: {} })
  const reason = page.getByLabel('“距污染源 25 米以上”为什么不符合')
  await reason.fill('离垃圾站 18 米')
  await reason.press('Enter')
  await page.locator('.points').getByRole('alert').filter({ hasText: '刘芳正在办这一件' }).waitFor()
  expect(await reason.inputValue()).toBe('离垃圾站 18 米')
  await clerk.post(`/work/cases/${id}/release`, { input: {} })
  await reason.press('Enter')
  await page.getByText('曾伟判不符合：离垃圾站 18 米').waitFor()
  await context.close()
}, 120_000)

describe('by keyboard alone', () => {
  test('from the queue to the case, accepted; back to the row; the next asked for more; then examined and decided', async () => {
    const [first, second] = [await submitted(), await submitted()]
    const clerk = await atDesk('liufang', 'incoming')
    const { page } = clerk
    await untilFocusIn(page, 'tr[data-row]')
    await walkTo(page, first)
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(first))
    await open(page, 'a', '受理')
    await tabTo(page, 'BUTTON 受理')
    await page.keyboard.press('Enter')
    await done(page, /已受理/)
    expect(await factsOf(first, 'case.accepted')).toBe(1)

    await page.keyboard.press('u')
    await page.waitForURL(/\/desk\/incoming/)
    await walkTo(page, second)
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(second))
    await open(page, 's', '一次性告知补正')
    expect(await focused(page)).toContain('第 1 条要补什么')
    await page.keyboard.type('布局图没有标尺寸，请补标')
    await tabTo(page, 'BUTTON 看着填报内容')
    await page.keyboard.press('Enter')
    await page.getByLabel('加一道要改的题').waitFor()
    await tabTo(page, '加一道要改的题')
    await page.keyboard.type('店有多大')
    await page.keyboard.press('Enter')
    await page.getByText('填的是：', { exact: false }).waitFor()
    await tabTo(page, '第 2 条要补什么')
    await page.keyboard.type('厨房面积和布局图对不上')
    await tabTo(page, '第 2 条为什么要补')
    await page.keyboard.type('布局图上是 55 平方米')
    const seen = await page.getByRole('region', { name: '申请人会看到' }).textContent()
    expect(seen).toContain('请补 2 样')
    expect(seen).toContain('厨房面积和布局图对不上（布局图上是 55 平方米）')
    await tabTo(page, 'BUTTON 一次性告知补正')
    await page.keyboard.press('Enter')
    await done(page, /已一次性告知补正/)
    const asked = (await (await site.city.citizen('钟家明')).get(`/cases/${second}/supply`)).body
    expect(asked.fixes).toMatchObject([{ id: 'size', title: '店有多大', state: 'todo' }])
    expect(clerk.said).toEqual([])
    await clerk.context.close()

    await site.city.drain()
    await (await site.city.staff('zengwei')).post(`/work/cases/${first}/examine`, { input: {} })
    const examiner = await atDesk('zengwei', `cases/${first}`)
    await judgeAll(examiner.page)
    await open(examiner.page, 'd', '提出审查意见')
    await examiner.page.keyboard.press('Space')
    await tabTo(examiner.page, 'TEXTAREA')
    await examiner.page.keyboard.type('材料齐全，符合条件，建议准予')
    await tabTo(examiner.page, 'BUTTON 提出审查意见')
    await examiner.page.keyboard.press('Enter')
    await done(examiner.page, /已提出审查意见/)
    await examiner.context.close()

    const decider = await atDesk('chenguodong', 'office')
    await walkTo(decider.page, first)
    await decider.page.keyboard.press('Enter')
    await open(decider.page, 'd', '准予')
    await tabTo(decider.page, 'BUTTON 准予')
    await decider.page.keyboard.press('Enter')
    await done(decider.page, /已准予/)
    expect(await factsOf(first, 'case.approved')).toBe(1)
    expect([examiner.said, decider.said]).toEqual([[], []])
    await decider.context.close()
  }, 240_000)

  test('a dialog that is left gives the focus back to the button it came from, and keeps what was written', async () => {
    const id = await submitted()
    const { page, context } = await atDesk('liufang', `cases/${id}`)
    await tabTo(page, 'BUTTON 不予受理')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog', { name: '不予受理' }).waitFor()
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA')
    await page.keyboard.type('不属于本机关的职权范围')
    await page.getByText(/草稿 .*已存/).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.textContent === '不予受理')
    await page.reload()
    await page.getByRole('button', { name: '接着写' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await page.locator('#f-reason').inputValue()).toBe('不属于本机关的职权范围')
    await context.close()
  }, 120_000)

  test('a question is added once, however soon the next key comes', async () => {
    const { page, context } = await atDesk('liufang', `cases/${await submitted()}`)
    await open(page, 's', '一次性告知补正')
    await page.getByRole('button', { name: '看着填报内容' }).click()
    const box = page.getByLabel('加一道要改的题')
    await box.click()
    await page.keyboard.type('店有多大')
    await page.getByRole('option', { name: /店有多大/ }).waitFor({ state: 'attached' })
    // both keys before the browser turns to anything else: no hand is so quick, a page that hangs for a moment is
    await box.evaluate(async (at) => {
      for (const [key, keyCode] of [['Enter', 13] as const, ['Tab', 9] as const]) {
        at.dispatchEvent(new KeyboardEvent('keydown', { key, keyCode, bubbles: true, cancelable: true }))
        await Promise.resolve()
      }
    })
    await page.getByText('填的是：', { exact: false }).first().waitFor()
    await page.getByRole('option').first().waitFor({ state: 'hidden' })
    expect(await page.getByRole('button', { name: /^删掉第 \d 条$/ }).count()).toBe(2)

    // what both entries lack is said once, with their numbers
    await page.getByRole('dialog').getByRole('button', { name: '一次性告知补正' }).click()
    await page.getByText('第 1、2 条：请写明要补什么').waitFor()
    await context.close()
  }, 120_000)

  test('/ finds a case from any page; on a list it leads to the list’s own search', async () => {
    const id = await submitted()
    const { page, context } = await atDesk('liufang', 'manage')
    await page.keyboard.press('/')
    expect(await focused(page)).toContain('在全部办件里找')
    const [row] = await site.city.sql<{ no: string }>('select no from cases.file where id = $1', [id])
    await page.keyboard.type(row!.no)
    await page.keyboard.press('Enter')
    await page.waitForURL(/\/desk\/all\?q=/)
    await page.locator(`[data-row="${id}"]`).waitFor()
    expect(await page.locator('tr[data-row]').count()).toBe(1)
    await page.keyboard.press('/')
    expect(await focused(page)).toContain('查找')
    await context.close()
  })

  test('? shows every key, and Escape gives the list back', async () => {
    const { page, context } = await atDesk('liufang', 'all')
    await page.locator('tr[data-row]').first().waitFor()
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: '快捷键' }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.waitForFunction(() => document.activeElement?.closest('tr[data-row]') !== null)
    await context.close()
  }, 60_000)
})

describe('nothing twice, nothing lost', () => {
  test('pressed twice: accepted once', async () => {
    const id = await submitted()
    const { page, context } = await atDesk('liufang', `cases/${id}`)
    await open(page, 'a', '受理')
    await page.getByRole('dialog').getByRole('button', { name: '受理' }).dblclick()
    await done(page, /已受理/)
    expect(await factsOf(id, 'case.accepted')).toBe(1)
    await page.reload()
    await page.locator('.verbs').waitFor()
    expect(await factsOf(id, 'case.accepted')).toBe(1)
    await context.close()
  }, 120_000)

  test('two windows: the second is told what has changed, sees it, and nothing is done twice', async () => {
    const id = await submitted()
    const { page: one, context } = await atDesk('liufang', `cases/${id}`)
    const two = await context.newPage()
    await two.goto(`${site.url}/desk/cases/${id}`)
    for (const page of [one, two]) await open(page, 'a', '受理')
    await one.getByRole('dialog').getByRole('button', { name: '受理' }).click()
    await done(one, /已受理/)
    await two.getByRole('dialog').getByRole('button', { name: '受理' }).click()
    await two.getByRole('alert').first().waitFor()
    expect(await two.getByRole('dialog').textContent()).toContain('现在是“已受理”，不能受理')
    expect(await factsOf(id, 'case.accepted')).toBe(1)
    await context.close()
  }, 120_000)

  test('back from a case shows the list as it was: its filter, its row', async () => {
    const id = await submitted()
    const { page, context } = await atDesk('liufang', 'all?lamp=green')
    await walkTo(page, id)
    await page.keyboard.press('Enter')
    await page.locator('.verbs').waitFor()
    await page.goBack()
    await page.waitForFunction((row) => document.activeElement?.closest(`[data-row="${row}"]`) !== null, id)
    expect(page.url()).toContain('lamp=green')
    await context.close()
  }, 120_000)

  test('the session ends while a clerk writes: he signs in again, is back at the case, and his draft is there', async () => {
    const id = await submitted()
    const { page, context } = await atDesk('liufang', `cases/${id}`)
    await page.locator('.verbs').getByRole('button', { name: '不予受理' }).click()
    await page.locator('#f-reason').fill('不属于本机关的职权范围')
    await page.getByText(/草稿 .*已存/).waitFor()
    await site.city.sql("delete from permission.session where account = 'staff:liufang'")
    await page.locator('#f-article').fill('食品安全法第三十五条')
    await page.waitForURL(/\/sign-in/)
    await page.locator('[name=login]').fill('liufang')
    await page.locator('[name=password]').fill('haoban-demo')
    await page.keyboard.press('Enter')
    await page.waitForURL(new RegExp(`/desk/cases/${id}`))
    await page.getByRole('button', { name: '接着写' }).click()
    expect(await page.locator('#f-reason').inputValue()).toBe('不属于本机关的职权范围')
    await context.close()
  }, 120_000)
})

describe('as a screen reader hears it', () => {
  const misplaced = (tree: string, lines: readonly string[]) => {
    const places = lines.map((line) => tree.indexOf(line))
    return lines.filter((_, i) => places[i]! < 0 || (i > 0 && places[i]! < places[i - 1]!))
  }

  test('the queue: who and where first, the lists with their numbers, the list named, its filters, its rows with their names', async () => {
    const { page, context } = await atDesk('liufang', 'all')
    await page.locator('tr[data-row]').first().waitFor()
    const tree = await page.locator('body').ariaSnapshot()
    const lines = [
      'banner',
      'navigation "工作台"',
      'navigation "列表"',
      '- main',
      'heading "全部办件" [level=1]',
      'group "按灯筛选"',
      'table',
      'columnheader "时限"',
      'checkbox "标记 0616',
    ]
    expect(misplaced(tree, lines)).toEqual([])
    expect(await page.locator('table[aria-label]').getAttribute('aria-label')).toBe('全部办件')
    await context.close()
  }, 60_000)

  test('the case: its name, the facts, the documents, then what can be done and why the rest cannot, the clock, what happened', async () => {
    const id = await submitted()
    const { page, context } = await atDesk('liufang', `cases/${id}`)
    await page.locator('.verbs').waitFor()
    const tree = await page.locator('body').ariaSnapshot()
    const lines = [
      'banner',
      '- main',
      'heading "食品经营许可（新办）" [level=1]',
      'region "办件信息"',
      'heading "申请人',
      'heading "材料',
      'region "材料和文书"',
      'region "办理"',
      'heading "现在可以办" [level=2]',
      'button "受理"',
      'heading "现在不能办" [level=2]',
      'heading "时限',
      'heading "经过" [level=2]',
    ]
    expect(misplaced(tree, lines)).toEqual([])
    await page.keyboard.press('a')
    const dialog = page.getByRole('dialog', { name: '受理' })
    await dialog.waitFor()
    expect(await dialog.getAttribute('aria-modal')).toBe('true')
    await dialog.getByRole('button', { name: '受理' }).click()
    await page.getByRole('status').filter({ hasText: '已受理' }).waitFor()
    await context.close()
  }, 60_000)
})
