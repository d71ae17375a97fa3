/** Packages as other makers put them together, and as an attacker would: what can be read is read, what is not signed is never shown as signed. */
import { deflateRawSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { concat, toBase64, toHex } from '../src/bytes.ts'
import { digest, issueRoot, makeSeal, PrivateKey } from '../src/index.ts'
import { dataSigner, type OfdReport, openPackage, sealSigner, signOfd, verifyOfd, writeOfd } from '../src/ofd.ts'
import {
  bytes,
  changed,
  corner,
  type Files,
  packFiles,
  replacing,
  sampleDraft,
  seal,
  signing,
  text,
  trust,
  unpackFiles,
} from './ofd-kit.ts'
import { type RawEntry, rawZip } from './ofd-zip.ts'
import { content, period, signer } from './office.ts'

const plain = await writeOfd(sampleDraft())
const signed = await signOfd(plain, { ...signing(), places: [corner] })
const folder = 'Doc_0/Signs/Sign_0'
const xmlPath = `${folder}/Signature.xml`
const list = 'Doc_0/Signs/Signatures.xml'
const page = 'Doc_0/Pages/Page_0/Content.xml'

const signatureOver = (data: Uint8Array, path = xmlPath): Uint8Array =>
  sealSigner({ seal, ...signer })({ data, dataHash: digest('sm3', data), propertyInfo: `/${path}`, at: signing().at })

/** The package of another maker: files changed first, their digests taken anew, Signature.xml written his way, all signed by his hand. */
function made(change: (files: Files) => void, write: (xml: string) => Uint8Array | string = (xml) => xml): Files {
  const files = unpackFiles(signed)
  change(files)
  const own = text(files[xmlPath]!).replace(/FileRef="\/([^"]*)"><ofd:CheckValue>[^<]*/g, (_, path: string) => {
    return `FileRef="/${path}"><ofd:CheckValue>${toBase64(digest('sm3', files[path]!))}`
  })
  const written = write(own)
  const data = typeof written === 'string' ? bytes(written) : written
  return { ...files, [xmlPath]: data, [`${folder}/SignedValue.dat`]: signatureOver(data) }
}
const edit = (files: Files, path: string, change: (xml: string) => string) => {
  const after = change(text(files[path]!))
  if (after === text(files[path]!)) throw new Error(`Nothing to change in ${path}`)
  files[path] = bytes(after)
}
const nothing = () => undefined
const verdict = async (files: Files): Promise<OfdReport> => verifyOfd(packFiles(files), trust)

const utf16 = (value: string, order: 'le' | 'be', mark = true): Uint8Array => {
  const little = Buffer.from(value, 'utf16le')
  const body = order === 'le' ? little : Buffer.from(little).swap16()
  return concat(mark ? Uint8Array.from(order === 'le' ? [0xff, 0xfe] : [0xfe, 0xff]) : new Uint8Array(), body)
}
const declaredAs = (xml: string, encoding: string) => xml.replace(/encoding="[^"]*"/, `encoding="${encoding}"`)

describe('Signature.xml, signed as it stands:', () => {
  test.each<[what: string, write: (xml: string) => Uint8Array | string]>([
    ['a mark of UTF-8 in front', (xml) => `\ufeff${xml}`],
    ['UTF-16, low byte first', (xml) => utf16(declaredAs(xml, 'UTF-16'), 'le')],
    ['UTF-16, high byte first', (xml) => utf16(declaredAs(xml, 'UTF-16'), 'be')],
    ['UTF-16 without a mark', (xml) => utf16(declaredAs(xml, 'UTF-16'), 'le', false)],
    ['UTF-16 without a mark, high byte first', (xml) => utf16(declaredAs(xml, 'UTF-16'), 'be', false)],
    ['UTF-8 that calls itself UTF-16', (xml) => declaredAs(xml, 'utf-16')],
    ['a mark of UTF-8 and a declaration of GBK', (xml) => `\ufeff${declaredAs(xml, 'GBK')}`],
    ['GBK in name and plain letters', (xml) => declaredAs(xml, 'GBK').replace('好办', 'haoban')],
    ['no declaration', (xml) => xml.replace(/^<\?xml[^>]*\?>\s*/, '')],
    ['a comment and a processing instruction', (xml) => xml.replace('<ofd:Signature ', '<!-- 签 --><?maker x?><ofd:Signature ')],
    ['CDATA around a digest', (xml) => xml.replace(/<ofd:CheckValue>([^<]*)/, '<ofd:CheckValue><![CDATA[$1]]>')],
    ['a comment inside a digest', (xml) => xml.replace(/(<ofd:CheckValue>.{10})/, '$1<!-- -->')],
    ['a digest in hex', (xml) => xml.replace(/<ofd:CheckValue>([^<]*)/, (_, v) => `<ofd:CheckValue>${toHex(Buffer.from(v, 'base64'))}`)],
    ['a digest without padding', (xml) => xml.replace(/=(<\/ofd:CheckValue>)/, '$1')],
    ['Windows line ends', (xml) => xml.replace(/></g, '>\r\n<')],
    ['the method as an OID with its word', (xml) => xml.replace('"1.2.156.10197.1.401"', '"OID.1.2.156.10197.1.401"')],
    ['the method in lower case', (xml) => xml.replace('"1.2.156.10197.1.401"', '"sm3"')],
    ['paths with ./ in front', (xml) => xml.replaceAll('FileRef="/', 'FileRef="./')],
    ['the method as SM3 without a key (GM/T 0006)', (xml) => xml.replace('"1.2.156.10197.1.401"', '"1.2.156.10197.1.401.1"')],
    ['the method with blanks', (xml) => xml.replace('"1.2.156.10197.1.401"', '" SM3 "')],
    ['the method left empty', (xml) => xml.replace('"1.2.156.10197.1.401"', '""')],
    ['references without the prefix of the rest', (xml) => xml.replace(/<(\/?)ofd:(Reference|CheckValue)(?=[ >])/g, '<$1$2')],
    ['another prefix', (xml) => xml.replace(/(<\/?)ofd:/g, '$1ns2:').replace('xmlns:ofd=', 'xmlns:ns2=')],
    ['no prefix', (xml) => xml.replace(/(<\/?)ofd:/g, '$1').replace('xmlns:ofd=', 'xmlns=')],
    ['the namespace of 2015 drafts', (xml) => xml.replace('http://www.ofdspec.org/2016', 'http://www.ofdspec.org')],
    ['paths without a slash in front', (xml) => xml.replaceAll('FileRef="/', 'FileRef="')],
    ['paths of Windows', (xml) => xml.replace(/FileRef="([^"]*)"/g, (_, path: string) => `FileRef="${path.replaceAll('/', '\\')}"`)],
    ['a digest in lines', (xml) => xml.replace(/(<ofd:CheckValue>.{20})/g, '$1\r\n  ')],
    [
      'digests as base64 for addresses',
      (xml) => xml.replace(/<ofd:CheckValue>([^<]*)/g, (_, v) => `<ofd:CheckValue>${Buffer.from(v, 'base64').toString('base64url')}`),
    ],
    ['digests with more padding than belongs there', (xml) => xml.replace(/=<\/ofd:CheckValue>/g, '==</ofd:CheckValue>')],
    [
      'digests as base64 of their hex',
      (xml) => xml.replace(/<ofd:CheckValue>([^<]*)/g, (_, v) => `<ofd:CheckValue>${toBase64(bytes(toHex(Buffer.from(v, 'base64'))))}`),
    ],
    ['the method as SM3 with a key, used without one', (xml) => xml.replace('"1.2.156.10197.1.401"', '"1.2.156.10197.1.401.2"')],
    ['the method of signing in place of that of the digest', (xml) => xml.replace('"1.2.156.10197.1.401"', '"SM3withSM2"')],
    ['the OID of signing in place of that of the digest', (xml) => xml.replace('"1.2.156.10197.1.401"', '"1.2.156.10197.1.501"')],
    ['paths as addresses', (xml) => xml.replace(/FileRef="([^"]*)"/g, (_, path: string) => `FileRef="${path.replaceAll('_', '%5F')}"`)],
    ['no word of the value, which lies beside', (xml) => xml.replace(/<ofd:SignedValue>[^<]*<\/ofd:SignedValue>/, '')],
    ['zeros behind the end', (xml) => `${xml}\0\0`],
    [
      'GBK that calls itself UTF-8',
      (xml) =>
        concat(...xml.split('好办').flatMap((part, i) => (i === 0 ? [bytes(part)] : [Uint8Array.of(0xba, 0xc3, 0xb0, 0xec), bytes(part)]))),
    ],
    ['an encoding by a name of Windows', (xml) => declaredAs(xml, 'cp65001')],
    [
      'the maker as children and not as attributes',
      (xml) => xml.replace(/<ofd:Provider [^>]*\/>/, '<ofd:Provider><ofd:ProviderName>x</ofd:ProviderName></ofd:Provider>'),
    ],
    ['the method of signing by its name', (xml) => xml.replace('1.2.156.10197.1.501', 'SM3withSM2')],
    ['a moment with slashes', (xml) => xml.replace(/(SignatureDateTime>)[^<]*/, '$12026/06/01 08:00:00')],
    ['the value named from its own folder', (xml) => xml.replace(`>/${folder}/SignedValue.dat<`, '>SignedValue.dat<')],
    ['the value named with ./', (xml) => xml.replace(`>/${folder}/SignedValue.dat<`, '>./SignedValue.dat<')],
    ['the seal named from the root without its slash', (xml) => xml.replace(`>/${folder}/Seal.esl<`, `>${folder}/Seal.esl<`)],
  ])('%s', async (_, write) => {
    const files = made(nothing, write)
    if (Buffer.compare(files[xmlPath]!, unpackFiles(signed)[xmlPath]!) === 0) throw new Error('Nothing was changed')
    expect((await verdict(files)).signatures[0]).toMatchObject({ valid: true, reason: '签名有效' })
  })

  test.each([
    ['by an attribute', '<ofd:Seal BaseLoc="$1"/>'],
    ['in the element itself', '<ofd:Seal>$1</ofd:Seal>'],
  ])('the seal named %s is compared all the same', async (_, by) => {
    const files = made(nothing, (xml) => xml.replace(/<ofd:Seal>\s*<ofd:BaseLoc>([^<]*)<\/ofd:BaseLoc>\s*<\/ofd:Seal>/, by))
    expect((await verdict(files)).signatures[0]).toMatchObject({ valid: true, steps: { sealEqual: true } })
  })

  test.each(['sha256', 'sha512', 'sha384'] as const)('digests by %s, named, hold; and a page changed afterwards does not', async (name) => {
    const rewrite = (files: Files) => (xml: string) =>
      xml
        .replace('1.2.156.10197.1.401', name.toUpperCase())
        .replace(
          /FileRef="\/([^"]*)"><ofd:CheckValue>[^<]*/g,
          (_, path: string) => `FileRef="/${path}"><ofd:CheckValue>${toBase64(digest(name, files[path]!))}`,
        )
    const before = unpackFiles(signed)
    const files = made(nothing, rewrite(before))
    expect((await verdict(files)).signatures[0]).toMatchObject({ valid: true })
    expect((await verdict({ ...files, [page]: replacing('小杨', '小羊')(files[page]!) })).signatures[0]!.steps.references).toBe(false)
  })

  test('digests by SHA-256 whose method was left out are told apart from those of SM3', async () => {
    const before = unpackFiles(signed)
    const files = made(nothing, (xml) =>
      xml
        .replace(/ CheckMethod="[^"]*"/, '')
        .replace(
          /FileRef="\/([^"]*)"><ofd:CheckValue>[^<]*/g,
          (_, path: string) => `FileRef="/${path}"><ofd:CheckValue>${toBase64(digest('sha256', before[path]!))}`,
        ),
    )
    expect((await verdict(files)).signatures[0]).toMatchObject({ valid: true })
    expect((await verdict({ ...files, [page]: replacing('小杨', '小羊')(files[page]!) })).signatures[0]!.steps.references).toBe(false)
  })

  test('digests in hex whose method was left out hold too', async () => {
    const files = made(nothing, (xml) =>
      xml.replace(/ CheckMethod="[^"]*"/, '').replace(/(<ofd:CheckValue>)([^<]*)/g, (_, tag, v) => tag + toHex(Buffer.from(v, 'base64'))),
    )
    expect((await verdict(files)).signatures[0]).toMatchObject({ valid: true })
  })

  test('of digests by SHA-1 and MD5 none is ever valid, named or not', async () => {
    const before = unpackFiles(signed)
    for (const name of ['sha1', 'md5'] as const)
      for (const method of [` CheckMethod="${name.toUpperCase()}"`, '']) {
        const files = made(nothing, (xml) =>
          xml
            .replace(/ CheckMethod="[^"]*"/, method)
            .replace(
              /FileRef="\/([^"]*)"><ofd:CheckValue>[^<]*/g,
              (_, path: string) => `FileRef="/${path}"><ofd:CheckValue>${toBase64(digest(name, before[path]!))}`,
            ),
        )
        const [report] = (await verdict(files)).signatures
        expect([name, method, report!.valid, report!.steps.references]).toEqual([name, method, false, null])
      }
  })
})

describe('the value file', () => {
  const withValue = (change: (der: Uint8Array) => Uint8Array) => changed(signed, { [`${folder}/SignedValue.dat`]: change })
  test.each<[what: string, change: (der: Uint8Array) => Uint8Array]>([
    ['as base64', (der) => bytes(toBase64(der))],
    ['as hex', (der) => bytes(toHex(der))],
    ['as base64 in lines', (der) => bytes(toBase64(der).replace(/(.{76})/g, '$1\r\n'))],
    ['as PEM', (der) => bytes(`-----BEGIN SIGNATURE-----\n${toBase64(der).replace(/(.{64})/g, '$1\n')}\n-----END SIGNATURE-----\n`)],
  ])('%s is read', async (_, change) => {
    expect((await verifyOfd(withValue(change), trust)).signatures[0]!.reasons.format).not.toContain('不是可识别')
    expect((await verifyOfd(withValue(change), trust)).signatures[0]).toMatchObject({ valid: true })
  })

  test('of the seal may be text as well', async () => {
    const files = made((f) => {
      f[`${folder}/Seal.esl`] = bytes(toBase64(f[`${folder}/Seal.esl`]!))
    })
    expect((await verdict(files)).signatures[0]).toMatchObject({ valid: true, steps: { sealEqual: true } })
  })

  test.each<[what: string, behind: Uint8Array]>([
    ['zeros', new Uint8Array(16)],
    ['a line break', bytes('\r\n')],
  ])('with %s behind its last byte is the same signature', async (_, behind) => {
    expect(
      (
        await verifyOfd(
          withValue((der) => concat(der, behind)),
          trust,
        )
      ).signatures[0],
    ).toMatchObject({ valid: true })
  })

  test('with anything else behind it is none', async () => {
    expect(
      (
        await verifyOfd(
          withValue((der) => concat(der, bytes('x'))),
          trust,
        )
      ).signatures[0],
    ).toMatchObject({ valid: false, steps: { format: false } })
    expect(
      (
        await verifyOfd(
          withValue((der) => concat(der, der)),
          trust,
        )
      ).signatures[0],
    ).toMatchObject({ valid: false, steps: { format: false } })
  })
})

describe('the list of signatures', () => {
  const listed = (change: (xml: string) => string) => changed(signed, { [list]: (before) => bytes(change(text(before))) })
  test.each<[what: string, change: (xml: string) => string]>([
    ['a path from its own folder', (xml) => xml.replace('/Doc_0/Signs/Sign_0', 'Sign_0')],
    ['a path with ./', (xml) => xml.replace('/Doc_0/Signs/Sign_0', './Sign_0')],
    ['a path from the root without its slash', (xml) => xml.replace('/Doc_0/Signs', 'Doc_0/Signs')],
    ['backslashes', (xml) => xml.replace('/Doc_0/Signs/Sign_0/', '\\Doc_0\\Signs\\Sign_0\\')],
    ['another case', (xml) => xml.replace('/Doc_0/Signs', '/DOC_0/signs')],
    ['no prefix, no namespace', (xml) => xml.replace(/ofd:/g, '').replace(/ xmlns:ofd="[^"]*"/, '')],
    ['the namespace of another year', (xml) => xml.replace('www.ofdspec.org/2016', 'www.ofdspec.org')],
    ['a mark in front', (xml) => `\ufeff${xml}`],
    ['no type', (xml) => xml.replace(' Type="Seal"', '')],
  ])('%s', async (_, change) => {
    const report = await verifyOfd(listed(change), trust)
    expect(report.signatures.map((s) => [s.id, s.valid])).toEqual([['s001', true]])
  })

  test('two signatures under one ID are two', async () => {
    const twice = await signOfd(signed, { ...signing(), places: [corner] })
    const same = changed(twice, { [list]: replacing('ID="s002"', 'ID="s001"') })
    expect((await verifyOfd(same, trust)).signatures.map((s) => [s.id, s.valid])).toEqual([
      ['s001', true],
      ['s001', true],
    ])
    const broken = changed(same, { 'Doc_0/Signs/Sign_1/SignedValue.dat': (b) => concat(b.subarray(0, -1), Uint8Array.of(b.at(-1)! ^ 1)) })
    expect(await verifyOfd(broken, trust)).toMatchObject({ valid: false })
  })

  test('an empty list has no signature, and is not valid', async () => {
    expect(
      await verifyOfd(
        listed((xml) => xml.replace(/<ofd:Signature ID[^>]*>/, '')),
        trust,
      ),
    ).toMatchObject({ valid: false, signatures: [] })
  })
})

describe('ways of packing', () => {
  const entriesOf = (files: Files, more: (path: string, data: Uint8Array) => Partial<RawEntry> = () => ({})): RawEntry[] =>
    Object.entries(files).map(([name, data]) => ({ name, data, ...more(name, data) }))
  const files = unpackFiles(signed)
  test.each<[what: string, zip: Uint8Array]>([
    ['everything stored', rawZip({ entries: entriesOf(files) })],
    ['everything deflated', rawZip({ entries: entriesOf(files, (_, data) => ({ method: 8, packed: deflateRawSync(data) })) })],
    ['names with backslashes', rawZip({ entries: entriesOf(files, (path) => ({ name: path.replaceAll('/', '\\') })) })],
    ['names from the root', rawZip({ entries: entriesOf(files, (path) => ({ name: `/${path}` })) })],
    ['names with ./', rawZip({ entries: entriesOf(files, (path) => ({ name: `./${path}` })) })],
    ['names in another case', rawZip({ entries: entriesOf(files, (path) => ({ name: path.toUpperCase() })) })],
    ['folders as entries', rawZip({ entries: [{ name: 'Doc_0/', data: new Uint8Array() }, ...entriesOf(files)] })],
    [
      'sizes told behind the content',
      rawZip({
        entries: entriesOf(files, (_, data) => ({ method: 8, packed: deflateRawSync(data), flags: 8, localSize: 0, descriptor: true })),
      }),
    ],
    [
      'sizes told behind the content, without the mark of the record',
      rawZip({
        entries: entriesOf(files, (_, data) => ({ method: 8, packed: deflateRawSync(data), flags: 8, localSize: 0, descriptor: 'bare' })),
      }),
    ],
    ['a directory of ZIP64', rawZip({ entries: entriesOf(files), zip64: true })],
    ['bytes in front', rawZip({ entries: entriesOf(files), before: bytes('MZ') })],
    ['bytes in front that no number counts', rawZip({ entries: entriesOf(files), front: bytes('KG-OFD-HEADER-0001') })],
    [
      'bytes in front that no number counts, and more behind',
      rawZip({ entries: entriesOf(files), front: bytes('KG'), after: bytes('KG') }),
    ],
    ['bytes between the directory and its end', rawZip({ entries: entriesOf(files), gap: bytes('gap') })],
    ['a comment', rawZip({ entries: entriesOf(files), comment: bytes('made by') })],
  ])('%s', async (_, zip) => {
    expect((await verifyOfd(zip, trust)).signatures[0]).toMatchObject({ valid: true })
  })

  test('a second directory where others look for one is refused', async () => {
    const own = Buffer.from(rawZip({ entries: entriesOf({ ...files, [page]: bytes('<forged/>') }) }))
    const another = own.subarray(own.readUInt32LE(own.length - 6), own.length - 22)
    const two = rawZip({ entries: entriesOf(files), gap: another })
    expect(await verifyOfd(two, trust)).toMatchObject({ valid: false, reason: expect.stringContaining('两个目录') })
  })

  test('bytes behind the end of what is deflated change nothing, in a small part and in a large one', async () => {
    const large = new Uint8Array(5 * 1024 ** 2)
    const behind = (data: Uint8Array) => ({ method: 8, packed: concat(deflateRawSync(data), bytes('behind')) })
    const zip = rawZip({
      entries: [...entriesOf(files, (path, data) => (path === page ? behind(data) : {})), { name: 'large', data: large, ...behind(large) }],
    })
    const pack = await openPackage(zip)
    expect((await pack.read('large')).length).toBe(large.length)
    expect((await verifyOfd(zip, trust)).signatures[0]).toMatchObject({ valid: true })
  })
})

describe('what is shown is what was signed', () => {
  const forgedPage = () => bytes(text(unpackFiles(signed)[page]!).replace('小杨', '小羊'))

  test('a file that takes the place of a signed one, where a path is meant from the root but says it not', async () => {
    const files = made((f) => edit(f, 'Doc_0/Document.xml', (xml) => xml.replace('BaseLoc="Pages/Page_0', 'BaseLoc="Doc_0/Pages/Page_0')))
    expect(await verdict(files)).toMatchObject({ valid: true, doubt: null })
    const report = await verdict({ ...files, 'Doc_0/Doc_0/Pages/Page_0/Content.xml': forgedPage() })
    expect(report.doubt).toContain('Doc_0/Doc_0/Pages/Page_0/Content.xml')
  })

  test('another document behind an entry file that was never signed', async () => {
    const files = made(nothing, (xml) => xml.replace(/<ofd:Reference FileRef="\/OFD.xml">[\s\S]*?<\/ofd:Reference>/, ''))
    expect(await verdict(files)).toMatchObject({ valid: true, doubt: null, uncovered: expect.arrayContaining(['OFD.xml']) })
    const forged = {
      ...files,
      'OFD.xml': replacing('Doc_0/Document.xml', 'Doc_1/Document.xml')(files['OFD.xml']!),
      'Doc_1/Document.xml': files['Doc_0/Document.xml']!,
    }
    const report = await verdict(forged)
    expect(report.doubt).toContain('Doc_1/Document.xml')
  })

  test('a page that the signature left out', async () => {
    const files = made(nothing, (xml) =>
      xml.replace(/<ofd:Reference FileRef="\/Doc_0\/Pages\/Page_0\/Content.xml">[\s\S]*?<\/ofd:Reference>/, ''),
    )
    const report = await verdict(files)
    expect(report).toMatchObject({ valid: true, doubt: expect.stringContaining(page), uncovered: expect.arrayContaining([page]) })
  })

  test('a template that the signature left out', async () => {
    const template = Object.keys(unpackFiles(signed)).find((path) => /Tpl/i.test(path) && path.endsWith('Content.xml'))!
    const files = made(nothing, (xml) => xml.replace(new RegExp(`<ofd:Reference FileRef="/${template}">[\\s\\S]*?</ofd:Reference>`), ''))
    expect(await verdict(files)).toMatchObject({ valid: true, doubt: expect.stringContaining(template) })
  })

  test('a second document that nobody signed', async () => {
    const files = made(nothing, (xml) => xml.replace(/<ofd:Reference FileRef="\/OFD.xml">[\s\S]*?<\/ofd:Reference>/, ''))
    const body = /<ofd:DocBody>[\s\S]*<\/ofd:DocBody>/.exec(text(files['OFD.xml']!))![0]
    const second = body.replace('Doc_0/Document.xml', 'Doc_1/Document.xml').replace(/<ofd:Signatures>[^<]*<\/ofd:Signatures>/, '')
    const forged = {
      ...files,
      'OFD.xml': bytes(text(files['OFD.xml']!).replace(body, body + second)),
      'Doc_1/Document.xml': files['Doc_0/Document.xml']!,
    }
    expect(await verdict(forged)).toMatchObject({ valid: true, doubt: expect.stringContaining('Doc_1/Document.xml') })
  })
})

describe('whose seal it is', () => {
  /** Somebody with a certificate of the authority puts the name of another on a seal that he made himself. */
  const root = PrivateKey.generate()
  const own = issueRoot(root, { subject: { CN: '自己的根' }, ...period, serialNumber: 1n, keyUsage: ['digitalSignature'] })
  const forged = makeSeal({ ...content, name: '市人民政府' }, { key: root, certificate: own })
  const asked = { ...signing(forged), places: [corner] }

  test('a seal of one’s own making is trusted by nobody, although its user is known', async () => {
    const report = await verifyOfd(await signOfd(plain, asked), trust)
    expect(report).toMatchObject({ valid: true, trusted: false })
    expect(await verifyOfd(await signOfd(plain, asked), { ...trust, roots: [...trust.roots, own] })).toMatchObject({ trusted: true })
  })

  test('nor is one that lies beside a signature without seal', async () => {
    const report = await verifyOfd(await signOfd(plain, { ...asked, sign: dataSigner(signer) }), trust)
    expect(report).toMatchObject({ valid: true, trusted: false, signatures: [{ kind: 'signed-data' }] })
  })
})

describe('one bit of the file changed where it lies, the checksum left as it was', () => {
  const at = (path: string) => {
    const zip = Buffer.from(rawZip({ entries: Object.entries(unpackFiles(signed)).map(([name, data]) => ({ name, data })) }))
    const name = [...zip.toString('latin1').matchAll(new RegExp(path, 'g'))].find(
      ({ index }) => zip.readUInt32LE(index - 30) === 0x04034b50,
    )!
    zip[name.index + path.length + 40]! ^= 1
    return verifyOfd(zip, trust)
  }
  test.each([
    [page, { references: false, signature: true, dataHash: true }],
    [`${folder}/Seal.esl`, { references: false, sealEqual: false, signature: true, dataHash: true }],
    ['OFD.xml', { references: false, signature: true, dataHash: true }],
    [xmlPath, { format: false }],
    [`${folder}/SignedValue.dat`, { format: false }],
  ])('%s', async (path, steps) => {
    expect(await at(path)).toMatchObject({ valid: false, signatures: [{ steps }] })
  })
})

test('a list of signatures that was taken out is missed', async () => {
  const report = await verifyOfd(changed(signed, { [list]: undefined }), trust)
  expect(report).toMatchObject({ valid: false, reason: expect.stringContaining(list), signatures: [{ steps: { format: false } }] })
})

describe('Signature.xml that was changed', () => {
  const swapped = (from: string, to: string) => changed(signed, { [xmlPath]: replacing(from, to) })
  test.each<[what: string, file: Uint8Array]>([
    ['in a word', swapped('haoban', 'haoben')],
    ['in the path of the value', swapped('Sign_0/SignedValue.dat', 'Sign_0/SignedValue.dbt')],
    ['so that it is no XML', swapped('<ofd:SignedInfo>', '<ofd:SignedInfo=')],
    ['in the name of an element', swapped('<ofd:SignedInfo>', '<ofd:SignedInfp>')],
  ])('%s: the digest that the signer took of it tells', async (_, file) => {
    const report = await verifyOfd(file, trust)
    expect(report.valid).toBe(false)
    expect(report.signatures[0]!.steps).toMatchObject({ signature: true, dataHash: false, sealSignature: true })
  })
})
