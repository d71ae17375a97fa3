/** The release before, out of the history, works beside this one on one database that this one has migrated: each step of a case on another side. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { checkLists } from '#kernel/case/api.ts'
import { verify } from '#kernel/ledger/actions.ts'
import { settleKinds } from '#kernel/order/actions/ring.ts'
import { checkOrders } from '#kernel/order/api.ts'
import { fillDraft, sendDraft } from '../food.ts'
import { Client, openTestCity, type TestCity } from '../kit.ts'
import { met } from '../restaurant.ts'
import { listLeft } from './left.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
/** The commit of the newest kept city; another one may be named. */
const commit = process.env.HAOBAN_RELEASE_BEFORE ?? listLeft().at(-1)?.left.commit ?? ''
const at = '2023-06-15T10:00:00+08:00'
const dir = mkdtempSync(join(tmpdir(), 'haoban-before-'))

const isThere = ((): boolean => {
  try {
    execFileSync('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: root, stdio: 'ignore' })
    return true
  } catch {
    process.stderr.write(`NOT TESTED: the release before (${commit}) is not in the history of this copy\n`)
    return false
  }
})()

let city: TestCity
let before: ChildProcess | undefined
let said = ''
const served = { before: 0, now: 0 }

/** The program of then with the node_modules of now. */
function unpack(): void {
  const paths = ['.', ':(exclude)test', ':(exclude)bench', ':(exclude)docs']
  const archive = execFileSync('git', ['archive', '--format=tar', commit, ...paths], { cwd: root, maxBuffer: 2 ** 30 })
  mkdirSync(join(dir, 'program'))
  execFileSync('tar', ['-x', '-C', join(dir, 'program')], { input: archive })
  symlinkSync(join(root, 'node_modules'), join(dir, 'program', 'node_modules'))
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })

async function startBefore(): Promise<string> {
  const port = await freePort()
  const { dataDir } = inject('database')
  const own = {
    NODE_ENV: '',
    DATABASE_URL: city.house.url,
    HAOBAN_DATA: dataDir,
    HAOBAN_CLOCK: at,
    PORT: String(port),
    HAOBAN_LOG: 'error',
  }
  const env = { ...process.env, ...own, HAOBAN_CHECKPOINTS: join(dir, 'checkpoints') }
  before = spawn(process.execPath, ['bin/haoban.mjs', 'start'], { cwd: join(dir, 'program'), stdio: ['ignore', 'pipe', 'pipe'], env })
  for (const stream of [before.stdout, before.stderr])
    stream!.on('data', (chunk) => {
      said = `${said}${chunk}`.slice(-4_000)
    })
  for (const start = Date.now(); !said.includes('Ctrl-C'); await sleep(100))
    if (before.exitCode !== null || Date.now() - start > 240_000) throw new Error(`the release before did not start: ${said}`)
  return `http://127.0.0.1:${port}`
}

beforeAll(async () => {
  if (!isThere) return
  unpack()
  city = await openTestCity(at)
  site = await startBefore()
}, 400_000)
afterAll(async () => {
  before?.kill('SIGKILL')
  await city?.close()
  rmSync(dir, { recursive: true, force: true })
})

let site = ''
let turn = 0
/** Whether every request goes to the release before, or to this one; else to either by turns. */
let pinned: boolean | undefined
/** A balancer with one server of each release: whoever asks comes to the other one with each request. */
const balanced = {
  async request(path: string, init: RequestInit) {
    const old = pinned ?? turn++ % 2 === 0
    served[old ? 'before' : 'now']++
    const answer = old ? await fetch(site + path, { ...init, redirect: 'manual' }) : await city.app.request(path, init)
    if (answer.status >= 500) throw new Error(`${old ? 'before' : 'now'} ${path}: ${answer.status} ${await answer.text()}`)
    return answer
  },
} as unknown as Hono

async function signIn(body: Record<string, unknown>): Promise<Client> {
  const client = new Client(balanced)
  const answer = await client.post('/sign-in', body)
  if (answer.status !== 200) throw new Error(`sign-in: ${answer.status} ${answer.text}`)
  client.csrf = (await client.get('/session')).body.csrf
  return client
}

const steps: readonly (readonly [login: string, verb: string, input?: object])[] = [
  ['liufang', 'accept'],
  ['zengwei', 'examine'],
  ['zengwei', 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，符合条件' }],
  ['chenguodong', 'approve'],
]

test.skipIf(!isThere)(
  'two cases live, each request served by the other release, and each step taken by either',
  async () => {
    const [row] = await city.sql<{ id: string }>("select id from permission.account where kind = 'citizen' and name = '钟家明'")
    for (const first of [0, 1]) {
      const citizen = await signIn({ as: 'citizen', account: row!.id })
      const draft = await fillDraft(citizen)
      turn = first
      const sent = await sendDraft(citizen, draft)
      expect([sent.status, sent.text.slice(0, 300)]).toEqual([200, expect.any(String)])
      for (const [n, [login, verb, input = {}]] of steps.entries()) {
        const client = await signIn({ as: 'staff', login, password: 'haoban-demo' })
        turn = first + n
        const answer = await client.post(`/work/cases/${sent.body.id}/${verb}`, { input })
        expect([verb, answer.status, answer.text.slice(0, 300)]).toEqual([verb, 200, expect.any(String)])
      }
      expect((await citizen.page(`/cases/${sent.body.id}`)).status).toBe(200)
      const clerk = await signIn({ as: 'staff', login: 'liufang', password: 'haoban-demo' })
      expect((await clerk.get(`/work/cases/${sent.body.id}`)).body.status).toBe('approved')
    }
    expect(Math.min(served.before, served.now)).toBeGreaterThan(30)
  },
  240_000,
)

/** Asks until there is an answer: what the release before does after an act, its own jobs do. */
async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (const start = Date.now(); Date.now() - start < 60_000; await sleep(200)) {
    const answer = await ask()
    if (answer !== undefined) return answer
  }
  throw new Error(`nothing came of it in a minute: ${said}`)
}

test.skipIf(!isThere)(
  'a work order that the release before opened and handled goes on in this one, its whole history folds',
  async () => {
    const [account] = await city.sql<{ id: string }>("select id from permission.account where kind = 'citizen' and name = '钟家明'")
    const [file] = await city.sql<{ id: string }>('select id from cases.file order by id limit 1')
    pinned = true
    const citizen = await signIn({ as: 'citizen', account: account!.id })
    await until(async () =>
      (await citizen.post(`/cases/${file!.id}/rate`, { moment: 'finish', grade: 1 })).status === 200 ? true : undefined,
    )
    const { id } = await until(async () => (await city.sql<{ id: string }>('select id from rectification.order'))[0])
    const chief = await signIn({ as: 'staff', login: 'laizhiqiang', password: 'haoban-demo' })
    const take = async (verb: string, input: object) => {
      const answer = await chief.post(`/rectifications/${id}/${verb}`, { input })
      expect([verb, answer.status, answer.text.slice(0, 300)]).toEqual([verb, 200, expect.any(String)])
      return answer.body
    }
    await take('claim', {})
    await take('contact', { reached: true, note: '等了太久' })
    pinned = false
    await act(city.house, system, settleKinds)
    expect(await act(city.house, system, checkOrders)).toEqual({ kinds: 1, orders: 1, wrong: [] })
    const page = (await chief.get(`/rectifications/${id}`)).body
    expect(page).toMatchObject({
      order: { state: 'verifying', holderName: '赖志强' },
      clocks: [{ state: 'stopped' }, { state: 'running' }],
    })
    expect(page.history.map((h: { label: string }) => h.label)).toEqual(['开单', '认领', '记录回访'])
    const [due] = await city.sql<{ on: string }>('select due_on::text "on" from rectification.order')
    expect(page.clocks[1].dueAt).toBe(new Date(`${due!.on}T23:59:59.999+08:00`).toISOString())
    expect(await take('explain', { answer: '当天人多，已加开窗口', article: '窗口服务规范第三条' })).toMatchObject({ state: 'answered' })
    pinned = undefined
  },
  180_000,
)

test.skipIf(!isThere)(
  'what both have written is one history: the ledger verifies and every list equals the fold of the facts',
  async () => {
    await city.drain()
    expect(await verify(city.house.db)).toMatchObject({ ok: true, broken: [] })
    expect(await act(city.house, system, (ctx) => checkLists(ctx))).toMatchObject({ cases: 2, untrue: [] })
  },
)
