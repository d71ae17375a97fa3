/** What is known of a provider's platform: its discovery document, its keys, and the guard through which every call to it goes. */
import type { JsonWebKey } from 'node:crypto'
import * as client from 'openid-client'
import type { Provider } from '#kernel/provider.ts'

type Env = Record<string, string | undefined>

/** `down`: no answer in time, or none that can be read. `cancelled`: the person turned back there. `untrue`: what came does not hold. */
export class ProviderFault extends Error {
  readonly kind: 'down' | 'cancelled' | 'untrue'
  /** the code with which the platform refused (RFC 6749, 5.2) */
  readonly said: string | undefined
  constructor(kind: ProviderFault['kind'], detail: string, said?: string) {
    super(detail)
    this.name = 'ProviderFault'
    this.kind = kind
    this.said = said
  }
}

/** One call may take so long, in seconds; a person waits for several, one after the other. */
const patienceSeconds = 5
/** A discovery document and a set of keys are asked for again after five minutes. */
const freshMs = 5 * 60_000
/** No answer of a platform is longer than this, in bytes. */
const longest = 512 * 1024

/** Whether an address belongs to the platform: its issuer's own origin, or a host that the city's settings name. */
function isAtPlatform(provider: Provider, address: string): boolean {
  const { origin, protocol, host } = new URL(address)
  return origin === new URL(provider.issuer).origin || (protocol === 'https:' && provider.hosts.includes(host))
}

/** An answer with its body read within a limit. */
async function bounded(answer: Response): Promise<Response> {
  const parts: Uint8Array[] = []
  let size = 0
  const reader = answer.body?.getReader()
  for (let next = await reader?.read(); next && !next.done; next = await reader!.read()) {
    const part = next.value
    size += part.length
    if (size > longest) throw new ProviderFault('down', 'an answer of the platform is too long')
    parts.push(part)
  }
  const { status, statusText, headers } = answer
  const body = [101, 204, 205, 304].includes(status) ? null : Buffer.concat(parts)
  return new Response(body, { status, statusText, headers })
}

/** Calls go to the platform and nowhere else, whatever its documents name; no redirect is followed. */
const guarded =
  (provider: Provider): client.CustomFetch =>
  async (address, { signal, ...options }) => {
    if (!isAtPlatform(provider, address))
      throw new ProviderFault('untrue', `the platform names an address of another: ${new URL(address).host}`)
    const init = { ...options, redirect: 'manual', signal: signal ?? AbortSignal.timeout(patienceSeconds * 1000) } as RequestInit
    return bounded(await fetch(address, init))
  }

function authOf({ auth, clientSecretEnv, id }: Provider, env: Env): client.ClientAuth {
  if (!clientSecretEnv) return client.None()
  const secret = env[clientSecretEnv]
  if (!secret) throw new ProviderFault('down', `${clientSecretEnv} is not set, which holds the secret for ${id}`)
  return auth === 'post' ? client.ClientSecretPost(secret) : client.ClientSecretBasic(secret)
}

const metadata = new Map<string, { server: client.ServerMetadata; at: number }>()
const keySets = new Map<string, { jwks: client.ExportedJWKSCache['jwks']; at: number }>()

const options = (provider: Provider): client.DiscoveryRequestOptions => ({
  [client.customFetch]: guarded(provider),
  timeout: patienceSeconds,
  execute: provider.issuer.startsWith('http:') ? [client.allowInsecureRequests] : [],
})

/** A platform as one conversation needs it. `at` is a moment of the real clock, in milliseconds. */
export async function openPlatform(provider: Provider, env: Env, at: number): Promise<client.Configuration> {
  const auth = authOf(provider, env)
  let known = metadata.get(provider.issuer)
  if (!known || at - known.at > freshMs) {
    const found = await asFault(() => client.discovery(new URL(provider.issuer), provider.clientId, undefined, auth, options(provider)))
    known = { server: { ...found.serverMetadata() }, at }
    metadata.set(provider.issuer, known)
  }
  const config = new client.Configuration(known.server, provider.clientId, undefined, auth)
  config[client.customFetch] = guarded(provider)
  config.timeout = patienceSeconds
  client.enableNonRepudiationChecks(config)
  if (provider.issuer.startsWith('http:')) client.allowInsecureRequests(config)
  const keys = keySets.get(provider.issuer)
  if (keys && at - keys.at <= freshMs) lend(config, keys.jwks, at)
  return config
}

/** The moment that lent keys were given with, to tell them from keys that a conversation asked for. */
const lent = new WeakMap<client.Configuration, number>()

/** Lends known keys, as older than a minute: one that is not among them is then asked for at once, and new keys count from their first token on. */
function lend(config: client.Configuration, jwks: client.ExportedJWKSCache['jwks'], at: number): void {
  const uat = Math.floor(at / 1000) - 61
  lent.set(config, uat)
  client.setJwksCache(config, { jwks, uat })
}

/** Keeps the keys that a conversation brought. */
export function keepKeys(provider: Provider, config: client.Configuration, at: number): void {
  const cache = client.getJwksCache(config)
  if (cache && cache.uat !== lent.get(config)) keySets.set(provider.issuer, { jwks: cache.jwks, at })
}

/** The keys of a platform, for what the library does not check itself; `anew` asks for them again. */
export async function keysOf(provider: Provider, env: Env, at: number, anew: boolean): Promise<JsonWebKey[]> {
  const kept = keySets.get(provider.issuer)
  if (kept && !anew && at - kept.at <= freshMs) return kept.jwks.keys as JsonWebKey[]
  const address = (await openPlatform(provider, env, at)).serverMetadata().jwks_uri
  if (!address) throw new ProviderFault('down', 'the platform names no keys')
  return asFault(async () => {
    const answer = await guarded(provider)(address, {
      method: 'GET',
      headers: { accept: 'application/json' },
      body: undefined,
      redirect: 'manual',
    })
    const jwks = (await answer.json()) as client.ExportedJWKSCache['jwks']
    if (!answer.ok || !Array.isArray(jwks.keys)) throw new ProviderFault('down', `the platform's keys were answered with ${answer.status}`)
    keySets.set(provider.issuer, { jwks, at })
    return jwks.keys as JsonWebKey[]
  })
}

/** Checks an address that the browser is to be sent to. */
export function atPlatform(provider: Provider, address: URL): string {
  if (!isAtPlatform(provider, address.href)) throw new ProviderFault('untrue', `the platform sends people to another: ${address.host}`)
  return address.href
}

const untrue = new Set([
  'OAUTH_INVALID_RESPONSE',
  'OAUTH_JWT_CLAIM_COMPARISON_FAILED',
  'OAUTH_JWT_TIMESTAMP_CHECK_FAILED',
  'OAUTH_KEY_SELECTION_FAILED',
])

/** Runs a conversation; what goes wrong in it is told by what it means for the person. No token ever stands in the detail. */
export async function asFault<T>(talk: () => Promise<T>): Promise<T> {
  try {
    return await talk()
  } catch (error) {
    throw faultIn(error) ?? meaning(error as Told)
  }
}

type Told = Error & { code?: string; status?: number; error?: string }

function meaning(error: Told): ProviderFault {
  const { code = '', message, status = 500, error: said = code } = error
  if (error instanceof client.AuthorizationResponseError)
    return new ProviderFault(said === 'access_denied' ? 'cancelled' : 'untrue', `the platform answered ${said}`)
  if (error instanceof client.ResponseBodyError && status < 500) return new ProviderFault('untrue', `the platform answered ${said}`, said)
  return new ProviderFault(untrue.has(code) ? 'untrue' : 'down', `${code} ${message}`.trim())
}

/** A fault of ours inside the library's own. */
function faultIn(error: unknown): ProviderFault | undefined {
  for (let e = error, depth = 0; e instanceof Error && depth < 5; e = e.cause, depth++) if (e instanceof ProviderFault) return e
  return undefined
}
