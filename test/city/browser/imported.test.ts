/** Catalogues that were imported and mean harm: markup, handlers, and words without an end are shown as they were written, and run nowhere. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { act, system } from '#app/context.ts'
import { importerOf, takeTable } from '#modules/imports/api.ts'
import type { Client } from '../../kit.ts'
import { creditCode } from '../../real-city.ts'
import { findings, openSite, overhang, type Site } from './site.ts'

const script = '<script>window.broken=1</script>'
const handler = '"onload="window.broken=2" onmouseover="window.broken=2'
const image = "'><img src=x onerror=window.broken=3>"
const endless = `${'绵'.repeat(80)}${'w'.repeat(160)}`
const evil = `${script}${handler}${image}${endless}`
/** As much of it as fits where a field is short. */
const evilShort = `${image}${script}`

let site: Site
let citizen: Client
beforeAll(async () => {
  site = await openSite('2023-06-16T10:00:00+08:00')
  citizen = await site.city.citizen('钟家明')
}, 300_000)
afterAll(() => site?.close())

const take = (kind: string, row: object) =>
  takeTable((work) => act(site.city.house, system, work), importerOf(site.city.house.infos, kind), {
    bytes: new TextEncoder().encode(JSON.stringify(row)),
    name: 'a.jsonl',
  })
const file = (name: string) => readFileSync(new URL(`../../../city/ganzhou/items/packaged-food-record/${name}`, import.meta.url), 'utf8')

const organ = {
  ...{ branch: 'garden', division: '360702', name: `章贡区园林中心${script}"onload=`, shortName: `园林${script}`, kind: '2' },
  ...{ uscc: creditCode('12360702', 'MB9A9007'), phone: '0797-0009001', complaintPhone: '0797-0009002' },
  ...{ hall: `中心${image}`, address: `长征大道${image}${endless}`.slice(0, 120), hours: `工作日${image}` },
}
const past = {
  ...{ no: `OLD${evilShort}`.slice(0, 60), item: `临时占道${evil}`.slice(0, 120), organ: 'garden-360702', applicantName: '钟家明' },
  ...{ applicantNo: '360702199003070017', submittedOn: '2019-03-01', decidedOn: '2019-03-20', result: '准予' },
  licenceNo: `YL${evil}`.slice(0, 80),
}
const item = () => {
  const whole = parse(file('item.yaml'))
  return {
    ...whole,
    name: `${whole.name}${evil}`,
    lead: `${evil}${whole.lead}`,
    who: `${whole.who}${evil}`,
    conditions: [...whole.conditions, evil],
    faqs: [{ question: evil, answer: evil }, ...whole.faqs],
    keywords: [...(whole.keywords ?? []), '占道怪事'],
  }
}
const type = {
  code: '11360700MB9A000141907',
  name: `备案${script}`,
  definer: image,
  holder: '单位',
  face: '名称=enterprise.name',
}

test('each of them is taken in: what is refused is told in a sentence, and these are none', async () => {
  for (const [kind, row] of [
    ['organs', organ],
    ['licence-types', type],
    ['items', { item: item(), form: JSON.parse(file('form.json')) }],
    ['past-cases', past],
    ['staff', { login: 'zhongqing', name: `钟青${script}`, organ: 'garden-360702', title: image, roles: 'windowClerk' }],
  ] as const)
    expect([kind, await take(kind, row)]).toEqual([kind, { read: 1, written: 1, rejected: [] }])
  await site.city.drain()
})

const ran = (page: Page) => page.evaluate(() => (window as unknown as { broken?: number }).broken)

/** The elements that stand out of the window, the innermost last. */
const beyond = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('main *')]
      .filter((e) => e.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((e) => `${e.tagName}.${e.className}`)
      .join(' '),
  )

/** Opens a page wide and narrow: what ran, what axe finds, how much it is too wide; and whether what was written can be read there. */
async function wrongOn(who: Client | undefined, path: string, says?: string): Promise<unknown[]> {
  const { page, context } = await site.visit(who)
  const faults: string[] = []
  page.on('pageerror', (e) => faults.push(e.message))
  page.on('dialog', (d) => void d.dismiss())
  page.on('console', (m) => m.type() === 'error' && faults.push(m.text()))
  await page.goto(site.url + path, { waitUntil: 'networkidle' })
  await page.locator('main h1').first().waitFor()
  const wrong: unknown[] = [...faults, ...(await findings(page))]
  if (says && !(await page.locator('main').textContent())?.includes(says)) wrong.push(`does not say ${says}`)
  if (await page.locator('main img[src=x], main script').count()) wrong.push('markup became elements')
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 })
    await page.waitForTimeout(200)
    const over = await overhang(page)
    if (over) wrong.push(`${over} px too wide at ${width}: ${await beyond(page)}`)
  }
  if (await ran(page)) wrong.push('it ran')
  await context.close()
  return wrong
}

test.each([
  ['the guide', '/items/packaged-food-record?division=360702', script],
  ['the list of items', '/items?source=own&q=预包装', undefined],
  ['the search', '/search?q=占道怪事', undefined],
  ['the departments', '/browse/departments', undefined],
  ['the fit question', '/items/packaged-food-record/fit?division=360702', undefined],
])('%s shows it as it was written', async (_, path, says) => {
  expect(await wrongOn(undefined, path, says)).toEqual([])
})

test('the past cases of the citizen show it, and the start of an application', async () => {
  expect(await wrongOn(citizen, '/me/past-cases', script)).toEqual([])
  expect(await wrongOn(citizen, '/apply/packaged-food-record?division=360702', script)).toEqual([])
})

test.each([
  ['sysadmin', '/desk/imports', undefined],
  ['dinglan', '/desk/organs', undefined],
  ['dinglan', '/desk/organs/garden-360702', script],
  ['sysadmin', '/desk/people', undefined],
  ['secadmin', '/desk/grants-proposed', script],
  ['zengqiang', '/desk/items', undefined],
  ['liufang', '/desk/licences', undefined],
])(
  'at the desk %s opens %s',
  async (login, path, says) => {
    expect(await wrongOn(await site.city.staff(login), path, says)).toEqual([])
  },
  120_000,
)

test('a file with it is checked at the desk, and what is refused is shown as text', async () => {
  const { page, context } = await site.visit(await site.city.staff('sysadmin'))
  await page.goto(`${site.url}/desk/imports`, { waitUntil: 'networkidle' })
  const rows = [
    { ...organ, [image]: script },
    { ...organ, division: script },
    { ...organ, name: `园林\u202e${evil}` },
  ]
  await page
    .locator('input[type=file]')
    .first()
    .setInputFiles({ name: `${script}.jsonl`, mimeType: 'text/plain', buffer: Buffer.from(rows.map((r) => JSON.stringify(r)).join('\n')) })
  await page.getByText('3 行要改').waitFor()
  expect(await page.getByText(`不认识的列：${image}`).count()).toBe(1)
  expect(await ran(page)).toBeUndefined()
  expect(await page.locator('main img, main script').count()).toBe(0)
  expect(await findings(page)).toEqual([])
  await page.setViewportSize({ width: 390, height: 844 })
  await page.waitForTimeout(200)
  expect(await overhang(page)).toBe(0)
  await context.close()
})
