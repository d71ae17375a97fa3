/** The digests that Signature.xml keeps of the other files (GB/T 33190 18.2.3). */
import { equal, fromBase64, toLatin1 } from '../../bytes.ts'
import { digestOfScheme } from '../../certificate/public-key.ts'
import { type DigestName, digestNamed, digestSize, hasher, weakDigests } from '../../digest/digest.ts'
import type { Finding } from '../../seal/steps.ts'
import { OfdFault } from '../fault.ts'
import type { Package } from '../package.ts'
import { resolvePath } from '../paths.ts'
import type { Reference, SignatureFile } from '../read/signatures.ts'

/** Digests of entries, each computed once for all signatures. */
export type Digests = (path: string, name: DigestName) => Promise<Uint8Array>

export function digestsOf(pack: Package): Digests {
  const known = new Map<string, Promise<Uint8Array>>()
  return (path, name) => {
    const key = `${name} ${path}`
    const before = known.get(key)
    if (before) return before
    const fresh = digestOf(pack, path, name)
    known.set(key, fresh)
    return fresh
  }
}

async function digestOf(pack: Package, path: string, name: DigestName): Promise<Uint8Array> {
  const hash = hasher(name)
  for await (const piece of pack.stream(path)) hash.update(piece)
  return hash.digest()
}

const fromHex = (text: string): Uint8Array | undefined =>
  /^([0-9a-f]{2})+$/i.test(text) ? Uint8Array.from(text.match(/../g)!, (pair) => Number.parseInt(pair, 16)) : undefined

/** Base64 by the standard; hexadecimal occurs, and base64 of that. */
function valuesOf(text: string): Uint8Array[] {
  const decoded = fromBase64(text)
  return [decoded, fromHex(text.replace(/\s+/g, '')), decoded && fromHex(toLatin1(decoded))].filter((value) => value !== undefined)
}

const bySize: Record<number, readonly DigestName[]> = { 16: ['md5'], 20: ['sha1'], 32: ['sm3', 'sha256'], 48: ['sha384'], 64: ['sha512'] }

/** A digest by its own name, or by that of a method of signing that brings it along, which some makers put there. */
const methodNamed = (text: string): DigestName | undefined =>
  digestNamed(text) ?? digestOfScheme(text) ?? (/sm3/i.test(text) ? 'sm3' : undefined)

/** The schema's default is MD5, but who leaves the method out has mostly used another: the length tells, and of two of one length the content. */
async function methodOf(file: SignatureFile, pack: Package, digests: Digests): Promise<DigestName | undefined> {
  if (file.checkMethod !== undefined) return methodNamed(file.checkMethod)
  const names = valuesOf(file.references[0]?.value ?? '').flatMap((value) => bySize[value.length] ?? [])
  if (names.length < 2) return names[0]
  for (const reference of file.references) {
    const path = pathOf(reference, file, pack)
    for (const name of names) if ((await problemOf(reference, path, name, digests)) === undefined) return name
  }
  return names[0]
}

type Checked = { finding: Finding; covered: Set<string> }

const open = (reason: string): Checked => ({ finding: [null, reason], covered: new Set() })
const failed = (reason: string): Checked => ({ finding: [false, reason], covered: new Set() })

/** `FileRef` counts from the root; some count from the signature's own folder. */
function pathOf({ location }: Reference, file: SignatureFile, pack: Package): string | undefined {
  if (resolvePath(file.path, location) === undefined && resolvePath('', location) === undefined) return undefined
  return pack.locate('', location)?.path ?? pack.locate(file.path, location)?.path
}

async function problemOf(reference: Reference, path: string | undefined, name: DigestName, digests: Digests): Promise<string | undefined> {
  if (path === undefined) return `签名保护的文件 ${reference.location} 不在包里`
  try {
    const found = await digests(path, name)
    const values = valuesOf(reference.value)
    if (values.some((value) => equal(value, found))) return undefined
    return values.some((value) => value.length === digestSize(name)) ? `${path} 在签名后被改动` : `${path} 的摘要不是所写的算法 ${name}`
  } catch (error) {
    if (error instanceof OfdFault) return `${path}：${error.message}`
    throw error
  }
}

const tellAtMost = 3

/** Checks every reference; `covered` are the entries whose digests agree. */
export async function checkReferences(file: SignatureFile, pack: Package, digests: Digests): Promise<Checked> {
  if (file.references.length === 0) return failed('签名没有列出它保护的文件')
  const name = await methodOf(file, pack, digests)
  if (!name) return open(`此处无法核对摘要算法 ${file.checkMethod ?? '（未写明）'}`)
  const covered = new Set<string>()
  const problems: string[] = []
  for (const reference of file.references) {
    const path = pathOf(reference, file, pack)
    const problem = await problemOf(reference, path, name, digests)
    if (problem === undefined) covered.add(path!)
    else problems.push(problem)
  }
  if (problems.length > 0) {
    const more = problems.length > tellAtMost ? ` 等 ${problems.length} 处` : ''
    return { finding: [false, problems.slice(0, tellAtMost).join('；') + more], covered }
  }
  if (weakDigests.includes(name)) return open(`摘要一致，但所用摘要算法 ${name} 已不安全，不能据此认定`)
  return { finding: [true, `签名保护的 ${covered.size} 个文件都没有改动`], covered }
}
