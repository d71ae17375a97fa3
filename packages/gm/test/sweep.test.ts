/**
 * SM2 against other implementations, both ways. `GM_SWEEP=100000` makes as many signatures here and lets all of them be
 * checked elsewhere, and as many elsewhere and checks them here; without it some hundred, in seconds.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { concat, equal, toHex, utf8 } from '../src/bytes.ts'
import { octetString } from '../src/der/write.ts'
import { sm3 } from '../src/digest/digest.ts'
import { engines } from '../src/sm2/engine.ts'
import { PrivateKey } from '../src/sm2/keys.ts'
import { readings, type Signature, toDer, toRaw } from '../src/sm2/signature.ts'
import { sign, verify } from '../src/sm2/sm2.ts'
import { hasOpenssl } from './openssl.ts'
import { affine, opensslCommand, smCrypto, smCryptoV2, type Witness } from './witnesses.ts'

const count = Number(process.env.GM_SWEEP ?? 500)
const folder = mkdtempSync(join(tmpdir(), 'haoban-sm2-'))
afterAll(() => rmSync(folder, { recursive: true }))

/** Witnesses beside the one of every round: the slow ones see fewer. */
const seldom: readonly (readonly [Witness, every: number])[] = [
  [affine, 250],
  ...(hasOpenssl ? ([[opensslCommand(folder), Math.max(25, Math.floor(count / 300))]] as const) : []),
]

const userIds = ['1234567812345678', 'ALICE123@YAHOO.COM', '1', '360702199003070017', '赣州市行政审批局', 'x'.repeat(200)]

/** Reproducible rounds: keys, messages and identities all follow from the number of the round. */
function roundOf(i: number) {
  const seed = sm3(utf8(`round ${i}`))
  const key = keyOf(Math.floor(i / 20))
  const message = concat(...Array.from({ length: seed[0]! % 5 }, () => seed), seed.subarray(0, 1 + (seed[1]! % 31)))
  const isPlain = i % 8 === 7
  return {
    key,
    message,
    userId: userIds[seed[2]! % userIds.length]!,
    by: isPlain ? engines.plain : engines.openssl,
    // The plain engine is sm-crypto-v2 itself: another has to check what it made.
    checker: isPlain ? smCrypto : smCryptoV2,
    maker: i % 10 === 0 ? smCrypto : smCryptoV2,
  }
}

const keys = new Map<number, PrivateKey>()
function keyOf(i: number): PrivateKey {
  const known = keys.get(i)
  if (known) return known
  keys.clear()
  const key = PrivateKey.import(sm3(utf8(`key ${i}`)))
  keys.set(i, key)
  return key
}

const unpadded = (value: bigint) => {
  const hex = value.toString(16)
  const body = Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')
  return concat(Uint8Array.of(2, body.length), body)
}
const withoutPadding = ({ r, s }: Signature) => {
  const body = concat(unpadded(r), unpadded(s))
  return concat(Uint8Array.of(0x30, body.length), body)
}
const packings: ((signature: Signature) => Uint8Array)[] = [toDer, toRaw, withoutPadding, (s) => octetString(toDer(s))]

const high = 1n << 255n
const tallies: Record<string, number> = {}
const tally = (name: string, by = 1) => {
  tallies[name] = (tallies[name] ?? 0) + by
}

function tallyShape({ r, s }: Signature): void {
  if (r < 1n << 248n) tally('short r')
  if (s < 1n << 248n) tally('short s')
  if (r >= high || s >= high) tally('high bit set')
}

function broken(signature: Signature, i: number): Uint8Array {
  const raw = toRaw(signature)
  if (i % 3 === 0) return concat(raw.subarray(32), raw.subarray(0, 32))
  raw[i % 64]! ^= 1 << (i % 8)
  return raw
}

/** The witness's word, where an exception is a no. */
function says(witness: Witness, ...args: Parameters<Witness['verify']>): boolean {
  try {
    return witness.verify(...args)
  } catch {
    return false
  }
}

const disagreements: string[] = []
const expectAll = (holds: boolean, i: number, what: string, bytes: Uint8Array) => {
  if (!holds) disagreements.push(`round ${i}: ${what}: ${toHex(bytes)}`)
}

type Round = ReturnType<typeof roundOf>

/** Made here: packed in one of four ways it holds here, at the witness it holds, broken it holds nowhere. */
function madeHere(i: number, { key, message, userId, by, checker }: Round): void {
  const identity = { userId: utf8(userId) }
  const made = sign(key, message, { ...identity, engine: by })
  const [signature] = readings(made) as [Signature]
  tally('made here')
  tallyShape(signature)
  const packed = packings[i % packings.length]!(signature)
  const bad = broken(signature, i)
  expectAll(equal(made, toDer(signature)), i, 'made here and no DER', made)
  expectAll(verify(key.publicKey, message, packed, identity), i, 'packed otherwise, refused here', packed)
  expectAll(!verify(key.publicKey, message, bad, identity), i, 'broken, holds here', bad)
  for (const witness of [checker, ...due(i)]) {
    expectAll(says(witness, key.publicKey, message, userId, made), i, `made here, refused by ${witness.name}`, made)
    tally(`made here, checked by ${witness.name}`)
    if (i % 10 === 0) brokenElsewhere(i, witness, bad)
  }
}

function brokenElsewhere(i: number, witness: Witness, bad: Uint8Array): void {
  const { key, message, userId } = roundOf(i)
  const [pair] = readings(bad)
  if (!pair) return
  tally(`broken, shown to ${witness.name}`)
  expectAll(!says(witness, key.publicKey, message, userId, toDer(pair)), i, `broken, holds at ${witness.name}`, bad)
}

function madeElsewhere(i: number, { key, message, userId, maker }: Round): void {
  for (const witness of [maker, ...due(i)]) {
    const theirs = witness.sign(key, message, userId)
    const isOther = witness !== smCryptoV2
    for (const by of isOther ? [engines.openssl, engines.plain] : [engines.openssl])
      expectAll(
        verify(key.publicKey, message, theirs, { userId: utf8(userId), engine: by }),
        i,
        `made by ${witness.name}, refused here`,
        theirs,
      )
    for (const pair of readings(theirs)) tallyShape(pair)
    tally('made elsewhere')
    tally(`made by ${witness.name}, checked here`)
  }
}

const due = (i: number) => seldom.filter(([, every]) => i % every === 0).map(([witness]) => witness)

test(
  'signatures made here hold elsewhere, those made elsewhere hold here, and broken ones nowhere',
  () => {
    for (let i = 0; i < count; i++) {
      const round = roundOf(i)
      madeHere(i, round)
      madeElsewhere(i, round)
    }
    const lines = Object.entries(tallies).map(([name, value]) => `  ${name}: ${value}\n`)
    process.stdout.write(`SM2 against other implementations\n${lines.join('')}  disagreements: ${disagreements.length}\n`)
    expect(disagreements).toEqual([])
    expect(tallies['high bit set']).toBeGreaterThan(0)
  },
  24 * 3_600_000,
)
