/** Digests by name or OID, whole or in pieces: Node's own where there is one, plain JavaScript in a browser. */
import { md5, sha1 } from '@noble/hashes/legacy.js'
import { sha224, sha256, sha384, sha512 } from '@noble/hashes/sha2.js'
import { native } from '../native.ts'
import { sm3Hasher } from './sm3.ts'

export type Hasher = {
  update(data: Uint8Array): Hasher
  digest(): Uint8Array
}

type Entry = { oid: string; size: number; plain: () => Hasher }

/** OIDs of GM/T 0006-2012 (SM3), RFC 8017 and NIST's tree (SHA-2). SHA-1 and MD5 are here to be read, never to be written. */
const table = {
  sm3: { oid: '1.2.156.10197.1.401', size: 32, plain: sm3Hasher },
  sha256: { oid: '2.16.840.1.101.3.4.2.1', size: 32, plain: () => sha256.create() },
  sha384: { oid: '2.16.840.1.101.3.4.2.2', size: 48, plain: () => sha384.create() },
  sha512: { oid: '2.16.840.1.101.3.4.2.3', size: 64, plain: () => sha512.create() },
  sha224: { oid: '2.16.840.1.101.3.4.2.4', size: 28, plain: () => sha224.create() },
  sha1: { oid: '1.3.14.3.2.26', size: 20, plain: () => sha1.create() },
  md5: { oid: '1.2.840.113549.2.5', size: 16, plain: () => md5.create() },
} satisfies Record<string, Entry>

export type DigestName = keyof typeof table

/** Digests whose collisions can be computed: a match proves no identity (GB/T 39786 asks for SM3). */
export const weakDigests: readonly DigestName[] = ['sha1', 'md5']

const names = Object.keys(table) as DigestName[]
const aliases: Record<string, DigestName> = Object.fromEntries(names.map((name) => [table[name].oid, name]))
/** SM3 without a key has an OID of its own beside the general one (GM/T 0006-2012); some makers put that with a key where none is. */
aliases['1.2.156.10197.1.401.1'] = 'sm3'
aliases['1.2.156.10197.1.401.2'] = 'sm3'

export const digestOid = (name: DigestName): string => table[name].oid
export const digestSize = (name: DigestName): number => table[name].size

/** Finds a digest by what files call it: `SM3`, `SHA-256`, `sha256`, or an OID; anything else is `undefined`. */
export function digestNamed(text: string): DigestName | undefined {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/^oid[.:]/, '')
  return Object.hasOwn(aliases, plain) ? aliases[plain] : names.find((name) => name === plain.replace(/[-_ ]/g, ''))
}

function nativeHasher(name: DigestName): Hasher {
  const hash = native!.createHash(name)
  return {
    update(data) {
      hash.update(data)
      return this
    },
    digest: () => new Uint8Array(hash.digest()),
  }
}

/** Some builds of Node and some runtimes like it leave digests out. */
const nativeNames = new Set<string>(native?.getHashes())

/** A digest in pieces, for what is too large to hold at once. */
export const hasher = (name: DigestName): Hasher => (nativeNames.has(name) ? nativeHasher(name) : table[name].plain())

/** The same in plain JavaScript, wherever this runs. */
export const plainHasher = (name: DigestName): Hasher => table[name].plain()

export const digest = (name: DigestName, data: Uint8Array): Uint8Array => hasher(name).update(data).digest()

export const sm3 = (data: Uint8Array): Uint8Array => digest('sm3', data)
