/** Reads the signatures that are made with a seal (SignedValue.dat of an OFD file). */
import { concat, toLatin1 } from '../bytes.ts'
import { Asn1Error, type Node, read } from '../der/read.ts'
import { asTime, looseTime, TwoDigitYear } from '../der/time.ts'
import { asBytes, asLabel, asSequence, asSmall, is, isTagged } from '../der/values.ts'
import { algorithmOf, alone, certificateOf, extensionsOf, sealOf, signatureOf, taggedBytes, together } from './read.ts'
import type { SealSignature } from './schema.ts'

/** Throws an `Asn1Error` where the bytes are no signature made with a seal. */
export function readSealSignature(bytes: Uint8Array): SealSignature {
  const [toSign, ...rest] = asSequence(read(bytes), 2)
  if (rest.length === 2) throw new Asn1Error('A signature is not signed.')
  return rest.length === 1 ? oldSignature(toSign!, rest[0]!) : newSignature(toSign!, rest)
}

type Signed = Pick<SealSignature, 'seal' | 'claimedAt' | 'hasShortYear' | 'dataHash' | 'propertyInfo'> & {
  number: number
  token?: Uint8Array
  rest: Node[]
}

function signedOf(node: Node): Signed {
  const [version, seal, time, hash, property, ...rest] = asSequence(node, 5)
  return {
    number: asSmall(version),
    seal: sealOf(seal!),
    ...timeInfoOf(time!),
    dataHash: hashOf(hash!),
    propertyInfo: asLabel(property),
    rest,
  }
}

/** GB/T 38540: what is signed, certificate, algorithm, signature, time stamp. */
function newSignature(toSign: Node, [certificate, algorithm, signature, stamp]: readonly Node[]): SealSignature {
  const { number, token, rest, ...signed } = signedOf(toSign)
  const value = signatureOf(signature)
  const late = lateStamp(stamp)
  // The stamp is on the signature value (GB/T 38540-2020); some makers stamp its encoding.
  const timeStamp = late ? { token: late, stamped: [value, signature!.whole] } : stampOf(token, signed.dataHash)
  return {
    layout: 'gbt38540',
    version: number === 5 || signed.seal.timeStamp ? 5 : 4,
    ...signed,
    extensions: extensionsOf(rest[0]),
    certificate: certificateOf(certificate),
    algorithm: algorithmOf(algorithm),
    signature: value,
    signedParts: [...alone(toSign), ...together(toSign, certificate!, algorithm!)],
    ...(timeStamp ? { timeStamp } : {}),
  }
}

/** GM/T 0031: certificate and algorithm stand inside what is signed. */
function oldSignature(toSign: Node, signature: Node): SealSignature {
  const { number, token, rest, ...signed } = signedOf(toSign)
  const untagged = rest.filter((node) => node.class === 'universal')
  const [certificate, algorithm] = untagged.slice(-2)
  if (!certificate || !algorithm) throw new Asn1Error('A signature of the old layout names no certificate and algorithm.')
  const timeStamp = stampOf(token, signed.dataHash)
  return {
    layout: 'gmt0031',
    version: number >= 1 && number <= 3 ? number : 1,
    ...signed,
    extensions: extensionsOf(rest.find((node) => isTagged(node, 0))),
    certificate: certificateOf(certificate),
    algorithm: algorithmOf(algorithm),
    signature: signatureOf(signature),
    signedParts: alone(toSign),
    ...(timeStamp ? { timeStamp } : {}),
  }
}

/** A digest; from the end of a BIT STRING zeros may have been cut off (see `asBits`), of which it has three at the most. */
function hashOf(node: Node): Uint8Array {
  const bytes = asBytes(node)
  if (!is(node, 'bitString') || bytes.length < 29 || bytes.length > 31) return bytes
  return concat(bytes, new Uint8Array(32 - bytes.length))
}

/** Under `[0]`, or without the tag as some leave it out; with nothing inside it is none. */
function lateStamp(node: Node | undefined): Uint8Array | undefined {
  const bytes = isTagged(node, 0) ? taggedBytes(node) : is(node, 'bitString') || is(node, 'octetString') ? asBytes(node) : undefined
  return bytes?.length ? bytes : undefined
}

/** A stamp that was taken before the signature existed can only be on the data. */
const stampOf = (token: Uint8Array | undefined, dataHash: Uint8Array): SealSignature['timeStamp'] =>
  token ? { token, stamped: [dataHash] } : undefined

/**
 * The time of signing: a time of any type, its text or encoding inside a bit string, or a time stamp token there. One
 * that cannot be read leaves the time unknown, which the other steps can live with.
 */
function timeInfoOf(node: Node): Claimed & { token?: Uint8Array } {
  if (is(node, 'sequence')) return { token: node.whole }
  if (!is(node, 'bitString') && !is(node, 'octetString')) return timeIn(node)
  const bytes = asBytes(node)
  const plain = looseTime(toLatin1(bytes))
  if (plain) return { claimedAt: plain }
  try {
    const inner = read(bytes)
    return is(inner, 'sequence') ? { token: bytes } : timeIn(inner)
  } catch {
    return {}
  }
}

type Claimed = Pick<SealSignature, 'claimedAt' | 'hasShortYear'>

function timeIn(node: Node): Claimed {
  try {
    return { claimedAt: asTime(node) }
  } catch (error) {
    return error instanceof TwoDigitYear ? { hasShortYear: true } : {}
  }
}
