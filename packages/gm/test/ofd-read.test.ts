/** Packages as other producers write them: other prefixes, relative and absolute paths, templates, versions, everything optional left out. */
import { describe, expect, test } from 'vitest'
import {
  openOfd,
  readAnnotations,
  readAttachments,
  readBookmarks,
  readCharacters,
  readCustomTags,
  readExtensions,
  readOutlines,
  readPermissions,
  renderPage,
  writeOfd,
} from '../src/ofd.ts'
import { file, genericPart, pagePart } from './jbig2-file.ts'
import { bytes, type Files, packFiles, png, sampleDraft, unpackFiles } from './ofd-kit.ts'

const ns = 'http://www.ofdspec.org/2016'

/** The least that is a document: one page of the given content. */
const least = (content: string, more: Record<string, string> = {}): Record<string, string> => ({
  'OFD.xml': `<OFD xmlns="${ns}" Version="1.0" DocType="OFD"><DocBody><DocInfo/><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>`,
  'Doc_0/Document.xml': `<Document xmlns="${ns}"><CommonData><PageArea><PhysicalBox>0 0 100 50</PhysicalBox></PageArea><PublicRes>PublicRes.xml</PublicRes></CommonData><Pages><Page ID="1" BaseLoc="P.xml"/></Pages></Document>`,
  'Doc_0/P.xml': `<Page xmlns="${ns}"><Content><Layer ID="2">${content}</Layer></Content></Page>`,
  ...more,
})

const packed = (files: Record<string, string | Uint8Array>): Uint8Array =>
  packFiles(
    Object.fromEntries(
      Object.entries(files).map(([path, content]) => [path, typeof content === 'string' ? bytes(content) : content]),
    ) as Files,
  )

async function drawn(files: Record<string, string | Uint8Array>, index = 0): Promise<string> {
  const [document] = (await openOfd(packed(files))).documents
  return (await renderPage(document!, index)).svg
}

const resources = (inner: string, base = '') => `<Res xmlns="${ns}" BaseLoc="${base}">${inner}</Res>`
const text = (attributes: string, inner: string) =>
  `<TextObject ID="3" Boundary="10 10 50 10" Font="7" Size="4" ${attributes}>${inner}</TextObject>`

async function characters(inner: string, attributes = '') {
  const [document] = (await openOfd(packed(least(text(attributes, inner))))).documents
  const found = await readCharacters(document!, 0)
  return found.map(({ char, box }) => [char, Math.round(box.x * 100) / 100, Math.round((box.y + 0.88 * 4) * 100) / 100])
}

describe('where characters stand', () => {
  test.each<[what: string, inner: string, expected: [string, number, number][]]>([
    [
      'offsets one by one',
      '<TextCode X="0" Y="5" DeltaX="4 5">甲乙丙</TextCode>',
      [
        ['甲', 10, 15],
        ['乙', 14, 15],
        ['丙', 19, 15],
      ],
    ],
    [
      'offsets repeated',
      '<TextCode X="1" Y="5" DeltaX="g 2 4 6">甲乙丙丁</TextCode>',
      [
        ['甲', 11, 15],
        ['乙', 15, 15],
        ['丙', 19, 15],
        ['丁', 25, 15],
      ],
    ],
    [
      'too few offsets',
      '<TextCode X="0" Y="5" DeltaX="4">甲乙丙</TextCode>',
      [
        ['甲', 10, 15],
        ['乙', 14, 15],
        ['丙', 18, 15],
      ],
    ],
    [
      'no offsets at all',
      '<TextCode X="0" Y="5">甲a乙</TextCode>',
      [
        ['甲', 10, 15],
        ['a', 14, 15],
        ['乙', 16, 15],
      ],
    ],
    [
      'downwards',
      '<TextCode X="0" Y="5" DeltaY="5 5">甲乙丙</TextCode>',
      [
        ['甲', 10, 15],
        ['乙', 10, 20],
        ['丙', 10, 25],
      ],
    ],
    [
      'a second text that goes on at its height',
      '<TextCode X="0" Y="5">甲</TextCode><TextCode X="9">乙</TextCode>',
      [
        ['甲', 10, 15],
        ['乙', 19, 15],
      ],
    ],
    [
      'characters beyond the first plane',
      '<TextCode X="0" Y="5" DeltaX="4">\u{20bb7}乙</TextCode>',
      [
        ['\u{20bb7}', 10, 15],
        ['乙', 14, 15],
      ],
    ],
  ])('%s', async (_, inner, expected) => {
    expect(await characters(inner)).toEqual(expected)
  })

  test('a matrix moves and turns them', async () => {
    const [found] = await characters('<TextCode X="0" Y="0">甲</TextCode>', 'CTM="1 0 0 1 3 4"')
    expect(found).toEqual(['甲', 13, 14])
  })

  test('glyphs that stand for several characters keep the text', async () => {
    const inner =
      '<CGTransform CodePosition="1" CodeCount="2" GlyphCount="1"><Glyphs>9</Glyphs></CGTransform><TextCode X="0" Y="5" DeltaX="4 4 4">甲ffi</TextCode>'
    expect((await characters(inner)).map(([char]) => char)).toEqual(['甲', 'ff', 'i'])
  })
})

describe('packages of other producers', () => {
  test('what is optional may be missing: resources, info, ids, sizes of pages', async () => {
    const svg = await drawn(least(text('', '<TextCode X="0" Y="5">甲</TextCode>')))
    expect(svg).toContain('viewBox="0 0 100 50"')
    expect(svg).toContain('>甲</tspan>')
  })

  test.each<[what: string, prefix: (xml: string) => string]>([
    ['the usual prefix', (xml) => xml.replace(/<(\/?)(?=\w)/g, '<$1ofd:').replace(/xmlns=/g, 'xmlns:ofd=')],
    ['another prefix', (xml) => xml.replace(/<(\/?)(?=\w)/g, '<$1o:').replace(/xmlns=/g, 'xmlns:o=')],
    ['a prefix that nobody declared', (xml) => xml.replace(/<(\/?)(?=\w)/g, '<$1ofd:').replace(/ xmlns="[^"]*"/g, '')],
    ['no namespace', (xml) => xml.replace(/ xmlns="[^"]*"/g, '')],
    ['a declaration, a comment and an empty line before it', (xml) => `\ufeff<?xml version="1.0" encoding="utf-8"?>\n<!-- x -->\n${xml}`],
    ['an empty line before the declaration', (xml) => `\n<?xml version="1.0"?>${xml}`],
  ])('%s', async (_, prefix) => {
    const files = Object.fromEntries(
      Object.entries(least(text('', '<TextCode X="0" Y="5">甲</TextCode>'))).map(([path, xml]) => [path, prefix(xml)]),
    )
    expect(await drawn(files)).toContain('>甲</tspan>')
  })

  test('files in the encodings of China', async () => {
    const gbk = Uint8Array.from([
      ...bytes(
        `<?xml version="1.0" encoding="GBK"?><Page xmlns="${ns}"><Content><Layer><TextObject Boundary="0 0 9 9" Size="4"><TextCode X="0" Y="4">`,
      ),
      0xbc,
      0xd7,
      ...bytes('</TextCode></TextObject></Layer></Content></Page>'),
    ])
    expect(await drawn({ ...least(''), 'Doc_0/P.xml': gbk })).toContain('>甲</tspan>')
  })

  test.each([
    ['Doc_0/Document.xml', 'Pages/P.xml', '/Doc_0/Pages/P.xml'],
    ['/Doc_0/Document.xml', './Pages/P.xml', 'Doc_0/Pages/P.xml'],
    ['DOC_0\\document.xml', 'Pages/../Pages/P.xml', 'Pages\\P.xml'],
  ])('paths %s, %s, %s', async (root, first, second) => {
    const files = least('')
    const page = (char: string) =>
      `<Page xmlns="${ns}"><Content><Layer>${text('', `<TextCode X="0" Y="5">${char}</TextCode>`)}</Layer></Content></Page>`
    const moved = {
      'OFD.xml': files['OFD.xml']!.replace('Doc_0/Document.xml', root),
      'Doc_0/Document.xml': files['Doc_0/Document.xml']!.replace('P.xml"/>', `${first}"/><Page ID="9" BaseLoc="${second}"/>`),
      'Doc_0/Pages/P.xml': page('甲'),
    }
    expect(await drawn(moved, 0)).toContain('>甲</tspan>')
    expect(await drawn(moved, 1)).toContain('>甲</tspan>')
  })

  test('the current version of a document is the one that is shown', async () => {
    const files = least(text('', '<TextCode X="0" Y="5">旧</TextCode>'))
    const versions =
      '<Versions><Version ID="1" Index="1" BaseLoc="Doc_0/V1.xml"/><Version ID="2" Index="2" Current="true" BaseLoc="Doc_0/V2.xml"/></Versions>'
    const version = (id: number, root: string) => `<DocVersion xmlns="${ns}" ID="${id}"><FileList/><DocRoot>${root}</DocRoot></DocVersion>`
    const svg = await drawn({
      ...files,
      'OFD.xml': files['OFD.xml']!.replace('</DocBody>', `${versions}</DocBody>`),
      'Doc_0/V1.xml': version(1, 'Document.xml'),
      'Doc_0/V2.xml': version(2, 'Document2.xml'),
      'Doc_0/Document2.xml': files['Doc_0/Document.xml']!.replace('P.xml', 'P2.xml'),
      'Doc_0/P2.xml': files['Doc_0/P.xml']!.replace('旧', '新'),
    })
    expect(svg).toContain('>新</tspan>')
    expect(svg).not.toContain('旧')
  })

  test('templates are drawn in their rank, below the layers of the page that have the same', async () => {
    const layer = (type: string, char: string) => `<Layer Type="${type}">${text('', `<TextCode X="0" Y="5">${char}</TextCode>`)}</Layer>`
    const page = (inner: string) => `<Page xmlns="${ns}">${inner}</Page>`
    const files = least('')
    const svg = await drawn({
      ...files,
      'Doc_0/Document.xml': files['Doc_0/Document.xml']!.replace(
        '</CommonData>',
        '<TemplatePage ID="20" BaseLoc="T1.xml"/><TemplatePage ID="21" ZOrder="Foreground" BaseLoc="T2.xml"/></CommonData>',
      ),
      'Doc_0/T1.xml': page(`<Content>${layer('Body', '一')}</Content>`),
      'Doc_0/T2.xml': page(`<Content>${layer('Body', '五')}</Content>`),
      'Doc_0/P.xml': page(
        `<Template TemplateID="21"/><Template TemplateID="20"/><Content>${layer('Foreground', '四')}${layer('Background', '二')}${layer('Body', '三')}</Content>`,
      ),
    })
    expect([...svg.matchAll(/>(.)<\/tspan>/g)].map(([, char]) => char).join('')).toBe('一二三五四')
  })

  test('several documents in one file are several documents', async () => {
    const files = least(text('', '<TextCode X="0" Y="5">甲</TextCode>'))
    const body = '<DocBody><DocInfo><Title>二</Title></DocInfo><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>'
    const { documents } = await openOfd(packed({ ...files, 'OFD.xml': files['OFD.xml']!.replace('</OFD>', body) }))
    expect(documents.map(({ info }) => info.title)).toEqual([undefined, '二'])
  })

  test('resources: the folder they name, the page before the document, fonts by name', async () => {
    const image = '<ImageObject ID="3" Boundary="0 0 10 10" ResourceID="8"/>'
    const media = (file: string) => `<MultiMedias><MultiMedia ID="8" Type="Image"><MediaFile>${file}</MediaFile></MultiMedia></MultiMedias>`
    const files = least(image, { 'Doc_0/PublicRes.xml': resources(media('none.png')) })
    const svg = await drawn({
      ...files,
      'Doc_0/P.xml': files['Doc_0/P.xml']!.replace('<Content>', '<PageRes>PageRes.xml</PageRes><Content>'),
      'Doc_0/PageRes.xml': resources(media('dot.png'), 'Res'),
      'Doc_0/Res/dot.png': png,
    })
    expect(svg).toContain('data:image/png;base64,')
    const named = least(text('', '<TextCode X="0" Y="5">甲</TextCode>'), {
      'Doc_0/PublicRes.xml': resources('<Fonts><Font ID="7" FontName="楷体"/></Fonts>'),
    })
    expect(await drawn(named)).toContain('KaiTi')
  })
})

describe('what is drawn', () => {
  const path = (attributes: string, inner: string) => `<PathObject ID="3" Boundary="10 10 20 20" ${attributes}>${inner}</PathObject>`
  const square = '<AbbreviatedData>S 0 0 L 20 0 L 20 20 L 0 20 C</AbbreviatedData>'

  test.each<[what: string, object: string, expected: RegExp]>([
    [
      'lines of every kind',
      path('', '<AbbreviatedData>M 1 2 L 3 4 Q 1 1 2 2 B 1 1 2 2 3 3 A 5 6 30 1 0 7 8 C</AbbreviatedData>'),
      /d="M1 2L3 4Q1 1 2 2C1 1 2 2 3 3A5 6 30 1 0 7 8Z"/,
    ],
    ['the usual line: black, a point wide, no fill', path('', square), /fill="none" stroke="rgb\(0,0,0\)" stroke-width="0.353"/],
    ['a fill alone', path('Stroke="false" Fill="true"', `<FillColor Value="255 0 0"/>${square}`), /fill="rgb\(255,0,0\)"\/>/],
    ['the even-odd rule', path('Fill="true" Rule="Even-Odd"', `<FillColor Value="1 2 3"/>${square}`), /fill-rule="evenodd"/],
    [
      'dashes, joins and caps',
      path('DashPattern="2 1" DashOffset="1" Join="Round" Cap="Square"', square),
      /stroke-linejoin="round" stroke-linecap="square" stroke-dasharray="2 1" stroke-dashoffset="1"/,
    ],
    ['half transparent colour', path('Fill="true"', `<FillColor Value="1 2 3" Alpha="51"/>${square}`), /fill-opacity="0.2"/],
    ['a transparent object', path('Alpha="51"', square), /opacity="0.2"/],
    ['grey by one component', path('', `<StrokeColor Value="128"/>${square}`), /stroke="rgb\(128,128,128\)"/],
    ['CMYK by four', path('', `<StrokeColor Value="0 255 255 0"/>${square}`), /stroke="rgb\(255,0,0\)"/],
    ['hexadecimal components', path('', `<StrokeColor Value="#FF #80 #00"/>${square}`), /stroke="rgb\(255,128,0\)"/],
    ['a colour of a palette', path('', `<StrokeColor ColorSpace="40" Index="1"/>${square}`), /stroke="rgb\(9,8,7\)"/],
    ['parameters inherited', path('DrawParam="31"', square), /stroke="rgb\(4,5,6\)" stroke-width="2"/],
    ['parameters of the layer', `</Layer><Layer DrawParam="30">${path('', square)}`, /stroke="rgb\(4,5,6\)" stroke-width="1"/],
    [
      'an axial gradient that ends',
      path(
        'Fill="true"',
        `<FillColor><AxialShd StartPoint="0 0" EndPoint="20 0"><Segment Position="0"><Color Value="255 0 0"/></Segment><Segment Position="1"><Color Value="0 0 255"/></Segment></AxialShd></FillColor>${square}`,
      ),
      /<linearGradient[^>]*x1="0" y1="0" x2="20" y2="0"><stop offset="0" stop-color="rgb\(255,0,0\)" stop-opacity="0"\/>/,
    ],
    [
      'a radial gradient that goes on',
      path(
        'Fill="true"',
        `<FillColor><RadialShd StartPoint="5 5" StartRadius="1" EndPoint="6 6" EndRadius="9" Extend="3"><Segment><Color Value="1 1 1"/></Segment><Segment><Color Value="2 2 2"/></Segment></RadialShd></FillColor>${square}`,
      ),
      /<radialGradient[^>]*cx="6" cy="6" r="9" fx="5" fy="5" fr="1"><stop offset="0" stop-color="rgb\(1,1,1\)"\/><stop offset="1"/,
    ],
    [
      'a pattern',
      path(
        'Fill="true"',
        `<FillColor><Pattern Width="5" Height="5" XStep="6"><CellContent>${path('', square)}</CellContent></Pattern></FillColor>${square}`,
      ),
      /<pattern[^>]*width="6" height="5"/,
    ],
    [
      'a clip',
      path(
        '',
        `<Clips><Clip><Area><Path ID="5" Boundary="1 1 5 5"><AbbreviatedData>M 0 0 L 5 0 L 5 5 C</AbbreviatedData></Path></Area></Clip></Clips>${square}`,
      ),
      /<clipPath id="[^"]*"><path d="M0 0L5 0L5 5Z" transform="matrix\(1 0 0 1 1 1\)"/,
    ],
    [
      'what leaves its boundary is cut',
      path('', '<AbbreviatedData>M 0 0 L 90 90</AbbreviatedData>'),
      /<clipPath id="[^"]*"><rect width="20" height="20"\/>/,
    ],
    [
      'a picture that fills its box',
      '<ImageObject ID="3" Boundary="0 0 30 10" ResourceID="8"/>',
      /width="1" height="1" preserveAspectRatio="none" transform="matrix\(30 0 0 10 0 0\)"/,
    ],
    ['a picture that is not there', '<ImageObject ID="3" Boundary="0 0 30 10" ResourceID="99"/>', /<title>找不到图片<\/title>/],
    [
      'a picture that browsers do not know',
      '<ImageObject ID="3" Boundary="0 0 30 10" ResourceID="9"/>',
      /<title>TIFF 图片不能显示<\/title>/,
    ],
    [
      'a picture in JBIG2',
      '<ImageObject ID="3" Boundary="0 0 30 10" ResourceID="10"/>',
      /<image href="data:image\/png;base64,iVBORw0KGgo[^"]*" width="1" height="1" preserveAspectRatio="none" transform="matrix\(30 0 0 10 0 0\)"/,
    ],
    [
      'a picture in JBIG2 of which a part is missing',
      '<ImageObject ID="3" Boundary="0 0 30 10" ResourceID="11"/>',
      /<title>JBIG2 图片损坏<\/title>/,
    ],
    [
      'a composite',
      '<CompositeObject ID="3" Boundary="5 5 10 10" CTM="2 0 0 2 0 0" ResourceID="50"/>',
      /matrix\(1 0 0 1 5 5\)"><g transform="matrix\(2 0 0 2 0 0\)">/,
    ],
    ['blocks within blocks', `<PageBlock ID="60"><PageBlock ID="61">${path('', square)}</PageBlock></PageBlock>`, /M0 0L20 0/],
    [
      'letters turned and stretched',
      text('CharDirection="90" HScale="0.5"', '<TextCode X="0" Y="5">甲</TextCode>'),
      /rotate\(90\) scale\(0.5 1\)">甲/,
    ],
  ])('%s', async (_, object, expected) => {
    const files = least(object, {
      'Doc_0/PublicRes.xml': resources(
        '<ColorSpaces><ColorSpace ID="40" Type="RGB"><Palette><CV>0 0 0</CV><CV>9 8 7</CV></Palette></ColorSpace></ColorSpaces>' +
          '<DrawParams><DrawParam ID="30" LineWidth="1"><StrokeColor Value="4 5 6"/></DrawParam><DrawParam ID="31" Relative="30" LineWidth="2"/></DrawParams>' +
          '<MultiMedias><MultiMedia ID="8" Type="Image"><MediaFile>dot.png</MediaFile></MultiMedia><MultiMedia ID="9" Type="Image"><MediaFile>scan.tif</MediaFile></MultiMedia>' +
          '<MultiMedia ID="10" Type="Image"><MediaFile>scan.jb2</MediaFile></MultiMedia><MultiMedia ID="11" Type="Image"><MediaFile>cut.jb2</MediaFile></MultiMedia></MultiMedias>' +
          `<CompositeGraphicUnits><CompositeGraphicUnit ID="50" Width="5" Height="5"><Content>${path('', square)}</Content></CompositeGraphicUnit></CompositeGraphicUnits>`,
      ),
    })
    const jb2 = file([
      pagePart(3, 2),
      genericPart(
        [
          [1, 0, 1],
          [0, 1, 1],
        ],
        { template: 0 },
      ),
    ])
    const scans = {
      'Doc_0/scan.tif': Uint8Array.from([0x49, 0x49, 0x2a, 0x00]),
      'Doc_0/scan.jb2': jb2,
      'Doc_0/cut.jb2': jb2.subarray(0, 60),
    }
    expect(await drawn({ ...files, 'Doc_0/dot.png': png, ...scans })).toMatch(expected)
  })

  test('what is not visible is not drawn', async () => {
    expect(await drawn(least(path('Visible="false"', square)))).not.toContain('<path')
  })
})

test('what stands beside the pages of a written file is read again', async () => {
  const [document] = (await openOfd(await writeOfd(sampleDraft()))).documents
  expect(document!.info).toMatchObject({
    title: '食品经营许可证',
    author: '演示局',
    createdOn: '2026-11-25',
    custom: { 证照编号: 'JY13607000000001' },
  })
  expect(await readAnnotations(document!)).toMatchObject([
    { type: 'Watermark', page: document!.pages[0]!.id, boundary: { x: 20, y: 260, width: 100, height: 12 } },
  ])
  expect(await readAttachments(document!)).toMatchObject([{ name: '照面元数据', format: 'xml', path: 'Doc_0/Attachs/attach_0.xml' }])
  expect(await readCustomTags(document!)).toEqual([{ namespace: 'urn:haoban:licence', schema: undefined, path: 'Doc_0/Tags/Licence.xml' }])
  expect(readOutlines(document!)).toMatchObject([
    { title: '正本', actions: [{ kind: 'goto', destination: { page: document!.pages[0]!.id } }] },
  ])
  expect(readBookmarks(document!)).toMatchObject([{ name: '盖章处', destination: { top: 220 } }])
  expect(readPermissions(document!)).toMatchObject({ edit: false, sign: true, print: true })
})

test('extensions of applications are told', async () => {
  const files = least('')
  const extension = `<Extensions xmlns="${ns}"><Extension AppName="办公" Company="某" RefId="1"><Property Name="级别">普通</Property></Extension></Extensions>`
  const [document] = (
    await openOfd(
      packed({
        ...files,
        'Doc_0/Document.xml': files['Doc_0/Document.xml']!.replace('</Document>', '<Extensions>E.xml</Extensions></Document>'),
        'Doc_0/E.xml': extension,
      }),
    )
  ).documents
  expect(await readExtensions(document!)).toMatchObject([{ application: '办公', about: '1', properties: { 级别: '普通' } }])
})

test('a page that is written draws every character as an outline of its own font', async () => {
  const written = await writeOfd(sampleDraft())
  const [document] = (await openOfd(written)).documents
  const { svg, notes, width, height } = await renderPage(document!, 0)
  expect([width, height, notes]).toEqual([210, 297, []])
  expect(svg).not.toContain('<text')
  const wanted = ['食品经营许可证', '经营者名称：小杨早餐店（第 1 页）', '演示局（盖章处）', '仅供演示'].join('').replace(/\s/g, '')
  expect(svg.match(/<use /g)).toHaveLength(wanted.length)
  expect(Object.keys(unpackFiles(written))).toContain('Doc_0/Tpls/Tpl_0/Content.xml')
})
