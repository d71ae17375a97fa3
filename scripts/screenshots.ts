/** Takes the pictures of the README from the real pages of a city founded for the purpose: `npm run screenshots`. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hono } from 'hono'
import type { BrowserContext } from 'playwright-core'
import { buildAssets } from '#app/build.ts'
import { openHouse } from '#app/open.ts'
import { openServer } from '#app/server.ts'
import { openLog } from '#base/log.ts'
import { openPostgres } from '#base/postgres/postgres.ts'
import { openBrowser } from '../test/browser.ts'
import { fillDraft, sendDraft } from '../test/food.ts'
import { Client } from '../test/kit.ts'

const out = fileURLToPath(new URL('../docs/screens/', import.meta.url))
const dataDir = mkdtempSync(join(tmpdir(), 'haoban-screens-'))
const log = openLog('error')

mkdirSync(out, { recursive: true })
await buildAssets(log)
const postgres = await openPostgres({ dataDir, log })
const house = await openHouse(postgres.url, { HAOBAN_DATA: dataDir, HAOBAN_CLOCK: '2023-06-16T10:08+08:00' }, { log })
const server = await openServer(house, { port: 0 })
const site = `http://localhost:${server.port}`
/** The running server as the test kit's client speaks to one. */
const app = { request: (path: string, init?: RequestInit) => fetch(site + path, { ...init, redirect: 'manual' }) } as unknown as Hono

async function signIn(body: Record<string, unknown>): Promise<Client> {
  const client = new Client(app)
  await client.post('/sign-in', body)
  client.csrf = (await client.get('/session')).body.csrf
  return client
}

const citizen = await signIn({ as: 'citizen', account: 'citizen:zhong-jiaming' })
const clerk = await signIn({ as: 'staff', login: 'liufang', password: 'haoban-demo' })
const examiner = await signIn({ as: 'staff', login: 'zengwei', password: 'haoban-demo' })
const send = async () => (await sendDraft(citizen, await fillDraft(citizen))).body as { id: string }
const [first, second] = [await send(), await send(), await send()]
await clerk.post(`/work/cases/${first!.id}/accept`, { input: {} })
await clerk.get(`/work/cases/${first!.id}/answers`)
await examiner.post(`/work/cases/${first!.id}/examine`, { input: {} })
await clerk.post(`/work/cases/${second!.id}/requestSupplement`, { input: { items: [{ id: 'layout', what: '布局图没有标尺寸，请补标' }] } })

type Shot = { name: string; path: string; who?: Client; width?: number; height?: number }
const shots: readonly Shot[] = [
  { name: 'home', path: '/' },
  { name: 'guide', path: '/items/food-business-licence-new?division=360702' },
  { name: 'progress', path: `/cases/${first!.id}`, who: citizen },
  { name: 'phone', path: `/cases/${second!.id}`, who: citizen, width: 390, height: 844 },
  { name: 'queue', path: '/desk/all', who: clerk, width: 1440 },
  { name: 'case', path: `/desk/cases/${first!.id}`, who: examiner, width: 1440 },
  { name: 'programme', path: '/programme' },
]

const signedIn = (context: BrowserContext, who: Client | undefined) =>
  context.addCookies((who?.jar() ?? []).map(([name, value]) => ({ name, value, url: site })))

const browser = await openBrowser()
for (const { name, path, who, width = 1280, height = 860 } of shots) {
  const context = await browser.newContext({ viewport: { width, height } })
  await signedIn(context, who)
  const page = await context.newPage()
  await page.goto(site + path, { waitUntil: 'networkidle' })
  await page.screenshot({ path: join(out, `${name}.jpg`), type: 'jpeg', quality: 72 })
  await context.close()
}
await browser.close()
await server.stop()
await postgres.stop()
rmSync(dataDir, { recursive: true, force: true })
process.stdout.write(`${shots.length} pictures in docs/screens\n`)
