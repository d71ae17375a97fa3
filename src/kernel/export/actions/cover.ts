/**
 * The bytes of an export under a key of its own (SM4-CTR, GB/T 32907-2016): when its days are over the key is forgotten, and nobody can
 * read them any more. The storage itself forgets nothing; what it keeps is checked there by its digest.
 */
import { createCipheriv, createDecipheriv } from 'node:crypto'

const cipher = 'sm4-ctr'

export const keyBytes = 16
/** So many bytes stand before what is covered. */
export const ivBytes = 16

type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** The content covered, behind the counter `iv` that it alone begins with: no two contents of a key have the same. */
export async function* cover(key: Uint8Array, iv: Uint8Array, content: Bytes): AsyncIterable<Uint8Array> {
  yield iv
  const covering = createCipheriv(cipher, key, iv)
  for await (const chunk of content) yield covering.update(chunk)
}

/** What was covered, as it flows. */
export async function* uncover(key: Uint8Array, content: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  let head: Buffer = Buffer.alloc(0)
  let opening: ReturnType<typeof createDecipheriv> | undefined
  for await (const chunk of content) {
    if (opening) {
      yield opening.update(chunk)
      continue
    }
    head = Buffer.concat([head, chunk])
    if (head.length < ivBytes) continue
    opening = createDecipheriv(cipher, key, head.subarray(0, ivBytes))
    yield opening.update(head.subarray(ivBytes))
  }
}
