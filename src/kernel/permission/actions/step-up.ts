/** Proving a second factor again, for an act that weighs. */
import { asSystem } from '#base/as-system.ts'
import { directoryId } from '#kernel/provider.ts'
import { provedWithin, stepUpMinutes } from '../rules/step-up.ts'
import { type AskStepUp, type ProveByCode, type ProveByPasskey, refusedButKept, type StepUpView, type Visit } from '../schema.ts'
import { findCredentials } from '../store/account.ts'
import { listPasskeys } from '../store/passkey.ts'
import { setProved } from '../store/session.ts'
import { emitAccount } from './fact.ts'
import { isProved, tryOwn } from './owner.ts'
import { refuse } from './refuse.ts'
import { spendCode } from './totp.ts'
import { present } from './visit.ts'
import { askForProof, readProof } from './webauthn.ts'

type Proved = { to: string }

/**
 * Refuses an act that weighs where staff have not proved a second factor within the minutes that the city says. Jobs that do what somebody
 * ordered have no session and are not asked: the order was.
 */
export function requireStepUp(ctx: Visit): void {
  const minutes = stepUpMinutes(ctx.city)
  if (minutes === undefined || ctx.who.kind !== 'staff' || !ctx.session) return
  if (!provedWithin(ctx.session, minutes, ctx.now)) throw refuse('permission.step-up', { minutes, at: '/account/step-up' })
}

/** Where whoever came by the directory proves himself there: a second factor where the city takes its word for one, else that it is he. */
function directoryWay({ city, session }: Visit, back: string): StepUpView['directory'] {
  if (!city.directory || session?.provider !== directoryId) return null
  const href = `/sign-in/with/${directoryId}?prove=yes&back=${encodeURIComponent(back)}`
  return { title: city.directory.title, href, factor: city.directory.stepUp !== undefined }
}

/** With what somebody can prove himself here, and whether he has just done so. */
export const stepUpPage = (ctx: Visit, { back }: AskStepUp): Promise<StepUpView> =>
  asSystem(ctx.tx, async () => {
    const account = (await findCredentials(ctx.tx, present(ctx).account))!
    const passkeys = await listPasskeys(ctx.tx, account.id)
    return {
      back,
      totp: account.totpSealed !== null,
      passkeys: passkeys.length,
      directory: directoryWay(ctx, back),
      proved: isProved(ctx),
      minutes: stepUpMinutes(ctx.city) ?? null,
    }
  })

export const proveByCode = (ctx: Visit, { code, back }: ProveByCode): Promise<Proved> =>
  asSystem(ctx.tx, async () => {
    const session = present(ctx)
    const account = (await findCredentials(ctx.tx, session.account))!
    const sealed = account.totpSealed
    if (!sealed) throw refuse('permission.totp-off')
    const no = await tryOwn(ctx, account.id, async () =>
      (await spendCode(ctx, account, sealed, code)) ? undefined : refuse('permission.wrong-code'),
    )
    if (no) return refusedButKept(no)
    await setProved(ctx.tx, session.id, 'totp', ctx.now)
    await emitAccount(ctx, 'account.proved', account.id, { method: 'totp' })
    return { to: back }
  })

export const askStepUp = (ctx: Visit) =>
  asSystem(ctx.tx, async () => {
    const { account } = present(ctx)
    const known = await listPasskeys(ctx.tx, account)
    if (known.length === 0) throw refuse('permission.unknown-passkey')
    return askForProof(ctx, 'step-up', account, known)
  })

export const proveByPasskey = (ctx: Visit, { response, back }: ProveByPasskey): Promise<Proved> =>
  asSystem(ctx.tx, async () => {
    const session = present(ctx)
    const no = await tryOwn(ctx, session.account, async () => {
      const proof = await readProof(ctx, response, 'step-up', session.account)
      if (proof?.passkey.account !== session.account) return refuse('permission.passkey-unknown')
      if (!proof.copied) return undefined
      await emitAccount(ctx, 'account.passkey-copied', session.account, { title: proof.passkey.title })
      return refuse('permission.passkey-copied')
    })
    if (no) return refusedButKept(no)
    await setProved(ctx.tx, session.id, 'passkey', ctx.now)
    await emitAccount(ctx, 'account.proved', session.account, { method: 'passkey' })
    return { to: back }
  })
