/** SM2 and seals: the house's engines against bare sm-crypto-v2, against OpenSSL's own figure, and against the bound of the signatures inside. */
import { spawnSync } from 'node:child_process'
import {
  digest,
  drawSeal,
  type Engine,
  engine,
  engines,
  issueTimeStamp,
  makeDemoAuthority,
  makeSeal,
  PrivateKey,
  signerList,
  signWithSeal,
  sm2,
  verifySealSignature,
} from '@haoban/gm'
import { type Draft, prepareOfd, sealSigner, textBox, verifyOfd } from '@haoban/gm/ofd'
import { sm2 as bare } from 'sm-crypto-v2'
import { paperFace } from '../src/kernel/document/render/fonts.ts'
import { type Bench, type Mode, median, type Row, rate } from './bench.ts'

const key = PrivateKey.generate()
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const keys = { secret: hex(key.export()), point: hex(key.publicKey.point) }
const message = new Uint8Array(1_000).fill(7)
const signature = sm2.sign(key, message)

/** Middle of several rates, the two measured in turn so that a busy machine slows both alike. */
function inTurn(ours: () => unknown, theirs: () => unknown, mode: Mode): { value: number; yardstick: number } {
  const [times, ms] = mode === 'smoke' ? [1, 100] : [7, 700]
  const pairs = Array.from({ length: times }, () => [rate(ours, ms, 20), rate(theirs, ms, 20)] as const)
  return { value: median(pairs.map(([own]) => own)), yardstick: median(pairs.map(([, other]) => other)) }
}

function row(name: string, yardstick: string, measured: ReturnType<typeof inTurn>, rest: Partial<Row> = {}): Row {
  const { value, yardstick: theirs } = measured
  return { name, value, unit: '/s', yardstick: { name: yardstick, value: theirs }, ratio: value / theirs, ...rest }
}

const bareSign = () => bare.doSignature(message, keys.secret, { der: true, hash: true, publicKey: keys.point })
const bareVerify = () => bare.doVerifySignature(message, hex(signature), keys.point, { der: true, hash: true })

function* against(by: Engine, mode: Mode): Iterable<Row> {
  const options = { engine: by }
  const promise = by === engine() ? { atLeast: 0.9 } : {}
  const name = `by ${by.name}${by === engine() ? ', the one chosen here' : ', as in browsers'}`
  yield row(
    `SM2 sign ${name}`,
    'bare sm-crypto-v2',
    inTurn(() => sm2.sign(key, message, options), bareSign, mode),
    { atLeast: 0.9 },
  )
  const verify = () => sm2.verify(key.publicKey, message, signature, options)
  yield row(`SM2 verify ${name}`, 'bare sm-crypto-v2', inTurn(verify, bareVerify, mode), promise)
}

/** OpenSSL's own measurement, where the command is there: signatures and verifications per second. */
function opensslSpeed(mode: Mode): { sign: number; verify: number } | undefined {
  const seconds = mode === 'smoke' ? '1' : '3'
  const { stdout } = spawnSync('openssl', ['speed', '-elapsed', '-seconds', seconds, 'sm2'], { encoding: 'utf8' })
  const found = /CurveSM2\)\s+\S+\s+\S+\s+([\d.]+)\s+([\d.]+)/.exec(stdout ?? '')
  return found ? { sign: Number(found[1]), verify: Number(found[2]) } : undefined
}

function* besideOpenssl(mode: Mode): Iterable<Row> {
  const speed = opensslSpeed(mode)
  if (!speed) return
  const ms = mode === 'smoke' ? 100 : 3_000
  const note = 'one after the other, not in turn'
  const sign = { value: rate(() => sm2.sign(key, message), ms, 20), yardstick: speed.sign }
  yield row('SM2 sign, message hashed and value encoded', 'openssl speed sm2', sign, { note })
  const verify = { value: rate(() => sm2.verify(key.publicKey, message, signature), ms, 20), yardstick: speed.verify }
  yield row('SM2 verify, message hashed and value read', 'openssl speed sm2', verify, { note })
}

function* seals(mode: Mode): Iterable<Row> {
  const period = { validFrom: new Date('2026-01-01'), validTo: new Date('2030-01-01') }
  let serial = 0n
  const authority = makeDemoAuthority({ organization: '好办', ...period, nextSerialNumber: () => ++serial })
  const certificate = authority.issue(key.publicKey, { C: 'CN', CN: '测速（演示）' })
  const picture = { type: 'SVG', data: new Uint8Array(20_000), width: 42, height: 42 }
  const names = { vendor: 'haoban', id: '1', type: 1, name: '测速章' }
  const seal = makeSeal(
    { ...names, signers: signerList([certificate]), createdAt: period.validFrom, ...period, picture },
    authority.issuing,
  )
  const data = new Uint8Array(4_000)
  const signing = { seal, key, certificate, dataHash: digest('sm3', data), propertyInfo: '/Signature.xml', at: new Date('2026-06-01') }
  const note = 'the picture of 20 kB is hashed too'
  const sign = () => sm2.sign(key, message)
  yield row(
    'signature with a seal made',
    'its one SM2 signature alone',
    inTurn(() => signWithSeal(signing), sign, mode),
    { note },
  )
  const signed = signWithSeal(signing)
  const twice = () => sm2.verify(key.publicKey, message, signature) && sm2.verify(key.publicKey, message, signature)
  const whole = () => verifySealSignature(signed, { data, seal })
  yield row('signature with a seal verified, every step', 'its two SM2 verifications alone', inTurn(whole, twice, mode), { note })
}

const face = { name: '思源宋体', file: paperFace('regular') }

/** A paper of some pages that differs from the last one, so that nothing of it was made before. */
let made = 0
function draftOf(pages: number): Draft {
  const text = (n: number) => `食品经营许可证（测速）第 ${++made} 号，第 ${n + 1} 页。主体业态：餐饮服务经营者。`
  const page = (n: number) => ({ items: textBox(text(n), { x: 20, y: 30, width: 170 }, { font: 'song', face, size: 5 }).items })
  return {
    id: '0123456789abcdef0123456789abcdef',
    title: '测速',
    createdOn: '2026-06-01',
    fonts: { song: face },
    pages: Array.from({ length: pages }, (_, n) => page(n)),
  }
}

function tools() {
  const period = { validFrom: new Date('2026-01-01'), validTo: new Date('2030-01-01') }
  let serial = 0n
  const authority = makeDemoAuthority({ organization: '好办', ...period, nextSerialNumber: () => ++serial })
  const certificate = authority.issue(key.publicKey, { C: 'CN', CN: '测速（演示）' })
  const picture = drawSeal({ kind: 'round', name: '赣州市章贡区市场监督管理局', purpose: '行政审批专用章', diameter: 42 })
  const names = { vendor: 'haoban', id: '1', type: 1, name: '测速章' }
  const seal = makeSeal(
    { ...names, signers: signerList([certificate]), createdAt: period.validFrom, ...period, picture },
    authority.issuing,
  )
  const at = new Date('2026-06-01')
  const timeStamp = (value: Uint8Array) =>
    issueTimeStamp(value, { signer: authority.timeStamping, policy: '2.999.1', serialNumber: ++serial, at })
  const places = [{ page: 0, boundary: { x: 129, y: 199, width: 42, height: 42 } }]
  const signing = { provider: { name: 'haoban' }, at, seal, places, lock: true, sign: sealSigner({ seal, key, certificate, timeStamp }) }
  return { seal: async (draft: Draft) => (await prepareOfd(draft)).sign(signing) }
}

/** Rates of work that waits, in turn with its yardstick. */
async function waited(ours: () => Promise<unknown>, theirs: () => unknown, mode: Mode): Promise<{ value: number; yardstick: number }> {
  const [times, ms] = mode === 'smoke' ? [1, 200] : [5, 1_500]
  const pairs: [number, number][] = []
  for (let i = 0; i < times; i++) {
    let count = 0
    const start = performance.now()
    while (performance.now() - start < ms) {
      await ours()
      count++
    }
    pairs.push([(count * 1_000) / (performance.now() - start), rate(theirs, ms / 3, 20)])
  }
  return { value: median(pairs.map(([own]) => own)), yardstick: median(pairs.map(([, other]) => other)) }
}

async function* papers(mode: Mode): AsyncIterable<Row> {
  const { seal } = tools()
  const two = () => {
    sm2.sign(key, message)
    sm2.sign(key, message)
  }
  const whole = () => seal(draftOf(1))
  // V8 goes on making this faster for some thousand papers, which a city has on its first day
  for (let i = 0; i < (mode === 'smoke' ? 300 : 4_000); i++) await whole()
  const note = 'without the database; after 4,000 papers'
  yield row('a paper made whole: words, OFD, seal, time stamp', 'its two SM2 signatures alone', await waited(whole, two, mode), {
    note,
    atLeast: 0.4,
  })
  for (const pages of [1, 100]) {
    const file = await seal(draftOf(pages))
    const digests = () => digest('sm3', file)
    const verify = () => verifyOfd(file)
    const told = { note: `${Math.round(file.length / 1_024)} kB` }
    yield row(`an OFD of ${pages} pages verified, every step`, 'SM3 over the file', await waited(verify, digests, mode), told)
  }
}

export default {
  title: 'SM2 and seals',
  async *run(mode) {
    for (const by of Object.values(engines)) yield* against(by, mode)
    yield* besideOpenssl(mode)
    yield* seals(mode)
    yield* papers(mode)
  },
} satisfies Bench
