/** A real OpenID provider on this machine that stands for the platform of the state or the province: people sign in without being asked anything. */
import { createPrivateKey, generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import Provider, { type Configuration } from 'oidc-provider'

/** Who signs in next, and how surely; `cancel` turns back at the platform. */
export type Visitor = { sub: string; acr?: string; amr?: string[]; cancel?: boolean; claims?: Record<string, unknown> }

export type Platform = {
  issuer: string
  /** who signs in from now on */
  visitor: Visitor
  /** claims of id tokens that are given out false, signed all the same */
  lie: Record<string, unknown> | undefined
  /** no answer ever comes where `silent`; a fault where `down` */
  trouble: 'silent' | 'down' | undefined
  /** people who are no longer in it: nothing is given out for them */
  gone: Set<string>
  /** how often a refresh token was brought, and an access token looked at */
  asked: number
  /** how often the platform's keys were asked for */
  keysAsked: number
  /** signs with another key from now on */
  rotate(): void
  /** a token signed with the platform's own key */
  signed(claims: Record<string, unknown>, header?: Record<string, unknown>): string
  close(): Promise<void>
}

type Options = {
  port?: number
  clientId: string
  secret: string
  site: string
  id: string
  /** gives refresh tokens that change with each use, tells when somebody signed in, and answers what a token is worth */
  directory?: boolean
  /** brings what the platform posts to the city there; by the network where it is not given */
  deliver?: typeof fetch
}

const freshKey = (): JsonWebKey => ({
  ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
  use: 'sig',
  alg: 'RS256',
  kid: `key-${Math.floor(performance.now() * 1000)}`,
})

const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')

function signedBy(key: JsonWebKey, claims: object, header: object = {}): string {
  const text = `${encoded({ alg: 'RS256', kid: key.kid, ...header })}.${encoded(claims)}`
  return `${text}.${sign('sha256', Buffer.from(text), createPrivateKey({ key, format: 'jwk' })).toString('base64url')}`
}

const claimsOfPeople = ['sub', 'acr', 'name', 'id_no', 'id_type', 'mobile', 'corp_name', 'corp_uscc', 'corp_rep_name', 'corp_rep_no']
const claimsOfStaff = ['sub', 'acr', 'amr', 'auth_time', 'staff_no', 'account', 'department']

function configuration(
  platform: Platform,
  { clientId, secret, site, id, deliver, directory = false }: Options,
  key: JsonWebKey,
): Configuration {
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: secret,
        redirect_uris: [`${site}/sign-in/from/${id}`],
        post_logout_redirect_uris: [`${site}/`],
        backchannel_logout_uri: `${site}/sign-out/by/${id}`,
        backchannel_logout_session_required: true,
        ...(directory ? { grant_types: ['authorization_code', 'refresh_token'], require_auth_time: true } : {}),
      },
    ],
    jwks: { keys: [key as never] },
    acrValues: ['1', '2', '3'],
    claims: { openid: directory ? claimsOfStaff : claimsOfPeople },
    ...(directory ? { issueRefreshToken: async () => true, rotateRefreshToken: true } : {}),
    conformIdTokenClaims: true,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      introspection: { enabled: directory },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: async (ctx, form) => {
          ctx.body = `<!doctype html>${form}<button form="op.logoutForm" name="logout" value="yes">sign out</button>`
        },
        postLogoutSuccessSource: async (ctx) => {
          ctx.body = 'signed out'
        },
      },
    },
    cookies: { keys: ['for tests alone'] },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, sub) =>
      platform.gone.has(sub) ? undefined : { accountId: sub, claims: async () => ({ sub, ...platform.visitor.claims }) },
    ...(deliver ? { fetch: ((url: string, init: RequestInit) => deliver(url, init)) as never } : {}),
  }
}

/** Signs the visitor in and grants what is asked, as a person would who agrees to all. */
async function interact(provider: Provider, { visitor }: Platform, req: IncomingMessage, res: ServerResponse): Promise<void> {
  const { prompt, params, session, grantId } = await provider.interactionDetails(req, res)
  if (visitor.cancel) return provider.interactionFinished(req, res, { error: 'access_denied', error_description: 'the person turned back' })
  if (prompt.name === 'login')
    return provider.interactionFinished(req, res, { login: { accountId: visitor.sub, acr: visitor.acr, amr: visitor.amr, remember: true } })
  const client = params.client_id as string
  const grant = (grantId && (await provider.Grant.find(grantId))) || new provider.Grant({ accountId: session!.accountId, clientId: client })
  grant.addOIDCScope('openid')
  return provider.interactionFinished(req, res, { consent: { grantId: await grant.save() } }, { mergeWithLastSubmission: true })
}

/** Puts false claims into the id token of an answer of the token endpoint. */
function lieIn(res: ServerResponse, lie: Record<string, unknown>, key: () => JsonWebKey): void {
  const end = res.end.bind(res)
  res.end = ((body: unknown) => {
    const answer = JSON.parse(String(body))
    if (!answer.id_token) return end(body as string)
    const claims = JSON.parse(Buffer.from(answer.id_token.split('.')[1], 'base64url').toString())
    const text = JSON.stringify({ ...answer, id_token: signedBy(key(), { ...claims, ...lie }) })
    res.setHeader('content-length', Buffer.byteLength(text))
    return end(text)
  }) as typeof res.end
}

/** Counts what comes to the token endpoint, its introspection too, and bends the answer where the platform is to lie. */
function tokensAsked(platform: Platform, res: ServerResponse, key: () => JsonWebKey): void {
  platform.asked++
  if (platform.lie) lieIn(res, platform.lie, key)
}

export async function openPlatform(options: Options): Promise<Platform> {
  let key = freshKey()
  let provider: Provider
  const server = createServer((req, res) => {
    if (platform.trouble === 'silent') return
    if (platform.trouble === 'down') return void res.writeHead(502).end('<html>bad gateway</html>')
    const { url = '' } = req
    if (url.startsWith('/interaction/'))
      return void interact(provider, platform, req, res).catch((e: Error) => res.writeHead(500).end(e.message))
    if (url.startsWith('/jwks')) platform.keysAsked++
    if (url.startsWith('/token')) tokensAsked(platform, res, () => key)
    provider.callback()(req, res)
  })
  await new Promise<void>((done) => server.listen(options.port ?? 0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const platform: Platform = {
    issuer,
    visitor: { sub: 'nobody' },
    lie: undefined,
    trouble: undefined,
    gone: new Set(),
    asked: 0,
    keysAsked: 0,
    rotate() {
      key = freshKey()
      provider = new Provider(issuer, configuration(platform, options, key))
    },
    signed: (claims, header) => signedBy(key, claims, header),
    async close() {
      server.closeAllConnections()
      await new Promise<void>((done) => server.close(() => done()))
    },
  }
  provider = new Provider(issuer, configuration(platform, options, key))
  return platform
}

/** A browser at the platform: follows redirects and keeps its cookies, until it is sent away from there. */
export class PlatformBrowser {
  readonly #cookies = new Map<string, string>()

  async #ask(url: string, init: RequestInit = {}): Promise<Response> {
    const cookie = [...this.#cookies].map(([k, v]) => `${k}=${v}`).join('; ')
    const answer = await fetch(url, { ...init, redirect: 'manual', headers: { cookie, accept: 'text/html', ...init.headers } })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      this.#cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    return answer
  }

  /** Follows an address; the answer is where it leads away from the platform, path and query. */
  async walk(start: string, init?: RequestInit): Promise<string> {
    const { origin } = new URL(start)
    let answer = await this.#ask(start, init)
    for (let steps = 0; steps < 12; steps++) {
      const location = answer.headers.get('location')
      if (!location) throw new Error(`the platform stopped at ${answer.status}: ${(await answer.text()).slice(0, 600)}`)
      const next = new URL(location, start)
      if (next.origin !== origin) return next.pathname + next.search
      answer = await this.#ask(next.href)
    }
    throw new Error('the platform leads in circles')
  }

  /** Signs out there: opens the page and presses its one button. */
  async signOut(start: string): Promise<string> {
    const page = await (await this.#ask(start)).text()
    const [action = '', xsrf = ''] = [/action="([^"]+)"/.exec(page)?.[1], /name="xsrf" value="([^"]+)"/.exec(page)?.[1]]
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return this.walk(action, { method: 'POST', headers, body: new URLSearchParams({ xsrf, logout: 'yes' }).toString() })
  }
}
