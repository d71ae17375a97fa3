/** A dossier as one file: a ZIP archive (APPNOTE 6.3), so that any program opens it, with the seal in the archive's comment. */

import type { PrivateKey } from '@haoban/gm'
import { sm2, sm3 } from '@haoban/gm'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { Seal, sealFormat } from '../schema.ts'

export const manifestPath = 'manifest.json'

/** A file in a dossier, in the order in which it is written. */
export type Part = { path: string; bytes: Uint8Array }

export const hex = (bytes: Uint8Array): string => Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
export const sm3Hex = (data: Uint8Array | string): string => hex(sm3(typeof data === 'string' ? strToU8(data) : data))

const endOfDirectory = 22
const compressed = /\.(json|txt)$/

/** Packs and seals. The signature covers every byte of the archive up to the length of its comment. */
export function pack(parts: readonly Part[], at: Date, key: PrivateKey): Uint8Array {
  const files = parts.map(({ path, bytes }) => [path, [bytes, { level: compressed.test(path) ? 6 : 0, mtime: at }]] as const)
  const archive = zipSync(Object.fromEntries(files) as Parameters<typeof zipSync>[0])
  const body = archive.subarray(0, -2)
  const manifest = parts.find((p) => p.path === manifestPath)
  if (!manifest) throw new Error('a dossier has a manifest')
  const seal: Seal = {
    format: sealFormat,
    key: hex(key.publicKey.point),
    manifest: sm3Hex(manifest.bytes),
    signature: hex(sm2.sign(key, body, { encoding: 'raw' })),
  }
  const comment = strToU8(JSON.stringify(seal))
  const file = new Uint8Array(archive.length + comment.length)
  file.set(archive)
  new DataView(file.buffer).setUint16(body.length, comment.length, true)
  file.set(comment, archive.length)
  return file
}

export type Unpacked = { body: Uint8Array; seal: Seal; files: Record<string, Uint8Array> }

/** The seal and where the signed part ends; undefined where no whole seal stands at the end of the file. */
function sealOf(file: Uint8Array): { body: Uint8Array; seal: Seal } | undefined {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const from = Math.max(0, file.length - endOfDirectory - 65_535)
  for (let at = file.length - endOfDirectory; at >= from; at--) {
    if (view.getUint32(at, true) !== 0x06054b50 || view.getUint16(at + 20, true) !== file.length - at - endOfDirectory) continue
    const text = strFromU8(file.subarray(at + endOfDirectory))
    const seal = Seal.safeParse(parsed(text))
    return seal.success && JSON.stringify(seal.data) === text ? { body: file.subarray(0, at + 20), seal: seal.data } : undefined
  }
  return undefined
}

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** More than a dossier ever holds: what claims to unpack to more is not unpacked. */
const mostBytes = 1024 * 2 ** 20

/** Opens the archive without believing any of it; undefined where it is no dossier. */
export function unpack(file: Uint8Array): Unpacked | undefined {
  const sealed = sealOf(file)
  if (!sealed) return undefined
  let size = 0
  try {
    const filter = ({ originalSize }: { originalSize: number }) => {
      size += originalSize
      return size <= mostBytes
    }
    const files = unzipSync(file, { filter })
    return size > mostBytes ? undefined : { ...sealed, files }
  } catch {
    return undefined
  }
}
