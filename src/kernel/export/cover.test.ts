import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cover, ivBytes, keyBytes, uncover } from './actions/cover.ts'

async function whole(content: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  for await (const chunk of content) chunks.push(chunk)
  return Buffer.concat(chunks)
}
const pieces = (bytes: Buffer, length: number) =>
  Array.from({ length: Math.ceil(bytes.length / length) }, (_, n) => bytes.subarray(n * length, (n + 1) * length))

test('what was covered comes back, however it is cut', () =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 50 })), fc.integer({ min: 1, max: 60 }), async (chunks, length) => {
      const key = randomBytes(keyBytes)
      const covered = await whole(cover(key, randomBytes(ivBytes), chunks))
      expect(covered.length).toBe(ivBytes + Buffer.concat(chunks).length)
      async function* flowing() {
        yield* pieces(covered, length)
      }
      expect(await whole(uncover(key, flowing()))).toEqual(Buffer.concat(chunks))
    }),
  ))

test('another key gives nothing of it, and the same content is never covered the same', async () => {
  const [key, other] = [randomBytes(keyBytes), randomBytes(keyBytes)]
  const text = Buffer.from('欧阳晓兰，食品经营许可（新办）')
  const covered = await whole(cover(key, randomBytes(ivBytes), [text]))
  async function* flowing() {
    yield covered
  }
  expect(await whole(uncover(other, flowing()))).not.toEqual(text)
  expect(await whole(cover(key, randomBytes(ivBytes), [text]))).not.toEqual(covered)
})
