/** SM3 (GB/T 32905-2016) in plain JavaScript, for browsers; Node has it built in. */
import type { Hasher } from './digest.ts'

const initial = [0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e]
const block = 64

const rotate = (x: number, n: number) => (x << n) | (x >>> (32 - n))
const p0 = (x: number) => x ^ rotate(x, 9) ^ rotate(x, 17)
const p1 = (x: number) => x ^ rotate(x, 15) ^ rotate(x, 23)

/** The constants T_j of section 4.2, each rotated by its round already. */
const rounds = Int32Array.from({ length: 64 }, (_, j) => rotate(j < 16 ? 0x79cc4519 : 0x7a879d8a, j % 32))

/** Expands a block to the words W_0 … W_67 (section 5.3.2). */
function expand(w: Int32Array, view: DataView, at: number): void {
  for (let j = 0; j < 16; j++) w[j] = view.getInt32(at + 4 * j)
  for (let j = 16; j < 68; j++) w[j] = p1(w[j - 16]! ^ w[j - 9]! ^ rotate(w[j - 3]!, 15)) ^ rotate(w[j - 13]!, 7) ^ w[j - 6]!
}

/** The compression function CF (section 5.3.3). */
function compress(state: Int32Array, w: Int32Array): void {
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let j = 0; j < 64; j++) {
    const a12 = rotate(a, 12)
    const ss1 = rotate((a12 + e + rounds[j]!) | 0, 7)
    const ff = j < 16 ? a ^ b ^ c : (a & b) | (a & c) | (b & c)
    const gg = j < 16 ? e ^ f ^ g : (e & f) | (~e & g)
    const tt1 = (ff + d + (ss1 ^ a12) + (w[j]! ^ w[j + 4]!)) | 0
    const tt2 = (gg + h + ss1 + w[j]!) | 0
    d = c
    c = rotate(b, 9)
    b = a
    a = tt1
    h = g
    g = rotate(f, 19)
    f = e
    e = p0(tt2)
  }
  const next = [a, b, c, d, e, f, g, h]
  for (let i = 0; i < 8; i++) state[i]! ^= next[i]!
}

/** The last blocks: a one, zeros, the length in bits. */
function padding(length: number): Uint8Array {
  const tail = new Uint8Array(9 + ((119 - (length % block)) % block))
  tail[0] = 0x80
  const view = new DataView(tail.buffer)
  view.setUint32(tail.length - 8, Math.floor(length / 0x20000000))
  view.setUint32(tail.length - 4, (length << 3) >>> 0)
  return tail
}

export function sm3Hasher(): Hasher {
  const state = Int32Array.from(initial)
  const w = new Int32Array(68)
  const rest = new Uint8Array(block)
  const restView = new DataView(rest.buffer)
  let held = 0
  let length = 0

  const take = (data: Uint8Array) => {
    const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
    let at = 0
    while (at < data.length) {
      if (held === 0 && data.length - at >= block) {
        expand(w, view, at)
        compress(state, w)
        at += block
        continue
      }
      const part = data.subarray(at, at + block - held)
      rest.set(part, held)
      held += part.length
      at += part.length
      if (held < block) continue
      expand(w, restView, 0)
      compress(state, w)
      held = 0
    }
  }

  return {
    update(data) {
      length += data.length
      take(data)
      return this
    },
    digest() {
      take(padding(length))
      const out = new DataView(new ArrayBuffer(32))
      state.forEach((word, i) => {
        out.setInt32(4 * i, word)
      })
      return new Uint8Array(out.buffer)
    },
  }
}
