/** Node's own compression where this runs in Node, several times as fast; asked for at run time, so that bundles for browsers hold no trace of it. */
import { deflateSync } from 'fflate'

type Zlib = typeof import('node:zlib')

const runtime = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }

export const zlib = runtime.process?.getBuiltinModule?.('node:zlib') as Zlib | undefined

/** A part that is small needs no window larger than itself: setting one up takes longer than packing. */
const small = 4096
const forSmall = { level: 6, windowBits: 12, memLevel: 5 }
/** A page is full of coordinates that are alike for some digits: looking longer (6) saves two in a hundred and takes four times as long. */
const usual = 4

/** `quick`: little is gained by looking long, as in outlines of characters, or in a signature, most of which is the seal's picture. */
export function deflate(bytes: Uint8Array, quick = false): Uint8Array {
  const level = quick ? 1 : usual
  if (!zlib) return deflateSync(bytes, { level })
  return zlib.deflateRawSync(bytes, bytes.length <= small ? forSmall : { level })
}
