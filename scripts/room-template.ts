/** What a new room begins with: a register of entries that can be added, read and counted, each part in its place. */

/** The files of a new room by path inside it. `id` is one lower-case noun, `title` its Chinese name, `schema` what it owns in the database. */
export function roomFiles(id: string, title: string, schema: string): Record<string, string> {
  return {
    'README.md': readme(id, title),
    'schema.ts': nouns,
    'rules.ts': rules,
    'rules.test.ts': rulesTest,
    'store.ts': store(schema),
    'actions.ts': actions(id, title),
    'routes.ts': routes(id, title),
    'module.ts': manifest(id, title, schema),
    [`migrations/001-${id}.sql`]: migration(schema),
  }
}

const readme = (id: string, title: string) => `# ${title} (${id})

- **Measure.** Quote the sentence of the programme that this room keeps, and put its code into \`module.ts\`.
- **Promise.** What a citizen or a clerk can rely on, in one sentence each.
- **Not here.** What a reader would look for in this room and finds elsewhere, and where.
`

const nouns = `import { z } from 'zod'

/** One entry of the register. It is open up to and including \`closesOn\`. */
export const Entry = z.object({ id: z.string(), title: z.string().trim().min(1).max(100), closesOn: z.iso.date() })
export type Entry = z.infer<typeof Entry>

export const NewEntry = Entry.omit({ id: true })
export type NewEntry = z.infer<typeof NewEntry>

export const ById = Entry.pick({ id: true })
export type ById = z.infer<typeof ById>
`

const rules = `import type { Entry } from './schema.ts'

/** Whether an entry is open on a day: the last day counts to its end. */
export const isOpen = (entry: Entry, today: string): boolean => today <= entry.closesOn
`

const rulesTest = `import { expect, test } from 'vitest'
import { isOpen } from './rules.ts'

const entry = { id: '1', title: '示例', closesOn: '2023-06-27' }

test.each([
  ['最后一天当天仍然有效', '2023-06-27', true],
  ['过了最后一天就不再有效', '2023-06-28', false],
])('%s', (_, today, open) => {
  expect(isOpen(entry, today)).toBe(open)
})
`

const store = (schema: string) => `import type { Tx } from '#base/db.ts'
import type { Entry } from './schema.ts'

export async function addEntry(tx: Tx, e: Entry, at: Date): Promise<void> {
  await tx.sql\`
    insert into ${schema}.entry (id, title, closes_on, added_at) values (\${e.id}, \${e.title}, \${e.closesOn}, \${at})\`
}

export async function findEntry(tx: Tx, id: string): Promise<Entry | undefined> {
  const [row] = await tx.sql<Entry>\`select id, title, closes_on "closesOn" from ${schema}.entry where id = \${id}\`
  return row
}

export async function countAdded(tx: Tx, period: { since: Date; until: Date }): Promise<number> {
  const [row] = await tx.sql<{ n: number }>\`
    select count(*) n from ${schema}.entry where added_at >= \${period.since} and added_at < \${period.until}\`
  return row!.n
}
`

const actions = (id: string, title: string) => `import { refusals } from '#base/refusal.ts'
import type { Action } from '#kernel/module.ts'
import type { ById, Entry, NewEntry } from './schema.ts'
import { addEntry, findEntry } from './store.ts'

const refuse = refusals({
  '${id}.unknown': [404, '没有找到编号为 {id} 的${title}记录，请核对编号后再试'],
})

export const add: Action<NewEntry, Entry> = async ({ tx, now, id, emit }, input) => {
  const entry = { ...input, id: id() }
  await addEntry(tx, entry, now)
  await emit({ name: '${id}.added', about: \`${id}:\${entry.id}\`, data: { title: entry.title } })
  return entry
}

export const show: Action<ById, Entry> = async ({ tx }, { id }) => {
  const entry = await findEntry(tx, id)
  if (!entry) throw refuse('${id}.unknown', { id })
  return entry
}
`

const routes = (id: string, title: string) => `import { get, post } from '#kernel/module.ts'
import { add, show } from './actions.ts'
import { ById, NewEntry } from './schema.ts'

export const routes = [
  get('/${id}/:id', '${id}.read', ById, show, { title: '查看${title}记录' }),
  post('/${id}', '${id}.add', NewEntry, add, { title: '登记${title}', once: true }),
]
`

const manifest = (id: string, title: string, schema: string) => `import { defineModule } from '#kernel/module.ts'
import { routes } from './routes.ts'
import { countAdded } from './store.ts'

export default defineModule({
  id: '${id}',
  title: '${title}',
  measures: [],
  permissions: { '${id}.read': '查看${title}', '${id}.add': '登记${title}' },
  routes,
  kpis: [
    {
      id: '${id}.added',
      title: '${title}登记量',
      unit: '件',
      measures: [],
      definition: '统计期内登记的${title}记录数，按登记时间计',
      source: '${schema}.entry',
      read: countAdded,
    },
  ],
})
`

const migration = (schema: string) => `create schema ${schema};
grant usage on schema ${schema} to haoban_app, haoban_system;

create table ${schema}.entry (
  id text primary key,
  title text not null check (title <> ''),
  closes_on date not null,
  added_at timestamptz not null
);
create index entry_added_at on ${schema}.entry (added_at);

grant select, insert on ${schema}.entry to haoban_app, haoban_system;
`
