import { type Fragment, fragment, type Tx } from '#base/db.ts'
import { addRow } from '#base/rows.ts'
import { type Question, together } from '#base/together.ts'
import type { Asked, AskList, Licence, LicenceType, Version, Waiting } from '../schema/licence.ts'

export async function saveTypes(tx: Tx, types: readonly LicenceType[]): Promise<void> {
  await tx.sql`insert into licence.type (code, name, spec)
    select spec->>'code', spec->>'name', spec from jsonb_array_elements(${JSON.stringify(types)}::jsonb) spec
    on conflict (code) do update set name = excluded.name, spec = excluded.spec`
}

export const listTypes = async (tx: Tx): Promise<LicenceType[]> =>
  (await tx.sql<{ spec: LicenceType }>`select spec from licence.type order by name`).map((r) => r.spec)

export const findType = async (tx: Tx, code: string): Promise<LicenceType | undefined> =>
  (await tx.sql<{ spec: LicenceType }>`select spec from licence.type where code = ${code}`)[0]?.spec

/** Types that the decision on an item grants. */
export const listTypesOf = async (tx: Tx, item: string): Promise<LicenceType[]> =>
  (await tx.sql<{ spec: LicenceType }>`select spec from licence.type where spec->'items' ? ${item} order by code`).map((r) => r.spec)

const columns = fragment`l.id, l.type, t.name "typeName", l.party, l.holder_name "holderName", l.holder_kind "holderKind", l.no, l.identifier, l.version, l.state,
  l.organ, l.organ_name "organName", l.division, l.from_on "fromOn", l.to_on "toOn", l.issued_on "issuedOn", l.origin, l.demo, l.updated_at "updatedAt"`
const from = fragment`from licence.licence l join licence.type t on t.code = l.type`

const one = async (rows: Promise<Licence[]>): Promise<Licence | undefined> => (await rows)[0]

export const findLicence = (tx: Tx, id: string) => one(tx.sql<Licence>`select ${columns} ${from} where l.id = ${id}`)
export const findByIdentifier = (tx: Tx, identifier: string) =>
  one(tx.sql<Licence>`select ${columns} ${from} where l.id = (select licence from licence.version where identifier = ${identifier})`)
/** Holds a licence until the transaction is over. */
export const lockLicence = (tx: Tx, id: string) => one(tx.sql<Licence>`select ${columns} ${from} where l.id = ${id} for update of l`)

export const listOwn = (tx: Tx, party: string): Promise<Licence[]> =>
  tx.sql<Licence>`select ${columns} ${from} where l.party = ${party} order by (l.state = 'valid') desc, l.issued_on desc, l.id limit 200`

/** Every licence of a party, with all its versions. */
export const listAllOf = async (tx: Tx, party: string): Promise<{ licences: Licence[]; versions: Version[] }> => {
  const licences = await tx.sql<Licence>`select ${columns} ${from} where l.party = ${party} order by l.issued_on desc, l.id`
  const versions = await tx.sql<Version>`select ${versionColumns} from licence.version where licence = any(${licences.map((l) => l.id)})
    order by licence, version`
  return { licences, versions }
}

const likeText = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

const shows: Partial<Record<AskList['show'], Fragment>> = {
  '': fragment`true`,
  requests: fragment`exists (select from licence.asked a where a.licence = l.id and a.answer is null)`,
  corrections: fragment`exists (select from licence.correction c where c.licence = l.id and c.state = 'open')`,
}

/** Licences of the organs that one reads for, the last changed first. */
export const listLicences = (tx: Tx, { q, show }: AskList, limit: number): Promise<Licence[]> => tx.sql<Licence>`
  select ${columns} ${from} where ${shows[show] ?? fragment`l.state = ${show}`}
    and (${q ?? null}::text is null or l.no ilike ${likeText(q ?? '')} or l.holder_name ilike ${likeText(q ?? '')} or l.identifier = ${q ?? ''})
  order by l.updated_at desc, l.id limit ${limit}`

/** Whether an organ has a licence of this type and number in the library. */
export const hasNo = async (tx: Tx, type: string, organ: string, no: string): Promise<boolean> =>
  (await tx.sql`select 1 from licence.licence where type = ${type} and organ = ${organ} and no = ${no}`).length > 0
/** Whether an identifier was given already, or a number (null for none) for this type by whatever organ. */
export const isGiven = (tx: Tx, given: Names): Promise<boolean> => together(tx, givenOf, given)

type Names = { type: string; no: string | null; identifier: string }

const givenOf: Question<Names, boolean> = async (tx, names) => {
  const rows = await tx.sql<{ place: number; given: boolean }>`
    select place::int, exists (select from licence.version v where v.identifier = g.identifier)
        or exists (select from licence.licence l where l.type = g.type and l.no = g.no) given
    from jsonb_to_recordset(${JSON.stringify(names.map((n, place) => ({ ...n, place })))}::jsonb)
      as g (place int, type text, no text, identifier text)`
  const given = new Map(rows.map((row) => [row.place, row.given]))
  return names.map((_, place) => given.get(place)!)
}

export function addLicence(tx: Tx, l: Omit<Licence, 'typeName'>): Promise<void> {
  const { id, type, party, no, identifier, version, state, organ, division, origin, demo } = l
  const holder = { party, holder_name: l.holderName, holder_kind: l.holderKind }
  const days = { from_on: l.fromOn, to_on: l.toOn, issued_on: l.issuedOn, updated_at: l.updatedAt }
  const row = { id, type, ...holder, no, identifier, version, state, organ, organ_name: l.organName, division, ...days, origin, demo }
  return addRow(tx, 'licence.licence', row)
}

export async function saveLicence(tx: Tx, l: Licence): Promise<void> {
  await tx.sql`update licence.licence set holder_name = ${l.holderName}, identifier = ${l.identifier}, version = ${l.version}, state = ${l.state},
    from_on = ${l.fromOn}, to_on = ${l.toOn}, updated_at = ${l.updatedAt} where id = ${l.id}`
}

const versionColumns = fragment`licence, version, identifier, face, file, seal_use "sealUse", case_id "caseId", why, issued_at "issuedAt"`

export function addVersion(tx: Tx, v: Version): Promise<void> {
  const { licence, version, identifier, face, file, why } = v
  const row = { licence, version, identifier, face, file, seal_use: v.sealUse, case_id: v.caseId, why, issued_at: v.issuedAt }
  return addRow(tx, 'licence.version', row)
}

export const listVersions = (tx: Tx, licence: string): Promise<Version[]> =>
  tx.sql<Version>`select ${versionColumns} from licence.version where licence = ${licence} order by version desc`

/** Gives a version that has none its file; one that has one keeps it. */
export async function setFile(tx: Tx, v: { licence: string; version: number; file: string; sealUse: string }): Promise<void> {
  await tx.sql`update licence.version set file = ${v.file}, seal_use = ${v.sealUse}
    where licence = ${v.licence} and version = ${v.version} and file is null`
}

/** Licences in force of the import whose version has no file yet. */
export const listUndrawn = (tx: Tx, limit: number): Promise<{ id: string }[]> => tx.sql`
  select l.id from licence.version v join licence.licence l on l.id = v.licence and l.version = v.version
  where v.file is null and l.origin = 'import' and l.state = 'valid' order by l.id limit ${limit}`

/** Marks that a decision became a licence of a type; that it had already is a fault. */
export const addGranted = (tx: Tx, fact: number, type: string, licence: string): Promise<void> =>
  addRow(tx, 'licence.granted', { fact, type, licence })

type Granted = { type: string; licence: string }
const grantedBy: Question<number, Granted[]> = async (tx, facts) => {
  const rows = await tx.sql<Granted & { fact: number }>`select fact, type, licence from licence.granted where fact = any(${facts})`
  return facts.map((fact) => rows.filter((row) => row.fact === fact))
}
/** What a decision has become so far. */
export const listGranted = (tx: Tx, fact: number): Promise<Granted[]> => together(tx, grantedBy, fact)

/** A decision's licences are made next. */
export const addDue = async (tx: Tx, fact: number, organ: string): Promise<void> =>
  tx.send`insert into licence.due (fact, organ) values (${fact}, ${organ}) on conflict do nothing`
/** The organ whose decisions have waited longest and whose licences nobody else makes until this transaction is over. */
export const takeOrgan = async (tx: Tx): Promise<string | undefined> =>
  (
    await tx.sql<{
      organ: string
    }>`select organ from (select organ, min(fact) first from licence.due group by organ order by 2 limit 100) waiting
      where pg_try_advisory_xact_lock(hashtextextended('licence.issue:' || organ, 0)) limit 1`
  )[0]?.organ
/** Takes the decisions of an organ that are due, the oldest first. */
export const takeDue = async (tx: Tx, organ: string, most: number): Promise<number[]> =>
  (
    await tx.sql<{ fact: number }>`delete from licence.due where fact = any(array(
      select fact from licence.due where organ = ${organ} order by fact limit ${most} for update)) returning fact`
  ).map((r) => r.fact)
export const hasDue = async (tx: Tx): Promise<boolean> => (await tx.sql`select 1 from licence.due limit 1`).length > 0

export async function saveWaiting(tx: Tx, w: Waiting & { organ: string; division: string }): Promise<void> {
  await tx.sql`insert into licence.waiting (fact, case_id, type, organ, division, why, at)
    values (${w.fact}, ${w.caseId}, ${w.type}, ${w.organ}, ${w.division}, ${w.why}, ${w.at}) on conflict (fact) do update set why = excluded.why, at = excluded.at`
}
export const listWaiting = (tx: Tx): Promise<Waiting[]> =>
  tx.sql<Waiting>`select w.fact, w.case_id "caseId", t.name type, w.why, w.at from licence.waiting w join licence.type t on t.code = w.type order by w.at limit 200`
export const removeWaiting = (tx: Tx, facts: readonly number[]) => tx.send`delete from licence.waiting where fact = any(${facts})`

const askedColumns = fragment`id, licence, act, reason, article, by_whom "by", by_name "byName", at, answer, answered_by "answeredBy", answered_name "answeredName",
  answered_at "answeredAt", note`

export async function addAsked(tx: Tx, a: Asked): Promise<void> {
  await tx.sql`insert into licence.asked (id, licence, act, reason, article, by_whom, by_name, at)
    values (${a.id}, ${a.licence}, ${a.act}, ${a.reason}, ${a.article}, ${a.by}, ${a.byName}, ${a.at})`
}
export const listAsked = (tx: Tx, licence: string): Promise<Asked[]> =>
  tx.sql<Asked>`select ${askedColumns} from licence.asked where licence = ${licence} order by at desc`
export const lockAsked = async (tx: Tx, id: string): Promise<Asked | undefined> =>
  (await tx.sql<Asked>`select ${askedColumns} from licence.asked where id = ${id} for update`)[0]
export async function answerAsked(tx: Tx, a: Asked): Promise<void> {
  await tx.sql`update licence.asked set answer = ${a.answer}, answered_by = ${a.answeredBy}, answered_name = ${a.answeredName}, answered_at = ${a.answeredAt},
    note = ${a.note} where id = ${a.id}`
}

/** Licences in force whose last day has passed. */
export const listOver = (tx: Tx, today: string, limit: number): Promise<{ id: string }[]> =>
  tx.sql`select id from licence.licence where state = 'valid' and to_on < ${today} order by to_on, id limit ${limit}`
/** Licences in force that end within some days and whose holder was not reminded yet. */
export const listEnding = (tx: Tx, first: string, last: string, limit: number): Promise<Licence[]> => tx.sql<Licence>`
  select ${columns} ${from} where l.state = 'valid' and l.to_on between ${first} and ${last} and l.reminded_on is null order by l.to_on, l.id limit ${limit}`
export const setReminded = (tx: Tx, id: string, on: string) => tx.sql`update licence.licence set reminded_on = ${on} where id = ${id}`
