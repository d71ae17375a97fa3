import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zlibSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { chance, scramble } from '../../test/mutate.ts'
import { authority, period, signedAt, signer as sm2Signer, stampedAt, timeStamp } from '../../test/office.ts'
import { hasOpenssl, openssl } from '../../test/openssl.ts'
import { concat, fromHex } from '../bytes.ts'
import { type Certificate, writePem } from '../certificate/certificate.ts'
import { makeForeignDemoAuthority } from '../certificate/demo.ts'
import { ForeignKey, type ForeignKind } from '../certificate/foreign-key.ts'
import { KeyError } from '../sm2/keys.ts'
import { issueTimeStamp } from '../timestamp/issue.ts'
import { readTimeStampToken } from '../timestamp/token.ts'
import { PdfFile } from './file.ts'
import { PdfError } from './object.ts'
import { signPdf } from './sign.ts'
import { verifyPdf } from './verify.ts'

const bytesOf = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))
const folder = mkdtempSync(join(tmpdir(), 'haoban-pdf-'))
afterAll(() => rmSync(folder, { recursive: true }))

const objects = [
  '<</Type/Catalog/Pages 2 0 R>>',
  '<</Type/Pages/Kids[3 0 R]/Count 1>>',
  '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]/Contents 4 0 R % a remark\n/Note(\\(x\\) \\101)>>',
]
const content = '<</Length 35>>stream\n0 0 m 100 100 l S BT (Hello) Tj ET  \nendstream'

/** A file with a table of objects, as most programs write it. */
function plain(): Uint8Array {
  let text = '%PDF-1.7\n'
  const places = [...objects, content].map((body, i) => {
    const at = text.length
    text += `${i + 1} 0 obj\n${body}\nendobj\n`
    return at
  })
  const rows = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  return bytesOf(`${text}xref\n0 5\n0000000000 65535 f \n${rows}trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`)
}

/** A file whose objects are packed and whose table is a stream, predicted row by row. */
function packed(): Uint8Array {
  let text = '%PDF-1.7\n'
  const contentAt = text.length
  text += `4 0 obj\n${content}\nendobj\n`
  let inner = ''
  const index = objects.map((body, i) => {
    const entry = `${i + 1} ${inner.length}`
    inner += `${body} `
    return entry
  })
  const head = `${index.join(' ')} `
  const pack = zlibSync(bytesOf(head + inner))
  const packAt = text.length
  const before = concat(
    bytesOf(`${text}5 0 obj\n<</Type/ObjStm/N 3/First ${head.length}/Filter/FlateDecode/Length ${pack.length}>>stream\n`),
    pack,
    bytesOf('\nendstream\nendobj\n'),
  )
  const rows = [
    [0, 0, 0],
    [2, 5, 0],
    [2, 5, 1],
    [2, 5, 2],
    [1, contentAt, 0],
    [1, packAt, 0],
    [1, before.length, 0],
  ].map(([k, a, b]) => [k!, a! >> 8, a! & 255, b!])
  const predicted = rows.flatMap((row, i) => [2, ...row.map((byte, j) => (byte - (i > 0 ? rows[i - 1]![j]! : 0)) & 255)])
  const table = zlibSync(Uint8Array.from(predicted))
  const dictionary = `<</Type/XRef/Size 7/Root 1 0 R/W[1 2 1]/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns 4>>/Length ${table.length}>>`
  return concat(
    before,
    bytesOf(`6 0 obj\n${dictionary}stream\n`),
    table,
    bytesOf(`\nendstream\nendobj\nstartxref\n${before.length}\n%%EOF\n`),
  )
}

function office(kind: ForeignKind) {
  let serial = 0n
  const authority = makeForeignDemoAuthority(kind, { organization: 'Office', ...period, nextSerialNumber: () => ++serial })
  const key = ForeignKey.generate(kind)
  return { authority, signer: { key, certificate: authority.issue(key.publicKey, { CN: `Signer ${kind}` }) } }
}

const offices = { rsa: office('rsa'), ec: office('ec') }
const files = { 'a plain file': plain(), 'a packed file': packed() }

describe.each(Object.entries(files))('%s', (_, file) => {
  describe.each(Object.entries(offices))('signed with %s', (_, { authority, signer }) => {
    const [issuing, root] = authority.chain as [Certificate, Certificate]
    const signed = signPdf(file, { signer, certificates: [issuing], at: signedAt, reason: '同意', location: '赣州' })

    test('is valid, and stays the same file in front', () => {
      expect(signed.subarray(0, file.length)).toEqual(file)
      const report = verifyPdf(signed, { roots: [root] })
      expect(report).toMatchObject({ valid: true, reason: null })
      expect(report.signatures).toMatchObject([
        { field: 'Signature1', valid: true, trusted: true, uncovered: 0, signedAt, signer: signer.certificate },
      ])
    })

    test('no byte of it changes unseen', () => {
      for (let at = 10; at < signed.length; at += 61) {
        const changed = signed.slice()
        changed[at]! ^= 1
        const { valid } = verifyPdf(changed)
        if (valid) expect(isFiller(signed, at), `byte ${at}`).toBe(true)
      }
    })

    test.runIf(hasOpenssl)('OpenSSL verifies the value over the range', () => {
      const { range, value } = partsOf(signed)
      writeFileSync(join(folder, 'content'), concat(signed.subarray(0, range[1]), signed.subarray(range[2])))
      writeFileSync(join(folder, 'value.der'), value)
      writeFileSync(join(folder, 'root.pem'), writePem('CERTIFICATE', root.der))
      const files = [
        '-in',
        join(folder, 'value.der'),
        '-content',
        join(folder, 'content'),
        '-CAfile',
        join(folder, 'root.pem'),
        '-out',
        join(folder, 'out'),
      ]
      const at = ['-attime', String(signedAt.getTime() / 1000)]
      expect(() => openssl('cms', '-verify', '-inform', 'DER', '-binary', '-purpose', 'any', '-cades', ...at, ...files)).not.toThrow()
    })
  })

  test('is signed again, and both signatures hold', () => {
    const once = signPdf(file, { signer: offices.rsa.signer, at: signedAt })
    const twice = signPdf(once, { signer: offices.ec.signer, at: signedAt })
    const report = verifyPdf(twice)
    expect(report.valid).toBe(true)
    expect(report.signatures.map((s) => [s.field, s.valid, s.uncovered])).toEqual([
      ['Signature1', true, twice.length - once.length],
      ['Signature2', true, 0],
    ])
  })

  test('something added behind is seen', () => {
    const once = signPdf(file, { signer: offices.rsa.signer, at: signedAt })
    expect(verifyPdf(concat(once, bytesOf(`5 0 obj\n<<>>\nendobj\nstartxref\n${new PdfFile(once).start}\n%%EOF\n`)))).toMatchObject({
      valid: false,
      signatures: [{ valid: true, uncovered: expect.any(Number) }],
    })
  })
})

/** The signature's value and what it leaves out. */
function partsOf(signed: Uint8Array): { range: number[]; value: Uint8Array } {
  const text = new TextDecoder('latin1').decode(signed)
  const range = /\/ByteRange \[([\d ]+)\]/.exec(text)![1]!.trim().split(' ').map(Number)
  const hex = text.slice(range[1]! + 1, range[2]! - 1)
  const length = Number.parseInt(hex.slice(4, 8), 16) + 4
  return { range, value: fromHex(hex.slice(0, 2 * length)) }
}

/** The case of a hex digit, and what SignedData does not sign: its own versions and lists. */
function isFiller(signed: Uint8Array, at: number): boolean {
  const { range } = partsOf(signed)
  return at > range[1]! && at < range[2]!
}

test('SM2 and a time stamp go into a PDF as well', () => {
  const signed = signPdf(plain(), { signer: sm2Signer, certificates: [authority.issuing.certificate], at: signedAt, timeStamp })
  const report = verifyPdf(signed, { roots: [authority.root.certificate], certificates: [authority.issuing.certificate] })
  expect(report).toMatchObject({ valid: true, signatures: [{ trusted: true, signedAt: stampedAt, steps: { timeStamp: true } }] })
})

test('a foreign time stamp says when', () => {
  const { authority, signer } = offices.rsa
  const stamp = (bytes: Uint8Array) =>
    issueTimeStamp(bytes, { signer: authority.timeStamping, policy: '1.2.3.4', serialNumber: 5n, at: stampedAt })
  const signed = signPdf(plain(), { signer, certificates: authority.chain, at: signedAt, timeStamp: stamp })
  const report = verifyPdf(signed, { roots: [authority.root.certificate], certificates: authority.chain })
  expect(report).toMatchObject({ valid: true, signatures: [{ trusted: true, signedAt: stampedAt, steps: { timeStamp: true } }] })
  expect(readTimeStampToken(stamp(bytesOf('x'))).info.digest).toBe('sha256')
})

describe('refused with a reason is', () => {
  const signed = new TextDecoder('latin1').decode(signPdf(plain(), { signer: offices.ec.signer, at: signedAt }))
  const range = /\/ByteRange \[(\d+) (\d+) (\d+) (\d+)/.exec(signed)!
  const withRange = (...numbers: (string | number)[]) => {
    const mark = /\/ByteRange \[[^\]]*\]/.exec(signed)![0]
    return bytesOf(signed.replace(mark, `/ByteRange [${numbers.join(' ')}`.padEnd(mark.length - 1).concat(']')))
  }

  test.each([
    ['a range that begins later', withRange(1, range[2]!, range[3]!, range[4]!)],
    ['a gap wider than the value', withRange(0, range[2]!, Number(range[3]) + 1, Number(range[4]) - 1)],
    ['a gap before the value', withRange(0, Number(range[2]) - 1, range[3]!, range[4]!)],
    ['a range beyond the file', withRange(0, range[2]!, range[3]!, Number(range[4]) + 5)],
    ['a range of two numbers', withRange(0, range[2]!)],
  ])('%s', (_, bytes) => {
    expect(verifyPdf(bytes)).toMatchObject({ valid: false, signatures: [{ valid: false, steps: { format: false } }] })
  })

  test('a signature of unknown format is open', () => {
    expect(verifyPdf(bytesOf(signed.replace('ETSI.CAdES.detached', 'ETSI.RFC3161.xxxxxx')))).toMatchObject({
      valid: false,
      signatures: [{ steps: { format: null } }],
    })
  })

  test.each([
    ['nothing', new Uint8Array()],
    ['no PDF', bytesOf('hello')],
    ['a PDF cut off', plain().subarray(0, 200)],
    ['an encrypted one', bytesOf(new TextDecoder('latin1').decode(plain()).replace('/Size 5', '/Size 5/Encrypt 9 0 R'))],
  ])('%s', (_, bytes) => {
    expect(verifyPdf(bytes)).toMatchObject({ valid: false, signatures: [], reason: expect.stringContaining('PDF') })
    expect(() => signPdf(bytes, { signer: offices.ec.signer, at: signedAt })).toThrow(PdfError)
  })

  test('a file without signatures', () => expect(verifyPdf(plain())).toMatchObject({ valid: false, reason: '文件里没有签名' }))

  test('a signature that does not fit its place', () => {
    expect(() => signPdf(plain(), { signer: offices.ec.signer, at: signedAt, room: 100 })).toThrow('of which 100 fit')
  })
})

test('broken files end with a report', () => {
  const draw = chance(3)
  const signed = [plain(), packed()].map((file) => signPdf(file, { signer: offices.ec.signer, at: signedAt, room: 2_000 }))
  const count = Number(process.env.GM_FUZZ ?? 3_000) / 10
  for (let i = 0; i < count; i++) {
    const example = signed[i % 2]!
    const { valid } = verifyPdf(scramble(example, draw, signed[(i + 1) % 2]!))
    expect(typeof valid).toBe('boolean')
  }
}, 3_600_000)

describe('a foreign key', () => {
  const { key } = offices.ec.signer

  test('comes back from its export, and shows itself nowhere else', async () => {
    const { inspect } = await import('node:util')
    expect(ForeignKey.import(key.export()).publicKey).toEqual(key.publicKey)
    for (const shown of [String(key), JSON.stringify({ key }), inspect(key, { showHidden: true, depth: 5 })])
      expect(shown).toContain('[private key]')
  })

  test('that is none is refused without being repeated', () => {
    expect(() => ForeignKey.import(bytesOf('secret'))).toThrow(KeyError)
    expect(() => ForeignKey.import(bytesOf('secret'))).toThrow(/^This is no RSA or ECDSA key\.$/)
  })
})
