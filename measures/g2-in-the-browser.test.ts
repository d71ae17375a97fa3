/**
 * G2 in a real browser: the same main job as a person does it, from the home page to the rating, with the desk in a second
 * window. A real server on a real port, Chromium, no JavaScript on the public pages.
 */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildAssets } from '#app/build.ts'
import { openAssets } from '#app/http/assets.ts'
import { openServer, type Running } from '#app/server.ts'
import { openBrowser } from '../test/browser.ts'
import { pdf } from '../test/food.ts'
import { openTestCity, type TestCity } from '../test/kit.ts'

let city: TestCity
let server: Running
let browser: Browser
let site: string
let citizen: Page

beforeAll(async () => {
  city = await openTestCity('2023-06-15T16:00:00+08:00')
  await buildAssets(city.house.log)
  city.house.assets = await openAssets(city.house.city)
  server = await openServer(city.house, { port: 0, worker: false })
  site = `http://localhost:${server.port}`
  browser = await openBrowser()
  citizen = await (
    await browser.newContext({ javaScriptEnabled: false, reducedMotion: 'reduce', viewport: { width: 390, height: 844 } })
  ).newPage()
}, 240_000)
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  await city?.close()
})

const heading = (page: Page) => page.locator('h1').first().textContent()
const save = (page: Page) => page.locator('.btn--next').first().click()

/** Signs one clerk in at the desk and opens a case there. */
async function atDesk(login: string, id: string): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: 'reduce', viewport: { width: 1440, height: 900 } })).newPage()
  await page.goto(`${site}/sign-in?as=staff&back=/desk/cases/${id}`)
  await page.fill('input[name=login]', login)
  await page.fill('input[name=password]', 'haoban-demo')
  await page.getByRole('button', { name: '登录', exact: true }).click()
  await page.waitForURL(`**/desk/cases/${id}`)
  return page
}

/** Takes a verb at the desk: its button, what it asks, and the button of its panel. */
async function take(page: Page, verb: string, fill: (panel: ReturnType<Page['locator']>) => Promise<void> = async () => {}): Promise<void> {
  await page.getByRole('button', { name: verb, exact: true }).first().click()
  const panel = page.locator('.ant-modal')
  await panel.waitFor()
  await fill(panel)
  await panel.locator('.ant-btn-primary').click()
  await panel.waitFor({ state: 'detached' }).catch(async (error) => {
    throw new Error(`${verb}: ${await panel.textContent()}`, { cause: error })
  })
}

test('a citizen on a phone finds, applies, supplies nothing twice, and rates; the desk decides', async () => {
  await citizen.goto(site)
  expect(await heading(citizen)).toContain('想办什么事')
  await citizen.fill('input[name=q]', '开饭馆')
  await citizen.getByRole('button', { name: '搜索' }).click()
  await citizen.getByRole('link', { name: '食品经营许可（新办）' }).first().click()
  expect(await heading(citizen)).toBe('食品经营许可（新办）')
  await citizen.goto(`${site}/division?code=360702&back=/items/food-business-licence-new`)
  await citizen.getByRole('link', { name: '开始办理' }).first().click()

  expect(await heading(citizen)).toContain('登录')
  const choice = citizen.getByText('钟家明').first()
  await choice.click()
  await citizen.getByRole('button', { name: '登录' }).first().click()

  expect(await heading(citizen)).toContain('申请办理')
  await save(citizen)
  expect(await heading(citizen)).toBe('食品经营许可（新办）')
  await save(citizen)
  await answerAll(citizen)

  expect(await heading(citizen)).toBe('提交前，请看一遍')
  await save(citizen)
  expect(await citizen.title()).toContain('错误：')
  await citizen.getByLabel(/以上内容真实/).check()
  await save(citizen)
  expect(await heading(citizen)).toContain('申请已提交')
  const id = citizen.url().split('/').at(-2)!

  const clerk = await atDesk('liufang', id)
  await take(clerk, '受理')
  const examiner = await atDesk('zengwei', id)
  await take(examiner, '开始审查')
  await judgeAll(examiner)
  await take(examiner, '提出审查意见', async (panel) => {
    await panel.getByText('建议准予', { exact: true }).click()
    await panel.locator('textarea').fill('材料齐全，符合条件，建议准予')
  })
  const decider = await atDesk('chenguodong', id)
  await take(decider, '准予')
  const issuer = await atDesk('xiemin', id)
  await take(issuer, '送达')

  await city.drain()
  await citizen.goto(`${site}/cases/${id}`)
  expect(await citizen.locator('.now').textContent()).toContain('已送达')
  await citizen.getByRole('link', { name: '评价一下' }).click()
  await citizen.getByText('非常满意').first().click()
  await save(citizen)
  expect(citizen.url()).not.toMatch(/\/rate$/)
}, 240_000)

/** Finds every open point of an examination to hold. */
async function judgeAll(page: Page): Promise<void> {
  await page.locator('.points').waitFor()
  for (let open = await page.locator('.points .unk').count(); open > 0; open--) {
    await page
      .locator('.points tr', { has: page.locator('.unk') })
      .getByText('符合', { exact: true })
      .first()
      .click()
    await page.getByText(`未定 ${open - 1}`).waitFor()
  }
}

/** Answers page after page until the check page comes; each page is told by its question. */
async function answerAll(page: Page): Promise<void> {
  for (let i = 0; i < 30 && !page.url().includes('/check'); i++) {
    const task = new URL(page.url()).pathname.split('/').slice(-2).join('/')
    const answer = pages[task]
    if (!answer) throw new Error(`no answer for ${page.url()}: ${await heading(page)}`)
    await answer(page)
    await save(page)
    const errors = page.locator('.error-summary')
    if (await errors.count()) throw new Error(`${task}: ${await errors.textContent()}`)
  }
}

const pick = (value: string) => (page: Page) => page.check(`input[value="${value}"]`)
/** A material goes up in two presses: the file, then on. */
const upload = (name: string) => async (page: Page) => {
  const input = page.locator('input[type=file]')
  if ((await page.locator('input[name=provide][value=upload]').count()) > 0) await page.check('input[name=provide][value=upload]')
  await input.setInputFiles({ name: `${name}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(pdf(name)) })
  await save(page)
}

const pages: Record<string, (page: Page) => Promise<void>> = {
  'q/sells': pick('meals'),
  'q/licensed': pick('yes'),
  'q/brewing': pick('no'),
  'q/business': async (page) => {
    await page.check('input[name=format][value=catering]')
    await page.check('input[value=hot]')
    await page.check('input[name=online][value=no]')
  },
  'q/shop-info': async (page) => void (await page.selectOption('select[name=division]', '360702')),
  'q/where': async () => {},
  'q/size': async (page) => {
    await page.fill('input[name=area]', '120')
    await page.fill('input[name=kitchenArea]', '40')
  },
  'q/operator': async () => {},
  'q/officer': pick('yes'),
  'q/people': async (page) => {
    await page.fill('input[name="staff[0][name]"]', '钟家明')
    await page.fill('input[name="staff[0][idNo]"]', '360702199003070017')
    await page.selectOption('select[name="staff[0][job]"]', 'cook').catch(() => page.check('input[name="staff[0][job]"][value=cook]'))
  },
  'q/backup': async () => {},
  'q/delivery': pick('electronic'),
  'm/layout': upload('layout'),
  'm/rules': upload('rules'),
  'm/health-certificates': upload('health'),
}
