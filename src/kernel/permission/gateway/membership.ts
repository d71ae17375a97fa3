/** Asking the directory whether it still knows somebody: by a refresh token that it takes (RFC 6749, 6), or by what it says of a token (RFC 7662). */
import * as client from 'openid-client'
import type { Directory } from '#kernel/directory.ts'
import type { Provider } from '#kernel/provider.ts'
import { asFault, openPlatform, ProviderFault } from './platform.ts'

type Env = Record<string, string | undefined>

/** `in`: he belongs to it, and is asked about by `token` next. `out`: it no longer stands for him. `silent`: nothing can be said. */
export type Standing = { is: 'in'; token: string } | { is: 'out'; why: string } | { is: 'silent'; why: string }

/** Refusals that are about the person and his sign-in; every other one is about us, or about the directory, and puts nobody out. */
const aboutHim = new Set(['invalid_grant', 'interaction_required', 'login_required', 'access_denied'])

async function refreshed(config: client.Configuration, token: string): Promise<Standing> {
  const tokens = await client.refreshTokenGrant(config, token)
  return { is: 'in', token: tokens.refresh_token ?? token }
}

async function introspected(config: client.Configuration, token: string): Promise<Standing> {
  const { active } = await client.tokenIntrospection(config, token)
  return active ? { is: 'in', token } : { is: 'out', why: 'inactive' }
}

const ways: Record<Directory['poll']['by'], (config: client.Configuration, token: string) => Promise<Standing>> = {
  refresh: refreshed,
  introspection: introspected,
}

/** What the directory says of the person for whom it gave a token. A fault is an answer too: that there is none. `at`: the real clock, in milliseconds. */
export async function askStanding(
  provider: Provider,
  { by, token }: { by: Directory['poll']['by']; token: string },
  { env, at }: { env: Env; at: number },
): Promise<Standing> {
  try {
    const config = await openPlatform(provider, env, at)
    return await asFault(() => ways[by](config, token))
  } catch (error) {
    if (!(error instanceof ProviderFault)) throw error
    return error.said !== undefined && aboutHim.has(error.said) ? { is: 'out', why: error.said } : { is: 'silent', why: error.message }
  }
}

/** Whether the directory answers at all; the answer is what is wrong, undefined where nothing is. */
export async function whyNotReached(provider: Provider, { env, at }: { env: Env; at: number }): Promise<string | undefined> {
  try {
    await openPlatform(provider, env, at)
    return undefined
  } catch (error) {
    if (error instanceof ProviderFault) return error.message
    throw error
  }
}
