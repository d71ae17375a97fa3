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

/** SM2 with SM3 (GB/T 32918.2, identity 1234567812345678), or for readers abroad ECDSA on P-256 with SHA-256 (FIPS 186-5). */
export type Algorithm = 'sm2' | 'ecdsa'

export interface KeyStore {
  /** Makes a key pair that never leaves the store. */
  generate(id: string, algorithm: Algorithm): Promise<KeptKey>
  /** Signs with the algorithm that the key was made for; gives DER. */
  sign(key: KeptKey, message: Uint8Array, algorithm: Algorithm): Promise<Uint8Array>
  /** Forgets a key for good. What lies in the database is forgotten there; a key that is gone already is no fault. */
  destroy(key: KeptKey): Promise<void>
}
