/** From a platform's word to the person or firm of the register: found by number, checked by name, else registered. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import { findByNo, partiesOf, registerLegal, registerNatural, setRepresentative } from '#kernel/party/api.ts'
import type { Provider } from '#kernel/provider.ts'
import type { Vouched } from '../../gateway/oidc.ts'
import { type ClaimFault, firmOf, isClaimFault, personOf, type VouchedFirm, type VouchedPerson } from '../../rules/claims.ts'
import { house } from '../../rules/scope.ts'
import type { Account, Visit } from '../../schema.ts'
import { addAccount, findByParty } from '../../store/account.ts'
import { findIdentity } from '../../store/identity.ts'
import { reopened } from '../closing.ts'
import { emitAccount } from '../fact.ts'
import { refuse } from '../refuse.ts'

/** Whose account it is by a platform's word, for whom he acts at first, and where he goes before his way back. */
export type Settled = { account: Account; acting?: string; first?: string }

const asHouse = (ctx: Visit): Visit => ({ ...ctx, who: house })

const faulty = ({ title }: Provider, { what, why }: ClaimFault) =>
  why === undefined ? refuse('permission.claims-missing', { title, what }) : refuse('permission.claims-wrong', { title, what, why })

/** The party of a person, registered where he is new. The same number under another name is nobody's to decide here. */
async function partyOf(
  ctx: Visit,
  { title }: Provider,
  person: VouchedPerson,
): Promise<{ party: string; isNew: boolean; reachable: boolean }> {
  const known = await findByNo(ctx, person)
  if (known && known.name !== person.name) throw refuse('permission.name-differs', { title })
  if (known) return { party: known.id, isNew: false, reachable: true }
  const { party } = await registerNatural(asHouse(ctx), person)
  return { party, isNew: true, reachable: person.phone !== undefined }
}

async function accountOf(ctx: Visit, party: string, name: string): Promise<{ account: Account; isNew: boolean }> {
  const known = await findByParty(ctx.tx, party)
  if (known) return reopened(ctx, known)
  const id = `citizen:${party}`
  const plain = { login: null, organ: null, title: null, passwordHash: null, mustChange: false, demo: false }
  await addAccount(ctx.tx, { id, kind: 'citizen', name, party, ...plain }, ctx.now)
  await emitAccount(ctx, 'account.added', id, {})
  return { account: (await findByParty(ctx.tx, party))!, isNew: false }
}

/** Signs a person in: by his number, and by the name the platform gave him before, which never turns to somebody else. */
export async function settleCitizen(ctx: Visit, provider: Provider, { issuer, subject, claims }: Vouched): Promise<Settled> {
  const person = personOf(provider, claims, dayOf(ctx.now))
  if (isClaimFault(person)) throw faulty(provider, person)
  const before = await findIdentity(ctx.tx, issuer, subject)
  const { party, isNew, reachable } = await partyOf(ctx, provider, person)
  const { account, isNew: anew } = await accountOf(ctx, party, person.name)
  if (before !== undefined && before !== account.id) throw refuse('permission.bound-elsewhere', { title: provider.title })
  return { account, ...((isNew && !reachable) || anew ? { first: '/account/contact' } : {}) }
}

/** Signs a person in who comes for a firm: as its representative by law, or as an agent whom it has authorised. */
export async function settleFirm(ctx: Visit, provider: Provider, vouched: Vouched): Promise<Settled> {
  const firm = firmOf(provider, vouched.claims, dayOf(ctx.now))
  if (isClaimFault(firm)) throw faulty(provider, firm)
  const settled = await settleCitizen(ctx, provider, vouched)
  const id = await firmIn(ctx, provider, { firm, person: settled.account.party! })
  const speaks = await partiesOf(ctx.tx, settled.account.party!, dayOf(ctx.now))
  if (!speaks.some((s) => s.party === id)) throw refuse('permission.not-of-firm', { firm: firm.name })
  return { ...settled, acting: id }
}

/** The firm in the register, with the representative that the platform names. A firm that has another one here is for the counter. */
async function firmIn(ctx: Visit, provider: Provider, { firm, person }: { firm: VouchedFirm; person: string }): Promise<string> {
  const { title } = provider
  const rep = firm.rep ? (await partyOf(ctx, provider, firm.rep)).party : undefined
  const known = await findByNo(ctx, { idType: '001', idNo: firm.uscc })
  if (known && known.name !== firm.name) throw refuse('permission.firm-name-differs', { title, known: known.name })
  if (known && rep && known.legalRep === null) await setRepresentative(asHouse(ctx), { party: known.id, legalRep: rep })
  else if (known && rep && known.legalRep !== rep) throw refuse('permission.rep-differs', { title })
  if (known) return known.id
  if (!rep || rep !== person) throw refuse('permission.not-of-firm', { firm: firm.name })
  const { party } = await registerLegal(asHouse(ctx), { name: firm.name, uscc: firm.uscc, type: firm.type, legalRep: rep })
  return party
}
