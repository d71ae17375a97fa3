/** Distinguished names (X.501), in the order of the certificate. */
import { equal } from '../bytes.ts'
import type { Node } from '../der/read.ts'
import { asLabel, asOid, asSequence, asSet } from '../der/values.ts'
import { oid, printableString, sequence, setOf, utf8String } from '../der/write.ts'
import { oids } from '../oid.ts'

/** Short names of RFC 4514 and those that Chinese certificates hold besides. */
const shortNames: Record<string, string> = {
  [oids.commonName]: 'CN',
  [oids.countryName]: 'C',
  [oids.localityName]: 'L',
  [oids.stateOrProvinceName]: 'ST',
  [oids.organizationName]: 'O',
  [oids.organizationalUnitName]: 'OU',
  [oids.serialNumber]: 'SERIALNUMBER',
  '2.5.4.4': 'SN',
  '2.5.4.9': 'STREET',
  '2.5.4.12': 'T',
  '2.5.4.42': 'GN',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'E',
}
const identifiers = Object.fromEntries(Object.entries(shortNames).map(([id, name]) => [name, id]))

export type Attribute = { oid: string; value: string }
export type Name = {
  attributes: Attribute[]
  /** The encoding, by which issuers are found. */
  der: Uint8Array
}

export function readName(node: Node | undefined): Name {
  const attributes = asSequence(node).flatMap((set) =>
    asSet(set).map((pair) => {
      const [type, value] = asSequence(pair)
      return { oid: asOid(type), value: asLabel(value) }
    }),
  )
  return { attributes, der: node!.whole }
}

/** Makes a name from short names: `{ C: 'CN', O: '…', CN: '…' }`, in the order given. */
export function makeName(parts: Record<string, string>): Name {
  const attributes = Object.entries(parts).map(([short, value]) => {
    const id = identifiers[short] ?? short
    if (!/^[\d.]+$/.test(id)) throw new RangeError(`${short} is no attribute of a name.`)
    return { oid: id, value }
  })
  return { attributes, der: sequence(...attributes.map((a) => setOf(sequence(oid(a.oid), encodeValue(a))))) }
}

/** A country is a PrintableString (X.520 section 6.3.1), all else is UTF-8. */
const encodeValue = ({ oid: id, value }: Attribute) => (id === oids.countryName ? printableString(value) : utf8String(value))

export const attributeOf = (name: Name, oid: string): string | undefined => name.attributes.find((a) => a.oid === oid)?.value

const plain = ({ oid: id, value }: Attribute) => `${id}=${value.trim().replace(/\s+/g, ' ').toLowerCase()}`

/**
 * Whether two names say the same (RFC 5280 section 7.1): certificates and those who refer to them write one name in
 * different string types, case and spaces. Whoever relies on it checks a signature besides.
 */
export function isSameName(a: Name, b: Name): boolean {
  if (equal(a.der, b.der)) return true
  return a.attributes.length === b.attributes.length && a.attributes.every((attribute, i) => plain(attribute) === plain(b.attributes[i]!))
}

/** What a person calls the holder: the common name, else the organisation, else the whole name. */
export function shown(name: Name): string {
  return attributeOf(name, oids.commonName) ?? attributeOf(name, oids.organizationName) ?? formatName(name)
}

/** As RFC 4514 writes it but in the order of the certificate: `C=CN, O=…, CN=…`. */
export function formatName(name: Name): string {
  return name.attributes.map(({ oid: id, value }) => `${shortNames[id] ?? id}=${value.replace(/([,+"\\<>;])/g, '\\$1')}`).join(', ')
}
