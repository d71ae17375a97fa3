/** The SQL of seals, their keepers and the certificates that were revoked. */
import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import type { SealKind, SealRow } from '../schema/seal.ts'

const columns = fragment`id, kind, owner_kind "ownerKind", owner, owner_name "ownerName", uscc, division, name, purpose,
  diameter::float8 diameter, code, power_of "powerOf", replaces, status, reason, valid_from::text "validFrom", valid_to::text "validTo",
  key, demo, applied_by "appliedBy", applied_at "appliedAt", checked_by "checkedBy", identity, made_by "madeBy", made_at "madeAt",
  changed_at "changedAt"`

/** What a seal signs with: Seal.esl, its certificate, its key. */
export type SealTools = { esl: Buffer; certificate: Buffer }

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
export async function holdSeal(tx: Tx, id: string): Promise<(SealRow & SealTools) | undefined> {
  return (await tx.sql<SealRow & SealTools>`select ${columns}, esl, certificate from seal.seal where id = ${id} for share`)[0]
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
