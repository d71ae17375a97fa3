import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'

/** A paper as the lists show it; what it says is sealed and opened only to draw it. */
export type PaperRow = {
  id: string
  about: string
  /** the place in the subject's history of the act that it tells of */
  act: number
  kind: string
  title: string
  no: string | null
  organ: string
  checkCode: string
  fileHash: string | null
  size: number | null
  /** the same paper as OFD; null where it was drawn before papers had one, until it is first asked for */
  ofdHash: string | null
  madeAt: Date
  /** when the act it tells of was recalled, and it became void with it */
  voidedAt: Date | null
}

const columns = fragment`id, about, act, kind, title, no, organ, check_code "checkCode", file_hash "fileHash", size, ofd_hash "ofdHash", made_at "madeAt", voided_at "voidedAt"`

export function addPaper(tx: Tx, p: PaperRow & { sealed: Buffer; readers: readonly string[]; bearsSeal: boolean }): void {
  tx.send`insert into document.paper (id, about, act, kind, title, no, organ, sealed, check_code, readers, bears_seal, made_at)
    values (${p.id}, ${p.about}, ${p.act}, ${p.kind}, ${p.title}, ${p.no}, ${p.organ}, ${p.sealed}, ${p.checkCode}, ${p.readers}, ${p.bearsSeal}, ${p.madeAt})`
}

/** Makes the papers of recalled acts void; their numbers stay taken. Answers what became void. */
export async function voidPapers(tx: Tx, about: string, acts: { from: number; to: number }, at: Date): Promise<PaperRow[]> {
  return tx.sql<PaperRow>`update document.paper set voided_at = ${at}
    where about = ${about} and act between ${acts.from} and ${acts.to} and voided_at is null returning ${columns}`
}

/** The papers of a subject that stand, in the order in which they were made. */
export async function listPapers(tx: Tx, about: string): Promise<PaperRow[]> {
  return tx.sql<PaperRow>`select ${columns} from document.paper where about = ${about} and voided_at is null order by place`
}

/** The papers of several subjects that stand. */
export async function listPapersOf(tx: Tx, abouts: readonly string[]): Promise<PaperRow[]> {
  return tx.sql<PaperRow>`select ${columns} from document.paper where about = any(${abouts}) and voided_at is null order by about, place`
}

export async function findPaper(tx: Tx, id: string): Promise<(PaperRow & { sealed: Buffer }) | undefined> {
  return (await tx.sql<PaperRow & { sealed: Buffer }>`select ${columns}, sealed from document.paper where id = ${id}`)[0]
}

/** The paper held until the transaction is over: of two that draw it, the second waits. */
export async function holdPaper(tx: Tx, id: string): Promise<(PaperRow & { sealed: Buffer }) | undefined> {
  return (await tx.sql<PaperRow & { sealed: Buffer }>`select ${columns}, sealed from document.paper where id = ${id} for update`)[0]
}

export async function findPaperByCode(tx: Tx, checkCode: string): Promise<PaperRow | undefined> {
  return (await tx.sql<PaperRow>`select ${columns} from document.paper where check_code = ${checkCode}`)[0]
}

type Kept = { hash: string; size: number }

/** Notes that a paper was drawn; false where another had drawn it in the meantime. */
export async function setDrawn(tx: Tx, id: string, pdf: Kept, ofd: Kept, at: Date): Promise<boolean> {
  const rows =
    await tx.sql`update document.paper set file_hash = ${pdf.hash}, size = ${pdf.size}, ofd_hash = ${ofd.hash}, ofd_size = ${ofd.size},
    drawn_at = ${at} where id = ${id} and file_hash is null returning 1`
  return rows.length === 1
}

/** Notes the OFD of a paper that was drawn without one; false where another was faster. */
export async function setOfd(tx: Tx, id: string, ofd: Kept): Promise<boolean> {
  const rows =
    await tx.sql`update document.paper set ofd_hash = ${ofd.hash}, ofd_size = ${ofd.size} where id = ${id} and ofd_hash is null returning 1`
  return rows.length === 1
}

/** How many papers that an organ gives were drawn in a period; what the applicant signs himself is not counted. */
export const countDrawn = async (tx: Tx, { since, until }: { since: Date; until: Date }): Promise<number> =>
  (
    await tx.sql<{ n: number }>`select count(*)::int n from document.paper
      where drawn_at >= ${since} and drawn_at < ${until} and bears_seal`
  )[0]!.n

/** Which of some files are papers. */
export async function listFilesUsed(tx: Tx, hashes: readonly string[]): Promise<string[]> {
  const rows = await tx.sql<{ hash: string }>`select h hash from unnest(${hashes}::text[]) h
    where exists (select from document.paper p where p.file_hash = h or p.ofd_hash = h)`
  return rows.map((r) => r.hash)
}
