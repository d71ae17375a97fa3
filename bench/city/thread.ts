/** A thread that makes stretches of the city's cases and people, as lines that can be copied into the database. */
import { randomFillSync } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'
import { ringOf } from '../../src/base/secret.ts'
import type { CaseFile } from '../../src/kernel/case/rules/dossier.ts'
import { makeCalendar } from '../../src/kernel/clock/rules/calendar.ts'
import type { Calendar, CalendarYear } from '../../src/kernel/clock/schema.ts'
import { contexts, digestOfNo } from '../../src/kernel/party/actions/register.ts'
import { type MadeCase, type MadeFact, type MadeMaterial, makeCase } from './case.ts'
import { type Columns, gather, type Lines } from './copy.ts'
import { type Person, personOf } from './people.ts'
import type { World } from './world.ts'

export type Order = {
  ring: readonly Uint8Array[]
  world: World
  calendar: { years: CalendarYear[]; hours: Calendar['hours'] }
}
/** From a number up to another, without it. */
export type Stretch = { what: 'people' | 'cases'; from: number; to: number }

const { ring, world, ...given } = workerData as Order
const calendar = makeCalendar(given.calendar.years, given.calendar.hours)

/** Secret bytes drawn many at a time: asking for sixteen costs as much as asking for thousands. */
const drawn = new Uint8Array(65_536)
let used = drawn.length
function random(bytes: number): Uint8Array {
  if (used + bytes > drawn.length) {
    randomFillSync(drawn)
    used = 0
  }
  used += bytes
  return drawn.slice(used - bytes, used)
}
const keys = ringOf(ring, random)

const snake = (name: string) => name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)
const fileColumns = (sample: CaseFile): Columns<CaseFile> =>
  Object.fromEntries(Object.keys(sample).map((key) => [snake(key), (row: CaseFile) => row[key as keyof CaseFile]]))

const facts = gather<MadeFact>('ledger.fact', {
  about: (f) => f.about,
  seq: (f) => f.seq,
  name: (f) => f.name,
  data: (f) => f.text,
  by_whom: (f) => f.by,
  at: (f) => f.iso,
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
  at: (c) => c.facts[0]!.iso,
})
const filed = new Map(world.files.map((file) => [file, JSON.stringify([file])]))
const materials = gather<{ of: MadeCase; m: MadeMaterial }>('cases.material', {
  case_id: ({ of }) => of.file.id,
  code: ({ m }) => m.code,
  version: () => 1,
  name: ({ m }) => m.name,
  provide: ({ m }) => m.provide,
  files: ({ m }) => (m.file ? filed.get(m.file) : '[]'),
  at: ({ of }) => of.facts[0]!.iso,
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
  registered_at: () => '2021-12-31T02:00:00.000Z',
})
const files = gather('cases.file', fileColumns(makeCase(world, calendar, keys, 0).file))

const make: Record<Stretch['what'], (n: number) => void> = {
  people: (n) => people.add(personOf(n)),
  cases(n) {
    const one = makeCase(world, calendar, keys, n)
    files.add(one.file)
    chains.add(one)
    answers.add(one)
    for (const f of one.facts) facts.add(f)
    for (const m of one.materials) materials.add({ of: one, m })
  },
}
const tables = { people: [people], cases: [files, facts, chains, answers, materials] }

parentPort!.on('message', ({ what, from, to }: Stretch) => {
  for (let n = from; n < to; n++) make[what](n)
  const lines: Lines[] = tables[what].map((table) => table.taken())
  parentPort!.postMessage(
    lines,
    lines.map(({ bytes }) => bytes.buffer as ArrayBuffer),
  )
})
