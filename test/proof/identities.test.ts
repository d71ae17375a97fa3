/**
 * Ten thousand requests by the wrong people: every address of `openapi.json` that names a thing, filled with real things that row-level
 * security hides from the one who asks. None is opened, nothing is written, and whoever owns a thing opens it by the same address.
 */
import { zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act, system } from '#app/context.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { findStaff } from '#kernel/permission/api.ts'
import type { Who } from '#kernel/who.ts'
import { blob, decided, fillDraft, sendDraft } from '../food.ts'
import { sendOver } from '../hygiene.ts'
import { type Answer, type Client, openTestCity, type TestCity } from '../kit.ts'
import { ofdOf } from '../sealed.ts'

const wanted = Number(process.env.HAOBAN_IDENTITIES ?? 10_000)

type Schema = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  required?: string[]
} & Record<string, unknown>
type Parameter = { name: string; in: string; schema: Schema }
type Operation = {
  security?: Record<string, unknown>[]
  parameters: Parameter[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  'x-permission'?: string
}
type Route = { verb: string; path: string; params: Parameter[]; body: Schema | undefined; permission: string | undefined; table: string }

/** In which table the thing lies that an address names; the first that fits. Addresses of what is public name nothing that is hidden. */
const tables: readonly (readonly [start: string, table: string])[] = [
  ['/work/cases/', 'cases.file'],
  ['/cases/', 'cases.file'],
  ['/drafts/', 'form.draft'],
  ['/papers/', 'document.paper'],
  ['/licence-desk/', 'licence.licence'],
  ['/licence-copies/', 'licence.copy'],
  ['/licences/', 'licence.licence'],
  ['/me/messages/', 'message.outbox'],
  ['/my-seals/requests/', 'seal.request'],
  ['/my-seals/', 'seal.seal'],
  ['/seals/requests/', 'seal.request'],
  ['/seals/uses/', 'seal.use'],
  ['/seals/batches/', 'seal.batch'],
  ['/seals/', 'seal.seal'],
  ['/parties/', 'party.person'],
  ['/agencies/', 'party.agency'],
  ['/accounts/', 'permission.account'],
  ['/audit/accounts/', 'permission.account'],
  ['/audit/records/', 'permission.account'],
  ['/grants/', 'permission.granted'],
  ['/audit/facts/', 'ledger.fact'],
  ['/rectifications/', 'orders.order'],
  ['/orders/', 'orders.order'],
  ['/evaluations/ratings/', 'evaluation.rating'],
  ['/work/exports/', 'export.file'],
  ['/work/batches/', 'batch.batch'],
  ['/process-instances/', 'process.instance'],
  ['/process-work/', 'process.instance'],
  ['/data-corrections/', 'personal.correction'],
]

let city: TestCity
let routes: Route[] = []
const things = new Map<string, string[]>()
const hash: string[] = []

type Person = { name: string; client: Client; who: Who }
const strangers: Person[] = []
const owners: Person[] = []

async function staffOf(login: string): Promise<Person> {
  const who = await act(city.house, system, async (ctx) => (await findStaff(ctx.tx, `staff:${login}`, dayOf(ctx.now)))!)
  return { name: login, client: await city.staff(login), who }
}
async function citizenOf(name: string): Promise<Person> {
  const client = await city.citizen(name)
  const { who, speaking } = (await client.get('/session')).body as { who: { id: string }; speaking: { party: string }[] }
  return { name, client, who: { id: who.id, kind: 'citizen', name, parties: speaking.map((s) => s.party), grants: [] } }
}

const must = (what: string, answer: Answer): Answer => {
  if (answer.status === 200 || answer.status === 303) return answer
  throw new Error(`${what}: ${answer.status} ${answer.text.slice(0, 400)}`)
}

const firm = 'kejia-xiaoyuan'

function formOf(fields: Record<string, string>, bytes: Uint8Array, type: string, name: string): FormData {
  const form = new FormData()
  for (const [field, value] of Object.entries(fields)) form.append(field, value)
  form.append('file', blob(bytes, type), name)
  return form
}

/** A seal of the firm, made by the city, and a use of it that waits. */
async function sealFor(owner: Client, caseId: string): Promise<void> {
  const [checker, maker] = [await city.staff('yujing'), await city.staff('kuangyu')]
  const { id } = must('apply', await owner.post('/my-seals/apply', { firm, kind: 'official', reason: '给网上申请的材料盖章' })).body
  must('check', await checker.post(`/seals/${id}/check`, { input: { identity: '营业执照、法定代表人本人' } }))
  must('make', await maker.post(`/seals/${id}/make`, { input: { validTo: '2028-06-14' } }))
  const fields = { case: caseId, what: 'file', title: '经营场所使用说明', purpose: '随申请一起交' }
  must('use', await owner.post(`/my-seals/${id}/use`, formOf(fields, await ofdOf('经营场所使用说明'), 'application/ofd', '说明.ofd')))
}

/** A city that has been lived in: cases in every state, papers, a licence, messages, a bad rating and its order, a list taken along, seals. */
async function liveIn(): Promise<void> {
  const owner = await city.citizen('钟家明')
  const id = await decided(city, owner)
  const issuer = await city.staff('xiemin')
  must('make', await issuer.post(`/work/cases/${id}/make`, { input: {} }))
  must('deliver', await issuer.post(`/work/cases/${id}/deliver`, { input: { way: 'electronic' } }))
  await city.drain()
  must('correct', await owner.post('/me/data/correct', { class: 'cases.file', record: id, wrong: '门牌号', right: '18 号', why: '房产证' }))
  must('rate', await owner.post(`/cases/${id}/rate`, { moment: 'finish', grade: 1, text: '等了很久', tags: [] }))
  const [licence] = await city.sql<{ id: string }>('select licence id from licence.granted order by fact desc limit 1')
  must('copy', await owner.post(`/licences/${licence!.id}/copy`, { purpose: '外卖平台入驻' }))
  const clerk = await city.staff('liufang')
  const asked = (await sendDraft(owner, await fillDraft(owner))).body.id as string
  const items = [{ id: 'size', what: '面积和图上的不一样' }]
  must('ask', await clerk.post(`/work/cases/${asked}/requestSupplement`, { input: { items } }))
  must('batch', await clerk.post('/work/batches', { verb: 'claim', ids: [asked], input: {} }))
  await sendOver(owner, '360702')
  await sealFor(owner, asked)
  await fillDraft(owner)
  must('export', await clerk.post('/work/exports', { list: 'window.cases', asked: { queue: 'all' }, as: 'xlsx' }))
  const fields = { seal: 'seed-market-360702-official', title: '检查通知', purpose: '发文', where: 'text', text: '通知' }
  const zip = zipSync({ '通知.ofd': await ofdOf('第一号通知') }, { level: 0 })
  must('seal', await issuer.post('/seals/batches', formOf(fields, zip, 'application/zip', '通知.zip')))
  await city.drain()
}

async function readThings(): Promise<void> {
  for (const table of new Set(tables.map(([, table]) => table))) {
    const rows = await city.sql<{ id: string }>(`select id::text id from ${table} order by 1 limit 400`)
    things.set(
      table,
      rows.map((r) => r.id),
    )
  }
  const files = await city.sql<{ hash: string }>("select distinct files->0->>'hash' hash from cases.material where files->0 is not null")
  hash.push(...files.map((f) => f.hash))
}

const tableOf = (path: string) => tables.find(([start]) => path.startsWith(start))?.[1]

async function readRoutes(): Promise<Route[]> {
  const { paths, components } = (await city.anyone().get('/openapi.json')).body as {
    paths: Record<string, Record<string, Operation>>
    components: { schemas: Record<string, Schema> }
  }
  shared = components.schemas
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).flatMap(([verb, o]) => {
      const table = tableOf(path)
      const params = o.parameters.filter((p) => p.in === 'path')
      if (table === undefined || forAnyone(o) || params.length === 0) return []
      const body = o.requestBody && Object.values(o.requestBody.content)[0]?.schema
      return [{ verb: verb.toUpperCase(), path, params, body, permission: o['x-permission'], table }]
    }),
  )
}

/** Whoever is not signed in may call it too: one of the ways to call it asks for nothing. */
const forAnyone = ({ security }: Operation) =>
  security !== undefined && (security.length === 0 || security.some((way) => !('session' in way)))

let seed = 20_230_615
/** mulberry32: the same requests every time. */
function random(): number {
  seed = (seed + 0x6d2b79f5) | 0
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
  return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
}
const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!

const words = '情况已经逐项核实清楚，依照规定办理'
const simple: Record<string, (schema: Schema) => unknown> = {
  object: ({ properties = {}, required = [] }) =>
    Object.fromEntries(Object.entries(properties).flatMap(([name, s]) => (required.includes(name) ? [[name, sample(s)]] : []))),
  array: ({ minItems = 0, items }) => Array.from({ length: Number(minItems) }, () => sample(items as Schema)),
  integer: ({ minimum = 1 }) => Math.max(1, Number(minimum)),
  number: ({ minimum = 1 }) => Math.max(1, Number(minimum)),
  boolean: () => true,
  string: ({ format, maxLength = 17 }) => (format === 'date' ? '2023-06-20' : words.slice(0, Math.min(Number(maxLength), 17))),
}

/** What the document keeps once for all operations. */
let shared: Record<string, Schema> = {}

/** Something that a schema takes, so that a request is turned away for who asks and not for what it says. */
function sample(schema: Schema): unknown {
  if (typeof schema.$ref === 'string') return sample(shared[schema.$ref.split('/').at(-1)!]!)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return one(schema.enum)
  const any = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined
  if (any) return sample(one(any))
  return simple[String([schema.type ?? 'string'].flat()[0])]?.(schema)
}

/** What stands in an address besides the thing itself. */
function besides({ name, schema }: Parameter): string {
  if (schema.enum) return String(one(schema.enum))
  const known: Record<string, () => string> = {
    hash: () => one(hash),
    question: () => one(['size', 'where']),
    material: () => 'layout',
    verb: () => one(['accept', 'approve', 'claim', 'takeOver', 'lose', 'read', 'withdraw']),
    which: () => one(['original', 'result']),
  }
  return known[name]?.() ?? '1'
}

const inputs = { reason: words, article: words, opinion: words, note: words, seen: undefined }
function send(client: Client, route: Route, id: string): Promise<Answer> {
  const path = route.params.reduce((p, param, i) => p.replace(`{${param.name}}`, i === 0 ? id : besides(param)), route.path)
  if (route.verb === 'GET') return client.get(path)
  const own = route.body && (sample(route.body) as Record<string, unknown>)
  const body = Object.fromEntries(
    Object.entries({ ...own, input: inputs, ids: [id] }).filter(([name]) => !route.params.some((p) => p.name === name)),
  )
  return client.post(path, body)
}

/** What is in a table and hidden from somebody, as the database says. */
async function hiddenFrom(who: Who, table: string): Promise<string[]> {
  const seen = await act(city.house, who, (ctx) => ctx.tx.sql<{ id: string }>([`select id::text id from ${table}`] as never)).catch(
    () => [],
  )
  const visible = new Set(seen.map((r) => r.id))
  return things.get(table)!.filter((id) => !visible.has(id))
}

/** One digest a table, of all that it holds; sessions, counters and the keys of commands change with every request. */
async function digests(): Promise<Record<string, string>> {
  const all = await city.sql<{ name: string }>(`select schemaname || '.' || quote_ident(tablename) name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema', 'graphile_worker', 'base')
      and (schemaname, tablename) not in (('permission', 'session'), ('permission', 'failure'))`)
  const found: Record<string, string> = {}
  for (const { name } of all)
    found[name] = (
      await city.sql<{ d: string }>(`select md5(coalesce(string_agg(t::text, '' order by t::text), '')) d from ${name} t`)
    )[0]!.d
  return found
}

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  await liveIn()
  await readThings()
  routes = await readRoutes()
  strangers.push(
    await citizenOf('曾小满'),
    await citizenOf('陈思琪'),
    ...(await Promise.all(['zhongli', 'liwenjing', 'yexiaoqing', 'huangbin', 'songweimin'].map(staffOf))),
    ...(await Promise.all(['sysadmin', 'secadmin', 'auditor'].map(staffOf))),
    { name: 'nobody', client: city.anyone(), who: { id: 'anyone', kind: 'anyone', name: '', parties: [], grants: [] } },
  )
  const desk = [
    'liufang',
    'kuangyu',
    'zengwei',
    'laizhiqiang',
    'chenguodong',
    'xiemin',
    'zengqiang',
    'wuhaibo',
    'linyi',
    'sysadmin',
    'auditor',
  ]
  owners.push(await citizenOf('钟家明'), ...(await Promise.all(desk.map(staffOf))))
}, 300_000)
afterAll(() => city.close())

/** Whether any of the owners opens any of the things by an address; what stands in it besides is drawn anew each time. */
async function opens(route: Route): Promise<boolean> {
  for (let round = 0; round < 6; round++)
    for (const id of things.get(route.table)!.slice(-60))
      for (const { client } of owners) if ((await send(client, route, id)).status === 200) return true
  return false
}

/** Says that one's own eyes are off a case, seen or not: it answers nothing and changes nothing of anybody else. */
const tellsNothing = (path: string, { status, text }: Answer) => path === '/work/cases/{id}/look-away' && status === 200 && text === '{}'

test('every address that names a thing is opened by whoever owns one', async () => {
  const closed: string[] = []
  for (const route of routes.filter((r) => r.verb === 'GET')) if (!(await opens(route))) closed.push(route.path)
  // a code that lives a minute and is shown once is nobody's to open twice
  expect(closed).toEqual(['/licences/{id}/shown/{token}'])
  expect([...things].filter(([, ids]) => ids.length === 0)).toEqual([])
}, 300_000)

test(`${wanted.toLocaleString('en')} requests by the wrong people open nothing and change nothing`, async () => {
  const hidden = new Map<string, string[]>()
  for (const { name, who } of strangers) for (const table of things.keys()) hidden.set(`${name} ${table}`, await hiddenFrom(who, table))
  const tries = strangers.flatMap((person) =>
    routes.flatMap((route) => (hidden.get(`${person.name} ${route.table}`)!.length ? [{ person, route }] : [])),
  )
  const before = await digests()
  const through = new Map<string, string>()
  const by: Record<number, number> = {}
  for (let n = 0; n < wanted; n++) {
    const { person, route } = tries[n % tries.length]!
    const id = one(hidden.get(`${person.name} ${route.table}`)!)
    const answer = await send(person.client, route, id)
    by[answer.status] = (by[answer.status] ?? 0) + 1
    const turnedAway = answer.status >= 400 && answer.status < 500 && !/客家小院|文清路|360702199003070017/.test(answer.text)
    if (!turnedAway && !tellsNothing(route.path, answer))
      through.set(`${person.name} ${route.verb} ${route.path}: ${answer.status}`, `${id} ${answer.text.slice(0, 160)}`)
  }
  const after = await digests()
  const written = Object.keys(after).filter((table) => after[table] !== before[table])
  process.stdout.write(`${JSON.stringify({ routes: routes.length, wrong: tries.length, by })}\n`)
  expect([...through]).toEqual([])
  expect(written).toEqual([])
}, 400_000)
