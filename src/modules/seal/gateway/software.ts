/**
 * Keys in software, for the demo and for small cities: kept in the database under SM4 and HMAC-SM3, with the city's master key
 * outside of it (`HAOBAN_KEY` or the data directory). An opened key stays in this process's memory and nowhere else.
 */
import { ForeignKey, PrivateKey, sm2 } from '@haoban/gm'
import type { Keys } from '#base/secret.ts'
import type { KeptKey, KeyStore } from './key-store.ts'

/** Bound into the sealed value: moved to another row it does not open. */
const context = (id: string) => `seal.key.${id}`

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

/** Opening a key costs several signatures; the keys used last stay open. */
const mostOpen = 256
const opened = new WeakMap<Keys, Map<string, PrivateKey>>()

const nameOf = (id: string, sealed: Buffer | null) => `${id}:${sealed?.toString('base64')}`

export const sealKey = (keys: Keys, id: string, key: PrivateKey): Buffer => keys.seal(hex(key.export()), context(id))

/** Opens a key that lies in the database. A changed, moved or foreign value is a fault. */
export function openKey(keys: Keys, { id, sealed }: Pick<KeptKey, 'id' | 'sealed'>): PrivateKey {
  const known = opened.get(keys) ?? new Map<string, PrivateKey>()
  opened.set(keys, known)
  const name = nameOf(id, sealed)
  const open = known.get(name)
  if (open) return open
  if (!sealed) throw new Error(`the key ${id} was destroyed or lies in a device`)
  const key = PrivateKey.import(Buffer.from(keys.open(sealed, context(id)), 'hex'))
  if (known.size >= mostOpen) known.delete(known.keys().next().value!)
  known.set(name, key)
  return key
}

/** The same secret under the ring's current master key; what does not open, or not again, is a fault and changes nothing. */
export function resealed(keys: Keys, { id, sealed }: { id: string; sealed: Buffer }): Buffer {
  const plain = keys.open(sealed, context(id))
  const anew = keys.seal(plain, context(id))
  if (keys.open(anew, context(id)) !== plain) throw new Error(`the key ${id} did not open again`)
  return anew
}

/** The key for readers abroad (ECDSA P-256), kept the same way. */
export const sealForeignKey = (keys: Keys, id: string, key: ForeignKey): Buffer => keys.seal(hex(key.export()), context(id))

const foreign = new WeakMap<Keys, Map<string, ForeignKey>>()

export function openForeignKey(keys: Keys, { id, sealed }: Pick<KeptKey, 'id' | 'sealed'>): ForeignKey {
  const known = foreign.get(keys) ?? new Map<string, ForeignKey>()
  foreign.set(keys, known)
  const name = nameOf(id, sealed)
  const open = known.get(name)
  if (open) return open
  if (!sealed) throw new Error(`the key ${id} was destroyed`)
  const key = ForeignKey.import(Buffer.from(keys.open(sealed, context(id)), 'hex'))
  if (known.size >= mostOpen) known.delete(known.keys().next().value!)
  known.set(name, key)
  return key
}

export const softwareStore = (keys: Keys): KeyStore => ({
  async generate(id, algorithm) {
    const kept = { id, store: 'software', label: null } as const
    if (algorithm === 'ecdsa') {
      const key = ForeignKey.generate('ec')
      return { ...kept, publicKey: key.publicKey.bits, sealed: sealForeignKey(keys, id, key) }
    }
    const key = PrivateKey.generate()
    return { ...kept, publicKey: key.publicKey.point, sealed: sealKey(keys, id, key) }
  },
  sign: async (key, message, algorithm) =>
    algorithm === 'ecdsa' ? openForeignKey(keys, key).sign(message) : sm2.sign(openKey(keys, key), message),
  async destroy({ id, sealed }) {
    opened.get(keys)?.delete(nameOf(id, sealed))
    foreign.get(keys)?.delete(nameOf(id, sealed))
  },
})
