/** Electronic seals and the signatures made with them, as GB/T 38540-2020 and GM/T 0031-2014 lay them out. */
import type { Extension } from '../certificate/extensions.ts'

/**
 * The layout of a seal or signature: that of GM/T 0031-2014 (versions 1 to 3), or the flat one of GB/T 38540-2020
 * (version 4), which in a variant of 2026 (version 5) may carry a time stamp on the seal too.
 */
export type Layout = 'gmt0031' | 'gbt38540'

export type Picture = {
  /** `PNG`, `SVG`, `OFD`, … as the maker wrote it. */
  type: string
  data: Uint8Array
  /** Millimetres. */
  width: number
  height: number
}

/** Who may sign with the seal: certificates whole, or their digests. */
export type SignerList =
  | { kind: 'certificates'; certificates: Uint8Array[] }
  | { kind: 'digests'; digests: { type: string; value: Uint8Array }[] }

export type SealInfo = {
  version: number
  /** Who made the software. */
  vendor: string
  /** Unique among seals (esID). */
  id: string
  /** 1 for organs and firms, 2 for persons; makers use further numbers. */
  type: number
  name: string
  signers: SignerList
  createdAt: Date
  validFrom: Date
  validTo: Date
  picture: Picture
  extensions: Extension[]
}

export type Seal = {
  layout: Layout
  /** The seal as it stands in the file. */
  der: Uint8Array
  info: SealInfo
  /** The maker's certificate, unread. */
  makerCertificate: Uint8Array
  algorithm: string
  signature: Uint8Array
  /** What the maker may have signed: each is tried. */
  signedParts: Uint8Array[]
  timeStamp?: Uint8Array
}

export type SealSignature = {
  layout: Layout
  /** 1 to 3, 4 or 5. */
  version: number
  seal: Seal
  /** What the signer says of the time, where it can be read. */
  claimedAt?: Date
  /** Why the time it claims cannot be read, where that is known: its year has two digits. */
  hasShortYear?: true
  dataHash: Uint8Array
  propertyInfo: string
  extensions: Extension[]
  /** The signer's certificate, unread. */
  certificate: Uint8Array
  algorithm: string
  signature: Uint8Array
  signedParts: Uint8Array[]
  /** A time stamp token, where one came along, and what it may be a stamp on. */
  timeStamp?: { token: Uint8Array; stamped: Uint8Array[] }
}
