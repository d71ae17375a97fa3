/** `haoban seal verify` on whole, tampered, cut and foreign files: the shape that programs read, and the exit codes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { drawSeal, ForeignKey, makeDemoAuthority, makeForeignDemoAuthority, makeSeal, PrivateKey, signerList, signPdf } from '@haoban/gm'
import { sealSigner, signOfd } from '@haoban/gm/ofd'
import { unzipSync, zipSync } from 'fflate'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ofdOf } from '#test/sealed.ts'
import { verifySeals } from './seal.ts'

const dir = mkdtempSync(join(tmpdir(), 'haoban-verify-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

let serial = 0n
const period = { validFrom: new Date('2020-01-01'), validTo: new Date('2040-01-01') }
const options = { organization: '示例', ...period, nextSerialNumber: () => ++serial }
const authority = makeDemoAuthority(options)
let whole: Record<string, Uint8Array>

beforeAll(async () => {
  const key = PrivateKey.generate()
  const certificate = authority.issue(key.publicKey, { C: 'CN', CN: '示例' })
  const picture = drawSeal({ kind: 'round', name: '示例单位', diameter: 42 })
  const names = { vendor: 'x', id: '1', type: 1, name: '示例单位' }
  const seal = makeSeal(
    { ...names, signers: signerList([certificate]), createdAt: period.validFrom, ...period, picture },
    authority.issuing,
  )
  const places = [{ page: 0, boundary: { x: 100, y: 100, width: 42, height: 42 } }]
  const bytes = await signOfd(await ofdOf('通知'), {
    provider: { name: 'x' },
    at: new Date('2023-06-15'),
    seal,
    places,
    lock: true,
    sign: sealSigner({ seal, key, certificate }),
  })
  whole = unzipSync(bytes)
})

async function verify(name: string, bytes: Uint8Array | string) {
  const path = join(dir, name)
  writeFileSync(path, bytes)
  const lines: string[] = []
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
  try {
    const code = await verifySeals({ args: [path], json: true })
    return { code, report: JSON.parse(lines.join('')) }
  } finally {
    write.mockRestore()
  }
}

const changed = (entry: RegExp, at: (bytes: Buffer) => number): Uint8Array => {
  const path = Object.keys(whole).find((f) => entry.test(f))!
  const bytes = Buffer.from(whole[path]!)
  bytes[at(bytes)]! ^= 1
  return zipSync({ ...whole, [path]: new Uint8Array(bytes) })
}
const half = (bytes: Buffer) => bytes.length >> 1

test('a whole file: valid, trust told apart, nothing uncovered, exit 0', async () => {
  const { code, report } = await verify('whole.ofd', zipSync(whole))
  expect(code).toBe(0)
  expect(report).toMatchObject({ valid: true, trusted: null, uncovered: [] })
  const { version, steps, reason } = report.signatures[0]
  expect({ version, reason }).toEqual({ version: 4, reason: '签名有效' })
  const names = ['format', 'signature', 'dataHash', 'references', 'sealEqual', 'certInSeal', 'sealSignature', 'sealValid']
  for (const name of names) expect([name, steps[name]]).toEqual([name, true])
})

test.each([
  ['a page', /Content\.xml$/, (b: Buffer) => b.indexOf('Boundary="') + 10, 'references'],
  ['metadata', /^OFD\.xml$/, (b: Buffer) => b.indexOf('2023-06-15') + 3, 'references'],
  ['Signature.xml', /Signature\.xml$/, (b: Buffer) => b.indexOf('ProviderName="x') + 14, 'dataHash'],
  ['the seal beside', /Seal\.esl$/, half, 'sealEqual'],
])('one byte of %s: invalid, the right step, exit 1', async (_, entry, at, step) => {
  const { code, report } = await verify('changed.ofd', changed(entry, at))
  expect(code).toBe(1)
  expect(report.valid).toBe(false)
  expect(report.signatures[0].steps[step]).toBe(false)
  expect(report.signatures[0].steps.signature).toBe(true)
})

test('a file that was added is listed as covered by nobody', async () => {
  const { report } = await verify('added.ofd', zipSync({ ...whole, 'Doc_0/Attachs/new.txt': new Uint8Array(3) }))
  expect(report.uncovered).toEqual(['Doc_0/Attachs/new.txt'])
})

test.each<[string, () => Uint8Array | string]>([
  ['cut short', () => zipSync(whole).subarray(0, 3_000)],
  ['empty', () => new Uint8Array()],
  ['text', () => '这不是 OFD'],
  ['another ZIP', () => zipSync({ 'a.txt': new Uint8Array(3) })],
  ['a PDF without a signature', () => '%PDF-1.7\n%%EOF'],
])('%s: a report with a sentence, exit 1', async (_, bytes) => {
  const { code, report } = await verify('broken.ofd', bytes())
  expect(code).toBe(1)
  expect(report).toMatchObject({ valid: false, reason: expect.stringMatching(/[一-鿿]/) })
})

test('many files at once: each with its path, invalid where one is, 2 where one cannot be read', async () => {
  const [good, bad] = [join(dir, 'good.ofd'), join(dir, 'bad.OFD')]
  writeFileSync(good, zipSync(whole))
  writeFileSync(
    bad,
    changed(/Content\.xml$/, (b) => b.indexOf('Boundary="') + 10),
  )
  const root = join(dir, 'root.der')
  writeFileSync(root, authority.issuing.certificate.der)
  const run = async (json: boolean, ...args: string[]) => {
    const lines: string[] = []
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => lines.push(String(text)) > 0)
    try {
      return { code: await verifySeals({ args, json }), text: lines.join('') }
    } finally {
      write.mockRestore()
    }
  }
  const two = await run(true, good, bad, root)
  expect([two.code, JSON.parse(two.text)]).toMatchObject([
    1,
    {
      valid: false,
      files: [
        { path: good, valid: true, trusted: true },
        { path: bad, valid: false, trusted: true },
      ],
    },
  ])
  expect((await run(true, good, good)).code).toBe(0)
  const three = await run(false, good, join(dir, 'none.ofd'), bad)
  expect([three.code, three.text]).toEqual([2, expect.stringContaining('共 3 个文件：1 个有效，2 个不能认定有效或打不开')])
  await expect(run(true, join(dir, 'none.ofd'))).rejects.toMatchObject({ code: 'cli.unreadable' })
  await expect(run(true, good, join(dir, 'none.pem'))).rejects.toMatchObject({ code: 'cli.unreadable' })
})

test('an OFD is one although a PDF is attached to it', async () => {
  const attached = zipSync({ 'Doc_0/Attachs/a.pdf': [new TextEncoder().encode('%PDF-1.7'), { level: 0 }], ...whole })
  expect(await verify('attached.ofd', attached)).toMatchObject({ code: 0, report: { valid: true, uncovered: ['Doc_0/Attachs/a.pdf'] } })
})

test('a signed PDF comes in the same shape', async () => {
  const foreign = makeForeignDemoAuthority('ec', options)
  const key = ForeignKey.generate('ec')
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 1/Kids[3 0 R]/MediaBox[0 0 595 842]>>',
    '<</Type/Page/Parent 2 0 R>>',
  ]
  let text = '%PDF-1.7\n'
  const at = objects.map((body, i) => {
    const place = text.length
    text += `${i + 1} 0 obj\n${body}\nendobj\n`
    return place
  })
  const rows = at.map((n) => `${String(n).padStart(10, '0')} 00000 n \n`).join('')
  const pdf = new TextEncoder().encode(
    `${text}xref\n0 4\n0000000000 65535 f \n${rows}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`,
  )
  const signed = signPdf(pdf, {
    signer: { key, certificate: foreign.issue(key.publicKey, { C: 'CN', CN: 'x' }) },
    at: new Date('2023-06-15'),
  })
  expect(await verify('a.pdf', signed)).toMatchObject({ code: 0, report: { valid: true, trusted: null, uncovered: [] } })
  const changedPdf = signed.slice()
  changedPdf[20]! ^= 1
  const { code, report } = await verify('b.pdf', changedPdf)
  expect([code, report.valid, report.signatures[0]?.steps.dataHash ?? false]).toEqual([1, false, false])
})
