/** A time stamp authority (RFC 3161): requests are made and answered, tokens issued, with SM2 and SM3 unless said otherwise. */

import type { Signer } from '../certificate/issue.ts'
import { digestAlgorithm, digestOfKey, type SigningKey } from '../certificate/signing-key.ts'
import { makeSignedData } from '../cms/write.ts'
import { Asn1Error, read } from '../der/read.ts'
import { asBoolean, asInteger, asSequence, is } from '../der/values.ts'
import { boolean, generalizedTime, integer, octetString, oid, sequence } from '../der/write.ts'
import { type DigestName, digest, digestSize } from '../digest/digest.ts'
import { oids } from '../oid.ts'
import { imprintOf } from './token.ts'

export type TimeStampRequest = {
  /** The encoded AlgorithmIdentifier and the digest of what is to be stamped. */
  imprint: { algorithm: Uint8Array; value: Uint8Array }
  nonce?: bigint
  /** Whether the authority's certificate shall come along. */
  wantsCertificate: boolean
}

/** Asks for a stamp on a digest of `data`. */
export function requestTimeStamp(data: Uint8Array, nonce?: bigint, by: DigestName = 'sm3'): Uint8Array {
  const imprint = sequence(digestAlgorithm(by), octetString(digest(by, data)))
  return sequence(integer(1), imprint, ...(nonce === undefined ? [] : [integer(nonce)]), boolean(true))
}

/** Throws an `Asn1Error` where the bytes are no request, or one for a digest that is not known. */
export function readTimeStampRequest(bytes: Uint8Array): TimeStampRequest {
  const [, imprint, ...optional] = asSequence(read(bytes))
  const { digest: name, value, algorithm } = imprintOf(imprint)
  if (!name || digestSize(name) !== value.length) throw new Asn1Error('The request names no digest that is known.')
  const nonce = optional.find((part) => is(part, 'integer'))
  const wants = optional.find((part) => is(part, 'boolean'))
  return {
    imprint: { algorithm, value },
    ...(nonce ? { nonce: asInteger(nonce) } : {}),
    wantsCertificate: wants !== undefined && asBoolean(wants),
  }
}

export type TimeStampAuthority = {
  signer: Signer<SigningKey>
  /** OID of the policy under which it stamps. */
  policy: string
  serialNumber: bigint
  at: Date
}

function issue(request: TimeStampRequest, { signer, policy, serialNumber, at }: TimeStampAuthority): Uint8Array {
  const info = sequence(
    integer(1),
    oid(policy),
    sequence(request.imprint.algorithm, octetString(request.imprint.value)),
    integer(serialNumber),
    generalizedTime(at),
    ...(request.nonce === undefined ? [] : [integer(request.nonce)]),
  )
  const certificates = request.wantsCertificate ? [signer.certificate] : []
  return makeSignedData({ family: 'cms', contentType: oids.timeStampInfo, content: info, detached: false, signer, certificates })
}

/** A token on the digest of `data` that goes with the authority's key: SM3, or SHA-256 where it is a foreign one. */
export const issueTimeStamp = (data: Uint8Array, authority: TimeStampAuthority): Uint8Array =>
  issue(readTimeStampRequest(requestTimeStamp(data, undefined, digestOfKey(authority.signer.key))), authority)

/** A whole answer (TimeStampResp): granted, or refused as badAlg or badDataFormat (RFC 3161 section 2.4.2). */
export function answerTimeStamp(request: Uint8Array, authority: TimeStampAuthority): Uint8Array {
  try {
    return sequence(sequence(integer(0)), issue(readTimeStampRequest(request), authority))
  } catch (error) {
    if (!(error instanceof Asn1Error)) throw error
    return sequence(sequence(integer(2)))
  }
}
