/** Two and three clerks before one case, each with a browser: who else looks, what one has looked at, and two files side by side. */
import type { Locator, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blob, fillDraft, pdf, sendDraft } from '../../food.ts'
import type { Client } from '../../kit.ts'
import { findings, openSite, overhang, type Site } from './site.ts'

const morning = '2023-06-16T10:00:00+08:00'
let site: Site
let citizen: Client
beforeAll(async () => {
  site = await openSite(morning)
  citizen = await site.city.citizen('钟家明')
}, 300_000)
afterAll(() => site?.close())

const sent = async (): Promise<string> => (await sendDraft(citizen, await fillDraft(citizen))).body.id

/** A case that is examined, and nobody's yet. */
async function examined(): Promise<string> {
  const id = await sent()
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
/** Some beats of a page, and of one on a machine that has much else to do. */
const seconds = { timeout: 30_000 }

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

const looksOf = async (id: string) =>
  site.city.sql<{ by: string; what: string; file: string | null }>(
    "select by_whom as by, data->>'what' what, data->>'file' file from ledger.fact where about = $1 and name = 'case.read' order by seq",
    [`case-reads:${id}`],
  )
const material = (page: Page, name: string) => page.locator('.mats li').filter({ hasText: name })
const boxOf = (where: Locator) => where.evaluate((e) => [e.getBoundingClientRect().x, e.getBoundingClientRect().y + scrollY])
const press = async (page: Page, name: string) => page.locator('.mats').getByRole('button', { name, exact: true }).click()

/** The layout is asked for again and handed in anew at the counter. */
async function replaceLayout(id: string): Promise<void> {
  const liu = await site.city.staff('liufang')
  const form = new FormData()
  form.append('file', blob(pdf('the second layout')), 'layout-2.pdf')
  const file = (await liu.post('/work/upload', form)).body
  await liu.post(`/work/cases/${id}/requestSupplement`, { input: { items: [{ id: 'layout', what: '布局图要标出尺寸' }] } })
  const materials = [{ code: 'layout', name: '', provide: 'upload', files: [file] }]
  expect((await liu.post(`/work/cases/${id}/supply`, { verb: 'supplement', materials })).status).toBe(200)
}

describe('what has been looked at', () => {
  test('is said at each material: by oneself, now, and by whom else and when; a new version has been seen by nobody', async () => {
    const id = await sent()
    const liu = await site.city.staff('liufang')
    const layout = (await liu.get(`/work/cases/${id}`)).body.materials.find((m: { code: string }) => m.code === 'layout')
    await liu.get(`/work/cases/${id}/materials/${layout.files[0].hash}`)

    const zeng = await atCase('zengwei', id)
    const [plan, rules] = [material(zeng.page, '店铺布局'), material(zeng.page, '食品安全管理制度')]
    await plan.getByText('同事看过').waitFor()
    expect(await plan.locator('[title]').last().getAttribute('title')).toBe('刘芳 10:00 看过')
    expect(await rules.locator('.tag').textContent()).toBe('上传')
    await press(zeng.page, '食品安全管理制度')
    await rules.getByText('在看').waitFor()
    await zeng.page.getByRole('img', { name: '食品安全管理制度，第 1 页' }).waitFor()
    await press(zeng.page, '店铺布局和操作流程图')
    await rules.getByText('已看').waitFor()
    await zeng.page.getByRole('img', { name: '店铺布局和操作流程图，第 1 页' }).waitFor()
    await zeng.page.reload()
    await plan.getByText('已看').waitFor()
    expect(await plan.locator('[title]').last().getAttribute('title')).toBe('您 10:00 看过；刘芳 10:00 看过')
    expect(await findings(zeng.page)).toEqual([])

    await replaceLayout(id)
    await zeng.page.reload()
    await plan.getByText('上传，第 2 版').waitFor()
    expect(await plan.textContent()).not.toContain('看')
    await rules.getByText('已看').waitFor()
    expect(zeng.said).toEqual([])
    await zeng.context.close()
  }, 120_000)
})

describe('two files side by side', () => {
  test('are laid there and chosen by keys alone, each with its own scale, turn and page, both looks are recorded, and one comes back', async () => {
    const id = await sent()
    await replaceLayout(id)
    const { page, context, said } = await atCase('zengwei', id)
    await press(page, '店铺布局和操作流程图')
    const first = page.getByRole('region', { name: '比对的第一份' })
    const second = page.getByRole('region', { name: '比对的第二份' })
    await page.getByRole('img', { name: '店铺布局和操作流程图，第 1 页' }).waitFor()
    await page.keyboard.press('b')
    await page.waitForFunction(() => document.activeElement?.textContent === '从业人员健康证明')
    expect(await findings(page)).toEqual([])
    for (let i = 0; i < 3; i++) await page.keyboard.press('ArrowDown')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('店铺布局和操作流程图第 1 版')
    await page.keyboard.press('Enter')
    await second.getByRole('img', { name: '店铺布局和操作流程图第 1 版，第 1 页' }).waitFor()
    expect(await findings(page)).toEqual([])
    expect(await overhang(page)).toBe(0)

    await first.getByRole('button', { name: '放大' }).click()
    await second.getByRole('button', { name: '缩小' }).click()
    expect([await first.getByText('125%').count(), await second.getByText('75%').count()]).toEqual([1, 1])
    const shape = (where: typeof first) => where.locator('canvas').evaluate((c) => [c.clientWidth, c.clientHeight])
    const [one, other] = [await shape(first), await shape(second)]
    expect(one[0]).toBeGreaterThan(other[0]!)
    const [[left], [right]] = [await boxOf(first), await boxOf(second)]
    expect(right).toBeGreaterThan(left! + 300)

    await second.getByRole('button', { name: '换一份' }).press('Enter')
    await page.waitForFunction(() => document.activeElement?.textContent === '从业人员健康证明')
    for (let i = 0; i < 4; i++) await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await second.getByText('章贡区文清路').waitFor()
    expect(await second.getByRole('button', { name: '旋转' }).count()).toBe(0)
    expect(await findings(page)).toEqual([])

    const looks = (await looksOf(id)).filter((l) => l.by.includes('zengwei')).map((l) => l.what)
    expect(looks).toEqual(['店铺布局和操作流程图', '店铺布局和操作流程图（第 1 版）', '填写的内容'])

    await second.getByRole('button', { name: '收起' }).press('Enter')
    await second.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('并排比对')
    await page.getByRole('region', { name: '正在看的' }).getByRole('img', { name: '店铺布局和操作流程图，第 1 页' }).waitFor()
    expect(await page.getByRole('region', { name: '办理' }).isVisible()).toBe(true)
    expect(said).toEqual([])
    await context.close()
  }, 120_000)

  test('lie one below the other on a phone, and nothing is wider than it', async () => {
    const { page, context } = await atCase('zengwei', await examined(), { viewport: { width: 390, height: 844 } })
    await press(page, '店铺布局和操作流程图')
    await page.getByRole('button', { name: '并排比对' }).click()
    await page.getByRole('region', { name: '比对的第二份' }).getByRole('button', { name: '食品安全管理制度' }).click()
    await page.getByRole('img', { name: '食品安全管理制度，第 1 页' }).waitFor()
    const [above, below] = [page.getByRole('region', { name: '比对的第一份' }), page.getByRole('region', { name: '比对的第二份' })]
    const [[left, top], [leftToo, lower]] = [await boxOf(above), await boxOf(below)]
    expect(leftToo).toBe(left)
    expect(lower).toBeGreaterThan(top! + 300)
    expect(await overhang(page)).toBe(0)
    expect(await page.getByRole('region', { name: '办理' }).isVisible()).toBe(true)
    expect(await findings(page)).toEqual([])
    await context.close()
  }, 120_000)

  test('are left where they are by the keys of the page while somebody types, and the key stands in the help', async () => {
    const { page, context } = await atCase('zengwei', await examined())
    await page.keyboard.press('b')
    expect(await page.getByRole('region', { name: '比对的第二份' }).count()).toBe(0)
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: '快捷键' }).getByText('并排比对两份，再按收起').waitFor()
    await context.close()
  }, 120_000)
})
