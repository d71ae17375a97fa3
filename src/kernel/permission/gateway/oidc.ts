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
  claims: Readonly<Record<string, unknown>>
  idToken: string
}

/** Where the browser goes to sign in. `acr` are the values of which the platform is asked to reach one, anew and not by an earlier sign-in. `at`: the real clock, in milliseconds. */
export async function loginAddress(
  provider: Provider,
  asked: LoginSecrets & { redirectUri: string; acr: readonly string[] },
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
    ...(asked.acr.length > 0 ? { acr_values: asked.acr.join(' '), prompt: 'login' } : {}),
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
    const { sid, acr } = claims
    const more =
      provider.userinfo && config.serverMetadata().userinfo_endpoint ? await userInfo(config, tokens.access_token, claims.sub) : {}
    return {
      issuer: claims.iss,
      subject: claims.sub,
      sid: typeof sid === 'string' ? sid : undefined,
      acr: typeof acr === 'string' ? acr : undefined,
      claims: { ...more, ...claims },
      idToken: tokens.id_token,
    }
  })
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
