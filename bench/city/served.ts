/** The bench's side of a served city: the process, its people signed in, and lives of cases over HTTP. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hono } from 'hono'
import { bundleInto } from '../../src/app/bundle.ts'
import { blob, pdf } from '../../test/food.ts'
import { type Answer, Client } from '../../test/kit.ts'
import { met } from '../../test/restaurant.ts'
import type { Question, ServeOrder } from './serve.ts'
import { today } from './world.ts'

export type Served = {
  site: string
  pid: number
  /** from the start of the process to its first answer, in milliseconds */
  startMs: number
  ask<T>(question: Question): Promise<T>
  stop(): Promise<void>
}

/** The server in few files, as a city runs it: from the sources it would take half as much memory again for translating them. */
const bundled = fileURLToPath(new URL('../../dist/bench/serve/', import.meta.url))

/**
 * As the systemd unit sets them (docs/guide/haoban.service): the C library keeps less that was given back, and V8, told of a heap six
 * times what is held on to, collects before it asks the system for more.
 */
const heap = '--max-old-space-size=512'
const thrifty = { MALLOC_ARENA_MAX: '2', MALLOC_TRIM_THRESHOLD_: '131072' }

export async function serve(url: string, options: { worker?: boolean; at?: string } = {}): Promise<Served> {
  await bundleInto(bundled, { serve: 'bench/city/serve.ts' })
  const started = performance.now()
  const child = fork(join(bundled, 'serve.mjs'), { execArgv: ['--expose-gc', heap], env: { ...process.env, ...thrifty } })
  const order: ServeOrder = { url, at: options.at ?? `${today}T10:00:00+08:00`, worker: options.worker ?? true }
  child.send(order)
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  const site = `http://127.0.0.1:${port}`
  await (await fetch(`${site}/ready`)).text()
  return { site, pid: child.pid!, startMs: performance.now() - started, ask: asking(child), stop: () => end(child) }
}

function asking(child: ChildProcess): Served['ask'] {
  const waiting = new Map<number, { resolve(said: unknown): void; reject(error: Error): void }>()
  let last = 0
  child.on('message', (answer: { n: number; said?: unknown; error?: string }) => {
    const asked = waiting.get(answer.n)
    waiting.delete(answer.n)
    if (answer.error) asked?.reject(new Error(answer.error))
    else asked?.resolve(answer.said)
  })
  return <T>(question: Question) =>
    new Promise<T>((resolve, reject) => {
      const n = ++last
      waiting.set(n, { resolve: resolve as (said: unknown) => void, reject })
      child.send({ n, question })
    })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

/** The tests' own client, whose requests go over the wire to an address, or straight to an application in this process. */
const clientOf = (site: string | Hono): Client => {
  if (typeof site !== 'string') return new Client(site)
  return new Client({
    request: (path: string, init: RequestInit) => fetch(site + path, { ...init, redirect: 'manual' }),
  } as unknown as Hono)
}

async function signIn(site: string | Hono, body: Record<string, unknown>): Promise<Client> {
  const client = clientOf(site)
  must(await client.post('/sign-in', body))
  client.csrf = (await client.get('/session')).body.csrf
  return client
}

export function must(answer: Answer): Answer {
  if (answer.status === 200) return answer
  throw new Error(`${answer.status} ${answer.text.slice(0, 300)}`)
}

/** Somebody of the demo's staff, signed in. */
export const staffAt = (site: string | Hono, login: string): Promise<Client> =>
  signIn(site, { as: 'staff', login, password: 'haoban-demo' })

/** A citizen of the demo, signed in. */
export const citizenAt = (site: string | Hono, account: string): Promise<Client> => signIn(site, { as: 'citizen', account })

export type Cast = { clerk: Client; examiner: Client; decider: Client; issuer: Client; citizen: Client; scan: unknown }

/** The five people of the stories, and one paper that is in the store. */
export async function castOf(site: string | Hono): Promise<Cast> {
  const staff = (login: string) => staffAt(site, login)
  const clerk = await staff('liufang')
  const form = new FormData()
  form.append('file', blob(pdf('layout')), 'layout.pdf')
  return {
    clerk,
    examiner: await staff('zengwei'),
    decider: await staff('chenguodong'),
    issuer: await staff('xiemin'),
    citizen: await citizenAt(site, 'citizen:zhong-jiaming'),
    scan: must(await clerk.post('/work/upload', form)).body,
  }
}

const answers = {
  ...{ sells: 'meals', licensed: 'yes', brewing: 'no', format: 'catering', projects: ['hot'], online: 'no' },
  ...{ shopName: '章贡区客家小院餐饮店（演示）', uscc: '92360702MA9A00125A', division: '360702', address: '章贡区文清路 18 号一层' },
  ...{ area: 120, kitchenArea: 40, operator: '钟家明', operatorId: '360702199003070017', phone: '13800000001', officerSame: 'yes' },
  delivery: 'electronic',
  staff: [{ name: '钟家明', idNo: '360702199003070017', job: 'cook' }],
}

/** What the counter sends for a small restaurant. */
export const application = (scan: unknown) => ({
  item: 'food-business-licence-new',
  division: '360702',
  applicant: 'kejia-xiaoyuan',
  answers,
  declared: true,
  materials: ['layout', 'rules', 'health-certificates'].map((code) => ({ code, name: code, provide: 'upload', files: [scan] })),
})

const steps = [
  ['clerk', 'accept', {}],
  ['examiner', 'examine', {}],
  ['examiner', 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，符合条件，建议准予' }],
  ['decider', 'approve', {}],
  ['issuer', 'deliver', { way: 'electronic' }],
] as const

/** From the counter to the licence in the hand: six commands over HTTP. Answers the case's id. */
export async function liveOne(cast: Cast): Promise<string> {
  const { id } = must(await cast.clerk.post('/work/receive', application(cast.scan))).body as { id: string }
  for (const [who, verb, input] of steps) must(await cast[who].post(`/work/cases/${id}/${verb}`, { input }))
  return id
}
