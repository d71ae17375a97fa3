/** The SQL of approvals and uses; both are only ever added. */
import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
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

/** Writes an approval down once; the same fact for the same seal and subject gives the first one. */
export async function addApproval(tx: Tx, a: ApprovalRow): Promise<ApprovalRow> {
  await tx.sql`insert into seal.approval (id, seal, subject, fact, request, document_hash, basis, by_whom, by_name, at)
    values (${a.id}, ${a.seal}, ${a.subject}, ${a.fact}, ${a.request}, ${a.documentHash}, ${a.basis}, ${a.by}, ${a.byName}, ${a.at})
    on conflict do nothing`
  const [kept] = await tx.sql<ApprovalRow>`select ${approvalColumns} from seal.approval where seal = ${a.seal} and subject = ${a.subject}
    and fact is not distinct from ${a.fact} and request is not distinct from ${a.request}`
  return kept!
}

export async function findApprovalOf(tx: Tx, request: string): Promise<ApprovalRow | undefined> {
  return (await tx.sql<ApprovalRow>`select ${approvalColumns} from seal.approval where request = ${request}`)[0]
}

type NewUse = Omit<SealUse, 'approvedBy' | 'approvedAt'>

export async function addUse(tx: Tx, u: NewUse): Promise<void> {
  await tx.sql`insert into seal.use (id, seal, subject, title, approval, request, format, document_hash, data_hash, signature_hash, result_hash,
      places, by_whom, at)
    values (${u.id}, ${u.seal}, ${u.subject}, ${u.title}, ${u.approval}, ${u.request}, ${u.format}, ${u.documentHash}, ${u.dataHash},
      ${u.signatureHash}, ${u.resultHash}, ${JSON.stringify(u.places)}::jsonb, ${u.by}, ${u.at})`
}
