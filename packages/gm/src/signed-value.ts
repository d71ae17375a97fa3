/** The value of a signature, of whatever kind: made with a seal, SignedData, or the bare numbers of SM2. */
import { unarmoured } from './certificate/certificate.ts'
import { isBareSignedData } from './cms/read.ts'
import { verifyBareSignature, verifySignedData } from './cms/report.ts'
import { verifyStamp } from './cms/stamped.ts'
import { type Node, read, readPrefix } from './der/read.ts'
import { is } from './der/values.ts'
import { rejected, type SealSignatureOptions, type SignatureReport, verifySealSignature } from './seal/verify.ts'
import { readings } from './sm2/signature.ts'
import { readTimeStampToken } from './timestamp/token.ts'

const sequenceTag = 0x30

export type SignedValueKind = SignatureReport['kind']

/** Zeros and line ends, as they are left behind by a buffer that was too large or an editor. */
const isPadding = (bytes: Uint8Array): boolean => bytes.every((byte) => byte === 0 || byte === 0x0a || byte === 0x0d)

/** A file's one value without the padding behind it; with anything else behind it, the bytes as they are. */
export function withoutPadding(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== sequenceTag) return bytes
  try {
    const { node, rest } = readPrefix(bytes)
    return rest.length > 0 && isPadding(rest) ? node.whole : bytes
  } catch {
    return bytes
  }
}

/** Tells what kind of value some bytes are, by their shape alone. */
export function kindOfSignedValue(bytes: Uint8Array): SignedValueKind {
  if (readings(bytes).length > 0) return 'bare'
  let node: Node
  try {
    node = read(bytes)
  } catch {
    return 'unknown'
  }
  const values = is(node, 'sequence') ? node.children : []
  const [first, second] = values
  if (is(first, 'oid') || isBareSignedData(values) || is(second?.children[0], 'oid')) return 'signed-data'
  return is(first, 'sequence') ? 'seal' : 'unknown'
}

/** A token, or an authority's whole answer around it. */
function isTimeStamp(bytes: Uint8Array): boolean {
  try {
    readTimeStampToken(bytes)
    return true
  } catch {
    return false
  }
}

type Check = (bytes: Uint8Array, options: SealSignatureOptions) => SignatureReport

const checks: Record<SignedValueKind, Check> = {
  seal: verifySealSignature,
  'signed-data': (bytes, options) => (isTimeStamp(bytes) ? verifyStamp(bytes, options) : verifySignedData(bytes, options)),
  bare: verifyBareSignature,
  unknown: () => rejected(),
}

/** Checks the content of SignedValue.dat against `data`, the bytes of Signature.xml. Nothing throws, whatever the bytes. */
export function verifySignedValue(bytes: Uint8Array, options: SealSignatureOptions = {}): SignatureReport {
  const kind = kindOfSignedValue(bytes)
  if (kind !== 'unknown') return checks[kind](bytes, options)
  const plain = unarmoured(bytes)
  return plain === bytes ? rejected() : checks[kindOfSignedValue(plain)](plain, options)
}
