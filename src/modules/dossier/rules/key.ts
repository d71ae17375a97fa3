import { PrivateKey } from '@haoban/gm'

const order = 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n

/**
 * The SM2 key made from 48 secret bytes, always the same one: 64 bits more than the order has, so that the remainder shows no
 * bias that matters (FIPS 186-5 A.2.1). The city's ring of keys makes it anew each time, and it is kept nowhere.
 */
export function signingKey(secret: Uint8Array): PrivateKey {
  if (secret.length !== 48) throw new Error('a signing key is made from 48 bytes')
  const number = secret.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  const d = (number % (order - 2n)) + 1n
  const digits = d.toString(16).padStart(64, '0')
  return PrivateKey.import(Uint8Array.from(digits.match(/../g)!, (b) => Number.parseInt(b, 16)))
}
