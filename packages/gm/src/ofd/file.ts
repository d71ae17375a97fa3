/** Files on disk as sources, where this runs in Node; asked for at run time, so that bundles for browsers hold no trace of it. */
import type { Source } from './source.ts'

type Files = typeof import('node:fs/promises')

const runtime = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }

/** A file on disk, of which only what is needed is read; the caller closes it. Throws what Node throws where there is none. */
export async function openFile(path: string): Promise<Source & { close(): Promise<void> }> {
  const files = runtime.process?.getBuiltinModule?.('node:fs/promises') as Files | undefined
  if (!files) throw new TypeError('Files on disk can be read in Node alone.')
  const handle = await files.open(path, 'r')
  const { size } = await handle.stat()
  return {
    size,
    async read(at, length) {
      const wanted = new Uint8Array(Math.max(0, Math.min(length, size - at)))
      let done = 0
      while (done < wanted.length) {
        const { bytesRead } = await handle.read(wanted, done, wanted.length - done, at + done)
        if (bytesRead === 0) break
        done += bytesRead
      }
      return wanted.subarray(0, done)
    },
    close: () => handle.close(),
  }
}
