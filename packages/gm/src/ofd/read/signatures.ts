/** The signatures of a document (GB/T 33190 18): the list, and what each one's description file says. */
import type { Package } from '../package.ts'
import { folderOf } from '../paths.ts'
import { type Element, parseXml } from '../xml/parse.ts'
import { attribute, type Box, boxOf, child, children, childText, textOf } from '../xml/values.ts'

export type SignatureType = 'Seal' | 'Sign'

/** `path` is undefined where the named Signature.xml does not exist. */
export type ListedSignature = { id: string; type: SignatureType; location: string; path?: string }

export type Reference = { location: string; value: string }
export type StampPlace = { id: string; page: string; boundary?: Box; clip?: Box }

export type SignatureFile = {
  path: string
  provider: { name?: string; version?: string; company?: string }
  /** OID or name of the signature method. */
  method?: string
  /** As written; formats differ. */
  at?: string
  /** As written; undefined where it is left to the default. */
  checkMethod?: string
  references: Reference[]
  stamps: StampPlace[]
  /** Path of Seal.esl. */
  seal?: string
  /** Whether a seal file is named that does not exist. */
  sealMissing: boolean
  /** Path of SignedValue.dat. */
  value?: string
}

export type SignatureList = { path: string; signatures: ListedSignature[] }

const typeOf = (element: Element): SignatureType => (attribute(element, 'Type')?.toLowerCase() === 'sign' ? 'Sign' : 'Seal')

export async function readSignatureList(pack: Package, path: string): Promise<SignatureList> {
  const root = parseXml(await pack.read(path), path)
  const signatures = children(root, 'Signature').map((element) => {
    const location = attribute(element, 'BaseLoc') ?? ''
    return { id: attribute(element, 'ID') ?? '', type: typeOf(element), location, path: pack.locate(path, location)?.path }
  })
  return { path, signatures }
}

/** The value that lies beside a Signature.xml under its usual name: where no path leads to one, that is the one. */
export const valueBeside = (path: string, pack: Package): string | undefined => pack.find(`${folderOf(path)}SignedValue.dat`)?.path

/** By the standard in a child; some makers put the path in an attribute, or right into the element. */
const sealPath = (seal: Element | undefined): string | undefined => childText(seal, 'BaseLoc') ?? attribute(seal, 'BaseLoc') ?? textOf(seal)

export function parseSignatureFile(bytes: Uint8Array, path: string, pack: Package): SignatureFile {
  const root = parseXml(bytes, path)
  const info = child(root, 'SignedInfo')
  const [provider, references, seal] = [child(info, 'Provider'), child(info, 'References'), sealPath(child(info, 'Seal'))]
  const at = (location: string | undefined) => (location === undefined ? undefined : pack.locate(path, location)?.path)
  return {
    path,
    provider: {
      name: attribute(provider, 'ProviderName'),
      version: attribute(provider, 'Version'),
      company: attribute(provider, 'Company'),
    },
    method: childText(info, 'SignatureMethod'),
    at: childText(info, 'SignatureDateTime'),
    checkMethod: attribute(references, 'CheckMethod'),
    references: children(references, 'Reference').map((element) => ({
      location: attribute(element, 'FileRef') ?? '',
      value: childText(element, 'CheckValue') ?? '',
    })),
    stamps: children(info, 'StampAnnot').map((element) => ({
      id: attribute(element, 'ID') ?? '',
      page: attribute(element, 'PageRef') ?? '',
      boundary: boxOf(attribute(element, 'Boundary')),
      clip: boxOf(attribute(element, 'Clip')),
    })),
    seal: at(seal),
    sealMissing: seal !== undefined && at(seal) === undefined,
    value: at(childText(root, 'SignedValue')) ?? valueBeside(path, pack),
  }
}
