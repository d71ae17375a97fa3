/** CRC-32 of ISO 3309 as ZIP uses it: Node's own where it has one (20.15), else four bytes at a time. */
import { zlib } from './native.ts'

const native = (zlib as { crc32?: (bytes: Uint8Array, before: number) => number } | undefined)?.crc32
const tables = Array.from({ length: 4 }, () => new Uint32Array(256))
const [t0, t1, t2, t3] = tables as [Uint32Array, Uint32Array, Uint32Array, Uint32Array]
for (let n = 0; n < 256; n++) {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1
  t0[n] = c >>> 0
}
for (let n = 0; n < 256; n++) {
  t1[n] = (t0[n]! >>> 8) ^ t0[t0[n]! & 255]!
  t2[n] = (t1[n]! >>> 8) ^ t0[t1[n]! & 255]!
  t3[n] = (t2[n]! >>> 8) ^ t0[t2[n]! & 255]!
}

/** Continues the sum `before` over more bytes. */
export const crc32 = (bytes: Uint8Array, before = 0): number => (native ? native(bytes, before) : plainCrc32(bytes, before))

export function plainCrc32(bytes: Uint8Array, before = 0): number {
  let c = ~before
  let i = 0
  for (const end = bytes.length - 3; i < end; i += 4) {
    c ^= bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24)
    c = t3[c & 255]! ^ t2[(c >>> 8) & 255]! ^ t1[(c >>> 16) & 255]! ^ t0[c >>> 24]!
  }
  for (; i < bytes.length; i++) c = t0[(c ^ bytes[i]!) & 255]! ^ (c >>> 8)
  return ~c >>> 0
}
