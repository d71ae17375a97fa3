import { fragment, type Tx } from '#base/db.ts'
import type { PastCase } from './schema.ts'

const columns = fragment`id, no, item, organ, organ_name "organName", applicant_name "applicantName", submitted_on "submittedOn", decided_on "decidedOn",
  result, licence_no "licenceNo"`

export type NewPast = PastCase & { division: string; party: string; hash: string }

/** The digest of what stands under a number of an organ; undefined where nothing does. */
export async function findPastHash(tx: Tx, organ: string, no: string): Promise<string | undefined> {
  return (await tx.sql<{ hash: string }>`select hash from imports.past_case where organ = ${organ} and no = ${no}`)[0]?.hash
}

export async function addPast(tx: Tx, p: NewPast, at: Date): Promise<void> {
  await tx.sql`insert into imports.past_case
      (id, no, item, organ, organ_name, division, party, applicant_name, submitted_on, decided_on, result, licence_no, hash, imported_at)
    values (${p.id}, ${p.no}, ${p.item}, ${p.organ}, ${p.organName}, ${p.division}, ${p.party}, ${p.applicantName}, ${p.submittedOn}, ${p.decidedOn},
      ${p.result}, ${p.licenceNo}, ${p.hash}, ${at})`
}

const likeText = (q: string) => `%${q.replace(/[\\%_]/g, '\\$&')}%`

/** Past cases that whoever asks may see, newest decision first; `after` is the id that the page goes on from. */
export async function listPast(
  tx: Tx,
  { q, after = null, limit }: { q: string; after?: string | null; limit: number },
): Promise<PastCase[]> {
  return tx.sql<PastCase>`select ${columns} from imports.past_case p
    where (${q} = '' or no ilike ${likeText(q)} or applicant_name ilike ${likeText(q)} or item ilike ${likeText(q)})
      and (${after}::text is null or (p.decided_on, p.id) < (select a.decided_on, a.id from imports.past_case a where a.id = ${after}))
    order by p.decided_on desc, p.id desc limit ${limit}`
}

/** Every past case of one party, newest first. */
export async function listAllPastOf(tx: Tx, party: string): Promise<PastCase[]> {
  return tx.sql<PastCase>`select ${columns} from imports.past_case where party = ${party} order by decided_on desc, id desc`
}

/** The past cases of parties, newest first. */
export async function listPastOf(tx: Tx, parties: readonly string[]): Promise<PastCase[]> {
  return tx.sql<PastCase>`select ${columns} from imports.past_case where party = any(${parties}) order by decided_on desc, id desc limit 200`
}
