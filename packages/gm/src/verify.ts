/** Checking OFD files alone: what a command that only verifies loads, without drawing, writing and fonts. */

export { type Certificate, readCertificate } from './certificate/certificate.ts'
export { formatName } from './certificate/name.ts'
export { type OfdReport, type OfdSignatureReport, type VerifyOptions, verifyOfd } from './ofd/verify/verify.ts'
export { isPdf } from './pdf/file.ts'
