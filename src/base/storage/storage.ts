/** Files by their content: the name of a file is its SM3 (GB/T 32905-2016), so nothing can be swapped unseen and nothing is kept twice. */
import { createHash, type Hash } from 'node:crypto'
import { type Readable, Transform } from 'node:stream'
import { refusals } from '#base/refusal.ts'
import { openDirectory } from './directory.ts'
import type { Driver } from './driver.ts'
import { openS3 } from './s3.ts'

const refuse = refusals({ 'storage.too-large': [413, '文件超过 {limit} MB，没有保存。请压缩或分成几个文件后再传。'] })

/** `hash`: SM3, 64 lower-case hex digits. `size` in bytes. */
export type Stored = { hash: string; size: number }

export type Content = Uint8Array | AsyncIterable<Uint8Array>

export interface Storage {
  /**
   * Keeps the content for good before it answers; more than `maxBytes` (100 MB unless told) is refused and nothing is kept. `hash` spares
   * the digest of what was digested where it was made; a wrong one would make a file that nobody can read.
   */
  put(content: Content, options?: { maxBytes?: number; hash?: string | undefined }): Promise<Stored>
  /** The content as a stream, which fails at its end if the content was damaged, so that its last bytes never arrive whole. */
  get(hash: string): Promise<Readable>
  /** The whole content, checked; a missing or damaged file is a fault. */
  read(hash: string): Promise<Buffer>
  has(hash: string): Promise<boolean>
  /**
   * Takes a file away for good, unless it was put (again) since a moment of the real clock; false where it was, or is not there. Whoever
   * calls has made sure that nothing names it.
   */
  remove(hash: string, since: Date): Promise<boolean>
  /** The hashes of all that is kept, in no order. */
  list(): AsyncIterable<string>
}

const DEFAULT_MAX_BYTES = 100 * 2 ** 20

/** Opens a folder, or a bucket: `s3://bucket/prefix?endpoint=https://…&region=…` with the keys of the usual AWS variables. */
export async function openStorage(location: string, env: Record<string, string | undefined> = process.env): Promise<Storage> {
  const driver = location.startsWith('s3://') ? openS3(new URL(location), env) : await openDirectory(location)
  return serve(driver)
}

function serve(driver: Driver): Storage {
  const get = async (hash: string): Promise<Readable> => {
    const found = await driver.find(checked(hash))
    if (!found) throw new Error(`stored file ${hash} is missing`)
    const verifier = verify(hash)
    found.on('error', (error) => verifier.destroy(error))
    verifier.on('close', () => found.destroy())
    // A small file is read to its end before the reader takes it over; its damage waits for the reader and does not end the process.
    verifier.on('error', () => undefined)
    return found.pipe(verifier)
  }
  return {
    async put(content, { maxBytes = DEFAULT_MAX_BYTES, hash: known } = {}) {
      const digest = known === undefined ? createHash('sm3') : undefined
      let size = 0
      async function* measured(): AsyncIterable<Uint8Array> {
        for await (const chunk of content instanceof Uint8Array ? [content] : content) {
          size += chunk.byteLength
          if (size > maxBytes) throw refuse('storage.too-large', { limit: Math.floor(maxBytes / 2 ** 20) })
          digest?.update(chunk)
          yield chunk
        }
      }
      let hash = known === undefined ? '' : checked(known)
      await driver.put(measured(), () => {
        hash ||= digest!.digest('hex')
        return hash
      })
      return { hash, size }
    },
    get,
    async read(hash) {
      const chunks: Uint8Array[] = []
      for await (const chunk of await get(hash)) chunks.push(chunk as Uint8Array)
      return Buffer.concat(chunks)
    },
    has: (hash) => driver.has(checked(hash)),
    remove: async (hash, since) => driver.remove(checked(hash), since),
    list: () => driver.list(),
  }
}

/** A name that is no hash never reaches the driver, where it could walk out of the folder. */
function checked(hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error(`not a storage hash: ${JSON.stringify(hash).slice(0, 80)}`)
  return hash
}

/** Passes the content on, the last piece only once the whole is known to be right. */
function verify(hash: string): Transform {
  const digest: Hash = createHash('sm3')
  let held: Buffer | undefined
  return new Transform({
    transform(chunk: Buffer, _, done) {
      digest.update(chunk)
      if (held) this.push(held)
      held = chunk
      done()
    },
    flush(done) {
      if (digest.digest('hex') !== hash) return done(new Error(`stored file ${hash} is damaged`))
      if (held) this.push(held)
      done()
    },
  })
}
