/** The curve of GB/T 32918.5-2017 and the digest of a signer's identity. */
import { concat, fromHex, utf8 } from '../bytes.ts'
import { sm3 } from '../digest/digest.ts'

const hex = {
  p: 'fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff',
  a: 'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc',
  b: '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93',
  n: 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123',
  gx: '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7',
  gy: 'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0',
}

export const p = BigInt(`0x${hex.p}`)
export const a = BigInt(`0x${hex.a}`)
export const b = BigInt(`0x${hex.b}`)
export const n = BigInt(`0x${hex.n}`)

const curveBytes = fromHex(hex.a + hex.b + hex.gx + hex.gy)

/** The identity that is taken where two parties agreed on none (GB/T 35276-2017 section 10). */
export const defaultUserId: Uint8Array = utf8('1234567812345678')

const longestUserId = 8191

/** Z_A: the digest that binds a signature to signer and curve (GB/T 32918.2-2016 section 5.5). `point` is x ‖ y. */
export function identityDigest(point: Uint8Array, userId: Uint8Array = defaultUserId): Uint8Array {
  if (userId.length > longestUserId) throw new RangeError(`A user id has no more than ${longestUserId} bytes.`)
  const bits = userId.length * 8
  return sm3(concat(Uint8Array.of(bits >> 8, bits & 255), userId, curveBytes, point))
}

/** e: the digest that is signed (GB/T 32918.2-2016 section 6.1). */
export function messageDigest(point: Uint8Array, message: Uint8Array, userId?: Uint8Array): Uint8Array {
  return sm3(concat(identityDigest(point, userId), message))
}

/** Whether x and y lie below p and on the curve. */
export function isOnCurve(x: bigint, y: bigint): boolean {
  return x < p && y < p && (y * y - (x * x * x + a * x + b)) % p === 0n
}
