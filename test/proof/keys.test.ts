/**
 * A city that really runs, at its most talkative, through issuing, sealing, sealings that fail and errors: no private key is in what
 * its processes wrote, in what they answered, in its traces, nor in anything that it gave out as a file.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gunzipSync } from 'node:zlib'
import { unzipSync } from 'fflate'
import type { Hono } from 'hono'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openKeys } from '#base/secret.ts'
import { met } from '#test/restaurant.ts'
import { blob, fillDraft, sendDraft } from '../food.ts'
import { core, found, secretsOf } from '../keys.ts'
import { type Answer, Client } from '../kit.ts'
import { ofdOf } from '../sealed.ts'
import { Place, siteOf } from './place.ts'

const said: string[] = []
const traced: string[] = []
const answered: string[] = []
/** what was given out as files, by name */
const given: Record<string, Buffer> = {}
const secrets: Buffer[] = []
let site = ''
let place: Place
let collector: Server

/** Somebody at the real address; every answer is kept, also one that tells of a fault. */
function visitor(): Client {
  const request = async (path: string, init?: RequestInit): Promise<Response> => {
    const answer = await fetch(site + path, { ...init, redirect: 'manual' })
    const bytes = Buffer.from(await answer.arrayBuffer())
    answered.push(bytes.toString('latin1'), JSON.stringify([...answer.headers]))
    return new Response([204, 303, 304].includes(answer.status) ? null : bytes, answer)
  }
  return new Client({ request } as unknown as Hono)
}

async function signIn(body: Record<string, unknown>): Promise<Client> {
  const client = visitor()
  expect((await client.post('/sign-in', body)).status).toBe(200)
  client.csrf = (await client.get('/session')).body.csrf
  return client
}
const staff = (login: string) => signIn({ as: 'staff', login, password: 'haoban-demo' })

async function until(what: string, so: () => Promise<boolean>): Promise<void> {
  for (const start = Date.now(); !(await so()); await sleep(100))
    if (Date.now() - start > 120_000) throw new Error(`${what}: two minutes have passed; ${place.state()}`)
}

async function keep(who: Client, name: string, path: string): Promise<void> {
  const cookie = who.jar().map(([k, v]) => `${k}=${v}`)
  const answer = await fetch(site + path, { headers: { cookie: cookie.join('; ') } })
  expect([path, answer.status]).toEqual([path, 200])
  given[name] = Buffer.from(await answer.arrayBuffer())
}

const must = ({ status, text, body }: Answer) => {
  expect([status, status === 200 ? '' : text]).toEqual([200, ''])
  return body
}

async function ask(who: Client, title: string): Promise<string> {
  const form = new FormData()
  const fields = { seal: 'seed-market-360702-official', title, purpose: '发文', where: 'text', text: '通知' }
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  form.append('file', blob(await ofdOf(title), 'application/ofd'), '通知.ofd')
  return must(await who.post('/seals/requests', form)).id
}

/** A case from its beginning to its licence; papers, licence and file of the case are taken home. */
async function issue(): Promise<void> {
  const [row] = await place.sql<{ id: string }>("select id from permission.account where kind = 'citizen' and name = '钟家明'")
  const citizen = await signIn({ as: 'citizen', account: row!.id })
  const { id } = must(await sendDraft(citizen, await fillDraft(citizen)))
  const take = async (login: string, verb: string, input: object = {}) =>
    must(await (await staff(login)).post(`/work/cases/${id}/${verb}`, { input }))
  await take('liufang', 'accept')
  await take('zengwei', 'examine')
  await take('zengwei', 'propose', { verdict: 'approve', points: met, opinion: '材料齐全，符合条件' })
  await take('chenguodong', 'approve')
  // what follows from an act that can still be recalled waits for some minutes
  await place.sql(
    `select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'react'), run_at => now())`,
  )
  const licences = async () => (await citizen.get('/licences')).body.own.flatMap((o: { licences: { id: string }[] }) => o.licences)
  await until('the licence', async () => {
    await place.sql(
      `select graphile_worker.reschedule_jobs(array(select id from graphile_worker.jobs where task_identifier = 'react' and run_at > now()), run_at => now())`,
    )
    return (await licences()).length > 0
  })
  const [licence] = await licences()
  await keep(await staff('xiemin'), 'licence.ofd', `/licence-desk/${licence.id}/file`)
  for (const paper of await place.sql<{ id: string }>('select id from document.paper where about = $1', [id])) {
    await keep(citizen, `${paper.id}.pdf`, `/papers/${paper.id}`)
    await keep(citizen, `${paper.id}.ofd`, `/papers/${paper.id}/ofd`)
  }
  await keep(citizen, 'dossier.zip', `/cases/${id}/dossier`)
}

/** Sealed as asked; then refused, because the seal is frozen; then a key that cannot be read, and a database that fails: two faults. */
async function seal(): Promise<void> {
  const [keeper, approver, checker] = [await staff('xiemin'), await staff('laizhiqiang'), await staff('yujing')]
  const id = await ask(keeper, '第一号通知')
  must(await approver.post(`/seals/requests/${id}/approve`, { input: { opinion: '同意' } }))
  must(await keeper.post(`/seals/requests/${id}/stamp`, { input: {} }))
  await keep(keeper, 'sealed.ofd', `/seals/requests/${id}/files/sealed`)

  const other = await ask(keeper, '第二号通知')
  must(await approver.post(`/seals/requests/${other}/approve`, { input: { opinion: '同意' } }))
  const official = 'seed-market-360702-official'
  must(await checker.post(`/seals/${official}/freeze`, { input: { reason: '查证' } }))
  expect((await keeper.post(`/seals/requests/${other}/stamp`, { input: {} })).status).toBe(409)
  must(await checker.post(`/seals/${official}/unfreeze`, { input: { reason: '查清了' } }))

  const keys = openKeys(place.dir, {})
  const [key] = await place.sql<{ id: string; sealed: Buffer }>(
    'select k.id, k.sealed from seal.key k join seal.seal s on s.key = k.id where s.id = $1',
    [official],
  )
  const context = `seal.key.${key!.id}`
  const longer = keys.seal(`${keys.open(key!.sealed, context)}00`, context)
  for (const unreadable of [longer, key!.sealed.map((b, i) => (i === 40 ? b ^ 1 : b))]) {
    await place.sql('update seal.key set sealed = $2 where id = $1', [key!.id, Buffer.from(unreadable)])
    expect((await keeper.post(`/seals/requests/${other}/stamp`, { input: {} })).status).toBe(500)
  }
  await place.sql('update seal.key set sealed = $2 where id = $1', [key!.id, key!.sealed])
  await place.sql('alter table seal.use rename to use_away')
  expect((await keeper.post(`/seals/requests/${other}/stamp`, { input: {} })).status).toBe(500)
  await place.sql('alter table seal.use_away rename to use')
  must(await keeper.post(`/seals/requests/${other}/stamp`, { input: {} }))
}

async function takeExports(): Promise<void> {
  const clerk = await staff('liufang')
  const { id } = must(await clerk.post('/work/exports', { list: 'window.cases', asked: { queue: 'all' } }))
  await until('the list', async () => (await clerk.get(`/work/exports/${id}`)).body.state === 'done')
  await keep(clerk, 'cases.csv', `/work/exports/${id}/file`)
  for (const [name, path] of Object.entries({ crl: '/seals/revoked.crl', metrics: '/metrics', openapi: '/openapi.json' }))
    await keep(clerk, name, path)
}

beforeAll(async () => {
  collector = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      const body = Buffer.concat(chunks)
      traced.push((request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body).toString('latin1'))
      response.end('{}')
    })
  })
  await new Promise<void>((ready) => collector.listen(0, '127.0.0.1', ready))
  const endpoint = `http://127.0.0.1:${(collector.address() as AddressInfo).port}`
  const env = {
    HAOBAN_LOG: 'trace',
    HAOBAN_CLOCK: '2023-06-15T10:00+08:00',
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_BSP_SCHEDULE_DELAY: '500',
  }
  place = new Place({ env, hear: (text) => said.push(text) })
  await place.open()
  const server = await place.add('start')
  await place.ready()
  site = siteOf(server)
  // also the keys of seals that are made later
  await issue()
  await seal()
  await takeExports()
  secrets.push(...(await secretsOf(place.sql.bind(place), openKeys(place.dir, {}))))
  await sleep(1_000)
}, 600_000)
afterAll(async () => {
  await place.close()
  collector.close()
})

const masters = () => readFileSync(join(place.dir, 'master.key'), 'utf8').trim().split(',')

test('the processes told of the sealings that failed, with what was wrong, and named no key', () => {
  const log = said.join('')
  expect(secrets.length).toBeGreaterThan(20)
  for (const fault of ['A private key of SM2 is a number of 32 bytes', 'relation \\"seal.use\\" does not exist'])
    expect(log).toContain(fault)
  expect(found(secrets, log)).toEqual([])
  for (const master of masters()) expect(log).not.toContain(master)
  expect(found(secrets, `${log} ${core(secrets.at(-1)!).toString('hex')}`)).toHaveLength(1)
})

test('no answer held one, also none that told of a fault', () => {
  expect(answered.length).toBeGreaterThan(60)
  expect(found(secrets, answered.join('\n'))).toEqual([])
})

test('no trace holds one', () => {
  expect(traced.join('').length).toBeGreaterThan(10_000)
  expect(found(secrets, traced.join('\n'))).toEqual([])
})

/** A file and, where it is a package, everything in it. */
function inside(name: string, bytes: Buffer): [string, Buffer][] {
  if (bytes.subarray(0, 2).toString() !== 'PK') return [[name, bytes]]
  return Object.entries(unzipSync(bytes)).flatMap(([path, part]) => inside(`${name}/${path}`, Buffer.from(part)))
}

test('nothing that was given out as a file holds one: papers, licences, the file of a case, lists, the revocation list, figures', () => {
  const files = Object.entries(given).flatMap(([name, bytes]) => inside(name, bytes))
  expect(files.length).toBeGreaterThan(60)
  for (const [name, bytes] of files) expect([name, found(secrets, bytes.toString('latin1'))]).toEqual([name, []])
})

test('no file that lies in the data directory beside the master key holds one', () => {
  const postgres = join(place.dir, 'postgres')
  const files = readdirSync(place.dir, { recursive: true, encoding: 'utf8' })
    .map((f) => join(place.dir, f))
    .filter((f) => (!f.startsWith(postgres) || f.endsWith('log')) && statSync(f).isFile())
  expect(files.length).toBeGreaterThan(10)
  for (const file of files) expect([file, found(secrets, readFileSync(file).toString('latin1'))]).toEqual([file, []])
})
