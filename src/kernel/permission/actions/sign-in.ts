import { asSystem } from '#base/as-system.ts'
import { countAttempt } from '#base/limit.ts'
import type { Refusal } from '#base/refusal.ts'
import { passwordFits } from '#base/secret.ts'
import { waitText } from '../rules/lockout.ts'
import { type Account, type PasskeySignIn, SessionAnswer, type SignIn, type Visit } from '../schema.ts'
import type { Credentials } from '../store/account.ts'
import { findAccount, findByLogin } from '../store/account.ts'
import { endSession, endSessionsOf, setActing } from '../store/session.ts'
import { findCitizen } from './citizen.ts'
import { whyNotHere } from './directory/here.ts'
import { emitAccount } from './fact.ts'
import { countFailure, type Guess, guessAt, guessOf, hold, succeed, waitOf } from './guess.ts'
import { offerPlatform } from './oidc/leave.ts'
import { type Opened, openSession, type SignedIn, staffGoesTo } from './open-session.ts'
import { refuse } from './refuse.ts'
import { spendCode } from './totp.ts'
import { present } from './visit.ts'
import { askForProof, readProof } from './webauthn.ts'

type Answer = SessionAnswer<SignedIn | null>

const mostAsked = 300
const askedWindowMs = 10 * 60_000

const no = (refusal: Refusal): Answer => new SessionAnswer<null>(undefined, null, refusal)
const wait = (ctx: Visit, until: Date): Answer => no(refuse('permission.slow-down', { wait: waitText(until, ctx.now) }))

/** Signs in with a new session each time. Refusals are answered and not thrown, so that failed attempts stay counted. */
export const signIn = (ctx: Visit, input: SignIn): Promise<Answer> =>
  asSystem(ctx.tx, () => (input.as === 'staff' ? signInStaff(ctx, input) : signInCitizen(ctx, input)))

async function signInStaff(ctx: Visit, { login, password, code, back }: SignIn): Promise<Answer> {
  const found = await findByLogin(ctx.tx, login)
  const account = found?.disabledAt ? undefined : found
  const guess = await guessAt(ctx, login, account?.id)
  const until = await waitOf(ctx, guess)
  if (until) return wait(ctx, until)
  // Hashed for unknown logins too, and before the count is held: the answer takes as long, and nobody waits for another's hash.
  const fits = await passwordFits(password, account?.passwordHash ?? undefined)
  const meanwhile = await hold(ctx, guess)
  if (meanwhile) return wait(ctx, meanwhile)
  if (!account || !fits) return fail(ctx, { guess, found }, 'permission.wrong')
  if (account.totpSealed && code === '') return no(refuse('permission.needs-code'))
  if (account.totpSealed && !(await spendCode(ctx, account, account.totpSealed, code)))
    return fail(ctx, { guess, found }, 'permission.wrong-code')
  const to = staffGoesTo(account, back)
  const by = account.totpSealed ? ({ method: 'password+totp', provedBy: 'totp' } as const) : { method: 'password' }
  return admit(ctx, account, { guess, to, ...by })
}

/** Opens the session of somebody who has shown himself here, where the directory does not come before. */
async function admit(ctx: Visit, account: Account, { guess, ...opened }: Opened & { guess: Guess }): Promise<Answer> {
  const elsewhere = await whyNotHere(ctx, account.id)
  return elsewhere ? no(elsewhere) : openSession(ctx, account, { ...opened, browser: await succeed(ctx, guess, account.id) })
}

type Wrong = 'permission.wrong' | 'permission.wrong-code'
type Tried = { guess: Guess; found: Credentials | undefined }

async function fail(ctx: Visit, { guess, found }: Tried, code: Wrong): Promise<Answer> {
  const { n, until } = await countFailure(ctx, guess)
  if (found) await emitAccount(ctx, until ? 'account.slowed' : 'account.sign-in-failed', found.id, { n, until })
  return until ? wait(ctx, until) : no(refuse(code))
}

async function signInCitizen(ctx: Visit, input: SignIn): Promise<Answer> {
  const guess = guessOf(ctx)
  const until = await waitOf(ctx, guess)
  if (until) return wait(ctx, until)
  const found = await findCitizen(ctx, input)
  if (!('refused' in found)) return openSession(ctx, found.account, { method: found.method, to: input.back, level: 3 })
  await countFailure(ctx, guess)
  return no(found.refused)
}

/** What a browser signs with a passkey, without saying who it is. Asking costs a row, so that one network may ask so often and no more. */
export const askPasskeySignIn = (ctx: Visit) =>
  asSystem(ctx.tx, async () => {
    const asked = await countAttempt(ctx.tx, `passkey:${ctx.origin?.ip ?? ''}`, ctx.now, askedWindowMs)
    if (asked.n > mostAsked) throw refuse('permission.slow-down', { wait: waitText(asked.until, ctx.now) })
    return askForProof(ctx, 'sign-in', null, [])
  })

/** Signs in with a passkey, which proves what one has and who one is at once. Wrong ones count for the network. */
export const signInByPasskey = (ctx: Visit, { response, back }: PasskeySignIn): Promise<Answer> =>
  asSystem(ctx.tx, async () => {
    const guess = guessOf(ctx)
    const until = await waitOf(ctx, guess)
    if (until) return wait(ctx, until)
    const proof = await readProof(ctx, response, 'sign-in', null)
    const account = proof && (await findAccount(ctx.tx, proof.passkey.account))
    if (!proof || account?.kind !== 'staff' || account.disabledAt || proof.copied) {
      await countFailure(ctx, guess)
      if (proof?.copied) await emitAccount(ctx, 'account.passkey-copied', proof.passkey.account, { title: proof.passkey.title })
      return no(refuse(proof?.copied ? 'permission.passkey-copied' : 'permission.passkey-unknown'))
    }
    return admit(ctx, account, { guess, method: 'passkey', provedBy: 'passkey', to: staffGoesTo(account, back) })
  })

/** Ends this browser's session; without one there is nothing to end, and that is fine. One that a platform began is offered an end there too. */
export const signOut = async (ctx: Visit): Promise<SessionAnswer<SignedIn>> => {
  const session = ctx.session
  if (!session) return new SessionAnswer(null, { to: '/' })
  const platform = await asSystem(ctx.tx, async () => {
    const offered = session.provider ? await offerPlatform(ctx, session.id) : undefined
    await endSession(ctx.tx, session.id)
    return offered
  })
  await emitAccount(ctx, 'account.signed-out', session.account, { everywhere: false })
  return new SessionAnswer(null, { to: platform?.to ?? '/' }, undefined, platform?.fresh)
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
