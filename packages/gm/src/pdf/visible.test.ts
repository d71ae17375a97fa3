import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { makeForeignDemoAuthority } from '../certificate/demo.ts'
import { ForeignKey } from '../certificate/foreign-key.ts'
import { verifyPlainly } from '../certificate/public-key.ts'
import { readFont } from '../ofd/font/font.ts'
import { drawSeal } from '../seal/picture.ts'
import { appearanceOf } from './picture.ts'
import { signPdf } from './sign.ts'
import { verifyPdf } from './verify.ts'

const font = readFont(
  new Uint8Array(readFileSync(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'))),
)!
const em = font.unitsPerEm
const typeface = {
  unitsPerEm: em,
  ascender: 0.88 * em,
  descender: -0.12 * em,
  outline: (c: string) => ({ path: font.outline(font.glyphOf(c.codePointAt(0)!)), advance: font.advance(font.glyphOf(c.codePointAt(0)!)) }),
}
const picture = drawSeal({
  kind: 'round',
  name: '赣州市章贡区市场监督管理局',
  purpose: '行政审批专用章',
  diameter: 42,
  mark: '演示',
  typeface,
}).data

const onePage = (() => {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]/MediaBox[0 0 595.28 841.89]>>',
    '<</Type/Page/Parent 2 0 R>>',
    '<</Type/Page/Parent 2 0 R>>',
  ]
  let text = '%PDF-1.7\n'
  const at = objects.map((body, i) => {
    const place = text.length
    text += `${i + 1} 0 obj\n${body}\nendobj\n`
    return place
  })
  const start = text.length
  const rows = at.map((n) => `${String(n).padStart(10, '0')} 00000 n \n`).join('')
  return new TextEncoder().encode(
    `${text}xref\n0 5\n0000000000 65535 f \n${rows}trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`,
  )
})()

let serial = 0n
const period = { validFrom: new Date('2020-01-01'), validTo: new Date('2040-01-01') }
const authority = makeForeignDemoAuthority('ec', { organization: '示例', ...period, nextSerialNumber: () => ++serial })
const key = ForeignKey.generate('ec')
const signer = { key, certificate: authority.issue(key.publicKey, { C: 'CN', CN: '示例' }) }
const sign = (page: number) =>
  signPdf(onePage, { signer, at: new Date('2023-06-15'), visible: { picture, page, x: 129, y: 199, width: 42, height: 42 } })

test('a visible seal stands on its page, in millimetres from the top left, and the signature holds', () => {
  const signed = sign(1)
  const trust = { roots: [authority.root.certificate], certificates: [authority.issuing.certificate] }
  expect(verifyPdf(signed, trust)).toMatchObject({ valid: true, signatures: [{ trusted: true, uncovered: 0 }] })
  const text = Buffer.from(signed).toString('latin1')
  const [x0, y0, x1, y1] = /\/Rect \[([\d. ]+)\]/.exec(text)![1]!.split(' ').map(Number)
  expect(x0).toBeCloseTo((129 * 72) / 25.4, 2)
  expect(x1! - x0!).toBeCloseTo((42 * 72) / 25.4, 2)
  expect(y1).toBeCloseTo(841.89 - (199 * 72) / 25.4, 2)
  expect(y1! - y0!).toBeCloseTo((42 * 72) / 25.4, 2)
  expect(text).toMatch(/\/P 4 0 R/)
})

test('a changed byte of the picture, or of the page beneath, is found', () => {
  const signed = sign(0)
  const at = Buffer.from(signed).indexOf('stream\n') + 20
  for (const place of [at, 60]) {
    const changed = signed.slice()
    changed[place]! ^= 1
    expect(verifyPdf(changed).valid).toBe(false)
  }
})

test('a page that is not there, and pictures that no seal has, are refused', () => {
  expect(() => sign(2)).toThrow('no page 3')
  const svg = (body: string) => new TextEncoder().encode(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">${body}</svg>`)
  for (const body of [
    '<text>印</text>',
    '<script/>',
    '<path d="M0 0a1 1 0 0 0 1 1"/>',
    '<g transform="skewX(3)"/>',
    '<g fill="red"/>',
    '<g>',
  ])
    expect(() => appearanceOf(svg(body))).toThrow()
})

test('an ECDSA signature of P-256 is checked without Node as with it; other curves and digests stay open', () => {
  const message = new TextEncoder().encode('给国外的人看的文件')
  for (let i = 0; i < 40; i++) {
    const signature = key.sign(message)
    expect(verifyPlainly(key.publicKey, { digest: 'sha256' }, message, signature)).toBe(true)
    signature[signature.length - 1]! ^= 1
    expect(verifyPlainly(key.publicKey, { digest: 'sha256' }, message, signature)).toBe(false)
  }
  expect(verifyPlainly(key.publicKey, { digest: 'sha256' }, message, new Uint8Array(3))).toBe(false)
  expect(verifyPlainly(key.publicKey, { digest: 'sha384' }, message, key.sign(message))).toBe(null)
  expect(verifyPlainly(ForeignKey.generate('rsa').publicKey, { digest: 'sha256' }, message, key.sign(message))).toBe(null)
})
