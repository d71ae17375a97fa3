/** The port behind which private keys stay: a key is made there, signs there, and has no way out. */

/** A key as it is kept outside its store: the public point (04 ‖ x ‖ y), and what the store needs to find it again. */
export type KeptKey = {
  id: string
  store: 'software' | 'device'
  publicKey: Uint8Array
  /** software: the secret under SM4 with a key that lies outside the database */
  sealed: Buffer | null
  /** device: CKA_LABEL of the key pair in the machine */
  label: string | null
}

export interface KeyStore {
  /** Makes a key pair of SM2 that never leaves the store. */
  generate(id: string): Promise<KeptKey>
  /** Signs with SM2 and SM3 (GB/T 32918.2, identity 1234567812345678); gives DER. */
  sign(key: KeptKey, message: Uint8Array): Promise<Uint8Array>
  /** Forgets a key for good. What lies in the database is forgotten there; a key that is gone already is no fault. */
  destroy(key: KeptKey): Promise<void>
}
