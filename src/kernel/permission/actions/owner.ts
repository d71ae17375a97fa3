import type { Refusal } from '#base/refusal.ts'
import { passwordFits } from '#base/secret.ts'
import { directoryId } from '#kernel/provider.ts'
import { waitText } from '../rules/lockout.ts'
import type { Factors } from '../rules/passkey.ts'
import { provedWithin, stepUpMinutes } from '../rules/step-up.ts'
import type { Visit } from '../schema.ts'
import type { Credentials } from '../store/account.ts'
import { clearFailures } from '../store/failure.ts'
import { listPasskeys } from '../store/passkey.ts'
import { countFailure, guessAtOwn, hold } from './guess.ts'
import { refuse } from './refuse.ts'

/** How long a proof counts for changes of the own account, in a city that asks for none elsewhere. */
const usualMinutes = 15

/** Whether this session has proved a second factor lately. */
export const isProved = (ctx: Visit): boolean => provedWithin(ctx.session, stepUpMinutes(ctx.city) ?? usualMinutes, ctx.now)

/** With what an account can prove itself. Needs the scope `system`. */
export const factorsOf = async (ctx: Visit, account: Credentials): Promise<Factors> => ({
  password: account.passwordHash !== null,
  totp: account.totpSealed !== null,
  passkeys: (await listPasskeys(ctx.tx, account.id)).length,
})

/** One try at what guards the own account: wrong ones are counted, where the answer keeps them, and make the next wait. */
export async function tryOwn(ctx: Visit, account: string, fits: () => Promise<Refusal | undefined>): Promise<Refusal | undefined> {
  const guess = guessAtOwn(account)
  const until = await hold(ctx, guess)
  if (until) return refuse('permission.slow-down', { wait: waitText(until, ctx.now) })
  const wrong = await fits()
  if (wrong) await countFailure(ctx, guess)
  else await clearFailures(ctx.tx, guess.own!.digest)
  return wrong
}

/** Whether a password is the account's own, as a refusal where it is not. */
export const whyNotPassword = (ctx: Visit, account: Credentials, password: string): Promise<Refusal | undefined> =>
  tryOwn(ctx, account.id, async () =>
    (await passwordFits(password, account.passwordHash ?? undefined)) ? undefined : refuse('permission.old-wrong'),
  )

/** Whether whoever came by the directory has shown himself there just now, which stands in for the password that he does not have here. */
const hasShown = ({ session, city, now }: Visit): boolean =>
  session?.provider === directoryId && provedWithin({ provedAt: session.levelAt }, stepUpMinutes(city) ?? usualMinutes, now)

/** Whoever changes how an account is guarded shows anew that it is his: by a factor proved just now, or by the password. The refusal is to be answered, so that it stays counted. */
export async function whyNotOwner(ctx: Visit, account: Credentials, password: string): Promise<Refusal | undefined> {
  if (isProved(ctx)) return undefined
  if (account.passwordHash === null && hasShown(ctx)) return undefined
  if (account.passwordHash === null) return refuse('permission.step-up', { minutes: stepUpMinutes(ctx.city) ?? usualMinutes })
  return whyNotPassword(ctx, account, password)
}
