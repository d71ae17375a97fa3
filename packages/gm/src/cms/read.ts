/** Reads SignedData: that of CMS (RFC 5652), of PKCS #7, and of GB/T 35275-2017, which differ in their identifiers alone. */
import { serialText } from '../certificate/certificate.ts'
import { type Name, readName } from '../certificate/name.ts'
import { Asn1Error, type Node, read } from '../der/read.ts'
import { asInteger, asOctets, asOid, asSequence, asSet, inside, is, isTagged } from '../der/values.ts'
import { oids } from '../oid.ts'

export type SignerInfo = {
  /** Issuer and serial number, or a key identifier: where the signer's certificate is found. */
  signer: { issuer: Name; serialNumber: string } | { keyId: Uint8Array }
  digestAlgorithm: string
  signedAttributes?: Attributes
  signatureAlgorithm: string
  /** The parameters of the signature algorithm, which RSASSA-PSS needs. */
  signatureParameters?: Node
  signature: Uint8Array
  unsignedAttributes?: Attributes
}

/** `node` is the list as it stands; `values` the values of each type. */
export type Attributes = { node: Node; values: Map<string, Node[]> }

export type SignedData = {
  /** `gm` for the identifiers of GB/T 35275. */
  family: 'gm' | 'cms'
  contentType: string
  /** What is signed, where it came along. */
  content?: Uint8Array
  certificates: Uint8Array[]
  revocationLists: Uint8Array[]
  signers: SignerInfo[]
}

export const isSignedDataType = (oid: string): boolean => oid === oids.gmSignedData || oid === oids.signedData

/** Throws an `Asn1Error` where the bytes are no SignedData. */
export const readSignedData = (bytes: Uint8Array): SignedData => signedDataOf(read(bytes))

export function signedDataOf(node: Node): SignedData {
  const { family, fields } = unwrapped(node)
  const [, , inner, ...rest] = fields
  const signers = rest.find((part) => is(part, 'set'))
  const [contentType, data] = asSequence(inner)
  const content = isTagged(data, 0) ? contentIn(data) : undefined
  return {
    family,
    contentType: asOid(contentType),
    ...(content ? { content } : {}),
    certificates: listOf(rest, 0),
    revocationLists: listOf(rest, 1),
    signers: asSet(signers).map(signerOf),
  }
}

/** Whether these are the values of a SignedData: a version, and the set of digest algorithms. */
export const isBareSignedData = ([version, digests]: readonly Node[]): boolean => is(version, 'integer') && is(digests, 'set')

/** Some makers leave out the ContentInfo around. */
function unwrapped(node: Node): Pick<SignedData, 'family'> & { fields: Node[] } {
  const outer = asSequence(node)
  if (isBareSignedData(outer)) return { family: 'gm', fields: outer }
  const oid = asOid(outer[0])
  if (!isSignedDataType(oid)) throw new Asn1Error(`${oid} is no SignedData.`)
  if (!isTagged(outer[1], 0)) throw new Asn1Error('SignedData is empty.')
  return { family: oid === oids.gmSignedData ? 'gm' : 'cms', fields: asSequence(inside(outer[1])) }
}

/** What stands in `[0]`; a NULL or nothing there is no content. */
function contentIn(tagged: Node): Uint8Array | undefined {
  const [value] = tagged.children
  return !value || is(value, 'null') ? undefined : contentOf(inside(tagged))
}

/** An OCTET STRING; PKCS #7 allows anything, of which the content is signed without tag and length (RFC 2315 section 9.3). */
const contentOf = (node: Node): Uint8Array => (is(node, 'octetString') ? asOctets(node) : node.content)

const listOf = (parts: readonly Node[], tag: number): Uint8Array[] =>
  (parts.find((part) => isTagged(part, tag))?.children ?? []).filter((node) => is(node, 'sequence')).map((node) => node.whole)

function signerOf(node: Node): SignerInfo {
  const [, identifier, digestAlgorithm, ...rest] = asSequence(node, 5)
  const signed = isTagged(rest[0], 0) ? rest.shift() : undefined
  const [algorithm, signature, unsigned] = rest
  const [id, parameters] = asSequence(algorithm)
  return {
    signer: identifierOf(identifier!),
    digestAlgorithm: asOid(asSequence(digestAlgorithm)[0]),
    ...(signed ? { signedAttributes: attributesOf(signed) } : {}),
    signatureAlgorithm: asOid(id),
    ...(parameters ? { signatureParameters: parameters } : {}),
    signature: asOctets(signature),
    ...(isTagged(unsigned, 1) ? { unsignedAttributes: attributesOf(unsigned) } : {}),
  }
}

function identifierOf(node: Node): SignerInfo['signer'] {
  if (isTagged(node, 0)) return { keyId: node.content }
  const [issuer, serial] = asSequence(node)
  return { issuer: readName(issuer), serialNumber: serialText(asInteger(serial)) }
}

function attributesOf(node: Node): Attributes {
  const values = new Map<string, Node[]>()
  for (const attribute of node.children) {
    const [type, set] = asSequence(attribute)
    const oid = asOid(type)
    // Each type may stand once (RFC 5652 section 5.3), or the reader chooses what the signer meant.
    if (values.has(oid)) throw new Asn1Error('An attribute stands twice.')
    values.set(oid, asSet(set))
  }
  return { node, values }
}
