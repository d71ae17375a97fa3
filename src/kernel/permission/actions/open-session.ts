import type { Level } from '#kernel/provider.ts'
import { type Account, SessionAnswer, type Visit } from '../schema.ts'
import { addSession, endSession } from '../store/session.ts'
import { emitAccount } from './fact.ts'

/** How somebody signed in, where he goes then, and what the session remembers of the platform that vouches for him. */
export type Opening = {
  method: string
  to: string
  browser?: string | undefined
  level?: Level
  acting?: string | null
  by?: { provider: string; issuer: string; subject: string; sid: string | undefined; idToken: string }
}

/** The column an id token is sealed for, and the context that binds it there. */
export const idTokenContext = 'permission.session.id_token'

/** A token that was known before is of no use after: the old session ends, a new one begins. Needs the scope `system`. */
export async function openSession(ctx: Visit, account: Account, opening: Opening): Promise<SessionAnswer<{ to: string }>> {
  const { method, to, browser, level = 1, acting = null, by } = opening
  if (ctx.session) await endSession(ctx.tx, ctx.session.id)
  const token = Buffer.from(ctx.random(32)).toString('base64url')
  const csrf = Buffer.from(ctx.random(32)).toString('hex')
  const from = by && { ...by, sid: by.sid ?? null, idTokenSealed: ctx.keys.seal(by.idToken, idTokenContext) }
  const session = { token, account: account.id, csrf, agent: ctx.origin?.agent, kind: account.kind, level, acting, from }
  await addSession(ctx.tx, session, ctx.now)
  await emitAccount(ctx, 'account.signed-in', account.id, { method, level })
  return new SessionAnswer(token, { to }, undefined, browser)
}
