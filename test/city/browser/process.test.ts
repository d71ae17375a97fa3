/** Processes in a real browser: the diagram with its tokens, the editor with its checks, the play of tokens, what stands still. */
import { mkdirSync, readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { takeByName } from '#kernel/case/api.ts'
import { begin, publishModel } from '#kernel/process/api.ts'
import { file, path } from '#kernel/process/fixtures/models.ts'
import { submitFor } from '../../hygiene.ts'
import { findings, openSite, type Site } from './site.ts'

const key = 'item:public-place-hygiene-licence'
const shots = process.env.HAOBAN_SHOTS
let site: Site
let caseId = ''

async function open(login: string, address: string): Promise<{ page: Page; faults: string[] }> {
  const { page } = await site.visit(await site.city.staff(login))
  const faults: string[] = []
  page.on('pageerror', (e) => faults.push(`fault: ${e.message}`))
  page.on('console', (m) => m.type() === 'error' && faults.push(`console: ${m.text()}`))
  await page.goto(`${site.url}${address}`, { waitUntil: 'networkidle' })
  await page.locator('main h1').first().waitFor()
  return { page, faults }
}

async function shot(page: Page, name: string): Promise<void> {
  if (!shots) return
  mkdirSync(shots, { recursive: true })
  await page.screenshot({ path: `${shots}/${name}.png` })
}

beforeAll(async () => {
  site = await openSite('2023-06-19T09:00:00+08:00')
  const { city } = site
  caseId = await submitFor(city, 'pool', '360702400')
  const take = (verb: 'accept' | 'examine') => act(city.house, system, (ctx) => takeByName(ctx, { id: caseId, verb, input: {} }))
  await take('accept')
  city.clock.set('2023-06-20T15:00:00+08:00')
  await take('examine')
  const broken = file(
    'broken',
    `<startEvent id="s"/><serviceTask id="t" name="查验证照" implementation="nobody.does"/><endEvent id="e"/>${path('s t e')}`,
  )
  const places = { own: { organ: 'market-360702', division: '360702' }, branches: {} }
  await act(city.house, system, async (ctx) => {
    await publishModel(ctx, { key: 'broken', xml: broken })
    await begin(ctx, { about: 'test:broken', title: '一个停住的流程（演示）', href: '', key: 'broken', places, readers: ['place:*@*'] })
  })
  await city.drain()
}, 600_000)
afterAll(() => site.close())

test('the diagram shows who stands where, and the mark of its makers', async () => {
  const { page, faults } = await open('gongliang', `/desk/processes/${encodeURIComponent(key)}`)
  await page.locator('.bpmn-view .djs-shape').first().waitFor()
  expect(await page.locator('.bpmn-view .token').count()).toBe(3)
  expect(await page.locator('.bpmn-view .bjs-powered-by').isVisible()).toBe(true)
  expect(await page.getByText('受理审核').count()).toBeGreaterThan(0)
  await shot(page, 'model')
  expect([await findings(page), faults]).toEqual([[], []])
})

test('the case page says where its process stands, in words and as a diagram', async () => {
  const { page, faults } = await open('gongliang', `/desk/cases/${caseId}`)
  const block = page.getByRole('region', { name: '流程' })
  await block.getByText('消防安全意见').waitFor()
  await block.getByRole('button', { name: '看流程图' }).click()
  await block.locator('.token').nth(2).waitFor()
  expect(await block.locator('.token').count()).toBe(3)
  await block.scrollIntoViewIfNeeded()
  await shot(page, 'case')
  expect([await findings(page), faults]).toEqual([[], []])
})

test('an organ gives its opinion from its list', async () => {
  const { page, faults } = await open('fenglei', '/desk/process-work')
  await shot(page, 'work')
  await page.getByRole('button', { name: '出意见' }).first().click()
  await page.getByLabel('通过', { exact: true }).check()
  await page.getByLabel('写明意见').fill('疏散通道和灭火器符合要求')
  await shot(page, 'opinion')
  await page.getByRole('button', { name: '交意见' }).click()
  await page.getByText('没有要本单位出意见的步骤').waitFor()
  expect([await findings(page), faults]).toEqual([[], []])
})

test('what stands still is seen, and tried again with what was found', async () => {
  const { page, faults } = await open('linyi', '/desk/process-incidents')
  await page.getByText('查验证照').waitFor()
  await shot(page, 'incidents')
  await page.getByRole('button', { name: '处理好了，再试' }).click()
  await page.getByLabel('查到的原因，怎么处理的').fill('服务名写错了，已经请编制员改图')
  await page.getByRole('button', { name: '再试一次', exact: true }).click()
  await page.getByText('没有停住的流程').waitFor()
  expect([await findings(page), faults]).toEqual([[], []])
})

test('a new version is drawn, checked where it is drawn, played, and published by another person', async () => {
  const { page, faults } = await open('zengqiang', `/desk/processes/${encodeURIComponent(key)}`)
  await page.getByRole('button', { name: '编新版本' }).click()
  await page.getByLabel('为什么要改').fill('卫生监督意见改为 2 个工作日')
  await page.getByRole('dialog').getByRole('button', { name: '编新版本' }).click()
  await page.locator('.bpmn-editor .djs-shape').first().waitFor()
  expect(await page.locator('.bpmn-editor .bjs-powered-by').isVisible()).toBe(true)
  const draft = page.url()
  await page.getByRole('button', { name: '试走一遍' }).click()
  await page
    .getByRole('button', { name: /^提交申请.*不成立/ })
    .or(page.getByRole('button', { name: /^提交申请/ }))
    .first()
    .click()
  await page.getByRole('button', { name: /^受理/ }).first().click()
  await page.getByText('办件现在是“已受理”').waitFor()
  await page.locator('.bpmn-editor .token').first().waitFor()
  await shot(page, 'play')
  // the decision is taken out of the hands of the model: the element and the way are named before anything is saved
  await page.locator('.bpmn-editor [data-element-id="decide"]').first().click()
  await page.keyboard.press('Delete')
  await page
    .getByRole('region', { name: '检查' })
    .getByText('经过：')
    .first()
    .or(page.getByRole('region', { name: '检查' }).locator('.tag.hot').first())
    .waitFor()
  await shot(page, 'checks')
  await page.keyboard.press('Control+z')
  const xml = readFileSync(new URL(`../../../city/ganzhou/items/${key.slice(5)}/process.bpmn`, import.meta.url), 'utf8')
  await page.reload({ waitUntil: 'networkidle' })
  await page.getByText('文件', { exact: true }).click()
  await page
    .getByLabel('流程图的文件')
    .fill(
      xml.replace(
        'name="卫生监督意见" haoban:branch="health" haoban:within="P3D"',
        'name="卫生监督意见" haoban:branch="health" haoban:within="P2D"',
      ),
    )
  await page.getByRole('button', { name: '保存并检查' }).click()
  await page.getByRole('button', { name: '提交审定' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '提交审定' }).click()
  await page.getByText('待审定').first().waitFor()
  expect(await findings(page)).toEqual([])
  const other = await open('zengxianhui', new URL(draft).pathname)
  await other.page.getByRole('button', { name: '发布' }).click()
  await other.page.getByLabel('不预演就发布的理由').fill('只改一步的时限，不改走法')
  await shot(other.page, 'publish')
  await other.page.getByRole('dialog').getByRole('button', { name: '发布' }).click()
  await other.page.getByText('第 2 版').first().waitFor()
  await site.city.drain()
  const [item] = await site.city.sql<{ process: number }>(
    "select process from item.version where code = 'public-place-hygiene-licence' order by version desc limit 1",
  )
  expect([item!.process, faults, other.faults]).toEqual([2, [], []])
})

test('what runs is moved to the new version, with what differs, a reason, and what became of each', async () => {
  const { page, faults } = await open('linyi', `/desk/processes/${encodeURIComponent(key)}`)
  await page.getByRole('link', { name: '把在办的件换到别的版本' }).click()
  await page.getByText('办理时限：3 个工作日 → 2 个工作日').waitFor()
  await page.getByText('1 件都能换').waitFor()
  await page.getByRole('checkbox', { name: '全选能换的' }).check()
  await shot(page, 'move')
  expect(await findings(page)).toEqual([])
  await page.getByRole('button', { name: /^换版本 1 件/ }).click()
  await page.getByLabel('为什么要换').fill('卫生监督意见改为 2 个工作日，在办的一并提速')
  await shot(page, 'move-why')
  await page.getByRole('dialog').getByRole('button', { name: '换版本' }).click()
  await page.getByText('换了 1 件').waitFor()
  await page.getByText('已换', { exact: true }).waitFor()
  await shot(page, 'moved')
  const [row] = await site.city.sql<{ version: number }>("select version from process.instance where about = 'case:' || $1", [caseId])
  expect([row!.version, await findings(page), faults]).toEqual([2, [], []])
})

test('the case goes on by the new version, and says that it was moved', async () => {
  const { page, faults } = await open('gongliang', `/desk/cases/${caseId}`)
  const block = page.getByRole('region', { name: '流程' })
  await block.getByRole('button', { name: '看流程图' }).click()
  await block.locator('.djs-shape').first().waitFor()
  await block.getByText('换到新版本').first().waitFor()
  expect([await findings(page), faults]).toEqual([[], []])
})
