/** What a work list asks for, as a condition of SQL. */
import type { Fragment } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import { lookupOf } from '../rules/words.ts'

/** Every part narrows; nothing set is every case one may see. Days are 'YYYY-MM-DD', both ends included. */
export type CaseFilter = {
  organs?: readonly string[]
  division?: string
  item?: string
  statuses?: readonly string[]
  turns?: readonly string[]
  holder?: string | null
  free?: boolean
  applicants?: readonly string[]
  lamp?: 'green' | 'yellow' | 'red' | 'paused'
  dueBy?: string
  tolerant?: boolean
  text?: string
  channel?: string
  submittedFrom?: string
  submittedTo?: string
  decidedFrom?: string
  pending?: boolean
  /** notices sent so far, at least */
  noticed?: number
}

const like = (text: string) => `%${text.replace(/[\\%_]/g, (c) => `\\${c}`)}%`

/** Lamps are computed: red after the last day, yellow from the warning day, grey while the clock is stopped. */
const lamps = (today: string): Record<NonNullable<CaseFilter['lamp']>, Fragment> => ({
  red: fragment`not paused and due_on is not null and due_key < ${today}`,
  yellow: fragment`not paused and due_on is not null and due_key >= ${today} and warn_on <= ${today}`,
  green: fragment`not paused and due_key >= ${today} and due_on is not null and (warn_on is null or warn_on > ${today})`,
  paused: fragment`paused`,
})

/** More offices than this are looked up by the words of the whole city. */
const officesApart = 8

/** Rows that hold the words, in one of some offices or anywhere; `cases.words` keeps single characters of an office alone. */
function holding(words: readonly string[], offices: readonly string[] | undefined): Fragment {
  const within = (office: string, some: readonly string[]) => fragment`words @> cases.office_words(${office}, ${some})`
  if (offices && offices.length <= officesApart)
    return offices.length === 0
      ? fragment`false`
      : fragment`(${fragment.join(
          offices.map((o) => within(o, words)),
          fragment` or `,
        )})`
  const pairs = words.filter((w) => [...w].length > 1)
  return pairs.length ? within('', pairs) : fragment`true`
}

/** How rows with a text are come by: looked up, or met on the way through a long list in its order. */
type How = 'look up' | 'walk'

/** Words find the rows, the pieces make sure that the characters stand together. */
function textIn(text: string, offices: readonly string[] | undefined, how: How): Fragment {
  const look = lookupOf(text)
  if (look.by === 'number')
    return look.tail === 43 ? fragment`no = ${look.text}` : fragment`right(no, ${fragment.lit(look.tail)}) = ${look.text}`
  if (look.by === 'numberPart') return fragment`no like ${like(look.text)}`
  const held = look.pieces.map((p) => fragment`(applicant_name ilike ${like(p)} or item_name ilike ${like(p)})`)
  const words = fragment.join(how === 'walk' ? held : [holding(look.grams, offices), ...held], fragment` and `)
  return look.code ? fragment`(query_code = ${look.code} or (${words}))` : fragment`(${words})`
}

type Condition = (f: CaseFilter, today: string, how: How) => Fragment | undefined

/** Everything but the organ and the status, by which a long list is walked. */
const conditions: readonly Condition[] = [
  (f) => (f.division === undefined ? undefined : fragment`division = ${f.division}`),
  (f) => (f.item === undefined ? undefined : fragment`item = ${f.item}`),
  (f) => (f.turns === undefined ? undefined : fragment`turn = any(${f.turns})`),
  (f) => (f.holder ? fragment`holder = ${f.holder}` : undefined),
  (f) => (f.free ? fragment`holder is null` : undefined),
  (f) => (f.applicants === undefined ? undefined : fragment`(applicant = any(${f.applicants}) or agent = any(${f.applicants}))`),
  (f, today) => f.lamp && lamps(today)[f.lamp],
  (f) => (f.dueBy === undefined ? undefined : fragment`due_key <= ${f.dueBy} and not paused`),
  (f) => (f.tolerant ? fragment`tolerant_missing > 0 and ended_at is null` : undefined),
  (f) => (f.pending ? fragment`pending is not null` : undefined),
  (f) => (f.channel === undefined ? undefined : fragment`channel = ${f.channel}`),
  (f) => (f.noticed === undefined ? undefined : fragment`notices >= ${f.noticed}`),
  (f, _, how) => (f.text === undefined ? undefined : textIn(f.text, f.organs, how)),
  (f) => (f.submittedFrom === undefined ? undefined : fragment`submitted_at >= ${`${f.submittedFrom}T00:00:00+08:00`}::timestamptz`),
  (f) =>
    f.submittedTo === undefined ? undefined : fragment`submitted_at < ${`${f.submittedTo}T00:00:00+08:00`}::timestamptz + interval '1 day'`,
  (f) => (f.decidedFrom === undefined ? undefined : fragment`decided_at >= ${`${f.decidedFrom}T00:00:00+08:00`}::timestamptz`),
]

const all = (parts: readonly (Fragment | undefined)[]): Fragment => {
  const set = parts.filter((p) => p !== undefined)
  return set.length ? fragment.join(set, fragment` and `) : fragment`true`
}

/** A list equal to one value is said so: an index then keeps its order. */
const among = (column: Fragment, values: readonly string[] | undefined): Fragment | undefined => {
  if (values === undefined) return undefined
  return values.length === 1 ? fragment`${column} = ${values[0]}` : fragment`${column} = any(${values})`
}

/**
 * Words are looked up within the offices already: an index of all that is theirs would only be read in vain, and to count how few of
 * all rows are theirs once more makes a common word look rare. PostgreSQL takes a `coalesce` for true of every second row.
 */
function organs({ organs: values, text }: CaseFilter): Fragment | undefined {
  const theirs = among(fragment`organ`, values)
  return theirs && text !== undefined && lookupOf(text).by === 'words' ? fragment`coalesce(${theirs}, false)` : theirs
}

/** The whole condition. */
export const where = (f: CaseFilter, today: string): Fragment =>
  all([organs(f), among(fragment`status`, f.statuses), ...conditions.map((c) => c(f, today, 'look up'))])

/** A list of so many statuses leaves out few of its organ's rows. */
const nearlyAll = 16

/**
 * A long list as strands: one for each organ and status that the filter names, so that each is walked in the order of an index. Where
 * a lamp is asked for and the list goes by due days, all rows of that lamp lie together, and a strand is a whole organ; so it is where
 * the list goes by the day of submission and takes nearly every status.
 */
export function strands(f: CaseFilter, today: string, by: 'due' | 'submitted' | 'other'): { of: Fragment; where: Fragment } {
  const lies = by === 'due' && f.lamp !== undefined && f.lamp !== 'paused'
  const inOrder = by === 'submitted' && (f.statuses?.length ?? 0) >= nearlyAll
  const whole = lies || inOrder
  const how: How = inOrder ? 'walk' : 'look up'
  const axes = [
    f.organs && { of: fragment`unnest(${f.organs}::text[]) o (o)`, where: fragment`organ = o` },
    f.statuses && !whole && { of: fragment`unnest(${f.statuses}::text[]) s (s)`, where: fragment`status = s` },
    f.statuses && whole && { of: fragment`(values (2)) every (every)`, where: fragment`status = any(${f.statuses})` },
  ].filter((axis) => axis !== undefined && axis !== false)
  const one = fragment`(values (1)) whole (whole)`
  return {
    of: fragment.join([one, ...axes.map((axis) => axis.of)], fragment` cross join `),
    where: all([...axes.map((axis) => axis.where), ...conditions.map((c) => c(f, today, how))]),
  }
}
