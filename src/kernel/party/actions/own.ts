import { asSystem } from '#base/as-system.ts'
import { found, together } from '#base/together.ts'
import type { Ctx } from '#kernel/module.ts'
import { type Matter, speaksIn } from '#kernel/who.ts'
import { findParty, listParties, type PartyRow } from '../store.ts'
import { refuse } from './refuse.ts'
import { contexts } from './register.ts'

/** A party's own record in the clear: what need not be asked of whoever speaks for it. */
export type OwnRecord = {
  id: string
  kind: 'natural' | 'legal'
  name: string
  idNo?: string
  phone?: string
  address?: string
  email?: string
  uscc?: string
  legalRep?: OwnRecord
  demo: boolean
}

function clear(ctx: Ctx, row: PartyRow): OwnRecord {
  const open = (sealed: Buffer | null, context: string) => (sealed ? ctx.keys.open(sealed, context) : undefined)
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    demo: row.demo,
    uscc: row.uscc ?? undefined,
    idNo: open(row.idNoSealed, contexts.idNo),
    phone: open(row.phoneSealed, contexts.phone),
    address: open(row.addressSealed, contexts.address),
    email: open(row.emailSealed, contexts.email),
  }
}

/**
 * The record of a party one speaks for, with that of its legal representative; anybody else's is not there. Whoever speaks by a letter that
 * names matters sees it for one of these alone, while the letter lasts.
 */
export async function ownRecord(ctx: Ctx, party: string, matter?: Matter): Promise<OwnRecord> {
  const his = matter ? speaksIn(ctx.who, party, matter) : ctx.who.parties.includes(party)
  if (ctx.who.kind !== 'system' && !his) throw refuse('party.unknown')
  const row = await findParty(ctx.tx, party)
  if (!row) throw refuse('party.unknown')
  const rep = row.legalRep ? await asSystem(ctx.tx, () => findParty(ctx.tx, row.legalRep!)) : undefined
  return { ...clear(ctx, row), legalRep: rep && clear(ctx, rep) }
}

/** The records of parties in the order of their ids, without their representatives, in one query. For the house alone: the scope is `system`. */
export async function recordsOf(ctx: Ctx, ids: readonly string[]): Promise<OwnRecord[]> {
  const rows = new Map((await listParties(ctx.tx, ids)).map((row) => [row.id, row]))
  return ids.map((id) => recordFrom(ctx, rows.get(id)))
}

const partyRows = found(listParties, (row) => row.id)

/** The record of one party, as of several. */
export const recordOf = async (ctx: Ctx, id: string): Promise<OwnRecord> => recordFrom(ctx, await together(ctx.tx, partyRows, id))

function recordFrom(ctx: Ctx, row: PartyRow | undefined): OwnRecord {
  if (!row) throw refuse('party.unknown')
  return clear(ctx, row)
}

/** The numbers by which parties are known: identity numbers, credit codes, and those of their legal representatives. For comparing alone; never shown. */
export async function registeredNumbers(ctx: Ctx, parties: readonly string[]): Promise<string[]> {
  const numbers: string[] = []
  for (const id of parties) {
    const row = await findParty(ctx.tx, id)
    if (!row) continue
    const rep = row.legalRep ? await findParty(ctx.tx, row.legalRep) : undefined
    for (const r of [clear(ctx, row), ...(rep ? [clear(ctx, rep)] : [])]) numbers.push(...[r.idNo, r.uscc].filter((n) => n !== undefined))
  }
  return numbers
}
