/** An OFD file from a draft (GB/T 33190): the same draft gives the same bytes. */
import { fault } from '../fault.ts'
import { subsetFont } from '../font/subset.ts'
import { collect } from '../source.ts'
import { areBytes, fileOf, type NewEntry, readyOf, writeZip } from '../zip/write.ts'
import { annexes } from './annexes.ts'
import type { Draft, DraftFont, DraftPage, DraftTemplate, Item, Size } from './draft.ts'
import { unitsOf, type Writing } from './items.ts'
import { type Markup, numbers, tag, textTag, xmlFile } from './xml.ts'

const a4: Size = { width: 210, height: 297 }
export const root = 'Doc_0'

const areaOf = ({ width, height }: Size) => textTag('PhysicalBox', numbers([0, 0, width, height]))

/** Every text of a draft, with the font it is set in. */
function* textsOf(draft: Draft): Generator<Item & { kind: 'text' }> {
  const groups = [...Object.values(draft.templates ?? {}), ...draft.pages, ...(draft.annotations ?? [])]
  for (const { items } of groups) for (const item of items) if (item.kind === 'text') yield item
}

function charactersOf(draft: Draft): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const { font, text } of textsOf(draft)) {
    const characters = found.get(font) ?? new Set()
    for (const char of text) characters.add(char)
    found.set(font, characters)
  }
  return found
}

type Part = { entries: NewEntry[]; markup: Markup[] }

const cutDown = new WeakMap<DraftFont['file'], Map<string, Uint8Array>>()
const mostCutDown = 256

/** A font with the characters of a form, made once. */
function fontOnce({ file, name }: DraftFont, characters: Iterable<string>): Uint8Array {
  const known = cutDown.get(file) ?? new Map<string, Uint8Array>()
  cutDown.set(file, known)
  const key = [name, ...[...characters].sort()].join('')
  const font = known.get(key) ?? subsetFont(file, characters, name)
  if (known.size >= mostCutDown) known.clear()
  known.set(key, font)
  return font
}

function fontParts(
  fonts: readonly [string, DraftFont][],
  characters: ReadonlyMap<string, Set<string>>,
  ids: ReadonlyMap<string, number>,
): Part {
  const part: Part = { entries: [], markup: [] }
  for (const [key, font] of fonts) {
    const { name, family, file, bold, serif, again } = font
    const path = `Res/font_${ids.get(key)}.ttf`
    const shown = characters.get(key) ?? []
    const content = again ? fontOnce(font, shown) : subsetFont(file, shown, name)
    part.entries.push({ path: `${root}/${path}`, content, again, quick: true })
    const values = { ID: ids.get(key), FontName: name, FamilyName: family ?? name, Bold: bold, Serif: serif }
    part.markup.push(tag('Font', values, [textTag('FontFile', path)]))
  }
  return part
}

const png = [0x89, 0x50, 0x4e, 0x47]
const jpeg = [0xff, 0xd8, 0xff]
const formats: [name: string, prefix: readonly number[]][] = [
  ['PNG', png],
  ['JPG', jpeg],
]

function imageParts(images: readonly [string, Uint8Array][], ids: ReadonlyMap<string, number>): Part {
  const part: Part = { entries: [], markup: [] }
  for (const [key, content] of images) {
    const format = formats.find(([, prefix]) => prefix.every((byte, i) => content[i] === byte))?.[0]
    if (!format) throw fault('write.wrong', { why: `图片 ${key} 不是 PNG 或 JPEG` })
    const path = `Res/image_${ids.get(key)}.${format.toLowerCase()}`
    part.entries.push({ path: `${root}/${path}`, content, stored: true })
    part.markup.push(tag('MultiMedia', { ID: ids.get(key), Type: 'Image', Format: format }, [textTag('MediaFile', path)]))
  }
  return part
}

const layer = (items: readonly Item[], writing: Writing, type?: string): Markup =>
  tag('Layer', { ID: writing.nextId(), Type: type }, unitsOf(items, writing))

type Written = { id: number; path: string; entry: NewEntry }

function pageFile(page: DraftPage, index: number, writing: Writing, templates: ReadonlyMap<string, Written>): Written {
  const id = writing.nextId()
  const path = `Pages/Page_${index}/Content.xml`
  const used = (page.templates ?? []).map((key) => {
    const template = templates.get(key)
    if (!template) throw fault('write.wrong', { why: `没有模板 ${key}` })
    return tag('Template', { TemplateID: template.id })
  })
  const area = page.size && tag('Area', {}, [areaOf(page.size)])
  const content = xmlFile('Page', {}, [...used, area, tag('Content', {}, [layer(page.items, writing, 'Body')])])
  return { id, path, entry: { path: `${root}/${path}`, content } }
}

function templateContent({ items, order = 'Background' }: DraftTemplate, writing: Writing): Uint8Array {
  return xmlFile('Page', {}, [tag('Content', {}, [layer(items, writing, order)])])
}

/** A page as it was written: what it stands on, and the last id in it. */
type Form = { on: readonly unknown[]; content: Uint8Array; last: number }
const forms = new WeakMap<readonly Item[], Form>()

/** What a template's page looks like depends on its items, on the ids before it, and on what fonts and pictures are called. */
function contentOnce(template: DraftTemplate, writing: Writing): Uint8Array {
  const { ids, fonts, images } = writing
  const on = [template.order, ids.last, ...[...fonts].flatMap(([key, { id, font }]) => [key, id, font.file]), ...[...images].flat()]
  const known = forms.get(template.items)
  if (known?.on.length === on.length && known.on.every((value, i) => value === on[i])) {
    ids.last = known.last
    return known.content
  }
  const content = templateContent(template, writing)
  forms.set(template.items, { on, content, last: ids.last })
  return content
}

function templateFiles(draft: Draft, writing: Writing): Map<string, Written> {
  return new Map(
    Object.entries(draft.templates ?? {}).map(([key, template], i) => {
      const id = writing.nextId()
      const path = `Tpls/Tpl_${i}/Content.xml`
      const { again } = template
      const content = again ? contentOnce(template, writing) : templateContent(template, writing)
      return [key, { id, path, entry: { path: `${root}/${path}`, content, again } }]
    }),
  )
}

function infoMarkup(draft: Draft): Markup {
  const custom = Object.entries(draft.custom ?? {}).map(([name, text]) => tag('CustomData', { Name: name }, text))
  const keywords = (draft.keywords ?? []).map((word) => tag('Keyword', {}, word))
  return tag('DocInfo', {}, [
    textTag('DocID', draft.id),
    textTag('Title', draft.title),
    textTag('Author', draft.author),
    textTag('Subject', draft.subject),
    textTag('Abstract', draft.abstract),
    textTag('CreationDate', draft.createdOn),
    textTag('ModDate', draft.modifiedOn),
    keywords.length > 0 ? tag('Keywords', {}, keywords) : undefined,
    textTag('Creator', draft.creator),
    textTag('CreatorVersion', draft.creatorVersion),
    custom.length > 0 ? tag('CustomDatas', {}, custom) : undefined,
  ])
}

/** The entry file; without a list of signatures it gets its pointer when the first signature is added. */
export const entryFile = (draft: Draft, signatures?: string) =>
  xmlFile('OFD', { Version: '1.0', DocType: 'OFD' }, [
    tag('DocBody', {}, [infoMarkup(draft), textTag('DocRoot', `${root}/Document.xml`), textTag('Signatures', signatures)]),
  ])

const resourceFile = (...groups: (Markup | undefined)[]) => xmlFile('Res', { BaseLoc: '.' }, groups)
const grouped = (name: string, { markup }: Part) => (markup.length > 0 ? tag(name, {}, markup) : undefined)

function mustBeWhole(draft: Draft): void {
  if (!/^[0-9a-f]{32}$/i.test(draft.id)) throw fault('write.wrong', { why: '文档标识要 32 位十六进制' })
  if (draft.pages.length === 0) throw fault('write.wrong', { why: '没有页面' })
  const used = [...textsOf(draft)].find(({ font }) => !Object.hasOwn(draft.fonts, font))
  if (used) throw fault('write.wrong', { why: `没有字体 ${used.font}` })
}

export type Parts = { entries: NewEntry[]; pages: readonly { id: number }[] }

/** The files of a package in their order, ready to be packed, OFD.xml first. */
export function partsOf(draft: Draft): Parts {
  mustBeWhole(draft)
  const ids = { last: 0 }
  const nextId = () => ++ids.last
  const characters = charactersOf(draft)
  const fonts = Object.entries(draft.fonts).filter(([key]) => characters.has(key))
  const images = Object.entries(draft.images ?? {})
  const fontIds = new Map(fonts.map(([key]) => [key, nextId()]))
  const imageIds = new Map(images.map(([key]) => [key, nextId()]))
  const writing: Writing = {
    nextId,
    ids,
    fonts: new Map(fonts.map(([key, font]) => [key, { id: fontIds.get(key)!, font }])),
    images: imageIds,
  }
  const [fontPart, imagePart] = [fontParts(fonts, characters, fontIds), imageParts(images, imageIds)]
  const templates = templateFiles(draft, writing)
  const pages = draft.pages.map((page, i) => pageFile(page, i, writing, templates))
  const beside = annexes(draft, writing, pages)
  const common = tag('CommonData', {}, [
    textTag('MaxUnitID', String(ids.last)),
    tag('PageArea', {}, [areaOf(draft.size ?? a4)]),
    textTag('PublicRes', 'PublicRes.xml'),
    images.length > 0 ? textTag('DocumentRes', 'DocumentRes.xml') : undefined,
    ...[...templates].map(([key, { id, path }]) =>
      tag('TemplatePage', { ID: id, Name: key, ZOrder: draft.templates?.[key]?.order ?? 'Background', BaseLoc: path }),
    ),
  ])
  const listed = tag(
    'Pages',
    {},
    pages.map(({ id, path }) => tag('Page', { ID: id, BaseLoc: path })),
  )
  const entries = [
    { path: 'OFD.xml', content: entryFile(draft) },
    { path: `${root}/Document.xml`, content: xmlFile('Document', {}, [common, listed, ...beside.markup]) },
    { path: `${root}/PublicRes.xml`, content: resourceFile(grouped('Fonts', fontPart)) },
    ...(images.length > 0 ? [{ path: `${root}/DocumentRes.xml`, content: resourceFile(grouped('MultiMedias', imagePart)) }] : []),
    ...[...templates.values(), ...pages].map(({ entry }) => entry),
    ...fontPart.entries,
    ...imagePart.entries,
    ...beside.entries,
  ]
  return { entries, pages }
}

/** The file piece by piece, for attachments that do not fit into memory. */
export async function* streamOfd(draft: Draft): AsyncGenerator<Uint8Array> {
  yield* writeZip(partsOf(draft).entries)
}

export async function writeOfd(draft: Draft): Promise<Uint8Array> {
  const { entries } = partsOf(draft)
  return areBytes(entries) ? fileOf(entries.map(readyOf)) : collect(writeZip(entries))
}
