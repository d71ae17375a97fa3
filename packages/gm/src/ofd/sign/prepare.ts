/** A draft that is written and signed in one go: nothing that was just written is opened, unpacked and read again. */
import { digest } from '../../digest/digest.ts'
import { collect } from '../source.ts'
import type { Draft } from '../write/draft.ts'
import { entryFile, type Parts, partsOf, root } from '../write/write.ts'
import { areBytes, type BytesEntry, fileOf, type NewEntry, type Ready, readyOf, writeZip } from '../zip/write.ts'
import { listFile, mustBeAllowed, type Signing, signatureEntries, signOfd } from './sign.ts'

/** `bytes` is the file as `writeOfd` gives it; `sign` gives what `signOfd` makes of it, to the byte. */
export type Prepared = { bytes: Uint8Array; sign(signing: Signing): Promise<Uint8Array> }

const list = { path: `${root}/Signs/Signatures.xml`, signatures: [] }
const folder = `${root}/Signs/Sign_0/`
const id = 's001'

const digested = new WeakMap<Uint8Array, Uint8Array>()

function digestOnce(bytes: Uint8Array): Uint8Array {
  const known = digested.get(bytes) ?? digest('sm3', bytes)
  digested.set(bytes, known)
  return known
}

type Written = { parts: Parts; entries: readonly BytesEntry[]; ready: readonly Ready[] }

async function signed(draft: Draft, { parts, entries, ready }: Written, signing: Signing): Promise<Uint8Array> {
  mustBeAllowed(signing)
  const entry: BytesEntry = { path: entries[0]!.path, content: entryFile(draft, `/${list.path}`) }
  const added: BytesEntry[] = [{ path: list.path, content: listFile({ list, folder, id }, signing) }]
  if (signing.seal) added.push({ path: `${folder}Seal.esl`, content: signing.seal, again: true })
  const all = [entry, ...entries.slice(1), ...added]
  const protectedEntries = all.filter(({ path }) => signing.lock || path !== list.path)
  const digests = protectedEntries.map((e) => [e.path, e.again ? digestOnce(e.content) : digest('sm3', e.content)] as const)
  const own = await signatureEntries({ pages: parts.pages, id, folder, digests }, signing)
  return fileOf([readyOf(entry), ...ready.slice(1), ...[...added, ...own].map(readyOf)])
}

/** Writes a draft and keeps its parts at hand for the signature; with an attachment that is a stream, the file is read again to be signed. */
export async function prepareOfd(draft: Draft): Promise<Prepared> {
  const parts = partsOf(draft)
  const entries: NewEntry[] = parts.entries
  if (!areBytes(entries)) {
    const bytes = await collect(writeZip(entries))
    return { bytes, sign: (signing) => signOfd(bytes, signing) }
  }
  const ready = entries.map(readyOf)
  return { bytes: fileOf(ready), sign: (signing) => signed(draft, { parts, entries, ready }, signing) }
}
