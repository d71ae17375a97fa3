/** Sign-in at a platform of OpenID Connect: authorization code with PKCE, id token, UserInfo, and the way out. */
import * as client from 'openid-client'
import type { Provider } from '#kernel/provider.ts'
import { asFault, atPlatform, keepKeys, openPlatform, ProviderFault } from './platform.ts'

type Env = Record<string, string | undefined>

/** What ties an answer to the question: kept at the server until the browser comes back. */
export type LoginSecrets = { state: string; nonce: string; verifier: string }

/** Who somebody is by a platform's word. `claims` are those of the id token, and of UserInfo where the token lacks them. */
export type Vouched = {
  issuer: string
  subject: string
  sid: string | undefined
  acr: string | undefined
  /** when he last showed himself at the platform, in seconds, and by what, where the platform says so */
  authTime: number | undefined
  amr: readonly string[]
  claims: Readonly<Record<string, unknown>>
  idToken: string
  /** by which the platform can be asked later whether it still knows him */
  refreshToken: string | undefined
  accessToken: string
}

/** How the person is to show himself: by one of these values of `acr`, which he is asked for anew; `now` asks him anew in any case, and for the moment at which he did. */
type Shown = { acr: readonly string[]; now?: boolean }

/** Where the browser goes to sign in. `at`: the real clock, in milliseconds. */
export async function loginAddress(
  provider: Provider,
  { acr, now = false, ...asked }: LoginSecrets & { redirectUri: string } & Shown,
  { env, at }: { env: Env; at: number },
): Promise<string> {
  const config = await openPlatform(provider, env, at)
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: asked.redirectUri,
    scope: provider.scope,
    state: asked.state,
    nonce: asked.nonce,
    code_challenge: await client.calculatePKCECodeChallenge(asked.verifier),
    code_challenge_method: 'S256',
    ...(acr.length > 0 ? { acr_values: acr.join(' ') } : {}),
    ...(acr.length > 0 || now ? { prompt: 'login' } : {}),
    ...(now ? { max_age: '0' } : {}),
  })
  return atPlatform(provider, url)
}

/** Changes the code that the browser brought into who it is. `came` is the address it came back to, with all its parameters. */
export async function redeemCode(
  provider: Provider,
  came: URL,
  { state, nonce, verifier }: LoginSecrets,
  { env, at }: { env: Env; at: number },
): Promise<Vouched> {
  const config = await openPlatform(provider, env, at)
  return asFault(async () => {
    const tokens = await client.authorizationCodeGrant(config, came, {
      expectedState: state,
      expectedNonce: nonce,
      pkceCodeVerifier: verifier,
      idTokenExpected: true,
    })
    keepKeys(provider, config, at)
    const claims = tokens.claims()
    if (!claims || !tokens.id_token) throw new ProviderFault('untrue', 'the platform gave no id token')
    const more =
      provider.userinfo && config.serverMetadata().userinfo_endpoint ? await userInfo(config, tokens.access_token, claims.sub) : {}
    return vouchedBy(tokens, { ...claims, id_token: tokens.id_token }, more)
  })
}

type Tokens = { access_token: string; refresh_token?: string | undefined }
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** What a platform says of somebody. `more`: claims of UserInfo, which the id token goes before. */
function vouchedBy(
  tokens: Tokens,
  { id_token: idToken, ...claims }: client.IDToken & { id_token: string },
  more: Record<string, unknown>,
): Vouched {
  const { iss: issuer, sub: subject, sid, acr, amr, auth_time: authTime } = claims
  return {
    ...{ issuer, subject, sid: text(sid), acr: text(acr), idToken },
    authTime: typeof authTime === 'number' ? authTime : undefined,
    amr: Array.isArray(amr) ? amr.filter((a) => typeof a === 'string') : [],
    claims: { ...more, ...claims },
    ...{ refreshToken: tokens.refresh_token, accessToken: tokens.access_token },
  }
}

const userInfo = async (config: client.Configuration, token: string, subject: string): Promise<Record<string, unknown>> => ({
  ...(await client.fetchUserInfo(config, token, subject)),
})

/** Where the browser goes to sign out at the platform too (RP-initiated logout); undefined where the platform has no such place. */
export async function logoutAddress(
  provider: Provider,
  { idToken, back }: { idToken: string; back: string },
  { env, at }: { env: Env; at: number },
): Promise<string | undefined> {
  const config = await openPlatform(provider, env, at)
  if (!config.serverMetadata().end_session_endpoint) return undefined
  return atPlatform(provider, client.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: back }))
}
