import { asSystem } from '#base/as-system.ts'
import { sm3 } from '#base/digest.ts'
import { countAttempt } from '#base/limit.ts'
import type { Refusal } from '#base/refusal.ts'
import { passwordFits } from '#base/secret.ts'
import { zhTime } from '#kernel/clock/rules/text.ts'
import { afterFailure, lockedUntil, most, pauseMs } from '../rules/lockout.ts'
import { type Account, SessionAnswer, type SignIn, type Visit } from '../schema.ts'
import type { Credentials } from '../store/account.ts'
import { clearFailures, findByLogin, findFailures, lockFailures, setFailures } from '../store/account.ts'
import { addSession, endSession, endSessionsOf, setActing } from '../store/session.ts'
import { findCitizen } from './citizen.ts'
import { emitAccount } from './fact.ts'
import { refuse } from './refuse.ts'
import { spendCode } from './totp.ts'
import { present } from './visit.ts'

type SignedIn = { to: string }
type Answer = SessionAnswer<SignedIn | null>

/** Failures from one network in ten minutes, over all logins, before it has to wait: a whole hall may stand behind one address. */
const mostPerNetwork = 100
const networkWindowMs = 10 * 60_000

const no = (refusal: Refusal): Answer => new SessionAnswer<null>(undefined, null, refusal)
/** Under what the failures of a login are counted. */
export const loginKey = (login: string) => sm3(`login:${login.toLowerCase()}`)
const networkKey = (ip: string) => sm3(`network:${ip}`)

/** Signs in with a new session each time. Refusals are answered and not thrown, so that failed attempts stay counted. */
export const signIn = (ctx: Visit, input: SignIn): Promise<Answer> =>
  asSystem(ctx.tx, async () => {
    const crowded = ctx.origin && lockedUntil(await findFailures(ctx.tx, networkKey(ctx.origin.ip)), ctx.now)
    if (crowded) return no(refuse('permission.too-many', { until: zhTime(crowded) }))
    const answer = await (input.as === 'staff' ? signInStaff(ctx, input) : signInCitizen(ctx, input))
    if (answer.refused) await countForNetwork(ctx)
    return answer
  })

async function countForNetwork({ tx, now, origin }: Visit): Promise<void> {
  if (!origin) return
  const { n } = await countAttempt(tx, `sign-in:${origin.ip}`, now, networkWindowMs)
  if (n >= mostPerNetwork) await setFailures(tx, networkKey(origin.ip), { n, lastAt: now, lockedUntil: new Date(now.getTime() + pauseMs) })
}

async function signInStaff(ctx: Visit, { login, password, code, back }: SignIn): Promise<Answer> {
  const found = await findByLogin(ctx.tx, login)
  const account = found?.disabledAt ? undefined : found
  // Hashed for unknown logins too, and before the count is held: the answer takes as long, and nobody waits for another's hash.
  const fits = await passwordFits(password, account?.passwordHash ?? undefined)
  const locked = lockedUntil(await lockFailures(ctx.tx, loginKey(login), ctx.now), ctx.now)
  if (locked) return no(refuse('permission.locked', { until: zhTime(locked) }))
  if (!account || !fits) return fail(ctx, login, found, 'permission.wrong')
  if (account.totpSealed && code === '') return no(refuse('permission.needs-code'))
  if (account.totpSealed && !(await spendCode(ctx, account, account.totpSealed, code)))
    return fail(ctx, login, found, 'permission.wrong-code')
  await clearFailures(ctx.tx, loginKey(login))
  return open(ctx, account, account.totpSealed ? 'password+totp' : 'password', staffGoesTo(account, back))
}

const staffGoesTo = ({ mustChange }: Account, back: string): string => {
  if (mustChange) return '/account/password'
  return back === '/' ? '/desk' : back
}

type Wrong = 'permission.wrong' | 'permission.wrong-code'

async function fail(ctx: Visit, login: string, account: Credentials | undefined, code: Wrong): Promise<Answer> {
  const failures = afterFailure(await lockFailures(ctx.tx, loginKey(login), ctx.now), ctx.now)
  await setFailures(ctx.tx, loginKey(login), failures)
  const { n, lockedUntil: until } = failures
  if (account) await emitAccount(ctx, until ? 'account.locked' : 'account.sign-in-failed', account.id, { n, until })
  return no(until ? refuse('permission.locked', { until: zhTime(until) }) : refuse(code, { most }))
}

async function signInCitizen(ctx: Visit, input: SignIn): Promise<Answer> {
  const found = await findCitizen(ctx, input)
  return 'refused' in found ? no(found.refused) : open(ctx, found.account, found.method, input.back)
}

/** A token that was known before is of no use after: the old session ends, a new one begins. */
async function open(ctx: Visit, account: Account, method: string, to: string): Promise<Answer> {
  if (ctx.session) await endSession(ctx.tx, ctx.session.id)
  const token = Buffer.from(ctx.random(32)).toString('base64url')
  const csrf = Buffer.from(ctx.random(32)).toString('hex')
  await addSession(ctx.tx, { token, account: account.id, csrf, agent: ctx.origin?.agent, kind: account.kind }, ctx.now)
  await emitAccount(ctx, 'account.signed-in', account.id, { method })
  return new SessionAnswer(token, { to })
}

/** Ends this browser's session; without one there is nothing to end, and that is fine. */
export const signOut = async (ctx: Visit): Promise<SessionAnswer<SignedIn>> => {
  const session = ctx.session
  if (session) {
    await asSystem(ctx.tx, () => endSession(ctx.tx, session.id))
    await emitAccount(ctx, 'account.signed-out', session.account, { everywhere: false })
  }
  return new SessionAnswer(null, { to: '/' })
}

/** Ends every session of this account, this one included. */
export const signOutEverywhere = async (ctx: Visit): Promise<SessionAnswer<SignedIn & { sessions: number }>> => {
  const session = present(ctx)
  const sessions = await asSystem(ctx.tx, () => endSessionsOf(ctx.tx, session.account))
  await emitAccount(ctx, 'account.signed-out', session.account, { everywhere: true, sessions })
  return new SessionAnswer(null, { to: '/', sessions })
}

/** Chooses the party for whom a citizen acts from now on. */
export const actFor = async (ctx: Visit, { party, back }: { party: string; back: string }): Promise<{ acting: string; to: string }> => {
  const session = present(ctx)
  if (!session.speaking.some((s) => s.party === party)) throw refuse('permission.not-his')
  await asSystem(ctx.tx, () => setActing(ctx.tx, session.id, party))
  return { acting: party, to: back }
}
