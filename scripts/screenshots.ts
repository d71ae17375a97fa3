/**
 * Takes a picture of every page, from a city founded for the purpose: `npm run screenshots [WORD …]`, into `.tmp/screens`.
 * Words choose the pages whose name or address has one of them; without any, the README's six are taken anew as well, and with `readme` they alone.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { openHouse } from '#app/open.ts'
import { openLog } from '#base/log.ts'
import { openPostgres } from '#base/postgres/postgres.ts'
import { type DeskSample, deskStory, fixedPages, visitDesk, walkDesk } from '../test/city/browser/every-desk-page.ts'
import { everyPage, type People, type Sample } from '../test/city/browser/every-page.ts'
import { type Site, siteOf } from '../test/city/browser/site.ts'
import { cityOf, TestClock } from '../test/kit.ts'

const screens = fileURLToPath(new URL('../.tmp/screens/', import.meta.url))
const kept = fileURLToPath(new URL('../docs/screens/', import.meta.url))
const words = process.argv.slice(2)
const wanted = (...texts: string[]) => words.length === 0 || words.some((w) => texts.some((t) => t.includes(w)))

const wide = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }
const faces = [
  { folder: 'public-1440', care: false, viewport: wide },
  { folder: 'public-390', care: false, viewport: phone },
  { folder: 'care-1440', care: true, viewport: wide },
  { folder: 'care-390', care: true, viewport: phone },
] as const

/** The README's six, as the window shows them before anybody scrolls. */
const best: readonly { file: string; sample?: string; desk?: string; login?: string }[] = [
  { file: 'home', sample: 'home of somebody whose turn it is' },
  { file: 'guide', sample: 'guide with a draft' },
  { file: 'progress', sample: 'case decided' },
  { file: 'programme', sample: 'programme' },
  { file: 'queue', desk: '/desk/all', login: 'liufang' },
  { file: 'case', desk: '/desk/cases/:examined', login: 'zengwei' },
]

const fileOf = (name: string) => name.replace(/^\/desk\//, '').replace(/[^\w\u4e00-\u9fff]+/g, '-')
let taken = 0

async function shoot(page: Page, folder: string, name: string): Promise<void> {
  mkdirSync(join(screens, folder), { recursive: true })
  await page.screenshot({ path: join(screens, folder, `${fileOf(name)}.png`), fullPage: true })
  taken++
}

async function keep(page: Page, file: string): Promise<void> {
  mkdirSync(kept, { recursive: true })
  await page.screenshot({ path: join(kept, `${file}.jpg`), type: 'jpeg', quality: 72 })
}

async function shootPublic(site: Site, people: People, samples: readonly Sample[]): Promise<void> {
  for (const { folder, ...options } of faces)
    for (const sample of samples) {
      const { page, context } = await site.visit(sample.who === 'anyone' ? undefined : people[sample.who], options)
      await page.goto(site.url + sample.path, { waitUntil: 'networkidle' })
      await sample.act?.(page)
      await shoot(page, folder, sample.name)
      await context.close()
    }
}

async function shootBest(site: Site, people: People, samples: readonly Sample[], cases: Record<string, string>): Promise<void> {
  for (const { file, sample: name, desk, login } of best) {
    const sample = samples.find((s) => s.name === name)
    const who = login ? await site.city.staff(login) : sample!.who === 'anyone' ? undefined : people[sample!.who]
    const { page, context } = await site.visit(who, { viewport: { width: desk ? 1440 : 1280, height: 860 } })
    const path = desk?.replace(/:(\w+)/, (_, id: string) => cases[id]!) ?? sample!.path
    await page.goto(site.url + path, { waitUntil: 'networkidle' })
    await keep(page, file)
    await context.close()
  }
}

const shootDesk = (folder: string) => async (page: Page) => shoot(page, folder, decodeURIComponent(new URL(page.url()).pathname))
const chosen = (samples: readonly DeskSample[]) => samples.filter((s) => wanted(s.path))

const dataDir = mkdtempSync(join(tmpdir(), 'haoban-screens-'))
const log = openLog('error')
const postgres = await openPostgres({ dataDir, log })
const clock = new TestClock('2023-06-16T10:08:00+08:00')
const house = await openHouse(postgres.url, { HAOBAN_DATA: dataDir }, { log, clock })
const site = await siteOf(cityOf(house, clock, () => postgres.stop()))
const { city } = site
const people: People = {
  citizen: await city.citizen('钟家明'),
  newcomer: await city.citizen('欧阳晓兰'),
  steward: await city.staff('zengqiang'),
}

await visitDesk(site, chosen(fixedPages()), shootDesk('desk-empty'))
const samples = await everyPage(city, people)
await shootPublic(
  site,
  people,
  samples.filter((s) => wanted(s.name, s.path)),
)
const forReadme = words.length === 0 || words.includes('readme')
if (forReadme || wanted('desk')) {
  const cases = await deskStory(city)
  if (wanted('desk')) await walkDesk(site, shootDesk('desk'))
  if (forReadme) await shootBest(site, people, samples, cases)
}
await site.close()
rmSync(dataDir, { recursive: true, force: true })
process.stdout.write(`${taken} pictures in .tmp/screens\n`)
