/** Who guesses waits: what counts wrong passwords, and where. */
import { sm3 } from '#base/digest.ts'
import { afterFailure, everywhere, network, networkOf, pair, pausedUntil, type Track } from '../rules/lockout.ts'
import type { Visit } from '../schema.ts'
import { clearFailures, findFailures, isKnown, isOurs, lockFailures, rememberPlace, setFailures } from '../store/failure.ts'

type Counter = { digest: string; track: Track; login: string | null }

/** What an attempt is counted under: `own` alone decides about this login from here, the others are shared with whoever else tries. */
export type Guess = { own: Counter | undefined; shared: Counter[] }

/** Under what the failures of a login are counted over all networks. */
export const loginKey = (login: string): string => sm3(`login:${login.toLowerCase()}`)

const addressOf = (ctx: Visit): string => networkOf(ctx.origin?.ip ?? '')
const browserOf = (ctx: Visit): string | undefined => (ctx.origin?.browser ? sm3(`browser:${ctx.origin.browser}`) : undefined)
/** A key, so that addresses are not found again by trying all there are. */
const networkDigest = (ctx: Visit): string => ctx.keys.blindIndex(addressOf(ctx), 'permission.known_place')
const ofNetwork = (ctx: Visit): Counter => ({ digest: sm3(`network:${addressOf(ctx)}`), track: network, login: null })

/** An attempt that names no login: the network alone answers for it. */
export const guessOf = (ctx: Visit): Guess => ({ own: undefined, shared: [ofNetwork(ctx)] })

/** An attempt of somebody who is signed in, at what guards his own account. */
export const guessAtOwn = (account: string): Guess => ({ own: { digest: sm3(`own:${account}`), track: pair, login: null }, shared: [] })

/**
 * An attempt at a login. A browser in which the account signed in before answers for itself alone, and a network from which it did is not
 * slowed by what others try elsewhere (OWASP, device cookies). Needs the scope `system`.
 */
export async function guessAt(ctx: Visit, login: string, known: string | undefined): Promise<Guess> {
  const key = loginKey(login)
  // asked for unknown logins too: the answer takes as long
  const account = known ?? ''
  const browser = browserOf(ctx)
  if (browser && (await isKnown(ctx.tx, { account, kind: 'browser', digest: browser })))
    return { own: { digest: sm3(`browser:${browser}:${key}`), track: pair, login: key }, shared: [] }
  const athome = await isKnown(ctx.tx, { account, kind: 'network', digest: networkDigest(ctx) })
  const own = { digest: sm3(`pair:${addressOf(ctx)}:${key}`), track: pair, login: key }
  return { own, shared: [ofNetwork(ctx), ...(athome ? [] : [{ digest: key, track: everywhere, login: key }])] }
}

/** Until when such an attempt has to wait, or undefined. */
export async function waitOf(ctx: Visit, { own, shared }: Guess): Promise<Date | undefined> {
  const found = await Promise.all([...(own ? [own] : []), ...shared].map((c) => findFailures(ctx.tx, c.digest)))
  const pauses = found.map((f) => pausedUntil(f, ctx.now)).filter((until) => until !== undefined)
  return pauses.sort((a, b) => b.getTime() - a.getTime())[0]
}

/** Holds the count of this login from here until the transaction ends, so that many guesses at once are counted one after another. */
export async function hold(ctx: Visit, { own }: Guess): Promise<Date | undefined> {
  return own && pausedUntil(await lockFailures(ctx.tx, own.digest, ctx.now), ctx.now)
}

/** Counts a failure; the answer says how many there were of this login from here, and until when to wait. */
export async function countFailure(ctx: Visit, { own, shared }: Guess): Promise<{ n: number; until: Date | null }> {
  const mine = own && (await countOne(ctx, own))
  // one network alone makes nobody wait elsewhere: what it tries during its own pauses is not counted there
  const felt = shared.filter((c) => c.track !== everywhere || (mine?.n ?? 0) <= pair.free)
  for (const counter of felt) await countOne(ctx, counter)
  return { n: Math.ceil(mine?.n ?? 0), until: mine?.lockedUntil ?? null }
}

async function countOne(ctx: Visit, { digest, track, login }: Counter) {
  const after = afterFailure(await lockFailures(ctx.tx, digest, ctx.now), ctx.now, track)
  await setFailures(ctx.tx, digest, after, login)
  return after
}

/** Forgets the failures of a login from here, and remembers browser and network for it. The answer is a cookie to be given, where the browser has none of ours. */
export async function succeed(ctx: Visit, { own }: Guess, account: string): Promise<string | undefined> {
  if (own) await clearFailures(ctx.tx, own.digest)
  await rememberPlace(ctx.tx, { account, kind: 'network', digest: networkDigest(ctx) }, ctx.now)
  const browser = browserOf(ctx)
  const ours = browser !== undefined && (await isOurs(ctx.tx, browser))
  const fresh = ours ? undefined : Buffer.from(ctx.random(32)).toString('base64url')
  await rememberPlace(ctx.tx, { account, kind: 'browser', digest: ours ? browser : sm3(`browser:${fresh}`) }, ctx.now)
  return fresh
}
