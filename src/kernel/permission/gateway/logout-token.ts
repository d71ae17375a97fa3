/** Logout tokens of platforms (OpenID Connect Back-Channel Logout 1.0, section 2.6). */
import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto'
import type { Provider } from '#kernel/provider.ts'
import { keysOf, ProviderFault } from './platform.ts'

type Env = Record<string, string | undefined>

/** What a logout token ends: one session of the platform by `sid`, or all of a person by `subject`. `jti` counts once until `until`. */
export type Logout = { issuer: string; subject: string | undefined; sid: string | undefined; jti: string; until: Date }

const event = 'http://schemas.openid.net/event/backchannel-logout'
/** A token is taken within so many seconds of its making, either way. */
const freshSeconds = 300
const pss = { padding: 6, saltLength: -1 } as const

const algorithms: Record<string, { kty: string; digest: string | null; more: object }> = {
  RS256: { kty: 'RSA', digest: 'sha256', more: {} },
  RS384: { kty: 'RSA', digest: 'sha384', more: {} },
  RS512: { kty: 'RSA', digest: 'sha512', more: {} },
  PS256: { kty: 'RSA', digest: 'sha256', more: pss },
  ES256: { kty: 'EC', digest: 'sha256', more: { dsaEncoding: 'ieee-p1363' } },
  ES384: { kty: 'EC', digest: 'sha384', more: { dsaEncoding: 'ieee-p1363' } },
  EdDSA: { kty: 'OKP', digest: null, more: {} },
}

const not = (why: string): ProviderFault => new ProviderFault('untrue', `logout token: ${why}`)

type Header = { alg?: unknown; kid?: unknown; typ?: unknown }
type Json = Record<string, unknown>
type Key = JsonWebKey

function read(part: string | undefined): Json {
  try {
    const value: unknown = JSON.parse(Buffer.from(part ?? '', 'base64url').toString('utf8'))
    if (value !== null && typeof value === 'object' && !Array.isArray(value)) return value as Json
  } catch {}
  throw not('it cannot be read')
}

const fitting = (keys: readonly Key[], { alg, kid }: Header): Key[] => {
  const kty = algorithms[String(alg)]?.kty
  return keys.filter((k) => k.kty === kty && (kid === undefined || k.kid === kid) && (k.use ?? 'sig') === 'sig')
}

function isSigned(key: KeyObject, alg: string, signed: string, signature: string): boolean {
  const { digest, more } = algorithms[alg]!
  return verify(digest, Buffer.from(signed), { key, ...more }, Buffer.from(signature, 'base64url'))
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** What must hold of the claims, each with what is said to the log where it does not (section 2.6). */
const must: readonly [string, (c: Json, asked: { provider: Provider; seconds: number }) => boolean][] = [
  ['another issuer', ({ iss }, { provider }) => iss === provider.issuer],
  ['for another client', ({ aud }, { provider }) => [aud].flat().includes(provider.clientId)],
  ['not of this hour', ({ iat }, { seconds }) => typeof iat === 'number' && Math.abs(seconds - iat) <= freshSeconds],
  ['expired', ({ exp }, { seconds }) => exp === undefined || (typeof exp === 'number' && exp + 30 >= seconds)],
  ['it holds a nonce, as an id token does', ({ nonce }) => nonce === undefined],
  ['no jti', ({ jti }) => text(jti) !== undefined && String(jti).length <= 200],
  ['no event of logout', ({ events }) => typeof (events as Json | null | undefined)?.[event] === 'object'],
  ['it names neither a session nor a person', ({ sub, sid }) => text(sub) !== undefined || text(sid) !== undefined],
]

function readClaims(provider: Provider, claims: Json, now: Date): Logout {
  const seconds = now.getTime() / 1000
  const wrong = must.find(([, holds]) => !holds(claims, { provider, seconds }))
  if (wrong) throw not(wrong[0])
  const until = new Date(((claims.iat as number) + 2 * freshSeconds) * 1000)
  return { issuer: provider.issuer, subject: text(claims.sub), sid: text(claims.sid), jti: String(claims.jti), until }
}

/** Checks a logout token: its signature by the platform's keys of this moment, and all its claims. `now` is the real clock. */
export async function readLogoutToken(provider: Provider, token: string, env: Env, now: Date): Promise<Logout> {
  const [head, body, signature, ...rest] = token.split('.')
  if (!head || !body || !signature || rest.length > 0) throw not('no signed token')
  const header: Header = read(head)
  if (typeof header.alg !== 'string' || !Object.hasOwn(algorithms, header.alg)) throw not('an algorithm that is not taken')
  // what cannot count is refused before the platform is asked for keys
  const logout = readClaims(provider, read(body), now)
  let keys = fitting(await keysOf(provider, env, now.getTime(), false), header)
  if (keys.length === 0) keys = fitting(await keysOf(provider, env, now.getTime(), true), header)
  for (const key of keys) if (isSigned(createPublicKey({ key, format: 'jwk' }), header.alg, `${head}.${body}`, signature)) return logout
  throw not('its signature does not hold')
}
