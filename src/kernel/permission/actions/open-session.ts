import { sm3 } from '#base/digest.ts'
import type { Level } from '#kernel/provider.ts'
import { agentWords } from '../rules/agent.ts'
import { type Account, type Factor, SessionAnswer, type Visit } from '../schema.ts'
import { addMembership } from '../store/directory.ts'
import { addSession, endSession } from '../store/session.ts'
import { emitAccount } from './fact.ts'

export type SignedIn = { to: string }

/**
 * How somebody signed in and where he goes then. `provedBy`: the second factor that was proved with it; `browser`: a word to know the browser
 * by; `level` and `by`: how surely he is known, and what the session remembers of the platform that vouches for him; `levelAt`: since when, where
 * not from now on. `vouched`: by what the directory is asked whether it still stands for him, when next, and until when its last word holds.
 */
export type Opened = {
  method: string
  to: string
  provedBy?: Factor
  browser?: string | undefined
  level?: Level
  levelAt?: Date | null
  acting?: string | null
  by?: { provider: string; issuer: string; subject: string; sid: string | undefined; idToken: string }
  vouched?: { token: string; until: Date | null; next: Date }
}

/** The column an id token is sealed for, and the context that binds it there. */
export const idTokenContext = 'permission.session.id_token'
export const membershipContext = 'permission.membership'

/** Begins a session. A token that was known before is of no use after: the old session ends, a new one begins. Needs the scope `system`. */
export async function openSession(ctx: Visit, account: Account, opened: Opened): Promise<SessionAnswer<SignedIn>> {
  const { method, to, provedBy = null, browser, level = 1, levelAt = ctx.now, acting = null, by, vouched } = opened
  if (ctx.session) await endSession(ctx.tx, ctx.session.id)
  const token = Buffer.from(ctx.random(32)).toString('base64url')
  const csrf = Buffer.from(ctx.random(32)).toString('hex')
  const agent = ctx.origin?.agent
  const from = by && { ...by, sid: by.sid ?? null, idTokenSealed: ctx.keys.seal(by.idToken, idTokenContext) }
  const seen = { token, csrf, agent, device: agentWords(agent ?? ''), method, provedBy }
  const known = { level, levelAt, from, vouchedUntil: vouched?.until ?? null }
  await addSession(ctx.tx, { ...seen, account: account.id, kind: account.kind, acting, ...known }, ctx.now)
  if (vouched)
    await addMembership(ctx.tx, {
      ...{ session: sm3(token), sealed: ctx.keys.seal(vouched.token, membershipContext) },
      ...{ answeredAt: ctx.now, dueAt: vouched.next },
    })
  await emitAccount(ctx, 'account.signed-in', account.id, { method, level })
  return new SessionAnswer(token, { to }, undefined, browser)
}

/** Where staff go after sign-in: whoever has a given password first changes it. */
export const staffGoesTo = ({ mustChange }: Pick<Account, 'mustChange'>, back: string): string => {
  if (mustChange) return '/account/password'
  return back === '/' ? '/desk' : back
}
