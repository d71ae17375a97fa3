/** SM2 written once more from GB/T 32918.1 and .2, in affine coordinates and with nothing of the package but SM3. */
import { sm3 } from '../src/digest/digest.ts'

const p = 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn
const a = p - 3n
const b = 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n
const n = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n
const g = [
  0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
] as const

/** `undefined` is the point at infinity. */
type Point = readonly [x: bigint, y: bigint] | undefined

const mod = (value: bigint, m: bigint) => ((value % m) + m) % m

function inverse(value: bigint, m: bigint): bigint {
  let [r0, r1, s0, s1] = [m, mod(value, m), 0n, 1n]
  while (r1 !== 0n) {
    const q = r0 / r1
    ;[r0, r1, s0, s1] = [r1, r0 - q * r1, s1, s0 - q * s1]
  }
  return mod(s0, m)
}

/** GB/T 32918.1-2016 section 3.2.3.1. */
function add(one: Point, two: Point): Point {
  if (!one) return two
  if (!two) return one
  if (one[0] === two[0] && mod(one[1] + two[1], p) === 0n) return undefined
  const slope = one[0] === two[0] ? (3n * one[0] * one[0] + a) * inverse(2n * one[1], p) : (two[1] - one[1]) * inverse(two[0] - one[0], p)
  const x = mod(slope * slope - one[0] - two[0], p)
  return [x, mod(slope * (one[0] - x) - one[1], p)]
}

function times(k: bigint, point: Point): Point {
  let sum: Point
  for (const bit of k.toString(2)) {
    sum = add(sum, sum)
    if (bit === '1') sum = add(sum, point)
  }
  return sum
}

const number = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex') || '0'}`)
const bytes32 = (value: bigint) => Buffer.from(value.toString(16).padStart(64, '0'), 'hex')

function digestOf(x: bigint, y: bigint, message: Uint8Array, userId: Uint8Array): bigint {
  const length = Buffer.alloc(2)
  length.writeUInt16BE(userId.length * 8)
  const z = sm3(Buffer.concat([length, userId, ...[a, b, ...g, x, y].map(bytes32)]))
  return number(sm3(Buffer.concat([z, message])))
}

/** A number as DER has it: two's complement, one zero before a high bit. */
function integer(value: bigint): Buffer {
  const hex = value.toString(16)
  const even = hex.length % 2 ? `0${hex}` : hex
  const body = Buffer.from(/^[89a-f]/.test(even) ? `00${even}` : even, 'hex')
  return Buffer.concat([Buffer.of(2, body.length), body])
}

/** `seed` stands for chance: k is drawn from it, so that a run can be repeated. */
export function signAffine(secret: Uint8Array, message: Uint8Array, userId: Uint8Array, seed: Uint8Array): Uint8Array {
  const d = number(secret)
  const [px, py] = times(d, g)!
  const e = digestOf(px, py, message, userId)
  for (let state = sm3(Buffer.concat([seed, message])); ; state = sm3(state)) {
    const k = number(state)
    if (k === 0n || k >= n) continue
    const r = mod(e + times(k, g)![0], n)
    const s = mod(inverse(1n + d, n) * (k - r * d), n)
    if (r === 0n || r + k === n || s === 0n) continue
    const body = Buffer.concat([integer(r), integer(s)])
    return new Uint8Array(Buffer.concat([Buffer.of(0x30, body.length), body]))
  }
}

export function verifyAffine(coordinates: Uint8Array, message: Uint8Array, userId: Uint8Array, der: Uint8Array): boolean {
  const lengthOfR = der[3]!
  const r = number(der.subarray(4, 4 + lengthOfR))
  const s = number(der.subarray(6 + lengthOfR))
  const [x, y] = [number(coordinates.subarray(0, 32)), number(coordinates.subarray(32))]
  const t = mod(r + s, n)
  if (r < 1n || r >= n || s < 1n || s >= n || t === 0n) return false
  const sum = add(times(s, g), times(t, [x, y]))
  return sum !== undefined && mod(digestOf(x, y, message, userId) + sum[0], n) === r
}
