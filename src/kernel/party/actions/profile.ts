import { asSystem } from '#base/as-system.ts'
import type { Keys } from '#base/secret.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { may } from '#kernel/who.ts'
import { maskEmail } from '../rules/email.ts'
import { maskAddress, maskIdNo, maskName, maskPhone } from '../rules/mask.ts'
import { findParty, type PartyRow } from '../store.ts'
import { isHimself } from './himself.ts'
import type { FindParty, PartyId, SealedField, Unmask } from './input.ts'
import { refuse } from './refuse.ts'
import { contexts, findByNo, readersOf } from './register.ts'

/** A party as pages show it: what is personal is masked, what a register publishes is not. */
export type Profile = {
  id: string
  kind: 'natural' | 'legal'
  name: string
  idType: string | null
  idNo: string | null
  phone: string | null
  address: string | null
  email: string | null
  uscc: string | null
  legalType: string | null
  legalRep: { id: string; name: string } | null
  demo: boolean
}

const open = (keys: Keys, sealed: Buffer | null, context: string): string | null => (sealed ? keys.open(sealed, context) : null)
const masked = (value: string | null, mask: (text: string) => string): string | null => (value === null ? null : mask(value))

/** What a row shows without a reason given. */
export function profileOf(keys: Keys, row: PartyRow, rep?: PartyRow): Profile {
  const { id, kind, idType, uscc, legalType, demo } = row
  return {
    id,
    kind,
    idType,
    uscc,
    legalType,
    demo,
    name: kind === 'natural' ? maskName(row.name) : row.name,
    idNo: masked(open(keys, row.idNoSealed, contexts.idNo), maskIdNo),
    phone: masked(open(keys, row.phoneSealed, contexts.phone), maskPhone),
    address: masked(open(keys, row.addressSealed, contexts.address), maskAddress),
    email: masked(open(keys, row.emailSealed, contexts.email), maskEmail),
    legalRep: rep ? { id: rep.id, name: maskName(rep.name) } : null,
  }
}

/** A party's profile, masked; row-level security decides who sees it at all. By a letter that names matters it is the name and what registers publish. */
export const profile: Action<PartyId, Profile> = async (ctx, { party }) => {
  const row = await findParty(ctx.tx, party)
  if (!row) throw refuse('party.unknown')
  const rep = row.legalRep ? await asSystem(ctx.tx, () => findParty(ctx.tx, row.legalRep!)) : undefined
  const shown = profileOf(ctx.keys, row, rep)
  const onLetter = ctx.who.onLetter?.includes(party) && !may(ctx.who, 'party.read')
  return onLetter ? { ...shown, idNo: null, phone: null, address: null, email: null } : shown
}

/** Who has this number, masked, for a clerk who fills in an application; `null` where nobody has it yet. */
export const lookUp: Action<FindParty, Profile | null> = async (ctx, input) => {
  const row = await findByNo(ctx, input)
  return row ? profileOf(ctx.keys, row) : null
}

const labels: Record<SealedField, string> = { idNo: '证件号码', phone: '电话', address: '住址', email: '邮箱', name: '姓名' }

/** What connects the one who asks with the party: the case that he names, or else one of his; whoever has none sees nothing whole. */
async function tieOf(ctx: Ctx, party: string, subject: string | undefined): Promise<string> {
  for (const room of ctx.rooms)
    for (const tie of room.ties) {
      const found = await tie.find(ctx, { party, ...(subject === undefined ? {} : { subject }) })
      if (found !== undefined) return found
    }
  const what = ctx.rooms.flatMap((room) => room.ties.map((tie) => tie.title)).join('、')
  throw refuse('party.no-tie', { what: subject === undefined ? what : '您写的这一件' })
}

/**
 * One field in the clear, and a fact that it was read: by whom, why and for which case (个人信息保护法 第五十五条、第五十六条). The
 * party sees that fact in its own account. Whoever looks at his own data needs no reason and leaves no trace.
 */
export const unmask: Action<Unmask, { value: string }> = async (ctx, { party, field, reason, case: forCase }) => {
  const row = await findParty(ctx.tx, party)
  if (!row) throw refuse('party.unknown')
  const own = await isHimself(ctx, party)
  if (!own && !may(ctx.who, 'party.unmask')) throw refuse('party.may-not-unmask')
  if (!own && [...reason].length < 2) throw refuse('party.no-reason')
  const tie = own ? undefined : await tieOf(ctx, party, forCase)
  const { keys } = ctx
  const value = {
    idNo: open(keys, row.idNoSealed, contexts.idNo),
    phone: open(keys, row.phoneSealed, contexts.phone),
    address: open(keys, row.addressSealed, contexts.address),
    email: open(keys, row.emailSealed, contexts.email),
    name: row.name,
  }[field]
  if (value === null) throw refuse('party.nothing-there', { field: labels[field] })
  if (!own)
    await ctx.emit({
      name: 'party.unmasked',
      about: `party:${party}`,
      data: { field, reason, case: tie ?? null },
      readers: readersOf(party),
    })
  return { value }
}
