/** What was signed over the roots, who cosigned it, and what this house cosigned for others. */
import type { Tx } from '#base/db.ts'
import type { PrintedCheckpoint, Unsigned } from '../schema.ts'

export type CheckpointRow = { size: number; hash: string; note: string; at: Date }

/** The checkpoints from the newest down; `before` goes on where a page ended. */
export async function listCheckpoints(
  tx: Tx,
  { before = null, limit = 50 }: { before?: number | null; limit?: number } = {},
): Promise<(CheckpointRow & { lines: string[] })[]> {
  return tx.sql`select c.size, c.hash, c.note, c.at,
      array(select s.line from ledger.cosignature s where s.size = c.size order by s.witness) lines
    from ledger.checkpoint c where (${before}::int is null or c.size < ${before}) order by c.size desc limit ${limit}`
}

/** The checkpoint of this size, or the newest. */
export async function findCheckpoint(tx: Tx, size: number | undefined): Promise<(CheckpointRow & { lines: string[] }) | undefined> {
  return (
    await tx.sql<CheckpointRow & { lines: string[] }>`select c.size, c.hash, c.note, c.at,
        array(select s.line from ledger.cosignature s where s.size = c.size order by s.witness) lines
      from ledger.checkpoint c where ${size ?? null}::int is null or c.size = ${size ?? null} order by c.size desc limit 1`
  )[0]
}

/** The newest checkpoint as papers print it. */
export async function findPrinted(tx: Tx): Promise<PrintedCheckpoint | undefined> {
  return (await tx.sql<PrintedCheckpoint>`select size, hash from ledger.checkpoint order by size desc limit 1`)[0]
}

/** How many roots no checkpoint stands over yet, and since when. */
export async function findUnsigned(tx: Tx): Promise<Unsigned> {
  return (
    await tx.sql<Unsigned>`select count(*)::int roots, min(at) since from ledger.root
      where id > coalesce((select max(size) from ledger.checkpoint), 0)`
  )[0]!
}

export async function addCheckpoint(tx: Tx, { size, hash, note, at }: CheckpointRow): Promise<void> {
  await tx.sql`insert into ledger.checkpoint (size, hash, note, at) values (${size}, ${hash}, ${note}, ${at}) on conflict do nothing`
}

/** Sizes that a witness has cosigned for us: the last, and whether this one is among them. */
export async function lastCosigned(tx: Tx, witness: string): Promise<number> {
  return (await tx.sql<{ size: number }>`select coalesce(max(size), 0) size from ledger.cosignature where witness = ${witness}`)[0]!.size
}

export async function addCosignature(tx: Tx, c: { size: number; witness: string; line: string; at: Date }): Promise<void> {
  await tx.sql`insert into ledger.cosignature (size, witness, line, at) values (${c.size}, ${c.witness}, ${c.line}, ${c.at}) on conflict do nothing`
}

export type Witnessed = { origin: string; size: number; hash: string; note: string; at: Date }

/** The last checkpoint of a log that this house cosigned, held until the transaction is over, so that two at once are taken one after the other. */
export async function holdWitnessed(tx: Tx, origin: string): Promise<Witnessed | undefined> {
  await tx.sql`select pg_advisory_xact_lock(7017002, hashtext(${origin}))`
  return (
    await tx.sql<Witnessed>`select origin, size, hash, note, at from ledger.witnessed where origin = ${origin} order by size desc limit 1`
  )[0]
}

export async function addWitnessed(tx: Tx, w: Witnessed): Promise<void> {
  await tx.sql`insert into ledger.witnessed (origin, size, hash, note, at)
    values (${w.origin}, ${w.size}, ${w.hash}, ${w.note}, ${w.at}) on conflict do nothing`
}

/** The last checkpoint of every log that this house cosigned. */
export async function listWitnessed(tx: Tx): Promise<Witnessed[]> {
  return tx.sql<Witnessed>`select distinct on (origin) origin, size, hash, note, at from ledger.witnessed order by origin, size desc`
}
