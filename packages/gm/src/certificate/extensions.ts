/** The extensions of RFC 5280 section 4.2 that decide something here; the others are kept as they are. */
import { toHex } from '../bytes.ts'
import { type Node, read } from '../der/read.ts'
import { asBoolean, asInteger, asNamedBits, asOctets, asOid, asSequence, inside, is, isTagged } from '../der/values.ts'
import { oids } from '../oid.ts'

export const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const
export type KeyUsage = (typeof keyUsages)[number]

export type Extension = { oid: string; critical: boolean; value: Uint8Array }
export type Extensions = {
  all: Extension[]
  /** OIDs of those that should be understood and cannot be read. */
  unreadable: string[]
  /** Undefined where the certificate does not restrict its use. */
  keyUsage?: KeyUsage[]
  basicConstraints?: { isAuthority: boolean; pathLength?: number }
  extendedKeyUsage?: string[]
  /** Hex. */
  subjectKeyIdentifier?: string
  /** Hex. */
  authorityKeyIdentifier?: string
  crlDistributionPoints?: string[]
}

type Reader = (value: Node) => Partial<Extensions>

const readers: Record<string, Reader> = {
  [oids.keyUsage]: (value) => ({ keyUsage: asNamedBits(value).flatMap((bit) => keyUsages[bit] ?? []) }),
  [oids.basicConstraints]: (value) => {
    const parts = [...asSequence(value)]
    const isAuthority = is(parts[0], 'boolean') ? asBoolean(parts.shift()) : false
    return { basicConstraints: { isAuthority, ...(parts[0] ? { pathLength: Number(asInteger(parts[0])) } : {}) } }
  },
  [oids.extendedKeyUsage]: (value) => ({ extendedKeyUsage: asSequence(value).map(asOid) }),
  [oids.subjectKeyIdentifier]: (value) => ({ subjectKeyIdentifier: toHex(asOctets(value)) }),
  [oids.authorityKeyIdentifier]: (value) => {
    const key = asSequence(value).find((part) => isTagged(part, 0))
    return key ? { authorityKeyIdentifier: toHex(key.content) } : {}
  },
  [oids.crlDistributionPoints]: (value) => ({ crlDistributionPoints: asSequence(value).flatMap(addressesOf) }),
}

/** DistributionPoint: `[0] { [0] { [6] URI } }`. */
function addressesOf(point: Node): string[] {
  const name = asSequence(point).find((part) => isTagged(part, 0))
  const full = name?.children.find((part) => isTagged(part, 0))
  return (full?.children ?? []).flatMap((general) => (isTagged(general, 6) ? [new TextDecoder().decode(general.content)] : []))
}

/** Reads the explicit `[3]` of a certificate, or `[0]` of a revocation list. One whose inside cannot be read is named as such. */
export function readExtensions(tagged: Node | undefined): Extensions {
  const all = tagged ? asSequence(inside(tagged)).map(readExtension) : []
  const extensions: Extensions = { all, unreadable: [] }
  for (const extension of all) {
    try {
      Object.assign(extensions, understood(extension))
    } catch {
      extensions.unreadable.push(extension.oid)
    }
  }
  return extensions
}

export function readExtension(node: Node): Extension {
  const [id, ...parts] = asSequence(node)
  const critical = is(parts[0], 'boolean') ? asBoolean(parts.shift()) : false
  return { oid: asOid(id), critical, value: asOctets(parts[0]) }
}

function understood({ oid, value }: Extension): Partial<Extensions> {
  if (!Object.hasOwn(readers, oid)) return {}
  return readers[oid]!(read(value))
}

const handled = new Set<string>([
  ...Object.keys(readers),
  // Policies and other names restrict nothing that is decided here.
  oids.certificatePolicies,
  oids.subjectAlternativeName,
])

/** Critical extensions nobody here understands: such a certificate must not be relied on (RFC 5280 section 4.2). */
export const unknownCritical = (extensions: Extensions): string[] =>
  extensions.all.filter((e) => e.critical && (!handled.has(e.oid) || extensions.unreadable.includes(e.oid))).map((e) => e.oid)
