/** One-bit pictures as PNG (ISO/IEC 15948), in Node and in a browser. */
import { zlibSync } from 'fflate'
import { crc32 } from './zip/crc.ts'
import { zlib } from './zip/native.ts'

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)
/** Filters (9.2): a row as it stands, or as the difference to the one above. */
const [asItStands, asAbove] = [0, 2]

const deflated = (bytes: Uint8Array): Uint8Array => (zlib ? zlib.deflateSync(bytes, { level: 1 }) : zlibSync(bytes, { level: 1 }))

/** Writes a chunk (5.3) at a place and says where the next one goes. */
function putChunk(into: Uint8Array, at: number, name: string, data: Uint8Array): number {
  const view = new DataView(into.buffer)
  view.setUint32(at, data.length)
  for (let i = 0; i < 4; i++) into[at + 4 + i] = name.charCodeAt(i)
  into.set(data, at + 8)
  const end = at + 8 + data.length
  view.setUint32(end, crc32(into.subarray(at + 4, end)))
  return end + 4
}

function equal(a: Uint8Array, b: Uint8Array, length: number): boolean {
  if (a === b) return true
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return false
  return true
}

/** Rows of packed bits from the left, of which a set one is dark; a row that is the same array as the one above costs nothing to compare. */
export function bilevelPng(width: number, height: number, rows: readonly Uint8Array[]): Uint8Array {
  const stride = (width + 7) >> 3
  const filtered = new Uint8Array((stride + 1) * height)
  for (let y = 0, at = 0; y < height; y++, at += stride + 1) {
    const row = rows[y]!
    const repeats = y > 0 && equal(row, rows[y - 1]!, stride)
    filtered[at] = repeats ? asAbove : asItStands
    if (!repeats) for (let i = 0; i < stride; i++) filtered[at + 1 + i] = ~row[i]!
  }
  const data = deflated(filtered)
  const head = new Uint8Array(13)
  const view = new DataView(head.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  head[8] = 1
  const png = new Uint8Array(signature.length + head.length + data.length + 3 * 12)
  png.set(signature)
  const afterHead = putChunk(png, signature.length, 'IHDR', head)
  putChunk(png, putChunk(png, afterHead, 'IDAT', data), 'IEND', new Uint8Array())
  return png
}
