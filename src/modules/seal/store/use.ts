/** The SQL of approvals and uses; both are only ever added. */
import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import { addRow } from '#base/rows.ts'
import { type Question, together } from '#base/together.ts'
import type { Cursor } from '../rules/cursor.ts'
import type { OwnerKind } from '../schema/seal.ts'
import type { SealUse } from '../schema/use.ts'

export type ApprovalRow = {
  id: string
  seal: string
  subject: string
  fact: number | null
  request: string | null
  documentHash: string | null
  basis: string
  by: string
  byName: string
  at: Date
}

const approvalColumns = fragment`id, seal, subject, fact::float8 fact, request, document_hash "documentHash", basis, by_whom "by", by_name "byName", at`

const newApprovals: Question<ApprovalRow, ApprovalRow | undefined> = async (tx, rows) => {
  const added =
    await tx.sql<ApprovalRow>`insert into seal.approval (id, seal, subject, fact, request, document_hash, basis, by_whom, by_name, at)
    select id, seal, subject, fact, request, "documentHash", basis, "by", "byName", at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as a (id text, seal text, subject text, fact bigint, request text, "documentHash" text, basis text, "by" text, "byName" text, at timestamptz)
    on conflict do nothing returning ${approvalColumns}`
  const byId = new Map(added.map((row) => [row.id, row]))
  return rows.map(({ id }) => byId.get(id))
}

/** Writes an approval down once; the same fact for the same seal and subject gives the first one. */
export async function addApproval(tx: Tx, a: ApprovalRow): Promise<ApprovalRow> {
  const added = await together(tx, newApprovals, a)
  if (added) return added
  const [kept] = await tx.sql<ApprovalRow>`select ${approvalColumns} from seal.approval where seal = ${a.seal} and subject = ${a.subject}
    and fact is not distinct from ${a.fact} and request is not distinct from ${a.request}`
  return kept!
}

export async function findApprovalOf(tx: Tx, request: string): Promise<ApprovalRow | undefined> {
  return (await tx.sql<ApprovalRow>`select ${approvalColumns} from seal.approval where request = ${request}`)[0]
}

type NewUse = Omit<SealUse, 'approvedBy' | 'approvedAt'>

export async function addUse(tx: Tx, u: NewUse): Promise<void> {
  const { id, seal, subject, title, approval, request, format, places, at } = u
  const digests = { document_hash: u.documentHash, data_hash: u.dataHash, signature_hash: u.signatureHash, result_hash: u.resultHash }
  await addRow(tx, 'seal.use', { id, seal, subject, title, approval, request, format, ...digests, places, by_whom: u.by, at })
}

export type UseFound = Pick<SealUse, 'id' | 'seal' | 'subject' | 'title' | 'format' | 'documentHash' | 'resultHash' | 'at'> & {
  sealName: string
  basis: string
  approver: string
}

const found = fragment`u.id, u.seal, u.subject, u.title, u.format, u.document_hash "documentHash", u.result_hash "resultHash", u.at,
  s.name "sealName", a.basis, a.by_name approver`
const joined = fragment`seal.use u join seal.seal s on s.id = u.seal join seal.approval a on a.id = u.approval`

const likeText = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`
/** A text that can be a digest, or its beginning, is looked for among the digests. */
const isDigest = (text: string) => /^[0-9a-f]{8,64}$/i.test(text)

const wordIn = (q: string) =>
  isDigest(q)
    ? fragment`(u.result_hash like ${`${q.toLowerCase()}%`} or u.document_hash like ${`${q.toLowerCase()}%`})`
    : fragment`u.title ilike ${likeText(q)}`

type Asked = {
  q?: string
  seal?: string
  since?: Date
  until?: Date
  organs: readonly string[] | '*'
  /** seals besides those of these owners */
  seals?: readonly string[]
  kind?: OwnerKind
  after?: Cursor
}

/** Uses newest first, each with its approval: of the owners that are named (organs, where nothing else is said), of one seal, within days. */
export async function pageUses(tx: Tx, asked: Asked, limit: number): Promise<UseFound[]> {
  const wishes = [
    fragment`s.owner_kind = ${asked.kind ?? 'organ'}`,
    ...(asked.organs === '*' ? [] : [fragment`(s.owner = any(${asked.organs}) or u.seal = any(${asked.seals ?? []}))`]),
    ...(asked.seal ? [fragment`u.seal = ${asked.seal}`] : []),
    ...(asked.q ? [wordIn(asked.q)] : []),
    ...(asked.since ? [fragment`u.at >= ${asked.since}`] : []),
    ...(asked.until ? [fragment`u.at < ${asked.until}`] : []),
    ...(asked.after ? [fragment`(u.at, u.id) < (${asked.after.at}, ${asked.after.id})`] : []),
  ]
  return tx.sql<UseFound>`select ${found} from ${joined} where ${fragment.join(wishes, fragment` and `)} order by u.at desc, u.id desc limit ${limit}`
}

/** What was sealed for a subject with the seals of firms, oldest first. */
export async function listFirmUses(tx: Tx, subject: string, owner: string): Promise<(UseFound & { pages: number })[]> {
  return tx.sql<
    UseFound & { pages: number }
  >`select ${found}, r.pages from ${joined} join seal.request r on r.id = u.request where u.subject = ${subject} and s.owner = ${owner} and s.owner_kind = 'party'
    order by u.at, u.id limit 50`
}

export async function findUse(tx: Tx, id: string): Promise<(UseFound & { owner: string; division: string }) | undefined> {
  return (
    await tx.sql<UseFound & { owner: string; division: string }>`select ${found}, s.owner, s.division from ${joined} where u.id = ${id}`
  )[0]
}

export async function countUses(tx: Tx, seal: string): Promise<number> {
  return (await tx.sql<{ n: number }>`select count(*) n from seal.use where seal = ${seal}`)[0]!.n
}

type Period = { since: Date; until: Date }

export const countUsesIn = async (tx: Tx, { since, until }: Period): Promise<number> =>
  (await tx.sql<{ n: number }>`select count(*)::int n from seal.use where at >= ${since} and at < ${until}`)[0]!.n

/** Papers sealed on the strength of their act in a period, by their PDF: each paper has one, and a licence has none. */
export const countPapersSealed = async (tx: Tx, { since, until }: Period): Promise<number> =>
  (
    await tx.sql<{ n: number }>`select count(*)::int n from seal.use
      where at >= ${since} and at < ${until} and format = 'pdf' and request is null`
  )[0]!.n
