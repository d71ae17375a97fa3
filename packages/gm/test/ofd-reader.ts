/**
 * A second reader of OFD packages, written from GB/T 33190 for tests: another ZIP library, an XML reader of its own,
 * Node's digests. It shares no code with the library, so what both say the same of a file is in the file.
 */
import { createHash } from 'node:crypto'
import { posix } from 'node:path'
import { unzipSync } from 'fflate'
import { type Node, readXml, schemaProblems } from './ofd-schema.ts'

export type ReadText = { text: string; x: number; y: number; size: number; font: string }
export type ReadPage = { id: string; width: number; height: number; texts: ReadText[]; images: string[]; paths: number }
export type ReadReference = { path: string; matches: boolean }
export type ReadSignature = {
  id: string
  type: string
  references: ReadReference[]
  stamps: { page: string; boundary: number[]; clip?: number[] }[]
}
export type ReadOfd = {
  info: Record<string, string>
  pages: ReadPage[]
  fonts: Record<string, { name: string; bytes: Uint8Array }>
  attachments: { name: string; bytes: Uint8Array }[]
  tags: { namespace: string; xml: string }[]
  annotations: { page: string; type: string; texts: string[] }[]
  signatures: ReadSignature[]
  /** Departures from the schema and from rules that no schema can say. */
  problems: string[]
}

const decoder = new TextDecoder('utf-8', { fatal: true })
const one = (node: Node | undefined, ...names: string[]): Node | undefined =>
  names.reduce<Node | undefined>((at, name) => at?.children.find((c) => c.name === name), node)
const many = (node: Node | undefined, name: string): Node[] => node?.children.filter((c) => c.name === name) ?? []
const floats = (text: string | undefined) => (text ?? '').split(' ').filter(Boolean).map(Number)

class Reading {
  readonly problems: string[] = []
  private readonly roots = new Map<string, Node>()

  constructor(readonly files: Record<string, Uint8Array>) {}

  at(from: string, location: string): string {
    const path = location.startsWith('/') ? location.slice(1) : posix.join(posix.dirname(from), location)
    if (!(path in this.files)) this.problems.push(`${from}: ${location} is not there`)
    return path
  }

  bytes(path: string): Uint8Array {
    return this.files[path] ?? new Uint8Array()
  }

  xml(path: string): Node {
    const known = this.roots.get(path)
    if (known) return known
    const root = readXml(decoder.decode(this.bytes(path)))
    if (root.attributes['xmlns:ofd'] !== 'http://www.ofdspec.org/2016') this.problems.push(`${path}: another namespace`)
    this.problems.push(...schemaProblems(root).map((problem) => `${path}${problem}`))
    this.roots.set(path, root)
    return root
  }
}

/** 11.3: `g n d` is d, n times. */
function deltas(text: string | undefined): number[] {
  const parts = (text ?? '').split(' ').filter(Boolean)
  const found: number[] = []
  while (parts.length > 0) {
    const part = parts.shift()!
    if (part !== 'g') found.push(Number(part))
    else {
      const count = Number(parts.shift())
      const delta = Number(parts.shift())
      for (let i = 0; i < count; i++) found.push(delta)
    }
  }
  return found
}

function readText(node: Node, reading: Reading): ReadText {
  const [left = 0, top = 0] = floats(node.attributes.Boundary)
  const code = one(node, 'TextCode')
  const text = code?.text ?? ''
  const given = deltas(code?.attributes.DeltaX)
  if (given.length !== [...text].length - 1 && [...text].length > 1) reading.problems.push(`"${text}" has ${given.length} offsets`)
  const { X = '0', Y = '0' } = code?.attributes ?? {}
  return { text, x: left + Number(X), y: top + Number(Y), size: Number(node.attributes.Size), font: node.attributes.Font ?? '' }
}

function readPage(reading: Reading, path: string, id: string, usual: number[]): ReadPage {
  const root = reading.xml(path)
  const own = one(root, 'Area', 'PhysicalBox')
  const [, , width = 0, height = 0] = own ? floats(own.text) : usual
  const layers = many(one(root, 'Content'), 'Layer')
  const objects = layers.flatMap((layer) => layer.children)
  return {
    id,
    width,
    height,
    texts: objects.filter(({ name }) => name === 'TextObject').map((node) => readText(node, reading)),
    images: objects.filter(({ name }) => name === 'ImageObject').map((node) => node.attributes.ResourceID ?? ''),
    paths: objects.filter(({ name }) => name === 'PathObject').length,
  }
}

/** 7.2: ids are unique within a document, and none is above MaxUnitID. */
function idProblems(roots: readonly Node[], most: number): string[] {
  const ids: number[] = []
  const visit = (node: Node) => {
    if (node.attributes.ID !== undefined && /^\d+$/.test(node.attributes.ID) && node.name !== 'Signature')
      ids.push(Number(node.attributes.ID))
    node.children.forEach(visit)
  }
  roots.forEach(visit)
  const problems = ids.filter((id) => id > most).map((id) => `id ${id} is above MaxUnitID ${most}`)
  // Document.xml names pages and templates by the id that is theirs: it is the only one to give them.
  return new Set(ids).size === ids.length ? problems : [...problems, 'an id stands twice']
}

function readSignature(reading: Reading, listPath: string, row: Node): ReadSignature {
  const path = reading.at(listPath, row.attributes.BaseLoc ?? '')
  const info = one(reading.xml(path), 'SignedInfo')
  const references = many(one(info, 'References'), 'Reference').map((reference) => {
    const target = reading.at(path, reference.attributes.FileRef ?? '')
    const digest = createHash('sm3').update(reading.bytes(target)).digest('base64')
    return { path: target, matches: one(reference, 'CheckValue')?.text === digest }
  })
  const stamps = many(info, 'StampAnnot').map(({ attributes }) => ({
    page: attributes.PageRef ?? '',
    boundary: floats(attributes.Boundary),
    ...(attributes.Clip === undefined ? {} : { clip: floats(attributes.Clip) }),
  }))
  return { id: row.attributes.ID ?? '', type: row.attributes.Type ?? '', references, stamps }
}

function readFonts(reading: Reading, path: string): ReadOfd['fonts'] {
  return Object.fromEntries(
    many(one(reading.xml(path), 'Fonts'), 'Font').map((font) => [
      font.attributes.ID,
      { name: font.attributes.FontName ?? '', bytes: reading.bytes(reading.at(path, one(font, 'FontFile')?.text ?? '')) },
    ]),
  )
}

function readAnnotations(reading: Reading, path: string): ReadOfd['annotations'] {
  return many(reading.xml(path), 'Page').flatMap((page) => {
    const file = reading.xml(reading.at(path, one(page, 'FileLoc')?.text ?? ''))
    return many(file, 'Annot').map((annot) => ({
      page: page.attributes.PageID ?? '',
      type: annot.attributes.Type ?? '',
      texts: many(one(annot, 'Appearance'), 'TextObject').map((node) => one(node, 'TextCode')?.text ?? ''),
    }))
  })
}

/** Reads a package with one document; what breaks a rule stands in `problems`. */
export function readOfdAgain(bytes: Uint8Array): ReadOfd {
  const reading = new Reading(unzipSync(bytes))
  const body = one(reading.xml('OFD.xml'), 'DocBody')
  const path = reading.at('OFD.xml', one(body, 'DocRoot')?.text ?? '')
  const document = reading.xml(path)
  const common = one(document, 'CommonData')
  const usual = floats(one(common, 'PageArea', 'PhysicalBox')?.text)
  const named = (name: string) => {
    const location = one(document, name)?.text
    return location === undefined ? undefined : reading.at(path, location)
  }
  const resources = [...many(common, 'PublicRes'), ...many(common, 'DocumentRes')].map((node) => reading.at(path, node.text))
  for (const each of resources) reading.xml(each)
  const templates = many(common, 'TemplatePage').map((node) => reading.xml(reading.at(path, node.attributes.BaseLoc ?? '')))
  const pages = many(one(document, 'Pages'), 'Page').map(({ attributes }) =>
    readPage(reading, reading.at(path, attributes.BaseLoc ?? ''), attributes.ID ?? '', usual),
  )
  const [attachmentPath, tagPath, annotationPath] = ['Attachments', 'CustomTags', 'Annotations'].map(named)
  const attachments = attachmentPath ? many(reading.xml(attachmentPath), 'Attachment') : []
  const tags = tagPath ? many(reading.xml(tagPath), 'CustomTag') : []
  const signatures = one(body, 'Signatures')?.text
  const list = signatures === undefined ? undefined : reading.at('OFD.xml', signatures)
  const read: ReadOfd = {
    info: Object.fromEntries((one(body, 'DocInfo')?.children ?? []).map(({ name, text }) => [name, text])),
    pages,
    fonts: Object.assign({}, ...resources.map((each) => readFonts(reading, each))),
    attachments: attachments.map((a) => ({
      name: a.attributes.Name ?? '',
      bytes: reading.bytes(reading.at(attachmentPath!, one(a, 'FileLoc')?.text ?? '')),
    })),
    tags: tags.map((t) => ({
      namespace: t.attributes.NameSpace ?? '',
      xml: decoder.decode(reading.bytes(reading.at(tagPath!, one(t, 'FileLoc')?.text ?? ''))),
    })),
    annotations: annotationPath ? readAnnotations(reading, annotationPath) : [],
    signatures: list === undefined ? [] : many(reading.xml(list), 'Signature').map((row) => readSignature(reading, list, row)),
    problems: reading.problems,
  }
  const pageRoots = many(one(document, 'Pages'), 'Page').map(({ attributes }) =>
    reading.xml(posix.join(posix.dirname(path), attributes.BaseLoc ?? '')),
  )
  const most = Number(one(common, 'MaxUnitID')?.text)
  read.problems.push(...idProblems([document, ...resources.map((each) => reading.xml(each)), ...templates, ...pageRoots], most))
  return read
}
