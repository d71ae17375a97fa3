import fc from 'fast-check'
import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { Refusal } from '#base/refusal.ts'
import { central, film, jpeg, local, ofd, office, patch, pdf, pdfStream, png, text, zip } from './fixture/files.ts'
import type { Kind } from './kinds.ts'
import { refuse } from './refuse.ts'
import { type Limits, safeName, sniff } from './sniff.ts'

type Row = [what: string, name: string, bytes: Buffer, rest?: string | { type?: string; limits?: Limits }]

const taken: [...Row, Kind, string][] = [
  ['a PDF', '营业执照.pdf', pdf(), '', 'pdf', '营业执照.pdf'],
  ['a PDF with a cross-reference stream', 'a.PDF', pdfStream(), '', 'pdf', 'a.PDF'],
  ['a PDF padded with zeros', 'a.pdf', Buffer.concat([pdf(), Buffer.alloc(3_000)]), '', 'pdf', 'a.pdf'],
  [
    'a PDF that speaks of encryption in its text',
    'a.pdf',
    text(
      pdf()
        .toString('latin1')
        .replace('/Count 0', '/Count 0/T(/Encrypt 5 0 R)')
        .replace(/startxref\n\d+/, (s) => s.replace(/\d+/, (n) => String(Number(n) + 18))),
    ),
    '',
    'pdf',
    'a.pdf',
  ],
  ['a JPEG', '身份证.jpg', jpeg(), '', 'jpg', '身份证.jpg'],
  ['a JPEG called jpeg', '身份证.jpeg', jpeg(), '', 'jpg', '身份证.jpeg'],
  ['a photo of a telephone with a short film behind it', 'a.jpg', Buffer.concat([jpeg(), film(), jpeg()]), '', 'jpg', 'a.jpg'],
  ['a JPEG that somebody called png', '照片.png', jpeg(), 'image/png', 'jpg', '照片.jpg'],
  ['a PNG', 'a.png', png(), '', 'png', 'a.png'],
  ['a PNG without any ending', '截图', png(), '', 'png', '截图.png'],
  ['an OFD invoice', '发票.ofd', ofd(), '', 'ofd', '发票.ofd'],
  ['a letter', '申请.docx', office('docx'), 'application/octet-stream', 'docx', '申请.docx'],
  ['a table', '名单.xlsx', office('xlsx'), '', 'xlsx', '名单.xlsx'],
  ['a letter with a table in it', 'a.docx', office('docx', { 'word/embeddings/1.xlsx': office('xlsx') }), '', 'docx', 'a.docx'],
  [
    'an OFD packed by a Windows tool',
    'a.ofd',
    zip({ 'OFD.xml': strToU8('<o/>'), 'Doc_0\\Document.xml': strToU8('<x/>') }),
    '',
    'ofd',
    'a.ofd',
  ],
  ['a film where films are taken', '现场.mp4', film(), { limits: { accept: ['mp4', 'mov'] } }, 'mp4', '现场.mp4'],
  ['a film of an apple telephone', '现场.MOV', film('qt  '), { limits: { accept: ['mp4', 'mov'] } }, 'mov', '现场.MOV'],
]

const call = (name: string, bytes: Buffer, rest: Row[3]) => {
  const { type = '', limits = {} } = typeof rest === 'string' ? { type: rest } : (rest ?? {})
  return sniff(bytes, name, type, limits)
}

describe('is taken', () => {
  test.for(taken)('%s', async ([, name, bytes, rest, kind, kept]) => {
    expect(await call(name, bytes, rest)).toMatchObject({ kind, name: kept })
  })
})

const program = Buffer.concat([text('MZ'), Buffer.alloc(200, 0x90)])
const heavy = Buffer.alloc(30 * 2 ** 20)
const big = Buffer.alloc(21 * 2 ** 20, 1)
const many = Object.fromEntries(Array.from({ length: 5_001 }, (_, i) => [`p${i}`, new Uint8Array(0)]))
const twice = (a: string, b: string) =>
  patch(office('docx', { [a]: strToU8('x'), [b]: strToU8('y') }), b, (at, copy) => copy.write(a, at, 'latin1'))
const oversized = (size: number) =>
  patch(
    office('docx', { 'a.bin': Buffer.alloc(2_000) }),
    central,
    (at, copy) => copy.readUInt32LE(at + 24) === 2_000 && copy.writeUInt32LE(size, at + 24),
  )
/** A part that lies inside another part's bytes and is listed as well (Fifield, A better zip bomb, 2019). */
const shared = (() => {
  const part = 'b.xml'
  const alone = zip({ [part]: strToU8('<b/>') })
  const record = alone.subarray(0, alone.indexOf(central, 0, 'latin1'))
  const bytes = office('docx', { [part]: strToU8('<b/>'), 'a.bin': [new Uint8Array(record), { level: 0 }] })
  const inside = bytes.indexOf('a.bin', 0, 'latin1') + 'a.bin'.length
  return patch(
    bytes,
    central,
    (at, copy) => copy.toString('latin1', at + 46, at + 46 + part.length) === part && copy.writeUInt32LE(inside, at + 42),
  )
})()
const winProgram = (() => {
  const bytes = Buffer.alloc(256)
  bytes.write('MZ', 0, 'latin1')
  bytes.writeUInt32LE(128, 60)
  bytes.write('PE', 128, 'latin1')
  return bytes
})()

const refused: [string, ...Row][] = [
  ['empty', 'nothing', 'a.pdf', Buffer.alloc(0)],
  ['too-large', 'more than 20 MB', 'a.pdf', big],
  ['too-large', 'more than the form takes', 'a.pdf', pdf(), { limits: { maxBytes: 100 } }],
  ['program', 'a program called pdf', '执照.pdf', program],
  ['program', 'a script called jpg', 'a.jpg', text('#!/bin/sh\nrm -rf /')],
  ['program', 'a PDF called exe, as a trick for the next reader', 'a.pdf.exe', pdf()],
  ['program', 'a program for telephones', 'a.docx', zip({ 'AndroidManifest.xml': strToU8('x'), 'classes.dex': strToU8('x') })],
  ['program', 'a program inside a letter', 'a.docx', office('docx', { 'word/embeddings/a.bin': winProgram })],
  ['web-page', 'a page called pdf', 'a.pdf', text('<!DOCTYPE html><script>alert(1)</script>')],
  ['web-page', 'a drawing with a script', 'a.svg', text('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ['web-page', 'a page behind a long comment', 'a.jpg', text(`<!--${' '.repeat(2_000)}--><html>`)],
  ['web-page', 'a page in UTF-16', 'a.png', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('<script>1</script>', 'utf16le')])],
  ['mismatch', 'a letter called pdf', 'a.pdf', office('docx')],
  ['mismatch', 'a PDF called jpg', 'a.jpg', pdf()],
  ['mismatch', 'a PDF sent as a picture', 'a', pdf(), 'image/jpeg'],
  ['not-accepted', 'a film where none is taken', 'a.mp4', film()],
  ['not-accepted', 'a table where pictures are taken', 'a.xlsx', office('xlsx'), { limits: { accept: ['jpg', 'png'] } }],
  ['not-accepted', 'slides', 'a.pptx', office('pptx')],
  ['not-accepted', 'an OpenDocument text', 'a.odt', zip({ mimetype: strToU8('application/vnd.oasis.opendocument.text') })],
  ['not-accepted', 'a GIF', 'a.gif', text('GIF89a........')],
  ['not-accepted', 'a note', 'a.txt', Buffer.from('申请书：本人申请……')],
  ['unknown', 'noise', 'a.pdf', Buffer.from([0, 1, 2, 3, 4, 5])],
  ['archive', 'a ZIP', '材料.zip', zip({ 'a.pdf': pdf() })],
  ['archive', 'an empty ZIP file of one folder', '材料.zip', zip({ 'a/': new Uint8Array(0) })],
  ['archive', 'a RAR', '材料.rar', text('Rar!\x1a\x07\x00')],
  ['heic', 'a photo of an apple telephone', 'IMG_0001.HEIC', film('heic', ['meta'])],
  ['heic', 'the same called jpg', 'IMG_0001.jpg', film('mif1', ['meta'])],
  ['old-office', 'an old letter', 'a.doc', text('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....')],
  ['locked', 'a letter with a password', 'a.docx', text('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....')],
  ['locked', 'a PDF with a password', 'a.pdf', pdf({ trailer: '/Encrypt 5 0 R' })],
  ['locked', 'a PDF with its lock in the trailer itself', 'a.pdf', pdf({ trailer: '/Encrypt<</Filter/Standard>>' })],
  ['locked', 'a new PDF with a password', 'a.pdf', pdfStream('/Encrypt 5 0 R')],
  [
    'locked',
    'a locked PDF whose table cannot be found',
    'a.pdf',
    text(
      pdf({ trailer: '/Encrypt 5 0 R' })
        .toString('latin1')
        .replace(/startxref\n\d+/, 'startxref\n99999'),
    ),
  ],
  ['locked', 'a letter with locked parts', 'a.docx', patch(office('docx'), central, (at, copy) => copy.writeUInt16LE(1, at + 8))],
  ['macro', 'a letter with a macro', 'a.docx', office('docx', { 'word/vbaProject.bin': strToU8('x') })],
  ['macro', 'a table that admits macros', 'a.xlsx', office('xlsx', {}, 'application/vnd.ms-excel.sheet.macroEnabled.main+xml')],
  ['broken', 'half a PDF', 'a.pdf', pdf().subarray(0, 90)],
  ['broken', 'a PDF header alone', 'a.pdf', text('%PDF-')],
  ['broken', 'half a JPEG', 'a.jpg', jpeg().subarray(0, 30)],
  ['broken', 'a JPEG without a picture', 'a.jpg', Buffer.from([0xff, 0xd8, 0xff, 0xd9])],
  ['broken', 'a PNG without its end', 'a.png', png().subarray(0, -12)],
  ['broken', 'a PNG with a damaged header', 'a.png', patch(png(), 'IHDR', (at, copy) => void copy.writeUInt8(9, at + 7))],
  ['broken', 'half a letter', 'a.docx', office('docx').subarray(0, 200)],
  ['broken', 'a letter with a damaged part', 'a.docx', patch(office('docx'), local, (at, copy) => void copy.fill(0xff, at + 60, at + 70))],
  [
    'broken',
    'a letter whose part is not what its checksum says',
    'a.docx',
    patch(office('docx'), central, (at, copy) => void copy.writeUInt32LE(1, at + 16)),
  ],
  ['broken', 'a letter that has two tables of names', 'a.docx', patch(office('docx'), local, (at, copy) => void copy.write('X', at + 30))],
  ['broken', 'half a film', 'a.mp4', film().subarray(0, -5), { limits: { accept: ['mp4'] } }],
  ['broken', 'a film without its table', 'a.mp4', film('isom', ['mdat']), { limits: { accept: ['mp4'] } }],
  ['carries-more', 'a PDF with something before it', 'a.pdf', Buffer.concat([text('GARBAGE\n'), pdf()])],
  ['carries-more', 'noise with a PDF behind it', 'a.pdf', Buffer.concat([Buffer.from([0, 1]), pdf()])],
  ['carries-more', 'a JPEG that is a PDF too', 'a.jpg', jpeg(2, 2, '%PDF-1.7 ')],
  ['carries-more', 'a JPEG with an archive behind it', 'a.jpg', Buffer.concat([jpeg(), zip({ 'a.exe': strToU8('x') })])],
  ['carries-more', 'a JPEG with a script behind it', 'a.jpg', Buffer.concat([jpeg(), text('<?php system($_GET[0]);')])],
  ['carries-more', 'a PNG with an archive behind it', 'a.png', Buffer.concat([png(), zip({ a: strToU8('x') })])],
  ['carries-more', 'a PDF with an archive behind it', 'a.pdf', Buffer.concat([pdf(), zip({ a: strToU8('x') })])],
  ['carries-more', 'a letter behind something else', 'a.docx', Buffer.concat([text('PK\x03\x04'), office('docx')])],
  ['too-many-pixels', 'a PNG of 400 megapixels', 'a.png', png(20_000, 20_000)],
  ['too-many-pixels', 'a JPEG of 400 megapixels', 'a.jpg', jpeg(20_000, 20_000)],
  ['bomb', 'a part that packs too well', 'a.docx', office('docx', { 'a.xml': heavy })],
  ['bomb', 'a part larger than it says', 'a.docx', oversized(10)],
  ['bomb', 'parts that say they are larger than we take', 'a.docx', oversized(300 * 2 ** 20)],
  ['bomb', 'parts that share their bytes', 'a.docx', shared],
  ['too-many-parts', 'five thousand and one parts', 'a.docx', office('docx', many)],
  ['nested', 'a ZIP in a letter', 'a.docx', office('docx', { 'a.zip': zip({ a: strToU8('x') }) })],
  ['nested', 'a RAR in a letter', 'a.docx', office('docx', { 'a.bin': text('Rar!\x1a\x07\x00') })],
  ['nested', 'a letter in a letter in a letter', 'a.docx', office('docx', { 'a.docx': office('docx', { 'a.docx': office('docx') }) })],
  ['unsafe-names', 'a way out of the folder', 'a.docx', office('docx', { '../../etc/cron.d/x': strToU8('x') })],
  ['unsafe-names', 'a way from the root', 'a.docx', office('docx', { '/etc/x': strToU8('x') })],
  ['unsafe-names', 'a way of Windows', 'a.docx', office('docx', { '..\\x': strToU8('x') })],
  ['unsafe-names', 'the same name twice', 'a.docx', twice('n1.xml', 'n2.xml')],
  ['unsafe-names', 'the same name in capitals', 'a.docx', office('docx', { 'A.xml': strToU8('x'), 'a.xml': strToU8('y') })],
  [
    'unsafe-names',
    'a link',
    'a.docx',
    patch(office('docx'), central, (at, copy) => copy.writeUInt8(3, at + 5) && copy.writeUInt32LE(0xa1ff0000, at + 38)),
  ],
]

describe('is refused', () => {
  test.for(refused)('upload.%s: %s', async ([code, , name, bytes, rest]) => {
    const error = await call(name, bytes, rest).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(Refusal)
    expect((error as Refusal).code).toBe(`upload.${code}`)
    expect((error as Refusal).message).not.toMatch(/[{}]|undefined/)
  })

  test('every reason has a case here', () => {
    const codes = new Set(refused.map(([code]) => `upload.${code}`))
    const all =
      'empty too-large unknown not-accepted mismatch program web-page archive heic old-office locked macro broken carries-more too-many-pixels bomb too-many-parts nested unsafe-names'
    expect([...codes].sort()).toEqual(
      all
        .split(' ')
        .map((c) => `upload.${c}`)
        .sort(),
    )
    expect(refuse('upload.archive', { name: '材料.zip' }).message).toBe('“材料.zip”是压缩包。请先解压，把里面的材料一份一份地传。')
  })
})

test('a stream is read no further than its limit', async () => {
  let read = 0
  async function* endless() {
    for (;;) {
      read += 65_536
      yield Buffer.alloc(65_536)
    }
  }
  await expect(sniff(endless(), 'a.pdf')).rejects.toMatchObject({ code: 'upload.too-large', status: 413 })
  expect(read).toBe(20 * 2 ** 20 + 65_536)
  async function* halves() {
    yield pdf().subarray(0, 20)
    yield pdf().subarray(20)
  }
  expect((await sniff(halves(), 'a.pdf')).bytes.equals(pdf())).toBe(true)
})

test.for([
  ['C:\\Users\\王\\执照.pdf', '执照.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['执照\u202efdp.exe', '执照fdp.exe'],
  ['..', '未命名'],
  ['a<b>:"c|?*.pdf', 'a_b___c___.pdf'],
  [`${'长'.repeat(300)}.pdf`, `${'长'.repeat(116)}.pdf`],
] as const)('the name %s is kept as %s', ([given, kept]) => expect(safeName(given)).toBe(kept))

test('five thousand spoiled files are each taken or refused, quickly, and never break anything', async () => {
  const whole = [
    pdf(),
    pdfStream(),
    jpeg(),
    png(),
    ofd(),
    office('docx', { 'word/embeddings/1.xlsx': office('xlsx') }),
    office('xlsx'),
    film(),
  ]
  const change = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    to: fc.uint8Array({ minLength: 1, maxLength: 8 }),
    cut: fc.boolean(),
  })
  const files = fc.tuple(fc.constantFrom(...whole), fc.array(change, { minLength: 1, maxLength: 6 }), fc.boolean())
  await fc.assert(
    fc.asyncProperty(files, async ([bytes, changes, shorten]) => {
      let spoiled = Buffer.from(bytes)
      for (const { at, to, cut } of changes) {
        const place = Math.floor(at * spoiled.length)
        if (cut) spoiled = Buffer.concat([spoiled.subarray(0, place), Buffer.from(to), spoiled.subarray(place)])
        else Buffer.from(to).copy(spoiled, place)
      }
      if (shorten) spoiled = spoiled.subarray(0, Math.floor(changes[0]!.at * spoiled.length))
      const began = performance.now()
      const error = await sniff(spoiled, 'a', '', { accept: ['pdf', 'jpg', 'png', 'ofd', 'docx', 'xlsx', 'mp4', 'mov'] }).then(
        () => undefined,
        (e: unknown) => e,
      )
      if (error && !(error instanceof Refusal)) throw error
      expect(performance.now() - began).toBeLessThan(2_000)
    }),
    { numRuns: 5_000 },
  )
}, 120_000)
