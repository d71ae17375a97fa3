/** The SQL of requests to use a seal. */
import { type Fragment, fragment, type Tx } from '#base/db.ts'
import type { Cursor } from '../rules/cursor.ts'
import type { RequestState } from '../schema/life.ts'
import type { OwnerKind } from '../schema/seal.ts'
import type { SealPlace } from '../schema/use.ts'

export type RequestRow = {
  id: string
  seal: string
  sealName: string
  owner: string
  ownerKind: OwnerKind
  division: string
  subject: string
  title: string
  purpose: string
  fileName: string
  caseNo: string | null
  format: 'ofd' | 'pdf'
  documentHash: string
  documentFile: string
  pages: number
  places: SealPlace[]
  state: RequestState
  askedBy: string
  askedName: string
  askedAt: Date
  decidedBy: string | null
  decidedName: string | null
  decidedAt: Date | null
  opinion: string | null
  use: string | null
  resultHash: string | null
}

const columns = fragment`r.id, r.seal, s.name "sealName", s.owner, s.owner_kind "ownerKind", s.division,
  r.subject, r.title, r.purpose, r.file_name "fileName",
  r.case_no "caseNo", r.format, r.document_hash "documentHash", r.document_file "documentFile", r.pages, r.places, r.state,
  r.asked_by "askedBy", r.asked_name "askedName", r.asked_at "askedAt", r.decided_by "decidedBy", r.decided_name "decidedName",
  r.decided_at "decidedAt", r.opinion, u.id use, u.result_hash "resultHash"`
const joined = fragment`seal.request r join seal.seal s on s.id = r.seal left join seal.use u on u.request = r.id`

export type NewRequest = Pick<
  RequestRow,
  | 'id'
  | 'seal'
  | 'subject'
  | 'title'
  | 'purpose'
  | 'fileName'
  | 'caseNo'
  | 'format'
  | 'documentHash'
  | 'documentFile'
  | 'pages'
  | 'places'
  | 'askedBy'
  | 'askedName'
  | 'askedAt'
>

export async function addRequest(tx: Tx, r: NewRequest, within: { batch: string; place: number } | null = null): Promise<void> {
  await tx.sql`insert into seal.request (id, seal, subject, title, purpose, file_name, case_no, format, document_hash, document_file, pages, places,
      state, asked_by, asked_name, asked_at, batch, batch_place)
    values (${r.id}, ${r.seal}, ${r.subject}, ${r.title}, ${r.purpose}, ${r.fileName}, ${r.caseNo}, ${r.format}, ${r.documentHash},
      ${r.documentFile}, ${r.pages}, ${JSON.stringify(r.places)}::jsonb, 'waiting', ${r.askedBy}, ${r.askedName}, ${r.askedAt},
      ${within?.batch ?? null}, ${within?.place ?? null})`
}

export async function findRequest(tx: Tx, id: string): Promise<RequestRow | undefined> {
  return (await tx.sql<RequestRow>`select ${columns} from ${joined} where r.id = ${id}`)[0]
}

/** Holds a request until the transaction is over, so that it is decided once and used once. */
export async function lockRequest(tx: Tx, id: string): Promise<RequestRow | undefined> {
  return (await tx.sql<RequestRow>`select ${columns} from ${joined} where r.id = ${id} for update of r`)[0]
}

type Decision = { state: 'approved' | 'rejected'; by: string; name: string; at: Date; opinion: string }

export async function setDecided(tx: Tx, id: string, d: Decision): Promise<void> {
  await tx.sql`update seal.request set state = ${d.state}, decided_by = ${d.by}, decided_name = ${d.name}, decided_at = ${d.at},
    opinion = ${d.opinion}, own_approval = (asked_by = ${d.by}) where id = ${id}`
}

export async function setWithdrawn(tx: Tx, id: string): Promise<void> {
  await tx.sql`update seal.request set state = 'withdrawn' where id = ${id}`
}

export async function setUsed(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.sql`update seal.request set state = 'used', used_at = ${at} where id = ${id}`
}

/** What somebody asked for with a seal, one by one, that is approved and not sealed. */
export async function listApprovedOf(tx: Tx, seal: string, askedBy: string): Promise<RequestRow[]> {
  return tx.sql<RequestRow>`select ${columns} from ${joined} where r.seal = ${seal} and r.asked_by = ${askedBy} and r.state = 'approved'
    and r.batch is null order by r.asked_at, r.id limit 200`
}

const shows: Record<'' | 'mine' | 'done', (who: string) => Fragment> = {
  '': () => fragment`r.state in ('waiting', 'approved')`,
  mine: (who) => fragment`r.asked_by = ${who}`,
  done: () => fragment`r.state in ('used', 'rejected', 'withdrawn')`,
}

/** `organs`: of which owners; `kind`: the seals of organs, where nothing is said, or those of firms. */
export type Reach = { who: string; organs: readonly string[] | '*'; kind?: OwnerKind }

/** Requests newest first: one's own, and those on seals of the owners whose requests one may see. */
export async function pageRequests(
  tx: Tx,
  show: '' | 'mine' | 'done',
  { who, organs, kind = 'organ' }: Reach,
  after: Cursor | undefined,
  limit: number,
): Promise<RequestRow[]> {
  const wishes = [
    fragment`r.batch is null`,
    fragment`s.owner_kind = ${kind}`,
    shows[show](who),
    ...(organs === '*' ? [] : [fragment`(s.owner = any(${organs}) or r.asked_by = ${who})`]),
    ...(after ? [fragment`(r.asked_at, r.id) < (${after.at}, ${after.id})`] : []),
  ]
  return tx.sql<RequestRow>`select ${columns} from ${joined} where ${fragment.join(wishes, fragment` and `)}
    order by r.asked_at desc, r.id desc limit ${limit}`
}
