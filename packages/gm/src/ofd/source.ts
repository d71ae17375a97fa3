/** Where the bytes of a file come from: memory, a file chosen in the browser, a file on disk. Only what is asked for is read. */
export type Source = {
  /** Length in bytes. */
  readonly size: number
  /** Bytes `at … at + length`; fewer where the file ends. */
  read(at: number, length: number): Promise<Uint8Array>
}

export const fromBytes = (bytes: Uint8Array): Source => ({
  size: bytes.length,
  read: async (at, length) => bytes.subarray(at, at + length),
})

/** A `File` of the browser is read piece by piece and never leaves the computer. */
export const fromBlob = (blob: Blob): Source => ({
  size: blob.size,
  read: async (at, length) => new Uint8Array(await blob.slice(at, at + length).arrayBuffer()),
})

export type Input = Uint8Array | Blob | Source

export function sourceOf(input: Input): Source {
  if (input instanceof Uint8Array) return fromBytes(input)
  return typeof Blob !== 'undefined' && input instanceof Blob ? fromBlob(input) : (input as Source)
}

/** All pieces of a stream as one. */
export async function collect(pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  for await (const piece of pieces) parts.push(piece)
  return joinBytes(parts)
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
