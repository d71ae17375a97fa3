/**
 * Keys in a 密码机 behind PKCS #11 (OASIS v3.1, GM/T 0016 behind it). The face is what the driver's functions give: a driver
 * for a given machine is a thin object of these. C_Sign answers r ‖ s, which becomes DER here.
 */
import { createHash } from 'node:crypto'
import { der } from '@haoban/gm'
import type { Algorithm, KeptKey, KeyStore } from './key-store.ts'

/** One session, logged in (C_OpenSession, C_Login). Handles are numbers of the machine and mean nothing elsewhere. */
export interface Pkcs11Session {
  /**
   * C_GenerateKeyPair with CKM_VENDOR_SM2_KEY_PAIR_GEN, or with CKM_EC_KEY_PAIR_GEN and secp256r1 in CKA_EC_PARAMS; the private half is
   * CKA_SENSITIVE and not CKA_EXTRACTABLE. Gives 04 ‖ x ‖ y.
   */
  generateKeyPair(label: string, algorithm: Algorithm): Promise<{ point: Uint8Array }>
  /** C_FindObjects over CKA_CLASS = CKO_PRIVATE_KEY and CKA_LABEL. */
  findPrivateKey(label: string): Promise<number | undefined>
  /** C_SignInit and C_Sign with CKM_VENDOR_SM3_SM2 (default identity) over the message, or with CKM_ECDSA over its SHA-256. Gives 64 bytes. */
  sign(handle: number, data: Uint8Array, algorithm: Algorithm): Promise<Uint8Array>
  /** C_DestroyObject over both halves of the pair. */
  destroyKeyPair(label: string): Promise<void>
}

const unsigned = (bytes: Uint8Array) => der.integer(BigInt(`0x${Buffer.from(bytes).toString('hex')}`))

export const deviceStore = (session: Pkcs11Session): KeyStore => ({
  async generate(id, algorithm): Promise<KeptKey> {
    const label = `haoban-seal-${id}`
    const { point } = await session.generateKeyPair(label, algorithm)
    return { id, store: 'device', publicKey: point, sealed: null, label }
  },
  async sign(key, message, algorithm) {
    const handle = key.label === null ? undefined : await session.findPrivateKey(key.label)
    if (handle === undefined) throw new Error(`the machine has no key ${key.label}`)
    const data = algorithm === 'ecdsa' ? createHash('sha256').update(message).digest() : message
    const raw = await session.sign(handle, data, algorithm)
    if (raw.length !== 64) throw new Error(`the machine answered ${raw.length} bytes where a signature has 64`)
    return der.sequence(unsigned(raw.subarray(0, 32)), unsigned(raw.subarray(32)))
  },
  async destroy({ label }) {
    if (label !== null) await session.destroyKeyPair(label)
  },
})
