/** The bytes of an entry, inflated piece by piece: never more than the directory promised, and only with the right checksum. */
import { Inflate } from 'fflate'
import { fault } from '../fault.ts'
import type { Source } from '../source.ts'
import { crc32 } from './crc.ts'
import type { Packed } from './directory.ts'
import { zlib } from './native.ts'

/** Deflate grows at most 1032-fold, so a piece of this size never takes more than 34 MB at once. */
const piece = 32 * 1024
const storedPiece = 1024 * 1024

async function* pieces(source: Source, entry: Packed): AsyncGenerator<{ bytes: Uint8Array; last: boolean }> {
  const step = entry.method === 0 ? storedPiece : piece
  for (let done = 0; done < entry.packed || done === 0; done += step) {
    const wanted = Math.min(step, entry.packed - done)
    const bytes = await source.read(entry.at + done, wanted)
    if (bytes.length !== wanted) throw fault('zip.broken', { why: `${entry.name} 被截断` })
    yield { bytes, last: done + step >= entry.packed }
  }
}

async function* inflated(source: Source, entry: Packed): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = []
  const inflate = new Inflate((bytes) => ready.push(bytes))
  for await (const { bytes, last } of pieces(source, entry)) {
    try {
      inflate.push(bytes, last)
    } catch {
      throw fault('zip.broken', { why: `${entry.name} 解不开` })
    }
    yield* ready
    ready = []
  }
}

/** Entries that are small packed and small unpacked are inflated at once. */
const small = { packed: 256 * 1024, size: 4 * 1024 * 1024 }
const isSmall = ({ method, packed, size }: Packed) => method === 8 && packed <= small.packed && size <= small.size

async function* inflatedAtOnce(source: Source, entry: Packed, { inflateRawSync }: NonNullable<typeof zlib>): AsyncGenerator<Uint8Array> {
  const bytes = await source.read(entry.at, entry.packed)
  if (bytes.length !== entry.packed) throw fault('zip.broken', { why: `${entry.name} 被截断` })
  try {
    yield inflateRawSync(bytes, { maxOutputLength: entry.size + 1 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE') throw fault('zip.large', { why: `${entry.name} 比目录所说的大` })
    throw fault('zip.broken', { why: `${entry.name} 解不开` })
  }
}

function contentOf(source: Source, entry: Packed): AsyncGenerator<Uint8Array> {
  if (entry.method === 0) return stored(source, entry)
  return zlib && isSmall(entry) ? inflatedAtOnce(source, entry, zlib) : inflated(source, entry)
}

async function* stored(source: Source, entry: Packed): AsyncGenerator<Uint8Array> {
  for await (const { bytes } of pieces(source, entry)) yield bytes
}

/** Yields the content and throws at the end where it is not what the directory promised: use nothing of it before it ended. */
export async function* unpack(source: Source, entry: Packed): AsyncGenerator<Uint8Array> {
  let size = 0
  let crc = 0
  for await (const bytes of contentOf(source, entry)) {
    size += bytes.length
    if (size > entry.size) throw fault('zip.large', { why: `${entry.name} 比目录所说的大` })
    crc = crc32(bytes, crc)
    if (bytes.length > 0) yield bytes
  }
  if (size !== entry.size || crc !== entry.crc) throw fault('zip.broken', { why: `${entry.name} 的校验和不对` })
}
