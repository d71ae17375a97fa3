/** Two and three clerks before one case, each with a browser: who else looks, what one has looked at, and two files side by side. */
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fillDraft, sendDraft } from '../../food.ts'
import type { Client } from '../../kit.ts'
import { openSite, type Site } from './site.ts'

const morning = '2023-06-16T10:00:00+08:00'
let site: Site
let citizen: Client
beforeAll(async () => {
  site = await openSite(morning)
  citizen = await site.city.citizen('钟家明')
}, 300_000)
afterAll(() => site?.close())

/** A case that is examined, and nobody's yet. */
async function examined(): Promise<string> {
  const id = (await sendDraft(citizen, await fillDraft(citizen))).body.id as string
  await (await site.city.staff('liufang')).post(`/work/cases/${id}/accept`, { input: {} })
  await (await site.city.staff('zengwei')).post(`/work/cases/${id}/examine`, { input: {} })
  await site.city.drain()
  return id
}

async function atCase(login: string, id: string, options = {}) {
  const { page, context } = await site.visit(await site.city.staff(login), options)
  const said: string[] = []
  page.on('console', (m) => m.type() === 'error' && said.push(m.text()))
  await page.goto(`${site.url}/desk/cases/${id}`)
  await page.locator('main h1').first().waitFor()
  return { page, context, said }
}
const hands = (page: Page) => page.locator('.head .hands')
const seconds = { timeout: 12_000 }

/** As a browser does when another tab is put before the page, or the page before the other tab. */
const turn = (page: Page, hidden: boolean) =>
  page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => now })
    document.dispatchEvent(new Event('visibilitychange'))
  }, hidden)

describe('who else looks', () => {
  test('stands in the head while he is there, and goes when he goes, closes the browser or loses the network', async () => {
    const id = await examined()
    const liu = await atCase('liufang', id)
    await hands(liu.page)
      .filter({ hasText: /^还没有人领$/ })
      .waitFor()

    const zeng = await atCase('zengwei', id)
    await hands(liu.page).filter({ hasText: '曾伟在看' }).waitFor(seconds)
    await hands(zeng.page).filter({ hasText: '刘芳在看' }).waitFor(seconds)
    site.city.clock.set('2023-06-16T10:00:01+08:00')
    const lai = await atCase('laizhiqiang', id)
    await hands(zeng.page).filter({ hasText: '刘芳、赖志强在看' }).waitFor(seconds)
    site.city.clock.set('2023-06-16T10:00:02+08:00')
    const chen = await atCase('chenguodong', id)
    await hands(liu.page).filter({ hasText: '曾伟、赖志强等 3 人在看' }).waitFor(seconds)
    expect(await liu.page.locator('.hands [role=status]').getAttribute('title')).toBe('曾伟、赖志强、陈国栋在看')

    await zeng.page.getByRole('link', { name: '我的' }).first().click()
    await hands(liu.page).filter({ hasText: '赖志强、陈国栋在看' }).waitFor(seconds)
    await lai.page.close({ runBeforeUnload: true })
    await hands(liu.page)
      .filter({ hasText: /；陈国栋在看$/ })
      .waitFor(seconds)

    await chen.context.setOffline(true)
    site.city.clock.set('2023-06-16T10:00:30+08:00')
    await hands(liu.page)
      .filter({ hasText: /^还没有人领$/ })
      .waitFor(seconds)
    await chen.context.setOffline(false)
    await hands(liu.page).filter({ hasText: '陈国栋在看' }).waitFor(seconds)
    expect(liu.said).toEqual([])
    site.city.clock.set(morning)
    for (const { context } of [liu, zeng, lai, chen]) await context.close()
  }, 180_000)

  test('is nobody whose page lies behind another, until it is before him again', async () => {
    const id = await examined()
    const [liu, zeng] = [await atCase('liufang', id), await atCase('zengwei', id)]
    await hands(liu.page).filter({ hasText: '曾伟在看' }).waitFor(seconds)
    await turn(zeng.page, true)
    site.city.clock.set('2023-06-16T10:00:30+08:00')
    await hands(liu.page)
      .filter({ hasText: /^还没有人领$/ })
      .waitFor(seconds)
    await turn(zeng.page, false)
    await hands(liu.page).filter({ hasText: '曾伟在看' }).waitFor(seconds)
    site.city.clock.set(morning)
    for (const { context } of [liu, zeng]) await context.close()
  }, 120_000)

  test('is told as writing and not as looking once he writes, without anybody loading the page anew', async () => {
    const id = await examined()
    const [liu, zeng] = [await atCase('liufang', id), await atCase('zengwei', id)]
    await hands(liu.page).filter({ hasText: '曾伟在看' }).waitFor(seconds)
    await zeng.page.locator('.verbs').getByRole('button', { name: '终止办理' }).click()
    await zeng.page.getByRole('dialog').waitFor()
    await hands(liu.page)
      .filter({ hasText: /^曾伟正在写，10:15 前有效，您可以看$/ })
      .waitFor(seconds)
    await zeng.page.getByRole('button', { name: '先不办' }).click()
    await hands(liu.page)
      .filter({ hasText: /^还没有人领；曾伟在看$/ })
      .waitFor(seconds)
    for (const { context } of [liu, zeng]) await context.close()
  }, 120_000)
})
