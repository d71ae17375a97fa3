/** The pair (r, s) and the ways in which it is packed. */
import { bigToBytes, bytesToBig, concat } from '../bytes.ts'
import { type Node, read } from '../der/read.ts'
import { is } from '../der/values.ts'
import { integer, sequence } from '../der/write.ts'
import { n } from './curve.ts'

export type Signature = { r: bigint; s: bigint }

/** SEQUENCE { r INTEGER, s INTEGER } (GB/T 35276-2017 section 7.3). */
export const toDer = ({ r, s }: Signature): Uint8Array => sequence(integer(r), integer(s))

/** r ‖ s, 32 bytes each. */
export const toRaw = ({ r, s }: Signature): Uint8Array => concat(bigToBytes(r, 32), bigToBytes(s, 32))

/** Whether both numbers lie where a signature can have them (GB/T 32918.2-2016 section 7.1, steps B1, B2 and B5). */
export function isInRange({ r, s }: Signature): boolean {
  return r >= 1n && r < n && s >= 1n && s < n && (r + s) % n !== 0n
}

/**
 * The pairs that some bytes may stand for: DER, DER without the zero before a high bit, 64 bytes, the block of
 * GM/T 0016 with 64 bytes for each number, each once more inside an OCTET STRING. Each still has to verify.
 */
export function readings(bytes: Uint8Array): Signature[] {
  return [...packed(bytes), ...encoded(bytes)].filter(isInRange)
}

const cutAtMost = 3

/** The value with the zeros that were cut off its end, where its own length tells that some were. */
export function completed(bytes: Uint8Array): Uint8Array {
  const length = bytes[0] === 0x30 && bytes[1]! >= 8 && bytes[1]! < 128 ? bytes[1]! + 2 : 64
  const missing = length - bytes.length
  return missing > 0 && missing <= cutAtMost ? concat(bytes, new Uint8Array(missing)) : bytes
}

const pair = (r: Uint8Array, s: Uint8Array): Signature => ({ r: bytesToBig(r), s: bytesToBig(s) })

function packed(bytes: Uint8Array): Signature[] {
  const half = bytes.length / 2
  return half === 32 || half === 64 ? [pair(bytes.subarray(0, half), bytes.subarray(half))] : []
}

function encoded(bytes: Uint8Array): Signature[] {
  let node: Node
  try {
    node = read(bytes, { depth: 4, nodes: 8 })
  } catch {
    return []
  }
  if (is(node, 'octetString')) return readings(node.content)
  const [r, s, ...more] = is(node, 'sequence') ? node.children : []
  if (!is(r, 'integer') || !is(s, 'integer') || more.length > 0) return []
  return [pair(r.content, s.content)]
}
