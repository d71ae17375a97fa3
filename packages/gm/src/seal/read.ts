/** Reads seals. Makers differ in tags and strings; what they mean is read, what was signed stays as it stands. */
import { type Extension, readExtension } from '../certificate/extensions.ts'
import { Asn1Error, type Node, read } from '../der/read.ts'
import { asTime } from '../der/time.ts'
import { asBytes, asLabel, asOctets, asOid, asSequence, asSmall, asText, canonical, is, isTagged } from '../der/values.ts'
import { sequence } from '../der/write.ts'
import { completed } from '../sm2/signature.ts'
import type { Picture, Seal, SealInfo, SignerList } from './schema.ts'

/** Throws an `Asn1Error` where the bytes are no seal. */
export const readSeal = (bytes: Uint8Array): Seal => sealOf(read(bytes))

export function sealOf(node: Node): Seal {
  if (is(node, 'octetString')) return readSeal(asOctets(node))
  const [info, second, ...rest] = asSequence(node, 2)
  if (is(second, 'sequence') && rest.length === 0) return oldSeal(node, info!, asSequence(second, 3))
  if (is(second, 'bitString') && rest.length === 0) return closedSeal(node, info!, second)
  if (rest.length < 2) throw new Asn1Error('A seal is not signed.')
  return newSeal(node, info!, [second!, ...rest])
}

/** GB/T 38540: information, certificate, algorithm, signature, and in the variant of 2026 a time stamp. */
function newSeal(node: Node, info: Node, [certificate, algorithm, signature, stamp]: readonly Node[]): Seal {
  return {
    layout: 'gbt38540',
    der: node.whole,
    info: infoOf(info),
    makerCertificate: certificateOf(certificate),
    algorithm: algorithmOf(algorithm),
    signature: signatureOf(signature),
    signedParts: [...alone(info), ...together(info, certificate!, algorithm!)],
    ...(isTagged(stamp, 0) ? { timeStamp: taggedBytes(stamp) } : {}),
  }
}

/** GM/T 0031: information, and a sequence of certificate, algorithm and signature; those three are signed together. */
function oldSeal(node: Node, info: Node, [certificate, algorithm, signature]: readonly Node[]): Seal {
  return {
    layout: 'gmt0031',
    der: node.whole,
    info: infoOf(info),
    makerCertificate: certificateOf(certificate),
    algorithm: algorithmOf(algorithm),
    signature: signatureOf(signature),
    signedParts: [...together(info, certificate!, algorithm!), ...alone(info)],
  }
}

/** A maker's own form of version 3: certificate and algorithm stand at the end of the information, which is signed alone. */
function closedSeal(node: Node, info: Node, signature: Node): Seal {
  const [header, id, property, picture, certificate, algorithm, ...extra] = asSequence(info, 6)
  return {
    layout: 'gmt0031',
    der: node.whole,
    info: detailsOf([header!, id!, property!, picture!, ...extra]),
    makerCertificate: certificateOf(certificate),
    algorithm: algorithmOf(algorithm),
    signature: signatureOf(signature),
    signedParts: alone(info),
  }
}

/** What a signature may cover when it covers one value: as it stands, and as DER would have it. */
export const alone = (data: Node): Uint8Array[] => (data.isStrict ? [data.whole] : [data.whole, canonical(data)])

/** What a signature may cover when certificate and algorithm are signed too, in one sequence with the data (GM/T 0031-2014). */
export function together(...items: readonly Node[]): Uint8Array[] {
  const asFound = sequence(...items.map((item) => item.whole))
  return items.every((item) => item.isStrict) ? [asFound] : [asFound, sequence(...items.map(canonical))]
}

/** A signature value; from the end of a BIT STRING zeros may have been cut off (see `asBits`). */
export const signatureOf = (node: Node | undefined): Uint8Array => (is(node, 'bitString') ? completed(asBytes(node)) : asBytes(node))

/** A certificate inside an OCTET STRING or a BIT STRING, or bare as some put it. */
export const certificateOf = (node: Node | undefined): Uint8Array => (is(node, 'sequence') ? node.whole : asBytes(node))

/** An algorithm's OID, or a whole AlgorithmIdentifier as some put it. */
export const algorithmOf = (node: Node | undefined): string => asOid(is(node, 'sequence') ? node.children[0] : node)

/** The bytes inside `[0]`: of a bit or octet string, explicit or implicit, or of a value put there bare. */
export function taggedBytes(node: Node): Uint8Array {
  const [child] = node.children
  if (child) return is(child, 'bitString') || is(child, 'octetString') ? asBytes(child) : child.whole
  return node.content[0] === 0 ? node.content.subarray(1) : node.content
}

const infoOf = (node: Node): SealInfo => detailsOf(asSequence(node))

function detailsOf([header, id, property, picture, extra]: readonly Node[]): SealInfo {
  const [word, version, vendor] = asSequence(header)
  if (asText(word) !== 'ES') throw new Asn1Error('A seal begins with the letters ES.')
  return {
    version: asSmall(version),
    vendor: asLabel(vendor),
    id: asLabel(id),
    ...propertiesOf(asSequence(property)),
    picture: pictureOf(asSequence(picture)),
    extensions: extensionsOf(extra),
  }
}

/** Version 4 puts the kind of list before the list; the list itself shows its kind as well. */
function propertiesOf([type, name, ...rest]: readonly Node[]): Omit<SealInfo, 'version' | 'vendor' | 'id' | 'picture' | 'extensions'> {
  const [list, created, from, to] = is(rest[0], 'integer') ? rest.slice(1) : rest
  return {
    type: asSmall(type),
    name: asText(name),
    signers: signersOf(list),
    createdAt: asTime(created),
    validFrom: asTime(from),
    validTo: asTime(to),
  }
}

const isDigest = (node: Node) => is(node, 'sequence') && node.children.length === 2 && !is(node.children[0], 'sequence')

const longestDigest = 64
/** A list of certificates, of which each is longer than a digest. */
const holdsCertificates = (node: Node) =>
  node.children.length > 0 && node.children.every((child) => is(child, 'octetString') && child.content.length > longestDigest)

function signersOf(list: Node | undefined): SignerList {
  if (list && is(list, 'octetString')) return { kind: 'certificates', certificates: [asOctets(list)] }
  if (!list?.constructed) throw new Asn1Error('A seal lists no signers.')
  const [only, ...more] = list.children
  const isWrapped = more.length === 0 && is(only, 'sequence') && (list.class === 'context' ? !isDigest(only) : holdsCertificates(only))
  if (isWrapped) return signersOf(only)
  if (list.children.length > 0 && list.children.every(isDigest)) {
    const digests = list.children.map(({ children: [type, value] }) => ({
      type: is(type, 'oid') ? asOid(type) : asText(type),
      value: asBytes(value),
    }))
    return { kind: 'digests', digests }
  }
  return { kind: 'certificates', certificates: list.children.map(certificateOf) }
}

const pictureOf = ([type, data, width, height]: readonly Node[]): Picture => ({
  type: asLabel(type),
  data: asBytes(data),
  width: sizeOf(width),
  height: sizeOf(height),
})

/** Millimetres; 0 where a maker wrote no whole number, for how large a seal is drawn the document says. */
const sizeOf = (node: Node | undefined): number => (node && is(node, 'integer') ? asSmall(node) : 0)

/** Extension data under `[0]` or without the tag, which some leave out; they decide nothing, so what is none is passed over. */
export function extensionsOf(node: Node | undefined): Extension[] {
  if (!node) return []
  const [first] = node.children
  const list = isTagged(node, 0) && is(first, 'sequence') && !is(first.children[0], 'oid') ? first : node
  return list.children.flatMap((child) => {
    try {
      return readExtension(child)
    } catch {
      return []
    }
  })
}
