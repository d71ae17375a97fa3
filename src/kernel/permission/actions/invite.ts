/** How a city gets its three officers: by links that count once, each for one office. */
import { asSystem } from '#base/as-system.ts'
import { sm3 } from '#base/digest.ts'
import { hashPassword } from '#base/secret.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Ctx } from '#kernel/module.ts'
import { type Office, offices, powerOf } from '../rules/offices.ts'
import { relyingParty } from '../rules/passkey.ts'
import { passwordFault } from '../rules/password.ts'
import type { AskOffice, InvitedBy, InvitedView, TakeOffice, TakeOfficeByPasskey, Visit } from '../schema.ts'
import { addAccount, setTotp, wallTime } from '../store/account.ts'
import { addGrant, findRole, putRole, takeOffice } from '../store/grant.ts'
import { findInvitation, type Invitation, invite, listOfficers, spendInvitation } from '../store/officer.ts'
import { addPasskey } from '../store/passkey.ts'
import { emitAccount } from './fact.ts'
import { refuse } from './refuse.ts'
import { enrolment, issuerOf, stepOf, totpContext } from './totp.ts'
import { askForPasskey, readPasskey } from './webauthn.ts'

const hours = 72
const names = Object.keys(offices) as Office[]

export type OfficeLink = { office: Office; title: string; url: string; until: Date }

/** Makes the link of an office, with its token: it is told once and kept nowhere. Needs the scope `system`. */
export async function linkFor(ctx: Ctx, office: Office, removal: string | null): Promise<OfficeLink> {
  const token = Buffer.from(ctx.random(32)).toString('base64url')
  const until = new Date(ctx.now.getTime() + hours * 3_600_000)
  await invite(ctx.tx, { token, office, removal, until }, ctx.now)
  const data = { office, title: offices[office] }
  await ctx.emit({ name: 'office.invited', about: `office:${office}`, data, readers: ['office:auditor'] })
  return { office, title: offices[office], url: `${ctx.site}/officers/invited/${token}`, until }
}

/** The offices that nobody holds. Needs the scope `system`. */
export async function vacantOffices(ctx: Ctx): Promise<Office[]> {
  const held = new Set((await listOfficers(ctx.tx)).map((o) => o.office))
  return names.filter((office) => !held.has(office))
}

/** Links for every office that nobody holds; earlier ones for them count no more. */
export const inviteOfficers = (ctx: Ctx): Promise<OfficeLink[]> =>
  asSystem(ctx.tx, async () => {
    const links: OfficeLink[] = []
    for (const office of await vacantOffices(ctx)) links.push(await linkFor(ctx, office, null))
    return links
  })

/** A secret that belongs to the link: the page can be opened again before it is used, and nothing is kept until then. */
const secretOf = (ctx: Ctx, token: string): Buffer =>
  Buffer.from(ctx.keys.blindIndex(token, 'permission.invitation.totp').slice(0, 40), 'hex')

export const invitedPage = (ctx: Visit, { token }: InvitedBy): Promise<InvitedView> =>
  asSystem(ctx.tx, async () => {
    const found = await findInvitation(ctx.tx, token, ctx.now)
    const passkeysWork = relyingParty(ctx.site) !== undefined
    if (!found) return { token, office: null, until: null, totp: null, passkeysWork }
    const title = offices[found.office]
    return {
      token,
      office: title,
      until: found.expiresAt,
      totp: enrolment(issuerOf(ctx), { login: null, name: title }, secretOf(ctx, token)),
      passkeysWork,
    }
  })

async function open(ctx: Visit, token: string): Promise<Invitation> {
  const found = await findInvitation(ctx.tx, token, ctx.now)
  if (!found || !(await vacantOffices(ctx)).includes(found.office)) throw refuse('permission.link-spent')
  return found
}

/** The account and its office, with whoever put the one before him out as those who asked and confirmed. */
async function found(ctx: Visit, by: Invitation, who: { name: string; login: string; passwordHash: string | null }): Promise<string> {
  const { office } = by
  const id = `staff:${who.login}`
  const account = {
    id,
    kind: 'staff' as const,
    ...who,
    party: null,
    organ: null,
    title: offices[office],
    mustChange: false,
    demo: ctx.city.demo,
  }
  if (!(await addAccount(ctx.tx, account, ctx.now))) throw refuse('permission.login-taken', { login: who.login })
  if (!(await findRole(ctx.tx, office))) await putRole(ctx.tx, { id: office, title: offices[office], permissions: [powerOf(office)] })
  await takeOffice(ctx.tx, id, office)
  await addGrant(ctx.tx, {
    ...{ id: ctx.id(), account: id, role: office, permission: null, organ: '*', division: '*', fromOn: dayOf(ctx.now), toOn: null },
    reason: by.removal ? '另外两员换人' : '建城时就任',
    ...{
      proposedBy: by.proposedBy ?? 'system',
      proposedAt: ctx.now,
      confirmedBy: by.confirmedBy ?? 'system:founding',
      confirmedAt: ctx.now,
    },
    demo: ctx.city.demo,
  })
  await spendInvitation(ctx.tx, by.digest, id, ctx.now)
  await emitAccount(ctx, 'account.added', id, { name: who.name, organ: null, title: offices[office] })
  await emitAccount(ctx, 'office.taken', id, { title: offices[office] })
  return id
}

const arrived = { to: '/sign-in?as=staff' }

/** Takes the office with a password and an authenticator app; both are proved before the link is used up. */
export const takeByPassword = (ctx: Visit, { token, name, login, password, again, code }: TakeOffice): Promise<{ to: string }> =>
  asSystem(ctx.tx, async () => {
    const link = await open(ctx, token)
    if (password !== again) throw refuse('permission.not-twice')
    const sentence = passwordFault(password, { login, name })
    if (sentence) throw refuse('permission.weak', { sentence })
    const secret = secretOf(ctx, token)
    const step = stepOf(secret, code, await wallTime(ctx.tx))
    if (step === undefined) throw refuse('permission.wrong-code')
    const id = await found(ctx, link, { name, login, passwordHash: await hashPassword(password, ctx.random(16)) })
    await setTotp(ctx.tx, id, ctx.keys.seal(secret.toString('hex'), totpContext), step)
    return arrived
  })

const holderOf = (token: string, login: string, name: string) => ({ id: sm3(`invited:${token}`), login, name })

/** What the browser is asked for, so that it makes the passkey of whoever takes the office. */
export const askOfficePasskey = (ctx: Visit, { token, login, name }: AskOffice) =>
  asSystem(ctx.tx, async () => {
    await open(ctx, token)
    return askForPasskey(ctx, holderOf(token, login, name), [], 'invited')
  })

/** Takes the office with a passkey alone, without any password. */
export const takeByPasskey = (ctx: Visit, { token, name, login, response }: TakeOfficeByPasskey): Promise<{ to: string }> =>
  asSystem(ctx.tx, async () => {
    const link = await open(ctx, token)
    const passkey = await readPasskey(ctx, response, 'invited', null)
    const id = await found(ctx, link, { name, login, passwordHash: null })
    if (!(await addPasskey(ctx.tx, { ...passkey, account: id, title: '就任时绑定的' }, ctx.now))) throw refuse('permission.passkey-bound')
    return arrived
  })
