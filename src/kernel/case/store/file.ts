import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import { found, together } from '#base/together.ts'
import type { Card, CaseFile, MaterialRow } from '../rules/dossier.ts'
import type { Material, StoredFile } from '../schema.ts'
import type { AssessmentRow } from './assessment.ts'

/** Property, column; the one list from which every statement here is made. */
const columns = {
  id: 'id',
  no: 'no',
  queryCode: 'query_code',
  item: 'item',
  itemVersion: 'item_version',
  itemName: 'item_name',
  handleCode: 'handle_code',
  taskType: 'task_type',
  organ: 'organ',
  division: 'division',
  applicant: 'applicant',
  applicantName: 'applicant_name',
  applicantKind: 'applicant_kind',
  agent: 'agent',
  channel: 'channel',
  status: 'status',
  turn: 'turn',
  seq: 'seq',
  holder: 'holder',
  holderName: 'holder_name',
  pending: 'pending',
  submittedAt: 'submitted_at',
  acceptedAt: 'accepted_at',
  endedAt: 'ended_at',
  decidedAt: 'decided_at',
  deliveredAt: 'delivered_at',
  result: 'result',
  clock: 'clock',
  dueOn: 'due_on',
  warnOn: 'warn_on',
  paused: 'paused',
  promiseDueOn: 'promise_due_on',
  legalDueOn: 'legal_due_on',
  promiseDays: 'promise_days',
  legalDays: 'legal_days',
  usedDays: 'used_days',
  tolerantMissing: 'tolerant_missing',
  notices: 'notices',
  proposer: 'proposer',
  demo: 'demo',
  updatedAt: 'updated_at',
} satisfies Record<keyof CaseFile, string>

export type { CaseFile, MaterialRow } from '../rules/dossier.ts'

export const fileColumns = fragment.join(
  Object.entries(columns).map(([property, column]) => fragment`${fragment.ref(column)} as ${fragment.id(property)}`),
)
const keys = Object.keys(columns) as (keyof CaseFile)[]

const files = found<string, CaseFile>(
  (tx, ids) => tx.sql<CaseFile>`select ${fileColumns} from cases.file where id = any(${ids})`,
  (file) => file.id,
)
export const findFile = (tx: Tx, id: string): Promise<CaseFile | undefined> => together(tx, files, id)

/** Cases in order of id, for the one who looks at all of them. */
export async function pageOfFiles(tx: Tx, after: string, limit: number): Promise<CaseFile[]> {
  return tx.sql<CaseFile>`select ${fileColumns} from cases.file where id > ${after} order by id limit ${limit}`
}

/** Cases by their ids, in the order of the ids. */
export async function listFilesById(tx: Tx, ids: readonly string[]): Promise<CaseFile[]> {
  const rows = await tx.sql<CaseFile>`select ${fileColumns} from cases.file where id = any(${ids})`
  const at = new Map(ids.map((id, n) => [id, n]))
  return rows.sort((a, b) => at.get(a.id)! - at.get(b.id)!)
}

/** Holds a case until the transaction is over: two acts on one case come one after the other. */
export async function lockFile(tx: Tx, id: string): Promise<CaseFile | undefined> {
  return (await tx.sql<CaseFile>`select ${fileColumns} from cases.file where id = ${id} for update`)[0]
}

export async function findFileByNo(tx: Tx, no: string): Promise<CaseFile | undefined> {
  return (await tx.sql<CaseFile>`select ${fileColumns} from cases.file where no = ${no}`)[0]
}

export async function findFileByCode(tx: Tx, queryCode: string): Promise<CaseFile | undefined> {
  return (await tx.sql<CaseFile>`select ${fileColumns} from cases.file where query_code = ${queryCode}`)[0]
}

export function addFile(tx: Tx, file: CaseFile): void {
  const names = fragment.join(keys.map((k) => fragment.ref(columns[k])))
  tx.send`insert into cases.file (${names}) values (${fragment.join(keys.map((k) => file[k]))})`
}

/** Writes what an act changed, and nothing else. */
export function saveFile(tx: Tx, before: CaseFile, after: CaseFile): void {
  const changed = keys.filter((k) => String(before[k]) !== String(after[k]))
  if (changed.length === 0) return
  const sets = fragment.join(changed.map((k) => fragment`${fragment.ref(columns[k])} = ${after[k]}`))
  tx.send`update cases.file set ${sets} where id = ${after.id}`
}

export function addAnswers(tx: Tx, row: { caseId: string; version: number; sealed: Buffer; hash: string; at: Date }): void {
  tx.send`insert into cases.answers (case_id, version, sealed, hash, at) values (${row.caseId}, ${row.version}, ${row.sealed}, ${row.hash}, ${row.at})`
}

type SealedAnswers = { version: number; sealed: Buffer; hash: string; at: Date }

const lastAnswers = found<string, SealedAnswers & { caseId: string }>(
  (tx, cases) => tx.sql<SealedAnswers & { caseId: string }>`select distinct on (case_id) case_id "caseId", version, sealed, hash, at
    from cases.answers where case_id = any(${cases}) order by case_id, version desc`,
  (row) => row.caseId,
)
export const findAnswers = (tx: Tx, caseId: string): Promise<SealedAnswers | undefined> => together(tx, lastAnswers, caseId)

/** Every version of the answers, oldest first. */
export async function listAnswers(tx: Tx, caseId: string): Promise<SealedAnswers[]> {
  return tx.sql`select version, sealed, hash, at from cases.answers where case_id = ${caseId} order by version`
}

export async function listMaterials(tx: Tx, caseId: string): Promise<MaterialRow[]> {
  return tx.sql<MaterialRow>`select distinct on (code) code, version, name, provide, files, source, at, by_whom "by"
    from cases.material where case_id = ${caseId} order by code, version desc`
}

/** What the materials of several cases are now. */
export async function listMaterialsOf(tx: Tx, caseIds: readonly string[]): Promise<(MaterialRow & { caseId: string })[]> {
  return tx.sql<MaterialRow & { caseId: string }>`
    select distinct on (case_id, code) case_id "caseId", code, version, name, provide, files, source, at, by_whom "by"
    from cases.material where case_id = any(${caseIds}) order by case_id, code, version desc`
}

/** Every version of every material, in the order in which they were handed in. */
export async function listAllMaterials(tx: Tx, caseId: string): Promise<MaterialRow[]> {
  return tx.sql<MaterialRow>`select code, version, name, provide, files, source, at, by_whom "by"
    from cases.material where case_id = ${caseId} order by at, code, version`
}

export type EarlierUpload = {
  caseId: string
  code: string
  item: string
  division: string
  itemName: string
  at: Date
  files: StoredFile[]
}

/**
 * What was uploaded before for an applicant under the same name, or for the same item under the same code, the newest of each case
 * first. A code alone says nothing in another item, where it may name another thing.
 */
export async function listEarlierUploads(
  tx: Tx,
  { applicant, item, code, name }: { applicant: string; item: string; code: string; name: string },
  limit: number,
): Promise<EarlierUpload[]> {
  return tx.sql<EarlierUpload>`select e.* from (
      select distinct on (m.case_id, m.code) m.case_id "caseId", m.code, f.item, f.division, f.item_name "itemName", m.at, m.provide, m.files
      from cases.file f join cases.material m on m.case_id = f.id
      where f.applicant = ${applicant} and (m.name = ${name} or (f.item = ${item} and m.code = ${code}))
      order by m.case_id, m.code, m.version desc) e
    where e.provide = 'upload' and jsonb_array_length(e.files) > 0
    order by e.at desc, e."caseId" desc limit ${limit}`
}

/** Adds materials beside those that are there; what was handed in earlier stays as an older version. */
export function addMaterials(tx: Tx, caseId: string, materials: readonly Material[], at: Date, by: string): void {
  if (materials.length === 0) return
  tx.send`insert into cases.material (case_id, code, version, name, provide, files, source, at, by_whom)
    select ${caseId}, m.code, row_number() over (partition by m.code order by m.place) + coalesce((
        select max(version) from cases.material old where old.case_id = ${caseId} and old.code = m.code), 0),
      m.name, m.provide, coalesce(m.files, '[]'), m.source, ${at}, ${by}
    from rows from (jsonb_to_recordset(${JSON.stringify(materials)}::jsonb) as (code text, name text, provide text, files jsonb, source text))
      with ordinality as m (code, name, provide, files, source, place)`
}

export async function addCard(tx: Tx, card: Omit<Card, 'withdrawnAt'>): Promise<boolean> {
  const rows =
    await tx.sql`insert into cases.card (case_id, colour, at, reason) values (${card.caseId}, ${card.colour}, ${card.at}, ${card.reason})
    on conflict do nothing returning 1`
  return rows.length === 1
}

export async function listCards(tx: Tx, caseId: string): Promise<Card[]> {
  return tx.sql`select case_id "caseId", colour, at, reason, withdrawn_at "withdrawnAt" from cases.card where case_id = ${caseId} order by at`
}

/** Every case about a party or handled by it, newest first. */
export async function listFilesWith(tx: Tx, party: string): Promise<CaseFile[]> {
  return tx.sql<CaseFile>`select ${fileColumns} from cases.file where applicant = ${party} or agent = ${party} order by submitted_at desc, id`
}

type OfCase = { caseId: string }

/** Every version of the answers, of the materials and of what decision models said, and the cards, of several cases. */
export async function listWithin(tx: Tx, ids: readonly string[]) {
  return {
    answers: await tx.sql<SealedAnswers & OfCase>`select case_id "caseId", version, sealed, hash, at from cases.answers
      where case_id = any(${ids}) order by case_id, version`,
    materials: await tx.sql<MaterialRow & OfCase>`select case_id "caseId", code, version, name, provide, files, source, at, by_whom "by"
      from cases.material where case_id = any(${ids}) order by case_id, at, code, version`,
    assessments: await tx.sql<AssessmentRow>`select case_id "caseId", seq, model, version, sealed, hash, at from cases.assessment
      where case_id = any(${ids}) order by case_id, seq`,
    cards: await tx.sql<Card>`select case_id "caseId", colour, at, reason, withdrawn_at "withdrawnAt" from cases.card
      where case_id = any(${ids}) order by case_id, at`,
  }
}

const materialsAtOnce = 50_000

/** Which of some files materials name: a look at all of them, a stretch of cases at a time. Needs the scope `system`. */
export async function listFilesUsed(tx: Tx, hashes: readonly string[]): Promise<string[]> {
  const used = new Set<string>()
  for (let after: string | null = ''; after !== null; ) {
    const [stretch]: { last: string | null; hashes: string[] | null }[] = await tx.sql`
      with stretch as (select case_id, files from cases.material where case_id > ${after} order by case_id limit ${materialsAtOnce}),
        whole as (select case_id, files from cases.material where case_id = (select max(case_id) from stretch) union all select * from stretch)
      select (select max(case_id) from stretch) last, (select array_agg(distinct f->>'hash') from whole, jsonb_array_elements(files) f
        where f->>'hash' = any(${hashes})) hashes`
    for (const hash of stretch!.hashes ?? []) used.add(hash)
    after = stretch!.last
  }
  return [...used]
}

/** Cases about a party or handled by it that are not filed away yet, newest first; row-level security leaves out what one may not read. */
export async function listCasesWith(tx: Tx, party: string): Promise<Pick<CaseFile, 'id' | 'organ' | 'division'>[]> {
  return tx.sql<Pick<CaseFile, 'id' | 'organ' | 'division'>>`select id, organ, division from cases.file
    where (applicant = ${party} or agent = ${party}) and status <> 'archived' order by submitted_at desc limit 500`
}
