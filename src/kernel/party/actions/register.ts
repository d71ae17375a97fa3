import { asSystem } from '#base/as-system.ts'
import { type FieldError, invalidFields } from '#base/refusal.ts'
import type { Keys } from '#base/secret.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { may } from '#kernel/who.ts'
import { normalEmail } from '../rules/email.ts'
import { normalNo } from '../rules/identifier.ts'
import { checkName, normalName } from '../rules/name.ts'
import { checkContact, checkLegal, checkNatural } from '../rules/party.ts'
import { normalPhone } from '../rules/phone.ts'
import { addParty, type ContactRow, findByDigest, findByUscc, findParty, type PartyRow, setContact, setName, setRep } from '../store.ts'
import { isHimself } from './himself.ts'
import type { FindParty, RegisterLegal, RegisterNatural, SetContact } from './input.ts'
import { refuse } from './refuse.ts'

/** Columns a value is sealed for, and the context that binds it there. */
export const contexts = {
  idNo: 'party.person.id_no',
  phone: 'party.person.phone',
  address: 'party.person.address',
  email: 'party.person.email',
} as const

/** The digest by which a certificate number is found. */
export const digestOfNo = (keys: Keys, idNo: string): string => keys.blindIndex(normalNo(idNo), contexts.idNo)

const sealOr = (keys: Keys, value: string | undefined, context: string) => (value ? keys.seal(value, context) : null)

type Contact = { phone?: string; address?: string; email?: string }

function contactOf(keys: Keys, { phone, address, email }: Contact): ContactRow {
  return {
    phoneSealed: sealOr(keys, phone, contexts.phone),
    phoneDigest: phone ? keys.blindIndex(phone, contexts.phone) : null,
    addressSealed: sealOr(keys, address, contexts.address),
    emailSealed: sealOr(keys, email, contexts.email),
    emailDigest: email ? keys.blindIndex(email, contexts.email) : null,
  }
}

function checkFields(wrong: FieldError[]): void {
  if (wrong.length > 0) throw invalidFields(wrong)
}

const tidy = <C extends Contact>(contact: C): C => ({
  ...contact,
  ...(contact.phone ? { phone: normalPhone(contact.phone) } : {}),
  ...(contact.email ? { email: normalEmail(contact.email) } : {}),
})

/** Who may put a party into the register: a clerk at the counter, and the house itself when an identity service vouches. */
function checkMay(ctx: Ctx): void {
  if (!may(ctx.who, 'party.register')) throw refuse('party.may-not-register')
}

type Extra = { id?: string }

/** Registers a person, or gives back the one who has this number already: nobody is asked twice who he is. */
export const registerNatural = async (ctx: Ctx, given: RegisterNatural & Extra): Promise<{ party: string; known: boolean }> => {
  checkMay(ctx)
  const { idType = '111' } = given
  const idNo = normalNo(given.idNo)
  const input = tidy({ ...given, name: normalName(given.name) })
  checkFields(checkNatural({ ...input, idType, idNo }, dayOf(ctx.now)))
  const digest = digestOfNo(ctx.keys, idNo)
  const known = await asSystem(ctx.tx, () => findByDigest(ctx.tx, idType, digest))
  if (known && known.name !== input.name) throw refuse('party.another-name')
  if (known) return { party: known.id, known: true }
  const id = input.id ?? ctx.id()
  const row: PartyRow = {
    ...blank(ctx, id),
    kind: 'natural',
    name: input.name,
    idType,
    idNoSealed: ctx.keys.seal(idNo, contexts.idNo),
    idNoDigest: digest,
    ...contactOf(ctx.keys, input),
  }
  await add(ctx, row)
  await ctx.emit({
    name: 'party.registered',
    about: `party:${id}`,
    data: { kind: 'natural', idType, idNoDigest: digest, demo: row.demo },
    readers: readersOf(id),
  })
  return { party: id, known: false }
}

/** Registers a company, or gives back the one with this code. */
export const registerLegal = async (ctx: Ctx, given: RegisterLegal & Extra): Promise<{ party: string; known: boolean }> => {
  checkMay(ctx)
  const uscc = normalNo(given.uscc)
  const input = tidy(given)
  checkFields(checkLegal({ ...input, uscc }))
  const known = await asSystem(ctx.tx, () => findByUscc(ctx.tx, uscc))
  if (known && known.name !== input.name) throw refuse('party.uscc-taken', { uscc, name: known.name })
  if (known) return { party: known.id, known: true }
  const rep = input.legalRep ? await asSystem(ctx.tx, () => findParty(ctx.tx, input.legalRep!)) : undefined
  if (input.legalRep && rep?.kind !== 'natural') throw refuse('party.unknown-rep')
  const id = input.id ?? ctx.id()
  await add(ctx, {
    ...blank(ctx, id),
    kind: 'legal',
    name: input.name,
    uscc,
    legalType: input.type,
    legalRep: rep?.id ?? null,
    ...contactOf(ctx.keys, input),
  })
  await ctx.emit({
    name: 'party.registered',
    about: `party:${id}`,
    data: { kind: 'legal', uscc, name: input.name, legalRep: rep?.id ?? null, demo: ctx.city.demo },
    readers: readersOf(id),
  })
  return { party: id, known: false }
}

/** Names the representative by law of a body that was registered without one, where an identity service vouches for him. */
export const setRepresentative = async (ctx: Ctx, { party, legalRep }: { party: string; legalRep: string }): Promise<void> => {
  checkMay(ctx)
  await asSystem(ctx.tx, () => setRep(ctx.tx, party, legalRep))
  await ctx.emit({ name: 'party.representative-named', about: `party:${party}`, data: { legalRep }, readers: readersOf(party) })
}

/** The chain of a party is read by whoever speaks for it, and by the auditor. */
export const readersOf = (party: string): string[] => [`party:${party}`, 'office:auditor']

const blank = (ctx: Ctx, id: string): PartyRow => ({
  id,
  kind: 'natural',
  name: '',
  idType: null,
  idNoSealed: null,
  idNoDigest: null,
  phoneSealed: null,
  phoneDigest: null,
  addressSealed: null,
  emailSealed: null,
  emailDigest: null,
  uscc: null,
  legalType: null,
  legalRep: null,
  demo: ctx.city.demo,
  registeredAt: ctx.now,
})

async function add(ctx: Ctx, row: PartyRow): Promise<void> {
  // Two clerks at once with one number: the second gets a fault, tries again, and finds the party known.
  if (!(await addParty(ctx.tx, row))) throw new Error(`party ${row.id} was registered at the same moment`)
}

/** Who has this number, or undefined; for staff who read parties, and for sign-in. */
export const findByNo: Action<FindParty, PartyRow | undefined> = async ({ tx, keys }, { idType = '111', idNo }) =>
  normalNo(idNo).length === 18 && idType === '001' ? findByUscc(tx, normalNo(idNo)) : findByDigest(tx, idType, digestOfNo(keys, idNo))

/** Changes the own telephone, address and e-mail, or those of a company one represents by law; an agent leaves them alone. */
export const changeContact: Action<SetContact, void> = async (ctx, { party, ...given }) => {
  const changed = tidy(given)
  const row = await findParty(ctx.tx, party)
  if (!row || !(await isHimself(ctx, party))) throw refuse('party.unknown')
  checkFields(checkContact(changed))
  const open = (sealed: Buffer | null, context: string) => (sealed ? ctx.keys.open(sealed, context) : undefined)
  const next = {
    phone: changed.phone ?? open(row.phoneSealed, contexts.phone),
    address: changed.address ?? open(row.addressSealed, contexts.address),
    email: changed.email ?? open(row.emailSealed, contexts.email),
  }
  await setContact(ctx.tx, party, contactOf(ctx.keys, next))
  const data = { phone: changed.phone !== undefined, address: changed.address !== undefined, email: changed.email !== undefined }
  await ctx.emit({ name: 'party.contact-changed', about: `party:${party}`, data, readers: readersOf(party) })
}

/** Puts in the name that an identity document bears, where the register had another (个人信息保护法 第四十六条). */
export async function correctName(ctx: Ctx, party: string, typed: string): Promise<void> {
  const name = normalName(typed)
  const wrong = checkName(name)
  if (wrong) throw invalidFields([{ field: 'value', sentence: wrong }])
  await asSystem(ctx.tx, () => setName(ctx.tx, party, name))
  await ctx.emit({ name: 'party.name-corrected', about: `party:${party}`, data: { party }, readers: readersOf(party) })
}

/** Takes away how a person is reached: telephone, e-mail and address. */
export async function eraseContact(ctx: Ctx, party: string): Promise<void> {
  await setContact(ctx.tx, party, contactOf(ctx.keys, {}))
  await ctx.emit({ name: 'party.contact-erased', about: `party:${party}`, data: {}, readers: readersOf(party) })
}

/** The same, asked for directly: a person's own telephone and e-mail are taken away here, but set only by whoever has shown that he gets what is sent there. */
export const changeOpenly: Action<SetContact, void> = async (ctx, given) => {
  const row = given.phone || given.email ? await findParty(ctx.tx, given.party) : undefined
  if (row?.kind === 'natural' && (await isHimself(ctx, given.party))) {
    checkFields(checkContact(tidy(given)))
    throw refuse('party.contact-unshown')
  }
  await changeContact(ctx, given)
}
