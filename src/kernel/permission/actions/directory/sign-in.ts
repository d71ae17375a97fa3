/** Staff who come back from the directory: to a session of their own, or to the one they have, in which they have shown themselves anew. */
import type { Directory } from '#kernel/directory.ts'
import { directoryId } from '#kernel/provider.ts'
import type { Vouched } from '../../gateway/oidc.ts'
import { isProof, isShownAnew, nextAsked, vouchedUntil } from '../../rules/directory.ts'
import { type Account, SessionAnswer, type Visit } from '../../schema.ts'
import { noteAnswer, renewMembership, unbindElsewhere } from '../../store/directory.ts'
import { bindIdentity } from '../../store/identity.ts'
import { endSessionsOf, setProved, setShown } from '../../store/session.ts'
import { emitAccount } from '../fact.ts'
import type { Waiting } from '../oidc/begin.ts'
import { idTokenContext, membershipContext, openSession, staffGoesTo } from '../open-session.ts'
import { refuse } from '../refuse.ts'
import { present } from '../visit.ts'
import { settleStaff, toSignIn } from './settle.ts'

type Answered = { waiting: Waiting; vouched: Vouched; token?: string }
type Arrived = SessionAnswer<{ to: string } | null>

/** A refusal that is kept as a fact: whoever tries an officer's name at the directory is seen by the auditor. */
async function refuseOfficer(ctx: Visit, { id }: Account, { title }: Directory): Promise<Arrived> {
  await emitAccount(ctx, 'account.directory-refused', id, { platform: title })
  return new SessionAnswer<null>(undefined, null, refuse('permission.officer-signs-in-here', { title, on: toSignIn }))
}

/** Binds the directory's name to the account; where it alone signs him in from now on, what he signed in with before ends. */
async function bind(ctx: Visit, account: Account, directory: Directory, { issuer, subject }: Vouched): Promise<void> {
  await unbindElsewhere(ctx.tx, account.id, issuer)
  const bound = await bindIdentity(ctx.tx, { issuer, subject, account: account.id, provider: directoryId }, ctx.now)
  if (!bound) throw refuse('permission.bound-elsewhere', { title: directory.title })
  if (!bound.fresh) return
  await emitAccount(ctx, 'account.identity-bound', account.id, { platform: directory.title })
  if (directory.exclusive) await endSessionsOf(ctx.tx, account.id, ctx.session?.id)
}

/** By what the directory is asked about him from now on. */
function tokenOf(directory: Directory, { refreshToken, accessToken }: Vouched): string {
  const token = directory.poll.by === 'introspection' ? (refreshToken ?? accessToken) : refreshToken
  if (token) return token
  throw refuse('permission.directory-tokenless', { title: directory.title })
}

/** Signs a member of the staff in by the directory's word. Needs the scope `system`. */
export async function signInByDirectory(ctx: Visit, directory: Directory, { waiting, vouched }: Answered): Promise<Arrived> {
  const { account, officer } = await settleStaff(ctx, directory, vouched)
  if (officer) return refuseOfficer(ctx, account, directory)
  await noteAnswer(ctx.tx, vouched.issuer, ctx.now)
  const token = tokenOf(directory, vouched)
  if (waiting.prove) return proveByDirectory(ctx, account, directory, { waiting, vouched, token })
  await bind(ctx, account, directory, vouched)
  const shown = isShownAnew(vouched.authTime, waiting.sentAt)
  return openSession(ctx, account, {
    method: `oidc:${directoryId}`,
    to: staffGoesTo({ mustChange: false }, waiting.back),
    ...(shown && isProof(directory, vouched) ? { provedBy: 'directory' as const } : {}),
    levelAt: shown ? ctx.now : null,
    by: { provider: directoryId, ...vouched },
    vouched: { token, until: vouchedUntil(directory, ctx.now), next: nextAsked(directory, ctx.now) },
  })
}

/** Keeps in his session that he has shown himself anew, and that he proved a second factor where the directory says so. */
async function proveByDirectory(
  ctx: Visit,
  account: Account,
  directory: Directory,
  { waiting, vouched, token }: Answered & { token: string },
): Promise<Arrived> {
  const { title } = directory
  const on = { text: '再验一次', href: `/account/step-up?back=${encodeURIComponent(waiting.back)}` }
  const session = present(ctx)
  if (session.account !== account.id || waiting.account !== account.id) throw refuse('permission.another-person', { on })
  if (!isShownAnew(vouched.authTime, waiting.sentAt)) throw refuse('permission.directory-not-anew', { title, on })
  await setShown(ctx.tx, session.id, ctx.now)
  await renewMembership(ctx.tx, {
    ...{ session: session.id, sid: vouched.sid ?? null, sealed: ctx.keys.seal(token, membershipContext) },
    idTokenSealed: ctx.keys.seal(vouched.idToken, idTokenContext),
  })
  if (!isProof(directory, vouched)) return shownOnly(directory, waiting)
  await setProved(ctx.tx, session.id, 'directory', ctx.now)
  await emitAccount(ctx, 'account.proved', account.id, { method: 'directory' })
  return new SessionAnswer(undefined, { to: waiting.back })
}

/** He showed himself, and no second factor: enough to bind one here, and where the directory should have asked for one, he is told so. */
function shownOnly({ stepUp, title }: Directory, { back }: Waiting): Arrived {
  if (!stepUp) return new SessionAnswer(undefined, { to: back })
  const on = { text: '到“我的账户”绑定通行密钥', href: '/account#passkeys' }
  return new SessionAnswer<null>(undefined, null, refuse('permission.directory-one-factor', { title, on }))
}
