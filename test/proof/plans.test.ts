/** How PostgreSQL goes about the queries of the lists, in a city of fifty thousand cases: by an index, and never through a whole large table. */
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { whenItAnswers } from '#base/db.ts'
import { fillDraft, sendDraft } from '../food.ts'
import { type Client, openTestCity, type TestCity } from '../kit.ts'
import { copyCase } from '../many.ts'

let city: TestCity
let clerk: Client
let citizen: Client
let queryCode: string

const large = 50_000
const statuses = ['submitted', 'received', 'accepted', 'examining', 'deciding', 'approved', 'delivered'] as const
const day = 86_400_000
const start = Date.parse('2023-06-01T02:00:00Z')

/** Spread over organs, people and days as in a city; one organ in forty is the clerk's. */
const spread = (n: number) => ({
  no: `${'9'.repeat(31)}${202_300_000_000 + n}`,
  status: statuses[n % statuses.length],
  turn: n % 7 < 2 ? 'clerk' : 'nobody',
  organ: n % 40 === 0 ? 'market-360702' : `organ-${n % 40}`,
  applicant: n % 5_000 === 0 ? 'kejia-xiaoyuan' : `company-${n % 9_000}`,
  agent: null,
  applicant_name: `赣江源${n}号店`,
  due_on: n % 7 === 6 ? null : new Date(start + (n % 60) * day).toISOString().slice(0, 10),
  submitted_at: new Date(start - n * 60_000).toISOString(),
})

beforeAll(async () => {
  city = await openTestCity('2023-06-15T10:00:00+08:00')
  clerk = await city.staff('liufang')
  citizen = await city.citizen('钟家明')
  const { id, queryCode: code } = (await sendDraft(citizen, await fillDraft(citizen))).body
  queryCode = code
  await copyCase(city.house.db.pool, id, large, spread)
  await city.sql('vacuum analyze')
}, 600_000)
afterAll(() => city.close())

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] }
const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)]

/** Runs a request while every statement is explained by the server itself (auto_explain), and answers the tables that were read whole. */
async function readWhole(ask: () => Promise<{ status: number; text: string }>): Promise<string[]> {
  const seen: string[] = []
  const listen = (notice: { message?: string }) => {
    const [, text] = /plan:\n(\{[\s\S]*\})\s*$/.exec(notice.message ?? '') ?? []
    if (!text) return
    const { Plan: plan } = JSON.parse(text) as { Plan: Plan }
    for (const node of nodes(plan)) if (node['Node Type'] === 'Seq Scan') seen.push(node['Relation Name']!)
  }
  const { pool } = city.house.db
  const heard = new Set<object>()
  const hear = (client: { on(event: 'notice', listener: typeof listen): void }) => {
    if (heard.has(client)) return
    heard.add(client)
    client.on('notice', listen)
  }
  pool.on('acquire', hear as never)
  try {
    const answer = await ask()
    expect([answer.status, answer.text.slice(0, 200)]).toEqual([200, expect.anything()])
  } finally {
    pool.off('acquire', hear as never)
    for (const client of heard) (client as { off(event: 'notice', listener: typeof listen): void }).off('notice', listen)
  }
  return seen
}

/** Tables that grow with every case. */
const grows = async () => {
  const rows = await city.sql<{ name: string }>(
    `select relname as name from pg_class c join pg_namespace n on n.oid = relnamespace
    where relkind = 'r' and reltuples >= $1 and nspname !~ '^pg_|information_schema'`,
    [large / 2],
  )
  return rows.map((r) => r.name)
}

const enc = encodeURIComponent
const asked: Record<string, () => Promise<{ status: number; text: string }>> = {
  'the office': () => clerk.get('/work/cases?queue=office'),
  'all cases, newest first': () => clerk.get('/work/cases?queue=all&sort=newest'),
  'red lamps': () => clerk.get('/work/cases?queue=office&lamp=red'),
  'his own': () => clerk.get('/work/cases?queue=mine'),
  'the rail': () => clerk.get('/work/queues'),
  'a name': () => clerk.get(`/work/cases?queue=all&q=${enc('赣江源43号')}`),
  'the end of a number': () => clerk.get('/work/cases?queue=all&q=202300000040'),
  'a name that nobody has': () => clerk.get(`/work/cases?queue=all&q=${enc('没有这家')}`),
  'the citizen’s own': () => citizen.page('/me'),
  'by query code, without signing in': () => city.anyone().post('/lookup', { code: queryCode, tail: '125A' }),
  'who looked at his data': () => citizen.page('/me/reads'),
}

describe('how lists are read at fifty thousand cases', () => {
  beforeAll(async () => {
    const admin = new pg.Client({ connectionString: city.house.url })
    await admin.connect()
    await admin.query(`do $$ begin
      execute format('alter database %I set session_preload_libraries = auto_explain', current_database());
      execute format('alter database %I set auto_explain.log_min_duration = 0', current_database());
      execute format('alter database %I set auto_explain.log_format = json', current_database());
      execute format('alter database %I set auto_explain.log_nested_statements = on', current_database());
      execute format('alter database %I set auto_explain.log_level = notice', current_database());
    end $$`)
    // connections opened from now on explain what they do
    await admin.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    await admin.end()
    // whoever was lent a connection that ended would be told so by his first question
    await whenItAnswers(() => city.sql('select 1'))
  })

  test('the tables that grow are known', async () => {
    expect(await grows()).toEqual(expect.arrayContaining(['file', 'fact', 'chain']))
  })

  test('a table that is read whole is noticed', async () => {
    const whole = await readWhole(async () => {
      await city.house.db.pool.query("select count(*) from cases.file where item_name like '%x%'")
      return { status: 200, text: '' }
    })
    expect(whole).toContain('file')
  })

  test.each(Object.keys(asked))('%s: no large table is read whole', async (name) => {
    const whole = await readWhole(asked[name]!)
    const forbidden = await grows()
    expect(whole.filter((table) => forbidden.includes(table))).toEqual([])
  })

  test('compiling of queries is off', async () => {
    expect(await city.sql('show jit')).toEqual([{ jit: 'off' }])
  })
})
