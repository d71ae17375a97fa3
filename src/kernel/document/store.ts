import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'

/** A paper as the lists show it; what it says is sealed and opened only to draw it. */
export type PaperRow = {
  id: string
  about: string
  kind: string
  title: string
  no: string | null
  organ: string
  checkCode: string
  fileHash: string | null
  size: number | null
  madeAt: Date
  /** when the act it tells of was recalled, and it became void with it */
  voidedAt: Date | null
}

const columns = fragment`id, about, kind, title, no, organ, check_code "checkCode", file_hash "fileHash", size, made_at "madeAt", voided_at "voidedAt"`

export function addPaper(tx: Tx, p: PaperRow & { act: number; sealed: Buffer; readers: readonly string[] }): void {
  tx.send`insert into document.paper (id, about, act, kind, title, no, organ, sealed, check_code, readers, made_at)
    values (${p.id}, ${p.about}, ${p.act}, ${p.kind}, ${p.title}, ${p.no}, ${p.organ}, ${p.sealed}, ${p.checkCode}, ${p.readers}, ${p.madeAt})`
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

export async function findPaper(tx: Tx, id: string): Promise<(PaperRow & { act: number; sealed: Buffer }) | undefined> {
  return (await tx.sql<PaperRow & { act: number; sealed: Buffer }>`select ${columns}, act, sealed from document.paper where id = ${id}`)[0]
}

export async function findPaperByCode(tx: Tx, checkCode: string): Promise<PaperRow | undefined> {
  return (await tx.sql<PaperRow>`select ${columns} from document.paper where check_code = ${checkCode}`)[0]
}

/** Notes that a paper was drawn; false where another had drawn it in the meantime. */
export async function setDrawn(tx: Tx, id: string, file: { hash: string; size: number }, at: Date): Promise<boolean> {
  const rows =
    await tx.sql`update document.paper set file_hash = ${file.hash}, size = ${file.size}, drawn_at = ${at} where id = ${id} and file_hash is null returning 1`
  return rows.length === 1
}
