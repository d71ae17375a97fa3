import type { Level } from '#kernel/provider.ts'
import { agentWords } from '../rules/agent.ts'
import { type Account, SessionAnswer, type Visit } from '../schema.ts'
import { addSession, endSession } from '../store/session.ts'
import { emitAccount } from './fact.ts'

export type SignedIn = { to: string }

/**
 * How somebody signed in and where he goes then. `provedBy`: the second factor that was proved with it; `browser`: a word to know the browser
 * by; `level` and `by`: how surely he is known, and what the session remembers of the platform that vouches for him.
 */
export type Opened = {
  method: string
  to: string
  provedBy?: 'totp' | 'passkey'
  browser?: string | undefined
  level?: Level
  acting?: string | null
  by?: { provider: string; issuer: string; subject: string; sid: string | undefined; idToken: string }
}

/** The column an id token is sealed for, and the context that binds it there. */
export const idTokenContext = 'permission.session.id_token'

/** Begins a session. A token that was known before is of no use after: the old session ends, a new one begins. Needs the scope `system`. */
export async function openSession(ctx: Visit, account: Account, opened: Opened): Promise<SessionAnswer<SignedIn>> {
  const { method, to, provedBy = null, browser, level = 1, acting = null, by } = opened
  if (ctx.session) await endSession(ctx.tx, ctx.session.id)
  const token = Buffer.from(ctx.random(32)).toString('base64url')
  const csrf = Buffer.from(ctx.random(32)).toString('hex')
  const agent = ctx.origin?.agent
  const from = by && { ...by, sid: by.sid ?? null, idTokenSealed: ctx.keys.seal(by.idToken, idTokenContext) }
  const seen = { token, csrf, agent, device: agentWords(agent ?? ''), method, provedBy }
  await addSession(ctx.tx, { ...seen, account: account.id, kind: account.kind, level, acting, from }, ctx.now)
  await emitAccount(ctx, 'account.signed-in', account.id, { method, level })
  return new SessionAnswer(token, { to }, undefined, browser)
}

/** Where staff go after sign-in: whoever has a given password first changes it. */
export const staffGoesTo = ({ mustChange }: Account, back: string): string => {
  if (mustChange) return '/account/password'
  return back === '/' ? '/desk' : back
}
