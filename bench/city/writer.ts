/** A process that makes a stretch of the city's cases and people and copies them into the database. */
import { once } from 'node:events'
import pg from 'pg'
import { openKeys } from '../../src/base/secret.ts'
import type { CaseFile } from '../../src/kernel/case/rules/dossier.ts'
import { makeCalendar } from '../../src/kernel/clock/rules/calendar.ts'
import type { Calendar, CalendarYear } from '../../src/kernel/clock/schema.ts'
import { contexts, digestOfNo } from '../../src/kernel/party/actions/register.ts'
import { type MadeCase, type MadeFact, type MadeMaterial, makeCase } from './case.ts'
import { type Columns, gather } from './copy.ts'
import { type Person, personOf } from './people.ts'
import type { World } from './world.ts'

export type Order = {
  url: string
  dataDir: string
  world: World
  calendar: { years: CalendarYear[]; hours: Calendar['hours'] }
  every: number
  first: number
}

/** What to make comes from the parent as its first message. */
const [order] = (await once(process, 'message')) as [Order]
const { url, dataDir, world, every, first, ...given } = order
const keys = openKeys(dataDir, {})
const calendar = makeCalendar(given.calendar.years, given.calendar.hours)
const stretch = 5_000

const snake = (name: string) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)
const fileColumns = (sample: CaseFile): Columns<CaseFile> =>
  Object.fromEntries(Object.keys(sample).map((key) => [snake(key), (row: CaseFile) => row[key as keyof CaseFile]]))

const facts = gather<MadeFact>('ledger.fact', {
  about: (f) => f.about,
  seq: (f) => f.seq,
  name: (f) => f.name,
  data: (f) => ({ json: f.data }),
  by_whom: (f) => f.by,
  at: (f) => f.at,
  hash: (f) => f.hash,
})
const chains = gather<MadeCase>('ledger.chain', {
  about: (c) => c.facts[0]!.about,
  seq: (c) => c.facts.length,
  hash: (c) => c.facts.at(-1)!.hash,
  readers: (c) => c.readers,
})
const answers = gather<MadeCase>('cases.answers', {
  case_id: (c) => c.file.id,
  version: () => 1,
  sealed: (c) => c.answers.sealed,
  hash: (c) => c.answers.hash,
  at: (c) => c.file.submittedAt,
})
const materials = gather<{ of: MadeCase; m: MadeMaterial }>('cases.material', {
  case_id: ({ of }) => of.file.id,
  code: ({ m }) => m.code,
  version: () => 1,
  name: ({ m }) => m.name,
  provide: ({ m }) => m.provide,
  files: ({ m }) => ({ json: m.files }),
  at: ({ of }) => of.file.submittedAt,
  by_whom: ({ of }) => of.facts[0]!.by,
})
const people = gather<Person>('party.person', {
  id: (p) => p.id,
  kind: (p) => p.kind,
  name: (p) => p.name,
  id_type: (p) => (p.kind === 'natural' ? '111' : null),
  id_no_sealed: (p) => (p.kind === 'natural' ? keys.seal(p.no, contexts.idNo) : null),
  id_no_digest: (p) => (p.kind === 'natural' ? digestOfNo(keys, p.no) : null),
  uscc: (p) => (p.kind === 'legal' ? p.no : null),
  legal_type: (p) => (p.kind === 'legal' ? '个体工商户' : null),
  demo: () => true,
  registered_at: () => new Date('2021-12-31T02:00:00Z'),
})

async function writeCases(client: pg.Client, from: number, to: number): Promise<void> {
  const made = Array.from({ length: to - from }, (_, i) => makeCase(world, calendar, keys, from + i))
  const files = gather('cases.file', fileColumns(made[0]!.file))
  for (const one of made) {
    files.add(one.file)
    chains.add(one)
    answers.add(one)
    for (const f of one.facts) facts.add(f)
    for (const m of one.materials) materials.add({ of: one, m })
  }
  for (const table of [files, facts, chains, answers, materials]) await table.send(client)
}

async function writePeople(client: pg.Client, from: number, to: number): Promise<void> {
  for (let n = from; n < to; n++) people.add(personOf(n))
  await people.send(client)
}

/** Every `every`-th stretch is this process's, so that all stretches together fill the numbers in about their order. */
async function mine(size: number, write: (from: number, to: number) => Promise<void>): Promise<void> {
  for (let from = first * stretch; from < size; from += every * stretch) {
    const to = Math.min(from + stretch, size)
    await write(from, to)
    process.send!(to - from)
  }
}

const client = new pg.Client({ connectionString: url })
await client.connect()
// What refers to what is right by construction; checking each of millions of rows would take longer than making them.
await client.query('set session_replication_role = replica; set synchronous_commit = off')
await mine(world.people, (from, to) => writePeople(client, from, to))
await mine(world.size, (from, to) => writeCases(client, from, to))
await client.end()
process.disconnect()
