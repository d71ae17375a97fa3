/** Time stamp tokens (RFC 3161; GM/T 0033-2014 with SM2) as they are read. */
import { type SignedData, signedDataOf } from '../cms/read.ts'
import { Asn1Error, type Node, read } from '../der/read.ts'
import { asTime } from '../der/time.ts'
import { asInteger, asOctets, asOid, asSequence, asSmall, is } from '../der/values.ts'
import { type DigestName, digestNamed } from '../digest/digest.ts'
import { oids } from '../oid.ts'

export type TimeStampInfo = {
  policy: string
  /** `undefined` where the digest is of no known kind. */
  digest: DigestName | undefined
  imprint: Uint8Array
  serialNumber: bigint
  at: Date
  nonce?: bigint
}

export type TimeStampToken = { info: TimeStampInfo; signedData: SignedData; der: Uint8Array }

/** Reads a token, or an authority's whole answer that grants one. Throws an `Asn1Error` where there is none. */
export function readTimeStampToken(bytes: Uint8Array): TimeStampToken {
  const node = tokenIn(read(bytes))
  const signedData = signedDataOf(node)
  if (signedData.contentType !== oids.timeStampInfo || !signedData.content) throw new Asn1Error('There is no time stamp inside.')
  return { info: infoOf(read(signedData.content)), signedData, der: node.whole }
}

/** TimeStampResp: a status, of which 0 and 1 grant (RFC 3161 section 2.4.2), and the token. */
function tokenIn(node: Node): Node {
  const [first, token] = asSequence(node)
  if (!is(first, 'sequence')) return node
  const status = asSmall(asSequence(first)[0])
  if (status > 1 || !token) throw new Asn1Error(`The authority refused the time stamp with status ${status}.`)
  return token
}

function infoOf(node: Node): TimeStampInfo {
  const [, policy, imprint, serial, at, ...optional] = asSequence(node)
  const { digest, value } = imprintOf(imprint)
  const nonce = optional.find((part) => is(part, 'integer'))
  return {
    policy: asOid(policy),
    digest,
    imprint: value,
    serialNumber: asInteger(serial),
    at: asTime(at),
    ...(nonce ? { nonce: asInteger(nonce) } : {}),
  }
}

/** MessageImprint: which digest, and its value. */
export function imprintOf(node: Node | undefined): { digest: DigestName | undefined; value: Uint8Array; algorithm: Uint8Array } {
  const [algorithm, value] = asSequence(node)
  return { digest: digestNamed(asOid(asSequence(algorithm)[0])), value: asOctets(value), algorithm: algorithm!.whole }
}
