/** A time stamp in the place of a signature: an authority vouches for the time at which a file was there, and nobody for what it says. */
import { checkCertificate, checkDataHash, checkRevocation } from '../seal/checks.ts'
import { collect, holds } from '../seal/steps.ts'
import { issuersOf, rejected, type SignatureReport, trustOf } from '../seal/verify.ts'
import { readTimeStampToken, type TimeStampToken } from '../timestamp/token.ts'
import { checkTimeStamp } from '../timestamp/verify.ts'
import { type Options, sealSteps, withoutSeal } from './report.ts'
import { certificatesOf } from './verify.ts'

export function verifyStamp(bytes: Uint8Array, options: Options = {}): SignatureReport {
  let token: TimeStampToken
  try {
    token = readTimeStampToken(bytes)
  } catch {
    return rejected()
  }
  const { imprint, at } = token.info
  const along = certificatesOf(token.signedData)
  // whether the token holds is one question, whether it is on the data another
  const { finding, authority } = checkTimeStamp({ token: bytes, stamped: [imprint] }, issuersOf(options))
  const { steps, reasons } = collect({
    format: [true, '时间戳格式正确'],
    signature: finding,
    dataHash: checkDataHash(imprint, options.data),
    certificate: authority ? checkCertificate(authority, at, along) : [null, '时间戳没有附带时间戳机构的证书，无法判断'],
    revocation: checkRevocation(authority, at, options.revocationLists ?? [], [...issuersOf(options), ...along]),
    timeStamp: finding,
    ...withoutSeal,
  })
  return {
    valid: holds(steps, sealSteps),
    kind: 'signed-data',
    version: null,
    steps,
    reasons,
    trusted: authority ? trustOf([authority], at, { ...options, certificates: [...(options.certificates ?? []), ...along] }) : null,
    signedAt: at,
    signer: authority ?? null,
    seal: null,
    propertyInfo: null,
  }
}
