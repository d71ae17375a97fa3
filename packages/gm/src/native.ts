/**
 * Node's own cryptography where this runs in Node, `undefined` in a browser. It is asked for at run time and not
 * imported, so that bundles for browsers hold no trace of it.
 */
type NodeCrypto = typeof import('node:crypto')

const runtime = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }

export const native = runtime.process?.getBuiltinModule?.('node:crypto') as NodeCrypto | undefined

/** Bytes from the machine's source of randomness: for keys, nonces and serial numbers. */
export const randomBytes = (length: number): Uint8Array => globalThis.crypto.getRandomValues(new Uint8Array(length))
