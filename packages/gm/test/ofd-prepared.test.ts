/** Written and signed in one go: to the byte what writing and signing one after the other give. */
import { expect, test } from 'vitest'
import { type Draft, prepareOfd, type Signing, signOfd, verifyOfd, writeOfd } from '../src/ofd.ts'
import { corner, sampleDraft, signing, trust } from './ofd-kit.ts'
import { readOfdAgain } from './ofd-reader.ts'

/** A signer with one answer for one question: SM2 itself takes a new random number every time. */
function steady(own: Signing): Signing {
  const answers = new Map<string, Uint8Array>()
  return {
    ...own,
    async sign(asked) {
      const question = Buffer.from(asked.data).toString('base64')
      const answer = answers.get(question) ?? (await own.sign(asked))
      answers.set(question, answer)
      return answer
    },
  }
}

test.each([
  ['with a seal', steady({ ...signing(), places: [corner] })],
  ['locked', steady({ ...signing(), places: [corner, { ...corner, page: 1 }], lock: true })],
])('a draft signed as it is written is the written file signed: %s', async (_, own) => {
  const draft = sampleDraft()
  const prepared = await prepareOfd(draft)
  expect(prepared.bytes).toEqual(await writeOfd(draft))
  const signed = await prepared.sign(own)
  expect(signed).toEqual(await signOfd(prepared.bytes, own))
  expect(readOfdAgain(signed).problems).toEqual([])
  expect(await verifyOfd(signed, trust)).toMatchObject({ valid: true, trusted: true, uncovered: own.lock ? [] : expect.anything() })
})

test('an attachment that comes as a stream is packed, and signed, all the same', async () => {
  const content = async function* () {
    yield new TextEncoder().encode('<licence/>')
  }
  const draft: Draft = { ...sampleDraft(), attachments: [{ name: '照面元数据', format: 'xml', content, size: 10 }] }
  const prepared = await prepareOfd(draft)
  const signed = await prepared.sign({ ...signing(), places: [corner] })
  expect(await verifyOfd(signed, trust)).toMatchObject({ valid: true })
  expect(readOfdAgain(signed).attachments).toEqual([{ name: '照面元数据', bytes: new TextEncoder().encode('<licence/>') }])
})

test('what may not be signed is refused before anything is asked of the key', async () => {
  const { bytes, sign } = await prepareOfd(sampleDraft())
  expect(bytes.length).toBeGreaterThan(0)
  let asked = 0
  const own: Signing = { ...signing(), places: [], sign: () => new Uint8Array(++asked) }
  await expect(sign(own)).rejects.toThrow('没有说印章盖在哪里')
  await expect(sign({ ...own, places: [{ ...corner, page: 9 }] })).rejects.toThrow('没有第 10 页')
  expect(asked).toBe(0)
})
