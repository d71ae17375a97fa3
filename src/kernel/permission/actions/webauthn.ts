/** Passkeys: what is asked of a browser, and whether what it answers is true. Challenges are kept once, by their digest, for five minutes. */
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { sm3 } from '#base/digest.ts'
import { type RelyingParty, relyingParty } from '../rules/passkey.ts'
import type { Asserted, Attested, Visit } from '../schema.ts'
import { countUse, findPasskey, keepChallenge, type Passkey, type Purpose, spendChallenge } from '../store/passkey.ts'
import { refuse } from './refuse.ts'

const challengeMs = 5 * 60_000
/** ES256, EdDSA and RS256, as every authenticator knows one of (RFC 8152, 8230, 8812). */
const algorithms = [-7, -8, -257]

function party(ctx: Visit): RelyingParty {
  const found = relyingParty(ctx.site)
  if (!found) throw refuse('permission.no-passkeys')
  return found
}

type Holder = { id: string; login: string | null; name: string }
const until = (ctx: Visit) => new Date(ctx.now.getTime() + challengeMs)

/** What a browser is asked for so that it makes a passkey. Needs the scope `system`. */
export async function askForPasskey(ctx: Visit, holder: Holder, known: readonly Passkey[], purpose: Purpose = 'enrol') {
  const options = await generateRegistrationOptions({
    rpName: ctx.city.brand.zh,
    rpID: party(ctx).id,
    userName: holder.login ?? holder.name,
    userDisplayName: holder.name,
    // no name and no number of a person stands in an authenticator
    userID: new Uint8Array(Buffer.from(sm3(`passkey:${holder.id}`), 'hex')),
    challenge: new Uint8Array(ctx.random(32)),
    timeout: challengeMs,
    attestationType: 'none',
    excludeCredentials: known.map(({ id, transports }) => ({ id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: algorithms,
  })
  await keepChallenge(ctx.tx, { challenge: options.challenge, purpose, account: purpose === 'enrol' ? holder.id : null }, until(ctx))
  return options
}

/** What a browser is asked to sign; of no account at sign-in, where the passkey itself says whose it is. Needs the scope `system`. */
export async function askForProof(ctx: Visit, purpose: Purpose, account: string | null, known: readonly Passkey[]) {
  const options = await generateAuthenticationOptions({
    rpID: party(ctx).id,
    allowCredentials: known.map(({ id, transports }) => ({ id, transports })),
    challenge: new Uint8Array(ctx.random(32)),
    timeout: challengeMs,
    userVerification: 'required',
  })
  await keepChallenge(ctx.tx, { challenge: options.challenge, purpose, account }, until(ctx))
  return options
}

const challengeIn = (clientDataJSON: string): string => {
  try {
    return String(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')).challenge)
  } catch {
    return ''
  }
}

/** Checks what a browser made; the passkey is bound to nothing yet. */
export async function readPasskey(ctx: Visit, response: Attested, purpose: Purpose, account: string | null) {
  const challenge = challengeIn(response.response.clientDataJSON)
  if (!(await spendChallenge(ctx.tx, { challenge, purpose, account }, ctx.now))) throw refuse('permission.passkey-late')
  const { id, origin } = party(ctx)
  const verified = await verifyRegistrationResponse({
    response: response as Parameters<typeof verifyRegistrationResponse>[0]['response'],
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch(() => undefined)
  if (!verified?.verified) throw refuse('permission.passkey-wrong')
  const { credential } = verified.registrationInfo
  return {
    id: credential.id,
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: (response.response.transports ?? []).slice(0, 10),
  }
}

/** `copied`: everything fits but the count of uses, which does not go on; somebody has a copy of the passkey (Web Authentication, 6.1.1). */
export type Proof = { passkey: Passkey; copied: boolean }

/** Whose passkey signed a challenge of ours here; undefined where it is none, is unknown, or signed something else. */
export async function readProof(ctx: Visit, response: Asserted, purpose: Purpose, account: string | null): Promise<Proof | undefined> {
  const challenge = challengeIn(response.response.clientDataJSON)
  const passkey = await findPasskey(ctx.tx, response.id)
  if (!(await spendChallenge(ctx.tx, { challenge, purpose, account }, ctx.now)) || !passkey) return undefined
  const { id, origin } = party(ctx)
  const verified = await verifyAuthenticationResponse({
    response: response as Parameters<typeof verifyAuthenticationResponse>[0]['response'],
    expectedChallenge: challenge,
    expectedOrigin: origin,
    expectedRPID: id,
    // the count is compared below, in the database, where two uses at once cannot both be right
    credential: { id: passkey.id, publicKey: new Uint8Array(passkey.publicKey), counter: 0 },
    requireUserVerification: true,
  }).catch(() => undefined)
  if (!verified?.verified) return undefined
  return { passkey, copied: !(await countUse(ctx.tx, passkey.id, verified.authenticationInfo.newCounter, ctx.now)) }
}
