/** The cryptographic half of the package; documents stand under `@haoban/gm/ofd`. */

export {
  type AlgorithmIdentifier,
  type Certificate,
  readCertificate,
  readPem,
  writePem,
} from './certificate/certificate.ts'
export { type DemoAuthority, type DemoOptions, makeDemoAuthority, makeForeignDemoAuthority } from './certificate/demo.ts'
export { type Extension, type Extensions, type KeyUsage, keyUsages } from './certificate/extensions.ts'
export { ForeignKey, type ForeignKind } from './certificate/foreign-key.ts'
export {
  issueCertificate,
  issueRevocationList,
  issueRoot,
  type Profile,
  type RevocationListContent,
  type Signer,
  type SubjectKey,
} from './certificate/issue.ts'
export { type Attribute, formatName, makeName, type Name, shown } from './certificate/name.ts'
export { findPath, isAuthority, isIssuedBy, isValidAt, maySign, type PathOptions } from './certificate/path.ts'
export { type PublicKeyInfo, p256PublicKey, verifyWith } from './certificate/public-key.ts'
export {
  type Revocation,
  type RevocationList,
  type RevocationReason,
  type Revoked,
  readRevocationList,
  revocationOf,
} from './certificate/revocation.ts'
export type { SigningKey } from './certificate/signing-key.ts'
export { readSignedData, type SignedData, type SignerInfo } from './cms/read.ts'
export { verifyBareSignature, verifySignedData } from './cms/report.ts'
export { type DataSigning, makeSignedData, type PreparedData, type Signing, signData } from './cms/write.ts'
export { Asn1Error, type Limits, type Node, read, readPrefix } from './der/read.ts'
export * as der from './der/write.ts'
export {
  type DigestName,
  digest,
  digestNamed,
  digestOid,
  digestSize,
  type Hasher,
  hasher,
  plainHasher,
  sm3,
  weakDigests,
} from './digest/digest.ts'
export { oids } from './oid.ts'
export { isPdf } from './pdf/file.ts'
export { PdfError } from './pdf/object.ts'
export { type PdfPlace, type PdfPreparing, type PdfSigning, preparePdf, signPdf } from './pdf/sign.ts'
export { type PdfReport, type PdfSignatureReport, verifyPdf } from './pdf/verify.ts'
export type { Typeface } from './seal/glyph.ts'
export { drawSeal, type RoundSeal, type SealDrawing, type SquareSeal } from './seal/picture.ts'
export { readSeal } from './seal/read.ts'
export { readSealSignature } from './seal/read-signature.ts'
export type { Layout, Picture, Seal, SealInfo, SealSignature, SignerList } from './seal/schema.ts'
export { type Finding, holds, type Reasons, type Step, type Steps, stepNames, type Verdict } from './seal/steps.ts'
export {
  type SealReport,
  type SealSignatureOptions,
  type SignatureReport,
  type Trust,
  verifySeal,
  verifySealSignature,
} from './seal/verify.ts'
export {
  makeSeal,
  type SealContent,
  SealError,
  type SealSigning,
  type SealUse,
  sealFrom,
  sealToSign,
  signatureFrom,
  signatureToSign,
  signerList,
  signWithSeal,
} from './seal/write.ts'
export { kindOfSignedValue, type SignedValueKind, verifySignedValue } from './signed-value.ts'
export { defaultUserId, identityDigest, messageDigest } from './sm2/curve.ts'
export { type Engine, encodePrivateKey, encodePublicKey, engine, engines } from './sm2/engine.ts'
export { KeyError, PrivateKey, PublicKey } from './sm2/keys.ts'
export * as sm2 from './sm2/sm2.ts'
export * as sm4 from './sm4.ts'
export { answerTimeStamp, issueTimeStamp, readTimeStampRequest, requestTimeStamp, type TimeStampAuthority } from './timestamp/issue.ts'
export { readTimeStampToken, type TimeStampInfo, type TimeStampToken } from './timestamp/token.ts'
export { checkTimeStamp, type Stamp, type StampFinding } from './timestamp/verify.ts'
