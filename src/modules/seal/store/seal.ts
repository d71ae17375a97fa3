/** The SQL of seals, their keepers and the certificates that were revoked. */
import type { Tx } from '#base/db.ts'
import { type Fragment, fragment } from '#base/db.ts'
import { forget } from '#base/once.ts'
import type { Cursor } from '../rules/cursor.ts'
import type { SealKind, SealRow, SealStatus } from '../schema/seal.ts'

const columns = fragment`id, kind, owner_kind "ownerKind", owner, owner_name "ownerName", uscc, division, name, purpose,
  diameter::float8 diameter, code, power_of "powerOf", replaces, status, reason, valid_from::text "validFrom", valid_to::text "validTo",
  key, demo, applied_by "appliedBy", applied_at "appliedAt", checked_by "checkedBy", identity, made_by "madeBy", made_at "madeAt",
  changed_at "changedAt"`

/** What a seal signs with: Seal.esl, its certificate, its key. */
export type SealTools = { esl: Buffer; certificate: Buffer }

/** A seal held for signing. */
export type Held = SealRow & SealTools

type NewSeal = Omit<
  SealRow,
  'code' | 'validFrom' | 'validTo' | 'key' | 'checkedBy' | 'identity' | 'madeBy' | 'madeAt' | 'changedAt' | 'reason' | 'status'
>

export async function addSeal(tx: Tx, s: NewSeal): Promise<void> {
  await tx.sql`insert into seal.seal (id, kind, owner_kind, owner, owner_name, uscc, division, name, purpose, diameter, power_of, replaces,
      status, demo, applied_by, applied_at, changed_at)
    values (${s.id}, ${s.kind}, ${s.ownerKind}, ${s.owner}, ${s.ownerName}, ${s.uscc}, ${s.division}, ${s.name}, ${s.purpose}, ${s.diameter},
      ${s.powerOf}, ${s.replaces}, 'applied', ${s.demo}, ${s.appliedBy}, ${s.appliedAt}, ${s.appliedAt})`
}

export async function findSeal(tx: Tx, id: string): Promise<SealRow | undefined> {
  return (await tx.sql<SealRow>`select ${columns} from seal.seal where id = ${id}`)[0]
}

/** Holds the seal until the transaction is over, so that it is not lost or frozen while it signs. */
export async function holdSeal(tx: Tx, id: string): Promise<Held | undefined> {
  return (await tx.sql<Held>`select ${columns}, esl, certificate from seal.seal where id = ${id} for share`)[0]
}

/** Holds the seal for an act on itself: nobody signs with it meanwhile. */
export async function lockSeal(tx: Tx, id: string): Promise<(SealRow & Partial<SealTools>) | undefined> {
  forget(tx)
  return (await tx.sql<SealRow & Partial<SealTools>>`select ${columns}, esl, certificate from seal.seal where id = ${id} for update`)[0]
}

/** The one seal of a kind that an owner has in force, lost and frozen ones included. */
export async function findStanding(tx: Tx, owner: string, kind: SealKind, powerOf: string | null = null): Promise<SealRow | undefined> {
  return (
    await tx.sql<SealRow>`select ${columns} from seal.seal where owner = ${owner} and kind = ${kind}
      and status in ('valid', 'lost', 'frozen') and (${powerOf}::text is null or power_of = ${powerOf}) limit 1`
  )[0]
}

type Made = SealTools & { id: string; code: string; key: string; validFrom: string; validTo: string; by: string; at: Date }

export async function setMade(tx: Tx, m: Made): Promise<void> {
  await tx.sql`update seal.seal set status = 'valid', code = ${m.code}, key = ${m.key}, certificate = ${m.certificate}, esl = ${m.esl},
    valid_from = ${m.validFrom}, valid_to = ${m.validTo}, made_by = ${m.by}, made_at = ${m.at}, changed_at = ${m.at} where id = ${m.id}`
}

export async function setChecked(tx: Tx, id: string, c: { by: string; identity: string; at: Date }): Promise<void> {
  await tx.sql`update seal.seal set status = 'checked', checked_by = ${c.by}, identity = ${c.identity}, changed_at = ${c.at} where id = ${id}`
}

export async function setStatus(tx: Tx, id: string, status: SealStatus, reason: string | null, at: Date): Promise<void> {
  await tx.sql`update seal.seal set status = ${status}, reason = ${reason}, changed_at = ${at} where id = ${id}`
}

/** Seals of an organ, and powers of it given to others' seals, that are in force, held back, or on the way. */
export async function countStanding(tx: Tx, organ: string): Promise<number> {
  const [row] = await tx.sql<{ n: number }>`select count(*)::int n from seal.seal
    where owner_kind = 'organ' and (owner = ${organ} or power_of = ${organ}) and status in ('applied', 'checked', 'valid', 'lost', 'frozen')`
  return row!.n
}

/** Seals of an organ in force that do not bear this name of it. */
export async function countNamedOtherwise(tx: Tx, organ: string, name: string): Promise<number> {
  const [row] = await tx.sql<{ n: number }>`select count(*)::int n from seal.seal
    where owner_kind = 'organ' and owner = ${organ} and owner_name <> ${name} and status in ('valid', 'lost', 'frozen')`
  return row!.n
}

/** Organs that have a seal for their papers in force. */
export async function listOwnersInForce(tx: Tx): Promise<string[]> {
  const rows = await tx.sql<{ owner: string }>`select distinct owner from seal.seal
    where owner_kind = 'organ' and status = 'valid' and kind in ('official', 'business')`
  return rows.map((r) => r.owner)
}

/** Whether an owner has applied for such a seal already and it is not made yet. */
export async function hasOpen(tx: Tx, owner: string, kind: SealKind, powerOf: string | null): Promise<boolean> {
  const rows = await tx.sql`select 1 from seal.seal where owner = ${owner} and kind = ${kind} and power_of is not distinct from ${powerOf}
    and status in ('applied', 'checked') limit 1`
  return rows.length === 1
}

/** Seals in force whose last day lies before a day. */
export async function listExpired(tx: Tx, today: string, limit: number): Promise<string[]> {
  const rows = await tx.sql<{
    id: string
  }>`select id from seal.seal where status = 'valid' and valid_to < ${today} order by valid_to limit ${limit}`
  return rows.map((r) => r.id)
}

const shows: Record<'' | 'valid' | 'open' | 'ended', Fragment> = {
  '': fragment`true`,
  valid: fragment`status in ('valid', 'lost', 'frozen')`,
  open: fragment`status in ('applied', 'checked')`,
  ended: fragment`status in ('rejected', 'changed', 'cancelled', 'expired')`,
}

/** Seals, those applied for last first. */
export async function pageSeals(
  tx: Tx,
  show: keyof typeof shows,
  organs: readonly string[] | '*',
  after: Cursor | undefined,
  limit: number,
): Promise<SealRow[]> {
  const wishes = [
    shows[show],
    ...(organs === '*' ? [] : [fragment`owner = any(${organs})`]),
    ...(after ? [fragment`(applied_at, id) < (${after.at}, ${after.id})`] : []),
  ]
  return tx.sql<SealRow>`select ${columns} from seal.seal where ${fragment.join(wishes, fragment` and `)} order by applied_at desc, id desc limit ${limit}`
}

/** The picture and everything else a seal is made of, as it stands inside. */
export async function findEsl(tx: Tx, id: string): Promise<Buffer | undefined> {
  return (await tx.sql<{ esl: Buffer | null }>`select esl from seal.seal where id = ${id}`)[0]?.esl ?? undefined
}

type Revoking = { serial: string; seal: string; at: Date; reason: 'superseded' | 'cessationOfOperation' | 'keyCompromise' }

export async function addRevoked(tx: Tx, r: Revoking): Promise<void> {
  await tx.sql`insert into seal.revoked (serial, seal, at, reason) values (${r.serial}, ${r.seal}, ${r.at}, ${r.reason}) on conflict do nothing`
}

/** Certificates that hold no more, and those on hold because their seal is lost or frozen. */
export async function listRevoked(tx: Tx): Promise<{ serial: string | null; certificate: Buffer; at: Date; reason: string }[]> {
  return tx.sql`select r.serial, s.certificate, r.at, r.reason from seal.revoked r join seal.seal s on s.id = r.seal
    union all select null, certificate, changed_at, 'certificateHold' from seal.seal where status in ('lost', 'frozen')`
}

/** The second key of a seal, for PDFs, with its certificate; undefined until it is made. */
export async function findPdfKey(tx: Tx, id: string): Promise<{ key: string; certificate: Buffer } | undefined> {
  const [row] = await tx.sql<{
    key: string | null
    certificate: Buffer
  }>`select pdf_key key, pdf_certificate certificate from seal.seal where id = ${id}`
  return row?.key ? { key: row.key, certificate: row.certificate } : undefined
}

/** Waits until nobody else is making the second key of a seal. */
export const queueForPdfKey = async (tx: Tx, id: string): Promise<void> =>
  void (await tx.sql`select pg_advisory_xact_lock(hashtextextended(${`seal.pdf-key:${id}`}, 0))`)

/** Writes the second key down; the seal is held for it. */
export async function addPdfKey(tx: Tx, id: string, key: string, certificate: Buffer): Promise<void> {
  await tx.sql`update seal.seal set pdf_key = ${key}, pdf_certificate = ${certificate} where id = ${id} and pdf_key is null`
}

/** The seals of some firms: those in force first, the newest first among equals. */
export async function listSealsOf(tx: Tx, owners: readonly string[]): Promise<SealRow[]> {
  return tx.sql<SealRow>`select ${columns} from seal.seal where owner_kind = 'party' and owner = any(${owners})
    order by status in ('valid', 'lost', 'frozen') desc, applied_at desc, id limit 200`
}
