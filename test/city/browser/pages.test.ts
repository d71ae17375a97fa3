/** Every public page, in both versions, in Chromium: nothing for axe to find, nothing to scroll sideways, one heading, light to load. */
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { signedIn } from '#kernel/module.ts'
import { everyPage, type People, type Sample } from './every-page.ts'
import { findings, openSite, overhang, type Site } from './site.ts'

let site: Site
let people: People
let samples: Sample[]
beforeAll(async () => {
  site = await openSite('2023-06-16T10:00:00+08:00')
  const [citizen, newcomer, steward] = [
    await site.city.citizen('钟家明'),
    await site.city.citizen('欧阳晓兰'),
    await site.city.staff('zengqiang'),
  ]
  people = { citizen, newcomer, steward }
  samples = await everyPage(site.city, people)
}, 300_000)
afterAll(() => site?.close())

const whoIs = (s: Sample) => (s.who === 'anyone' ? undefined : people[s.who])

/** Pages of the desk's own rooms are looked at there. */
const ofStaff = [
  '/publicity/objections',
  '/publicity/objections/:id',
  '/publicity/:id/withdraw',
  '/programme/:code/report',
  '/programme/:code/plan',
  '/catalogue/misses',
]
/** These need an account, an office or a code in a state of its own, and are looked at in `account-pages.test.ts`. */
const ofAccounts = [
  '/account/password',
  '/account/totp/confirm',
  '/account/totp/off',
  '/account/passkeys/new',
  '/account/passkeys/:id/remove',
  '/account/step-up',
  '/officers/invited/:token',
  '/officers/invited/:token/passkey',
  '/sign-in/step-up',
  '/sign-out/at/:provider',
  '/me/contact/:kind/code',
  '/cases/:id/rate/thanks',
  '/me/messages/:id',
]

test('no page is left out: every route with a page is among the samples', () => {
  const routes = site.city.house.rooms.flatMap((r) => r.routes ?? [])
  const pages = routes.filter((r) => r.verb === 'GET' && r.page && (r.may === 'anyone' || r.may === signedIn)).map((r) => r.path)
  const looked = new Set([...samples.map((s) => s.route), ...ofStaff, ...ofAccounts])
  expect(pages.filter((p) => !looked.has(p))).toEqual([])
})

/** Opens a page once for each size; answers what is wrong with it, by sample. */
async function wrongOf(
  care: boolean,
  size: { width: number; height: number },
  look: (site: Site, page: import('playwright-core').Page) => Promise<unknown[]>,
) {
  const wrong: Record<string, unknown[]> = {}
  for (const who of ['anyone', 'citizen', 'newcomer', 'steward'] as const) {
    const { page, context } = await site.visit(who === 'anyone' ? undefined : people[who], { care, viewport: size })
    for (const sample of samples.filter((s) => s.who === who)) {
      const answer = await page.goto(site.url + sample.path)
      expect([sample.name, answer!.status() < 500, sample.who === 'anyone' || !page.url().includes('/sign-in')]).toEqual([
        sample.name,
        true,
        true,
      ])
      await sample.act?.(page)
      const found = await look(site, page)
      if (found.length) wrong[`${sample.name} ${sample.path}`] = found
    }
    await context.close()
  }
  return wrong
}

describe.each([
  ['standard', false],
  ['关怀版', true],
] as const)('%s', (_, care) => {
  test('axe finds nothing', async () => {
    expect(await wrongOf(care, { width: 1440, height: 900 }, (_site, page) => findings(page))).toEqual({})
  }, 600_000)

  test('at 390 px nothing is wider than the window, there is one h1, and the title says the page', async () => {
    const look = async (_site: Site, page: import('playwright-core').Page) => {
      const over = await overhang(page)
      const headings = await page.locator('h1').count()
      const wrong = await page.locator('.error-summary').count()
      const title = await page.title()
      return [
        ...(over > 0 ? [`${over} px too wide`] : []),
        ...(headings === 1 ? [] : [`${headings} h1`]),
        ...(wrong > 0 === title.startsWith('错误：') ? [] : [`title “${title}” and ${wrong} error summaries`]),
      ]
    }
    expect(await wrongOf(care, { width: 390, height: 844 }, look)).toEqual({})
  }, 600_000)
})

test('at 200 % of a 1280 px window nothing must be scrolled sideways', async () => {
  const look = async (_site: Site, page: import('playwright-core').Page) => ((await overhang(page)) > 0 ? [await overhang(page)] : [])
  expect(await wrongOf(false, { width: 640, height: 512 }, look)).toEqual({})
}, 600_000)

test('a public page loads at most 100 kB of scripts and 60 kB of styles, compressed, and no script or style of another kind', async () => {
  for (const sample of samples.slice(0, 12)) {
    const who = whoIs(sample)
    const { page, context } = await site.visit(who)
    const sizes = { js: 0, css: 0 }
    page.on('response', async (r) => {
      const type = r.headers()['content-type'] ?? ''
      const size = /javascript|css/.test(type) ? gzipSync(await r.body()).length : 0
      if (type.includes('javascript')) sizes.js += size
      if (type.includes('css')) sizes.css += size
    })
    await page.goto(site.url + sample.path, { waitUntil: 'networkidle' })
    expect(sizes.js).toBeLessThanOrEqual(100 * 1024)
    expect(sizes.css).toBeLessThanOrEqual(60 * 1024)
    expect(await page.locator('style, [style], script:not([src])').count()).toBe(0)
    await context.close()
  }
}, 120_000)

test('nothing on a page moves after it was drawn', async () => {
  for (const path of ['/', '/items/food-business-licence-new?division=360702', '/search?q=%E5%BC%80%E9%A5%AD%E9%A6%86']) {
    const { page, context } = await site.visit(undefined, { viewport: { width: 390, height: 844 } })
    await page.addInitScript(() => {
      const w = window as unknown as { shift: number }
      w.shift = 0
      new PerformanceObserver((list) => {
        for (const e of list.getEntries()) w.shift += (e as unknown as { value: number }).value
      }).observe({ type: 'layout-shift', buffered: true })
    })
    await page.goto(site.url + path, { waitUntil: 'networkidle' })
    expect([path, await page.evaluate(() => (window as unknown as { shift: number }).shift)]).toEqual([path, 0])
    await context.close()
  }
}, 120_000)
