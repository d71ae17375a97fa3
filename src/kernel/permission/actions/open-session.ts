import { agentWords } from '../rules/agent.ts'
import { type Account, SessionAnswer, type Visit } from '../schema.ts'
import { addSession, endSession } from '../store/session.ts'
import { emitAccount } from './fact.ts'

export type SignedIn = { to: string }

/** `method`: how somebody was recognised; `provedBy`: the second factor that was proved with it; `browser`: a word to know the browser by. */
export type Opened = { method: string; to: string; provedBy?: 'totp' | 'passkey'; browser?: string | undefined }

/** Begins a session. A token that was known before is of no use after: the old session ends, a new one begins. Needs the scope `system`. */
export async function openSession(
  ctx: Visit,
  account: Account,
  { method, to, provedBy, browser }: Opened,
): Promise<SessionAnswer<SignedIn>> {
  if (ctx.session) await endSession(ctx.tx, ctx.session.id)
  const token = Buffer.from(ctx.random(32)).toString('base64url')
  const csrf = Buffer.from(ctx.random(32)).toString('hex')
  const agent = ctx.origin?.agent
  const session = {
    token,
    csrf,
    account: account.id,
    kind: account.kind,
    agent,
    device: agentWords(agent ?? ''),
    method,
    provedBy: provedBy ?? null,
  }
  await addSession(ctx.tx, session, ctx.now)
  await emitAccount(ctx, 'account.signed-in', account.id, { method })
  return new SessionAnswer(token, { to }, undefined, browser)
}

/** Where staff go after sign-in: whoever has a given password first changes it. */
export const staffGoesTo = ({ mustChange }: Account, back: string): string => {
  if (mustChange) return '/account/password'
  return back === '/' ? '/desk' : back
}
