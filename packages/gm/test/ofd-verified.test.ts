/** Signed files and what was done to them afterwards: each deed is found by the step whose business it is. */
import { describe, expect, test } from 'vitest'
import { dataSigner, type OfdReport, openOfd, placeAcrossPages, placeAtText, sealSigner, signOfd, verifyOfd, writeOfd } from '../src/ofd.ts'
import { bytes, changed, corner, packFiles, replacing, roots, sampleDraft, seal, signing, text, trust, unpackFiles } from './ofd-kit.ts'
import { authority, newSigner, signer, timeStamp } from './office.ts'

const plain = await writeOfd(sampleDraft())
const signed = await signOfd(plain, { ...signing(), places: [corner] })
const folder = 'Doc_0/Signs/Sign_0'

const failing = (report: OfdReport, index = 0) =>
  Object.entries(report.signatures[index]!.steps)
    .filter(([, verdict]) => verdict === false)
    .map(([step]) => step)

test('an untouched file is valid in every step, and trusted only where its root is', async () => {
  const report = await verifyOfd(signed, trust)
  expect(report).toMatchObject({ valid: true, trusted: true, reason: '签名都有效', uncovered: ['Doc_0/Signs/Signatures.xml'] })
  expect(report.signatures[0]!.steps).toEqual({
    format: true,
    signature: true,
    dataHash: true,
    references: true,
    sealEqual: true,
    certInSeal: true,
    sealSignature: true,
    sealValid: true,
    certificate: true,
    revocation: null,
    timeStamp: null,
  })
  expect(await verifyOfd(signed)).toMatchObject({ valid: true, trusted: null })
  expect(await verifyOfd(signed, { roots: [newSigner('别家').certificate] })).toMatchObject({ valid: true, trusted: false })
})

test('a file without signatures is not valid, and says so', async () => {
  expect(await verifyOfd(plain)).toMatchObject({ valid: false, signatures: [], reason: '文件里没有签名或签章' })
})

const flip = (at: number) => (before: Uint8Array) => {
  const after = before.slice()
  after[at < 0 ? after.length + at : at]! ^= 1
  return after
}

const flipIn = (needle: string) => (before: Uint8Array) => flip(Buffer.from(before).indexOf(needle))(before)

describe('one changed byte is named by the right step', () => {
  test.each<[what: string, path: string, change: (before: Uint8Array) => Uint8Array, steps: string[]]>([
    ['a letter on a page', 'Doc_0/Pages/Page_0/Content.xml', replacing('小杨', '小羊'), ['references']],
    ['a bit of a page', 'Doc_0/Pages/Page_1/Content.xml', flip(-20), ['references']],
    ['a picture', 'Doc_0/Res/image_2.png', flip(20), ['references']],
    ['a font', 'Doc_0/Res/font_1.ttf', flip(400), ['references']],
    ['the title of the document', 'OFD.xml', replacing('食品', '药品'), ['references']],
    ['the structured data', 'Doc_0/Tags/Licence.xml', replacing('JY', 'JX'), ['references']],
    ['an attachment', 'Doc_0/Attachs/attach_0.xml', flip(3), ['references']],
    ['the time in Signature.xml', `${folder}/Signature.xml`, replacing('20261125010000Z', '20261125010001Z'), ['dataHash']],
    [
      'a digest in Signature.xml',
      `${folder}/Signature.xml`,
      replacing(/<ofd:CheckValue>./, '<ofd:CheckValue>/'),
      ['dataHash', 'references'],
    ],
    ['the place of the seal', `${folder}/Signature.xml`, replacing('120 220 42 42', '20 220 42 42'), ['dataHash']],
    ['the seal beside the signature', `${folder}/Seal.esl`, flipIn('<svg'), ['references', 'sealEqual']],
    ['the picture in the signed seal', `${folder}/SignedValue.dat`, flipIn('<svg'), ['signature', 'sealEqual', 'sealSignature']],
    ['the end of the signature value', `${folder}/SignedValue.dat`, flip(-1), ['signature']],
  ])('%s', async (_, path, change, steps) => {
    const report = await verifyOfd(changed(signed, { [path]: change }))
    expect(report.valid).toBe(false)
    expect(failing(report)).toEqual(steps)
    expect(report.signatures[0]!.reason).toBe(report.signatures[0]!.reasons[steps[0] as 'references'])
  })
})

test('every single file that a signature covers is really covered', async () => {
  for (const path of Object.keys(unpackFiles(signed))) {
    if (path === 'Doc_0/Signs/Signatures.xml') continue
    const report = await verifyOfd(changed(signed, { [path]: flip(-5) }))
    expect([path, report.valid]).toEqual([path, false])
  }
})

describe('what is done to the package', () => {
  const list = 'Doc_0/Signs/Signatures.xml'
  test.each<[what: string, change: Parameters<typeof changed>[1], steps: string[], reason: RegExp]>([
    ['a page taken out', { 'Doc_0/Pages/Page_1/Content.xml': undefined }, ['references'], /Page_1.*不在包里/],
    ['the entry file broken', { 'OFD.xml': () => bytes('<ofd') }, ['references'], /OFD.xml 在签名后被改动/],
    ['the signature file taken out', { [`${folder}/Signature.xml`]: undefined }, ['format'], /不在包里/],
    ['the signature file no XML', { [`${folder}/Signature.xml`]: () => bytes('<x') }, ['format', 'dataHash'], /XML/],
    ['the value taken out', { [`${folder}/SignedValue.dat`]: undefined }, ['format'], /不在包里/],
    ['the value no signature', { [`${folder}/SignedValue.dat`]: () => bytes('x') }, ['format'], /不是可识别的/],
    ['the value cut short', { [`${folder}/SignedValue.dat`]: (b) => b.subarray(0, 300) }, ['format'], /不是可识别的/],
    ['the seal taken out', { [`${folder}/Seal.esl`]: undefined }, ['references', 'sealEqual'], /Seal.esl 不在包里/],
    ['the list pointing nowhere', { [list]: replacing('Sign_0/', 'Sign_9/') }, ['format'], /不在包里/],
    [
      'an entity in the signature file',
      { [`${folder}/Signature.xml`]: replacing('<ofd:Signature ', '<!DOCTYPE x [<!ENTITY y "z">]><ofd:Signature ') },
      ['format', 'dataHash'],
      /DTD/,
    ],
  ])('%s', async (_, change, steps, reason) => {
    const report = await verifyOfd(changed(signed, change), trust)
    expect(report.valid).toBe(false)
    expect(failing(report)).toEqual(steps)
    expect(report.signatures[0]!.reason).toMatch(reason)
  })

  test('a signature that stands in the list twice does not pass for two', async () => {
    const twice = replacing(
      '</ofd:Signatures>',
      '<ofd:Signature ID="s002" Type="Seal" BaseLoc="/Doc_0/Signs/Sign_0/Signature.xml"/></ofd:Signatures>',
    )
    const report = await verifyOfd(changed(signed, { [list]: twice }))
    expect(report.signatures.map(({ id, valid }) => [id, valid])).toEqual([
      ['s001', true],
      ['s002', false],
    ])
    expect(report).toMatchObject({ valid: false, reason: expect.stringContaining('已属于另一个签名') })
  })

  test('a file that is added is listed as not covered', async () => {
    const report = await verifyOfd(changed(signed, { 'Doc_0/Attachs/new.pdf': () => bytes('new') }))
    expect(report.uncovered).toEqual(['Doc_0/Signs/Signatures.xml', 'Doc_0/Attachs/new.pdf'])
  })

  test('a signature taken from another document does not hold here', async () => {
    const other = unpackFiles(await signOfd(await writeOfd({ ...sampleDraft(), title: '另一份' }), { ...signing(), places: [corner] }))
    const report = await verifyOfd(changed(signed, { [`${folder}/SignedValue.dat`]: () => other[`${folder}/SignedValue.dat`]! }))
    expect(failing(report)).toEqual(['dataHash'])
  })
})

/** Signs a Signature.xml that was changed before: what an insider could do. */
async function resigned(change: (xml: string) => string, own = plain): Promise<Uint8Array> {
  const files = unpackFiles(await signOfd(own, { ...signing(), places: [corner] }))
  const data = bytes(change(text(files[`${folder}/Signature.xml`]!)))
  const { sm3 } = await import('../src/index.ts')
  const value = sealSigner({ seal, ...signer })({ data, dataHash: sm3(data), propertyInfo: `/${folder}/Signature.xml`, at: signing().at })
  return packFiles({ ...files, [`${folder}/Signature.xml`]: data, [`${folder}/SignedValue.dat`]: value })
}

describe('what a signature file may say', () => {
  const reference = /<ofd:Reference FileRef="\/OFD.xml"><ofd:CheckValue>([^<]*)<\/ofd:CheckValue><\/ofd:Reference>/
  test.each<[what: string, change: (xml: string) => string, verdict: boolean | null]>([
    ['nothing unusual', (xml) => xml, true],
    ['SM3 by name', (xml) => xml.replace('1.2.156.10197.1.401', 'SM3'), true],
    ['no method at all, but digests of SM3 length', (xml) => xml.replace(' CheckMethod="1.2.156.10197.1.401"', ''), true],
    ['another prefix and no namespace', (xml) => xml.replace(/ofd:/g, '').replace(/ xmlns:ofd="[^"]*"/, ''), true],
    ['a default namespace', (xml) => xml.replace(/ofd:/g, '').replace('xmlns:ofd', 'xmlns'), true],
    ['paths without slash', (xml) => xml.replace(/FileRef="\//g, 'FileRef="'), true],
    ['paths relative to itself', (xml) => xml.replace(/FileRef="\//g, 'FileRef="../../../'), true],
    ['backslashes', (xml) => xml.replace('/Doc_0/Document.xml', '\\Doc_0\\Document.xml'), true],
    ['another case', (xml) => xml.replace('/Doc_0/Document.xml', '/doc_0/DOCUMENT.XML'), true],
    ['line breaks in digests', (xml) => xml.replace(/(<ofd:CheckValue>.{20})/g, '$1\n  '), true],
    ['a file twice', (xml) => xml.replace(reference, '$&$&'), true],
    [
      'a file twice, once with another digest',
      (xml) => xml.replace(reference, (all) => all + all.replace(/CheckValue>./, 'CheckValue>/')),
      false,
    ],
    ['another method than was used', (xml) => xml.replace('1.2.156.10197.1.401', 'SHA256'), false],
    ['MD5 over digests of SM3', (xml) => xml.replace('1.2.156.10197.1.401', 'MD5'), false],
    ['a method nobody knows', (xml) => xml.replace('1.2.156.10197.1.401', 'ROT13'), null],
    ['a file outside the package', (xml) => xml.replace('FileRef="/OFD.xml"', 'FileRef="/../OFD.xml"'), false],
    ['a file that is not there', (xml) => xml.replace('FileRef="/OFD.xml"', 'FileRef="/Other.xml"'), false],
    ['no references', (xml) => xml.replace(/<ofd:Reference [\s\S]*<\/ofd:Reference>/, ''), false],
    ['a digest that is none', (xml) => xml.replace(reference, (all) => all.replace(/<ofd:CheckValue>[^<]*/, '<ofd:CheckValue>???')), false],
    ['an empty digest', (xml) => xml.replace(reference, (all) => all.replace(/<ofd:CheckValue>[^<]*/, '<ofd:CheckValue>')), false],
    [
      'references of a foreign namespace',
      (xml) => xml.replace(/<ofd:Reference /g, '<x:Reference xmlns:x="urn:x" ').replace(/<\/ofd:Reference>/g, '</x:Reference>'),
      false,
    ],
  ])('%s', async (_, change, verdict) => {
    const report = await verifyOfd(await resigned(change))
    expect(report.signatures[0]!.steps).toMatchObject({ signature: true, dataHash: true, references: verdict })
    expect(report.valid).toBe(verdict === true)
  })

  test('digests that can be forged prove nothing, even where they agree', async () => {
    const { createHash } = await import('node:crypto')
    const files = unpackFiles(signed)
    const weak = await resigned((xml) =>
      xml.replace('1.2.156.10197.1.401', 'MD5').replace(/FileRef="\/([^"]*)"><ofd:CheckValue>[^<]*/g, (_, path: string) => {
        return `FileRef="/${path}"><ofd:CheckValue>${createHash('md5').update(files[path]!).digest('base64')}`
      }),
    )
    const [signature] = (await verifyOfd(weak)).signatures
    expect(signature).toMatchObject({ valid: false, steps: { references: null } })
    expect(signature!.reason).toContain('已不安全')
  })
})

describe('signing on', () => {
  test('a second signature leaves the first valid, and covers it', async () => {
    const twice = await signOfd(signed, { ...signing(), places: [corner] })
    const report = await verifyOfd(twice, trust)
    expect(report.signatures.map(({ id, valid, locked }) => [id, valid, locked])).toEqual([
      ['s001', true, false],
      ['s002', true, false],
    ])
    const broken = await verifyOfd(changed(twice, { [`${folder}/SignedValue.dat`]: flip(-1) }))
    expect([failing(broken, 0), failing(broken, 1)]).toEqual([['signature'], ['references']])
  })

  test('everything that was there stays as it was, to the packed byte', async () => {
    const [before, after] = [unpackFiles(signed), unpackFiles(await signOfd(signed, { ...signing(), places: [corner] }))]
    for (const path of Object.keys(before)) if (path !== 'Doc_0/Signs/Signatures.xml') expect(after[path]).toEqual(before[path])
  })

  test('after a lock nobody signs, and a list that was changed all the same is found', async () => {
    const locked = await signOfd(signed, { ...signing(), places: [corner], lock: true })
    const report = await verifyOfd(locked, trust)
    expect(report).toMatchObject({ valid: true, uncovered: [] })
    expect(report.signatures.map(({ locked: lock }) => lock)).toEqual([false, true])
    await expect(signOfd(locked, { ...signing(), places: [corner] })).rejects.toThrow('锁定')
    const forged = await verifyOfd(changed(locked, { 'Doc_0/Signs/Signatures.xml': replacing(/<ofd:Signature ID="s001"[^>]*>/, '') }))
    expect(forged.valid).toBe(false)
  })

  test('a signature without seal and picture is checked the same way', async () => {
    const { seal: _, ...rest } = signing()
    const bare = await signOfd(plain, { ...rest, sign: dataSigner(signer) })
    const report = await verifyOfd(bare, trust)
    expect(report).toMatchObject({ valid: true, trusted: true })
    expect(report.signatures[0]).toMatchObject({ type: 'Sign', kind: 'signed-data', version: null })
    expect(report.signatures[0]!.steps).toMatchObject({
      references: true,
      sealEqual: null,
      certInSeal: null,
      sealSignature: null,
      sealValid: null,
    })
    expect((await verifyOfd(changed(bare, { 'OFD.xml': replacing('食品', '药品') }))).signatures[0]!.steps.references).toBe(false)
  })

  test('a seal beside a signature that does not hold it is checked all the same', async () => {
    const own = await signOfd(plain, { ...signing(), places: [corner], sign: dataSigner(signer) })
    expect((await verifyOfd(own, trust)).signatures[0]).toMatchObject({
      valid: true,
      kind: 'signed-data',
      steps: { certInSeal: true, sealSignature: true, sealValid: true },
    })
    const stranger = await signOfd(plain, { ...signing(), places: [corner], sign: dataSigner(newSigner('没有授权的人')) })
    expect((await verifyOfd(stranger, trust)).signatures[0]).toMatchObject({ valid: false, steps: { signature: true, certInSeal: false } })
  })

  test('a time stamp says when', async () => {
    const stamped = await signOfd(plain, { ...signing(), places: [corner], sign: sealSigner({ seal, ...signer, timeStamp }) })
    const report = await verifyOfd(stamped, trust)
    expect(report.signatures[0]).toMatchObject({ valid: true, steps: { timeStamp: true }, signedAt: '2026-05-01T02:04:04.000Z' })
    expect(authority.timeStamping).toBeDefined()
  })
})

describe('where seals go', () => {
  test('a seal over a text stands with its middle on the middle of the text', async () => {
    const [document] = (await openOfd(plain)).documents
    const place = await placeAtText(document!, '盖章处', { width: 42, height: 42 })
    expect(place.page).toBe(1)
    expect(place.boundary.x + 21).toBeCloseTo(120 + 5 * 5.5, 1)
    await expect(placeAtText(document!, '没有的字', { width: 42, height: 42 })).rejects.toThrow('没有的字')
  })

  test.each([2, 5, 20, 21, 45])('a seal across %i pages is whole when the pages are laid side by side', async (pages) => {
    const [document] = (await openOfd(await writeOfd({ ...sampleDraft(pages), annotations: [] }))).documents
    const places = await placeAcrossPages(document!, { width: 40, height: 40 }, 100)
    expect(places.map(({ page }) => page)).toEqual(Array.from({ length: pages }, (_, i) => i))
    let reached = 0
    for (const { boundary, clip } of places) {
      if (clip!.x === 0) reached = 0
      expect(clip!.x).toBeCloseTo(reached, 6)
      expect(boundary.x + clip!.x + clip!.width).toBeCloseTo(210, 6)
      expect(clip!.width).toBeGreaterThanOrEqual(2)
      reached = clip!.x + clip!.width
    }
    expect(reached).toBeCloseTo(40, 6)
  })

  test('a seal across one page is refused', async () => {
    const [document] = (await openOfd(await writeOfd(sampleDraft(1)))).documents
    await expect(placeAcrossPages(document!, { width: 40, height: 40 }, 100)).rejects.toThrow('两页')
  })
})

test('a root that is trusted does not make a broken file valid', async () => {
  const report = await verifyOfd(changed(signed, { 'OFD.xml': replacing('食品', '药品') }), { roots })
  expect(report.valid).toBe(false)
})
