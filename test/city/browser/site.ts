/** A whole city behind a real port, and Chromium before it: what the stories in a browser share. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { buildAssets } from '#app/build.ts'
import { openAssets } from '#app/http/assets.ts'
import { openServer, type Running } from '#app/server.ts'
import { openBrowser } from '../../browser.ts'
import { type Client, openTestCity, type TestCity } from '../../kit.ts'

export type Site = {
  city: TestCity
  browser: Browser
  url: string
  /** a window of its own; `who` is signed in there */
  visit(who?: Client, options?: BrowserContextOptions & { care?: boolean }): Promise<{ page: Page; context: BrowserContext }>
  close(): Promise<void>
}

export const openSite = async (at: string): Promise<Site> => siteOf(await openTestCity(at))

/** Opens a city's door and a browser; the site closes both, and the city with them. */
export async function siteOf(city: TestCity): Promise<Site> {
  await buildAssets(city.house.log)
  city.house.assets = await openAssets(city.house.city)
  const server: Running = await openServer(city.house, { port: 0, worker: false })
  const url = `http://localhost:${server.port}`
  const browser = await openBrowser()
  return {
    city,
    browser,
    url,
    async visit(who, { care, ...options } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1440, height: 900 },
        locale: 'zh-CN',
        reducedMotion: 'reduce',
        ...options,
      })
      const cookies = [...(who?.jar() ?? []), ...(care ? [['haoban_care', '1'] as const] : [])]
      await context.addCookies(cookies.map(([name, value]) => ({ name, value, url })))
      return { page: await context.newPage(), context }
    },
    async close() {
      await browser.close()
      await server.stop()
      await city.close()
    },
  }
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
type Finding = { id: string; nodes: { target: string[]; failureSummary?: string }[] }

/** What axe finds wrong on a page: WCAG 2.2 AA and its best practice; none where all is well. */
export async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = (await page.evaluate('axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations)')) as Finding[]
  return found.flatMap((v) => v.nodes.map((n) => `${v.id}: ${n.target.join(' ')} ${n.failureSummary ?? ''}`))
}

/** How many pixels the page is wider than its window: none, or one must scroll sideways. */
export const overhang = (page: Page): Promise<number> =>
  page.evaluate(() => Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth))
