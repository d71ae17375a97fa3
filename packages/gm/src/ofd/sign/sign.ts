/** Signs an OFD file (GB/T 33190 18): everything else is kept to the byte, so signatures that are there stay valid. */
import { toBase64 } from '../../bytes.ts'
import type { Certificate } from '../../certificate/certificate.ts'
import type { Signer } from '../../certificate/issue.ts'
import { signData } from '../../cms/write.ts'
import { digest, digestOid, hasher } from '../../digest/digest.ts'
import { oids } from '../../oid.ts'
import { readSeal } from '../../seal/read.ts'
import { type SealSigning, signWithSeal } from '../../seal/write.ts'
import { fault } from '../fault.ts'
import type { Entry, Package } from '../package.ts'
import { folderOf } from '../paths.ts'
import { type OfdDocument, openOfd } from '../read/document.ts'
import { parseSignatureFile, readSignatureList, type SignatureList, type SignatureType } from '../read/signatures.ts'
import { collect, type Input } from '../source.ts'
import { numbers, tag, textTag, xmlFile } from '../write/xml.ts'
import { type BytesEntry, type NewEntry, writeZip } from '../zip/write.ts'
import { withSignatureList } from './entry-file.ts'
import type { Place } from './places.ts'

/** What a signer is handed: Signature.xml, its digest, and its path as the property to be signed. */
export type ToSign = { data: Uint8Array; dataHash: Uint8Array; propertyInfo: string; at: Date }

export type Signing = {
  provider: { name: string; version?: string; company?: string }
  at: Date
  /** Makes SignedValue.dat, here or in a machine that keeps the key. */
  sign(toSign: ToSign): Uint8Array | Promise<Uint8Array>
  /** Seal.esl; without it the signature is one without a picture. */
  seal?: Uint8Array
  places?: readonly Place[]
  /** Nobody may sign after this. */
  lock?: boolean
}

/** A signer that holds its key and seal in memory. */
export const sealSigner =
  (own: { seal: Uint8Array; key: SealSigning['key']; certificate: Certificate; timeStamp?: SealSigning['timeStamp'] }) =>
  ({ dataHash, propertyInfo, at }: ToSign): Uint8Array =>
    signWithSeal({ ...own, dataHash, propertyInfo, at })

/** The same without a seal: SignedData of GB/T 35275 over Signature.xml. */
export const dataSigner =
  (signer: Signer, timeStamp?: SealSigning['timeStamp']) =>
  ({ data, at }: ToSign): Uint8Array =>
    signData({ data, signer, at, timeStamp })

/** The signatures that are there already, and where a new one goes. */
type Before = { list: SignatureList; listed: boolean; folder: string; id: string }

const numberIn = (text: string) => Number(/\d+/.exec(text)?.[0] ?? 0)

async function before(pack: Package, document: OfdDocument): Promise<Before> {
  const path = document.signatures ?? `${folderOf(document.path)}Signs/Signatures.xml`
  const exists = document.signatures !== undefined && pack.find(path) !== undefined
  const list = exists ? await readSignatureList(pack, path) : { path, signatures: [] }
  for (const { path: own } of list.signatures) if (own && (await covers(pack, own, path))) throw fault('sign.locked')
  const taken = (folder: string) => [...pack.entries.keys()].some((name) => name.startsWith(folder))
  let index = list.signatures.length
  while (taken(`${folderOf(path)}Sign_${index}/`)) index++
  const last = Math.max(0, ...list.signatures.map(({ id }) => numberIn(id)))
  return {
    list,
    listed: document.signatures !== undefined,
    folder: `${folderOf(path)}Sign_${index}/`,
    id: `s${String(last + 1).padStart(3, '0')}`,
  }
}

async function covers(pack: Package, signature: string, path: string): Promise<boolean> {
  const file = parseSignatureFile(await pack.read(signature), signature, pack)
  return file.references.some(({ location }) => (pack.locate('', location) ?? pack.locate(signature, location))?.path === path)
}

const kindOf = ({ seal }: Signing): SignatureType => (seal ? 'Seal' : 'Sign')

export function listFile({ list, folder, id }: Pick<Before, 'list' | 'folder' | 'id'>, signing: Signing): Uint8Array {
  const all = [
    ...list.signatures.map(({ id: own, type, location, path }) => ({ id: own, type, at: path === undefined ? location : `/${path}` })),
    { id, type: kindOf(signing), at: `/${folder}Signature.xml` },
  ]
  const rows = all.map(({ id: own, type, at }) => tag('Signature', { ID: own, Type: type, BaseLoc: at }))
  return xmlFile('Signatures', {}, [textTag('MaxSignId', String(Math.max(...all.map((one) => numberIn(one.id))))), ...rows])
}

async function digestOfEntry(pack: Package, path: string, changed: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
  const bytes = changed.get(path)
  if (bytes) return digest('sm3', bytes)
  const hash = hasher('sm3')
  for await (const piece of pack.stream(path)) hash.update(piece)
  return hash.digest()
}

/** `20261125090000Z`, as other makers write it. */
const compact = (at: Date) => `${at.toISOString().replace(/\D/g, '').slice(0, 14)}Z`

type Described = {
  signing: Signing
  pages: readonly { id: number | string }[]
  id: string
  folder: string
  digests: readonly (readonly [path: string, value: Uint8Array])[]
}

function signatureFile({ signing, pages, id, folder, digests }: Described): Uint8Array {
  const { provider, at, places = [], seal } = signing
  const references = digests.map(([path, value]) => tag('Reference', { FileRef: `/${path}` }, [textTag('CheckValue', toBase64(value))]))
  const stamps = places.map(({ page, boundary, clip }, i) => {
    const reference = pages[page]
    if (!reference) throw fault('sign.wrong', { why: `没有第 ${page + 1} 页` })
    const box = (b: typeof boundary) => numbers([b.x, b.y, b.width, b.height])
    return tag('StampAnnot', { ID: `${id}-${i + 1}`, PageRef: reference.id, Boundary: box(boundary), Clip: clip && box(clip) })
  })
  const info = tag('SignedInfo', {}, [
    tag('Provider', { ProviderName: provider.name, Version: provider.version, Company: provider.company }),
    textTag('SignatureMethod', oids.sm2WithSm3),
    textTag('SignatureDateTime', compact(at)),
    tag('References', { CheckMethod: digestOid('sm3') }, references),
    ...stamps,
    seal && tag('Seal', {}, [textTag('BaseLoc', `/${folder}Seal.esl`)]),
  ])
  return xmlFile('Signature', {}, [info, textTag('SignedValue', `/${folder}SignedValue.dat`)])
}

export function mustBeAllowed({ seal, places = [] }: Signing): void {
  if (!seal && places.length > 0) throw fault('sign.wrong', { why: '没有印章就不能有印章的位置' })
  if (seal && places.length === 0) throw fault('sign.wrong', { why: '没有说印章盖在哪里' })
  if (seal && !readable.has(seal)) {
    readSeal(seal)
    readable.add(seal)
  }
}

/** Seals that were read already; whether one may be used is asked anew with every signature. */
const readable = new WeakSet<Uint8Array>()

const copyOf = ({ path, ...packed }: Entry, pack: Package): NewEntry => ({ path, content: { copy: packed, from: pack.source } })

type Signed = Pick<Described, 'pages' | 'id' | 'folder' | 'digests'>

/** The two files of a signature: what is signed, and the value. */
export async function signatureEntries(described: Signed, signing: Signing): Promise<BytesEntry[]> {
  const { folder } = described
  const data = signatureFile({ signing, ...described })
  const propertyInfo = `/${folder}Signature.xml`
  const value = await signing.sign({ data, dataHash: digest('sm3', data), propertyInfo, at: signing.at })
  return [
    { path: `${folder}Signature.xml`, content: data },
    { path: `${folder}SignedValue.dat`, content: value, quick: true },
  ]
}

/** The signed file piece by piece; what was there is copied as it stands, still packed. */
export async function* signStream(input: Input, signing: Signing, index = 0): AsyncGenerator<Uint8Array> {
  mustBeAllowed(signing)
  const { pack, documents } = await openOfd(input)
  const document = documents[index]
  if (!document) throw fault('sign.wrong', { why: `没有第 ${index + 1} 个文档` })
  const place = await before(pack, document)
  const { folder, id, list } = place
  const changed = new Map<string, Uint8Array>()
  if (!place.listed) changed.set('OFD.xml', withSignatureList(await pack.read('OFD.xml'), `/${list.path}`, index))
  changed.set(list.path, listFile(place, signing))
  if (signing.seal) changed.set(`${folder}Seal.esl`, signing.seal)
  const protectedPaths = [...new Set([...pack.entries.keys(), ...changed.keys()])].filter((path) => signing.lock || path !== list.path)
  const digests: [string, Uint8Array][] = []
  for (const path of protectedPaths) digests.push([path, await digestOfEntry(pack, path, changed)])
  const signed = await signatureEntries({ pages: document.pages, id, folder, digests }, signing)
  const kept = [...pack.entries.values()].map((entry) => {
    const bytes = changed.get(entry.path)
    changed.delete(entry.path)
    return bytes ? { path: entry.path, content: bytes } : copyOf(entry, pack)
  })
  const added = [...changed].map(([path, content]) => ({ path, content, again: content === signing.seal }))
  yield* writeZip([...kept, ...added, ...signed])
}

export const signOfd = (input: Input, signing: Signing, index?: number): Promise<Uint8Array> => collect(signStream(input, signing, index))
