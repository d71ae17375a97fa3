/** Files made to deceive or to exhaust: each is refused, soon, and with a reason. */
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { OfdFault, openOfd, openPackage, renderPage, signOfd, verifyOfd, writeOfd } from '../src/ofd.ts'
import { bytes, changed, corner, packFiles, replacing, sampleDraft, signing, unpackFiles } from './ofd-kit.ts'
import { type RawEntry, type RawZip, rawZip } from './ofd-zip.ts'

const entry = (name: string, content = 'x', more: Partial<RawEntry> = {}): RawEntry => ({ name, data: bytes(content), ...more })
const zeros = (megabytes: number) => deflateRawSync(new Uint8Array(megabytes * 1024 * 1024))

describe('containers', () => {
  test.each<[what: string, zip: RawZip, code: string]>([
    ['two entries of one name', { entries: [entry('a.xml'), entry('a.xml')] }, 'zip.twice'],
    ['two entries that differ in case', { entries: [entry('Doc_0/A.xml'), entry('doc_0/a.xml')] }, 'zip.twice'],
    ['two entries that differ in slashes', { entries: [entry('a/b'), entry('a\\b')] }, 'zip.twice'],
    ['two entries that differ in a leading slash', { entries: [entry('a'), entry('/a')] }, 'zip.twice'],
    ['two entries that differ in composition', { entries: [entry('é'), entry('e\u0301')] }, 'zip.twice'],
    ['a way out of the package', { entries: [entry('../../etc/passwd')] }, 'zip.path'],
    ['a way out behind a folder', { entries: [entry('a/../../b')] }, 'zip.path'],
    ['a way out with backslashes', { entries: [entry('..\\b')] }, 'zip.path'],
    ['a drive', { entries: [entry('C:/windows')] }, 'zip.path'],
    ['a name with a zero', { entries: [entry('a\u0000b')] }, 'zip.path'],
    ['an encrypted entry', { entries: [entry('a', 'x', { flags: 1 })] }, 'zip.unsupported'],
    ['an unknown method', { entries: [entry('a', 'x', { method: 12 })] }, 'zip.unsupported'],
    ['another name in the header', { entries: [entry('a', 'x', { localName: 'b' })] }, 'zip.broken'],
    ['another size in the header', { entries: [entry('a', 'x', { localSize: 9 })] }, 'zip.broken'],
    ['entries that share their bytes', { entries: [entry('a', 'xxxx'), entry('b', 'xxxx', { at: 0, localName: 'a' })] }, 'zip.broken'],
    ['more entries than there are', { entries: [entry('a')], count: 2 }, 'zip.broken'],
    ['fewer entries than there are', { entries: [entry('a'), entry('b')], count: 1 }, 'zip.broken'],
    ['a directory beyond the end', { entries: [entry('a')], directoryAt: 10_000 }, 'zip.broken'],
    ['a second directory in the comment', { entries: [entry('a')], comment: rawZip({ entries: [] }) }, 'zip.broken'],
    ['sizes that cannot be', { entries: [entry('a', 'x', { size: 0xfffffff0 })] }, 'zip.broken'],
    [
      'a promise of 5 GB',
      { entries: [1, 2].map((i) => entry(`a${i}`, 'x', { method: 8, size: 2_500_000_000, localSize: 2_500_000_000 })) },
      'zip.large',
    ],
    [
      'a thousandfold growth',
      { entries: [{ name: 'a', data: new Uint8Array(), packed: zeros(300), method: 8, size: 300 * 1024 ** 2 }] },
      'zip.large',
    ],
  ])('%s', async (_, zip, code) => {
    const file = rawZip(zip)
    const error = await openPackage(file).catch((e: unknown) => e)
    expect(error).toBeInstanceOf(OfdFault)
    expect((error as OfdFault).code).toBe(code)
    const report = await verifyOfd(file)
    expect(report).toMatchObject({ valid: false, signatures: [{ valid: false, steps: { format: false } }] })
    expect(report.reason).toBe((error as OfdFault).message)
  })

  test.each<[what: string, more: Partial<RawEntry>, why: RegExp]>([
    ['more content than promised', { packed: zeros(40), method: 8, size: 100, localSize: 100 }, /比目录所说的大/],
    ['less content than promised', { packed: deflateRawSync(bytes('x')), method: 8, size: 100, localSize: 100 }, /校验和/],
    ['another checksum', { crc: 1 }, /校验和/],
    ['no deflate', { packed: bytes('\u0007\u0007\u0007'), method: 8 }, /解不开/],
    [
      'deflate that does not end',
      { packed: deflateRawSync(bytes('x'.repeat(1000))).subarray(0, 4), method: 8, size: 1000, localSize: 1000 },
      /解不开/,
    ],
  ])('an entry with %s is refused when it is read', async (_, more, why) => {
    const pack = await openPackage(rawZip({ entries: [entry('OFD.xml', 'x', more)] }))
    await expect(pack.read('OFD.xml')).rejects.toThrow(why)
  })

  test('no ZIP, an empty file and half a file are told as such', async () => {
    const whole = await writeOfd(sampleDraft())
    for (const file of [new Uint8Array(), bytes('%PDF-1.7'), whole.subarray(0, whole.length / 2)]) {
      expect((await verifyOfd(file)).reason).toContain('不是 OFD 文件')
    }
  })

  test('what honest producers do is no fault: bytes behind, folders, names from the root, sizes told later', async () => {
    const pack = await openPackage(
      rawZip({ entries: [entry('/Doc_0/', ''), entry('.\\Doc_0\\a.xml', 'x', { localSize: 0 })], after: bytes('\n') }),
    )
    expect([...pack.entries.keys()]).toEqual(['Doc_0/a.xml'])
    expect(pack.locate('Doc_0/b.xml', 'A.XML')?.path).toBe('Doc_0/a.xml')
  })
})

const plain = await writeOfd(sampleDraft())
const page = 'Doc_0/Pages/Page_0/Content.xml'

describe('contents', () => {
  const doctype = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
  test.each<[what: string, change: (before: Uint8Array) => Uint8Array, code: string]>([
    ['entities', replacing('<ofd:Page', `${doctype}<ofd:Page`), 'xml.doctype'],
    ['an external entity', replacing('<ofd:Page', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><ofd:Page'), 'xml.doctype'],
    ['an entity without declaration', replacing('食品', '&secret;'), 'xml.broken'],
    ['nesting without end', replacing('<ofd:TextObject', '<ofd:PageBlock>'.repeat(100_000)), 'xml.large'],
    ['half a file', (before) => before.subarray(0, before.length / 2), 'xml.broken'],
    ['no text at all', () => new Uint8Array(), 'xml.broken'],
    ['bytes that are no UTF-8', () => Uint8Array.from([0x3c, 0xff, 0xfe, 0x80]), 'xml.broken'],
  ])('a page with %s', async (_, change, code) => {
    const [document] = (await openOfd(changed(plain, { [page]: change }))).documents
    await expect(document!.page(0)).rejects.toMatchObject({ code })
  })

  test('composites that draw each other do not hang the drawing, and the page says that it is not whole', async () => {
    const unit = (id: number, refers: number) =>
      `<ofd:CompositeGraphicUnit ID="${id}" Width="1" Height="1"><ofd:Content>${`<ofd:CompositeObject ID="9${id}" Boundary="0 0 1 1" ResourceID="${refers}"/>`.repeat(10)}</ofd:Content></ofd:CompositeGraphicUnit>`
    const units = Array.from({ length: 11 }, (_, i) => unit(500 + i, i === 10 ? 500 : 501 + i)).join('')
    const bomb = changed(plain, {
      'Doc_0/PublicRes.xml': replacing('</ofd:Res>', `<ofd:CompositeGraphicUnits>${units}</ofd:CompositeGraphicUnits></ofd:Res>`),
      [page]: replacing('<ofd:TextObject', '<ofd:CompositeObject ID="900" Boundary="0 0 9 9" ResourceID="500"/><ofd:TextObject'),
    })
    const [document] = (await openOfd(bomb)).documents
    const drawn = await renderPage(document!, 0)
    expect(drawn.notes).toContain('页面内容过多或嵌套太深，没有全部显示')
  })

  test('offsets that repeat without end stay bounded', async () => {
    const many = changed(plain, { [page]: replacing(/DeltaX="[^"]*"/, 'DeltaX="g 999999999 1"') })
    const [document] = (await openOfd(many)).documents
    expect((await renderPage(document!, 0)).svg.length).toBeGreaterThan(1000)
  })

  test('a picture of a million by a million is not shown', async () => {
    const huge = changed(plain, {
      'Doc_0/Res/image_2.png': (before) => {
        const after = before.slice()
        new DataView(after.buffer).setUint32(16, 1_000_000)
        new DataView(after.buffer).setUint32(20, 1_000_000)
        return after
      },
    })
    const [document] = (await openOfd(huge)).documents
    expect((await renderPage(document!, 0)).notes).toEqual(['图片太大（1000000×1000000）'])
  })

  test('nothing of a document becomes markup of the drawing', async () => {
    const evil = '"&gt;&lt;script&gt;alert(1)&lt;/script&gt;'
    const files = unpackFiles(plain)
    const wrong = changed(plain, {
      [page]: replacing('食品经营许可证', evil),
      'Doc_0/PublicRes.xml': replacing(/FontName="[^"]*"/, `FontName="&quot;&gt;&lt;script&gt;"`),
      [Object.keys(files).find((path) => path.endsWith('.ttf'))!]: () => bytes('no font'),
    })
    const [document] = (await openOfd(wrong)).documents
    const { svg } = await renderPage(document!, 0)
    expect(svg).not.toContain('<script')
    expect(svg).toContain('&gt;')
  })

  test('versions, styles and outlines that refer to themselves end', async () => {
    const circle = changed(plain, {
      'Doc_0/PublicRes.xml': replacing(
        '</ofd:Res>',
        '<ofd:DrawParams><ofd:DrawParam ID="700" Relative="701"/><ofd:DrawParam ID="701" Relative="700"/></ofd:DrawParams></ofd:Res>',
      ),
      [page]: replacing('<ofd:TextObject', '<ofd:TextObject DrawParam="700"'),
    })
    const [document] = (await openOfd(circle)).documents
    expect((await document!.page(0)).layers).toHaveLength(2)
  })
})

test('a document that shows another root than the signed one is not taken for signed', async () => {
  const signed = await signOfd(plain, { ...signing(), places: [corner] })
  const files = unpackFiles(signed)
  const forged = packFiles({
    ...files,
    'OFD.xml': replacing('Doc_0/Document.xml', 'Doc_1/Document.xml')(files['OFD.xml']!),
    'Doc_1/Document.xml': files['Doc_0/Document.xml']!,
  })
  const report = await verifyOfd(forged)
  expect(report.valid).toBe(false)
  expect(report.signatures[0]!.steps.references).toBe(false)
  expect(report.uncovered).toContain('Doc_1/Document.xml')
})
