/** The press: a thread that draws, packs and digests, and has no key. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { serialize } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { drawSeal, makeDemoAuthority, makeSeal, PrivateKey, signerList, signWithSeal } from '@haoban/gm'
import { type Draft, readFont, signOfd, verifyOfd, writeOfd } from '@haoban/gm/ofd'
import { afterAll, expect, test, vi } from 'vitest'
import { draftOf as draftOfLicence } from '#modules/licence/actions/sheet.ts'
import { draftOf } from '#test/sealed.ts'
import { begin, type Pressing, type ToSign } from './gateway/press.ts'

const sent: unknown[] = []
let worker: Worker | undefined
const post = Worker.prototype.postMessage
Worker.prototype.postMessage = function (this: Worker, message: unknown, ...more: never[]) {
  worker = this
  sent.push(message)
  return post.call(this, message, ...more)
}
afterAll(() => {
  Worker.prototype.postMessage = post
})

const period = { validFrom: new Date('2023-01-01'), validTo: new Date('2030-01-01') }
let serial = 0n
const authority = makeDemoAuthority({ organization: '好办', ...period, nextSerialNumber: () => ++serial })
const key = PrivateKey.generate()
const certificate = authority.issue(key.publicKey, { C: 'CN', CN: '市场监督管理局（演示）' })
const picture = drawSeal({ kind: 'round', name: '章贡区市场监督管理局', purpose: '行政审批专用章', diameter: 42 })
const seal = makeSeal(
  { vendor: 'haoban', id: '1', type: 1, name: '章', signers: signerList([certificate]), createdAt: period.validFrom, ...period, picture },
  authority.issuing,
)

const regular = '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'
const at = new Date('2023-06-15T02:00:00Z')
const places = [{ page: 0, x: 150, y: 200 }]
const pressing = (document: Uint8Array | Draft, more: Partial<Pressing> = {}): Pressing => ({
  document,
  esl: seal,
  places,
  side: 42,
  at,
  lock: false,
  ...more,
})
const signedBy = (asked: ToSign) => signWithSeal({ seal, key, certificate, ...asked })
const hashOf = (bytes: Uint8Array) => createHash('sm3').update(bytes).digest('hex')
const trust = { roots: [authority.root.certificate], certificates: [authority.issuing.certificate] }

/** What the same draft and the same value make here. */
async function here(document: Draft, value: Uint8Array, own: Uint8Array = seal): Promise<Uint8Array> {
  const box = { x: 150 - 21, y: 200 - 21, width: 42, height: 42 }
  const provider = { name: 'haoban', company: '好办' }
  return signOfd(await writeOfd(document), {
    provider,
    at,
    seal: own,
    places: [{ page: 0, boundary: box }],
    lock: false,
    sign: () => value,
  })
}

const licence = (n: number): Draft => {
  const face = [{ name: '经营者名称', text: `老味道饭店${n}` }]
  const who = { holderName: '钟家明', organName: '赣州市章贡区市场监督管理局', organUscc: '11360702MB1586547R' }
  const days = { fromOn: '2023-06-15', toOn: '2028-06-14', issuedOn: '2023-06-15' }
  const type = { typeName: '食品经营许可证', typeCode: '11100000MB0306771X113', definer: '11100000MB0306771X', no: `JY${n}` }
  const sheet = { ...type, ...who, ...days, identifier: `1.2.${n}`, version: 1, face: face as never, demo: true }
  return draftOfLicence(sheet, { id: String(n).padStart(32, '0'), checkUrl: `https://example.org/${n}` })
}

test('many files side by side: each is drawn, asked for and sealed as it would be here, to the byte', async () => {
  const drafts = [...Array.from({ length: 20 }, (_, n) => licence(n)), draftOf('关于检查的通知', 3)]
  await Promise.all(
    drafts.map(async (draft) => {
      const { documentHash, toSign, finish } = await begin(pressing(draft))
      expect(documentHash).toBe(hashOf(await writeOfd(draft)))
      const value = signedBy(toSign)
      const { bytes, hash } = await finish(value)
      expect(Buffer.from(bytes).equals(await here(draft, value))).toBe(true)
      expect(hash).toBe(hashOf(bytes))
      expect(await verifyOfd(bytes, trust)).toMatchObject({ valid: true, trusted: true })
    }),
  )
})

test('a finished file goes through the press as well', async () => {
  const file = await writeOfd(licence(1))
  const { documentHash, toSign, finish } = await begin(pressing(file))
  expect(documentHash).toBe(hashOf(file))
  expect(await verifyOfd((await finish(signedBy(toSign))).bytes, trust)).toMatchObject({ valid: true })
})

test('a form and a seal go over once, and the key never', async () => {
  sent.length = 0
  for (let n = 0; n < 3; n++) {
    const { toSign, finish } = await begin(pressing(licence(n)))
    await finish(signedBy(toSign))
  }
  const over = Buffer.concat(sent.map((message) => serialize(message)))
  const times = (bytes: Uint8Array | string) => over.toString('latin1').split(Buffer.from(bytes).toString('latin1')).length - 1
  // a seal stands in each signature, and comes over by itself at most once
  expect(times(picture.data)).toBeLessThanOrEqual(3 + 1)
  expect(times(Buffer.from('扫码核验', 'utf16le'))).toBe(0)
  // on each page, and in its metadata
  expect(times(Buffer.from('老味道饭店', 'utf16le'))).toBe(6)
  expect(times(key.export())).toBe(0)
})

test('what lies on the shelf is cleared now and then, and comes over again when it is needed', async () => {
  const seals = Array.from({ length: 620 }, () => new Uint8Array(seal))
  const draft = licence(7)
  const made = async (esl: Uint8Array) => {
    const { toSign, finish } = await begin(pressing(draft, { esl }))
    const value = signedBy(toSign)
    return Buffer.from((await finish(value)).bytes).equals(await here(draft, value, esl))
  }
  for (let from = 0; from < seals.length; from += 62) expect(await Promise.all(seals.slice(from, from + 62).map(made))).not.toContain(false)
  expect(await made(seals[0]!)).toBe(true)
  expect(sent.some((message) => (message as { emptied: boolean }).emptied)).toBe(true)
}, 60_000)

test('what cannot be drawn says why, and the files beside it are sealed', async () => {
  const bad: Draft = { ...licence(3), pages: [{ items: [{ kind: 'text', x: 1, y: 9, text: '\u{10ffff}', font: 'song', size: 5 }] }] }
  const [failed, good] = await Promise.allSettled([begin(pressing(bad)), begin(pressing(licence(4)))])
  expect(failed).toMatchObject({ status: 'rejected', reason: { name: 'OfdFault' } })
  expect(good.status).toBe('fulfilled')
  if (good.status === 'fulfilled') good.value.leave()
})

test('a font that lies nowhere and an attachment that streams are refused before they go over', async () => {
  const { fonts, ...draft } = licence(5)
  const file = readFont(readFileSync(createRequire(import.meta.url).resolve(regular)))!
  await expect(begin(pressing({ ...draft, fonts: { ...fonts, song: { name: '思源宋体', file } } }))).rejects.toThrow('lies on no disk')
  const content = async function* () {
    yield new Uint8Array(1)
  }
  await expect(begin(pressing({ ...licence(5), attachments: [{ name: 'x', format: 'bin', content }] }))).rejects.toThrow('is a stream')
})

test('a press that had nothing to do for half a minute goes, and the next file begins another', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  try {
    const { toSign, finish, leave } = await begin(pressing(licence(11)))
    await finish(signedBy(toSign))
    leave()
    await vi.advanceTimersByTimeAsync(20_000)
    const later = await begin(pressing(licence(12)))
    const first = worker
    await vi.advanceTimersByTimeAsync(60_000)
    await later.finish(signedBy(later.toSign))
    await vi.advanceTimersByTimeAsync(31_000)
    const next = await begin(pressing(licence(13)))
    expect(worker).not.toBe(first)
    expect(await verifyOfd((await next.finish(signedBy(next.toSign))).bytes, trust)).toMatchObject({ valid: true })
  } finally {
    vi.useRealTimers()
  }
})

test('what nobody signs leaves the press; where the thread dies, what was in it fails and the next file begins another', async () => {
  const left = await begin(pressing(licence(8)))
  left.leave()
  const inside = await begin(pressing(licence(9)))
  await worker!.terminate()
  await expect(inside.finish(signedBy(inside.toSign))).rejects.toThrow('the press stopped')
  const { toSign, finish } = await begin(pressing(licence(10)))
  expect(await verifyOfd((await finish(signedBy(toSign))).bytes, trust)).toMatchObject({ valid: true })
})
