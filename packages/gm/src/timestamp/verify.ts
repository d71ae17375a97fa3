/** Checks time stamp tokens against what they are said to be on. */
import { equal } from '../bytes.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { isValidAt } from '../certificate/path.ts'
import { certificatesOf, messageDigestOf, signerOf, verifySigner } from '../cms/verify.ts'
import { digest, digestNamed, weakDigests } from '../digest/digest.ts'
import { oids } from '../oid.ts'
import { whyUnread } from '../seal/checks.ts'
import type { Finding } from '../seal/steps.ts'
import { readTimeStampToken, type TimeStampToken } from './token.ts'

export type Stamp = { token: Uint8Array; stamped: readonly Uint8Array[] }

export type StampFinding = {
  finding: Finding
  /** The time of a token that holds. */
  at?: Date
  authority?: Certificate
}

const none: StampFinding = { finding: [null, '没有时间戳，签名时间以签名人所述为准'] }

/** `certificates` are searched where the token brings none. */
export function checkTimeStamp(stamp: Stamp | undefined, certificates: readonly Certificate[]): StampFinding {
  if (!stamp) return none
  try {
    return checkToken(readTimeStampToken(stamp.token), stamp.stamped, certificates)
  } catch (error) {
    const why = whyUnread(error)
    return { finding: [false, why ? `时间戳里的${why}` : '时间戳无法读取，或时间戳机构拒绝签发'] }
  }
}

function checkToken(token: TimeStampToken, stamped: readonly Uint8Array[], certificates: readonly Certificate[]): StampFinding {
  const imprint = checkImprint(token, stamped)
  if (imprint) return { finding: imprint }
  const [signer, ...more] = token.signedData.signers
  if (!signer || more.length > 0) return { finding: [false, '时间戳不是恰好由一个机构签名'] }
  const authority = signerOf(signer, [...certificatesOf(token.signedData), ...certificates])
  if (!authority) return { finding: [null, '时间戳没有附带时间戳机构的证书，无法核对'] }
  const finding = checkAuthority(token, authority)
  return finding[0] ? { finding, at: token.info.at, authority } : { finding, authority }
}

function checkImprint({ info }: TimeStampToken, stamped: readonly Uint8Array[]): Finding | undefined {
  const name = info.digest
  if (!name || weakDigests.includes(name)) return [null, '时间戳所用摘要算法不认识或已不安全，不能据此认定']
  // What was stamped before signing may itself be the digest.
  const fits = stamped.some((bytes) => equal(info.imprint, bytes) || equal(info.imprint, digest(name, bytes)))
  return fits ? undefined : [false, '时间戳不是加在这个签名上的']
}

function checkAuthority({ info, signedData }: TimeStampToken, authority: Certificate): Finding {
  const [signer] = signedData.signers
  const name = digestNamed(signer!.digestAlgorithm)
  const attribute = messageDigestOf(signer!)
  if (name && signer!.signedAttributes && !(attribute && equal(attribute, digest(name, signedData.content!)))) {
    return [false, '时间戳内容被改动']
  }
  const verdict = verifySigner(signer!, authority, [signedData.content!])
  if (verdict === null || !name) return [null, '此处无法核对时间戳的签名算法']
  if (!verdict) return [false, '时间戳的签名不正确，时间戳被改动或伪造']
  const uses = authority.extensions.extendedKeyUsage
  if (!uses) return [null, '时间戳机构的证书没有注明可用于时间戳，不能据此认定']
  if (!uses.includes(oids.timeStamping)) return [false, '时间戳机构的证书不允许签发时间戳']
  if (!isValidAt(authority, info.at)) return [false, '签发时间戳时，时间戳机构的证书不在有效期内']
  return [true, '时间戳有效，签名时间由时间戳机构证明']
}
