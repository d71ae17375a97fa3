/** The way into a package: OFD.xml, its documents, their pages (GB/T 33190 7.4–7.7). */
import { fault } from '../fault.ts'
import type { Action, Area, Page } from '../model.ts'
import { type Limits, openPackage, type Package } from '../package.ts'
import type { Input } from '../source.ts'
import { type Element, parseXml } from '../xml/parse.ts'
import { attribute, booleanAt, child, children, childText, textOf } from '../xml/values.ts'
import { readActions } from './actions.ts'
import { areaOf, type PageReference, readPage, type Template } from './page.ts'
import { readResources, type Shelf } from './resources.ts'

export type DocumentInfo = {
  id?: string
  title?: string
  author?: string
  subject?: string
  abstract?: string
  keywords: string[]
  createdOn?: string
  modifiedOn?: string
  creator?: string
  creatorVersion?: string
  usage?: string
  /** CustomDatas by name. */
  custom: Record<string, string>
}

export type Version = { id: string; index: string; current: boolean; path?: string }

export type OfdDocument = {
  pack: Package
  /** Path of Document.xml. */
  path: string
  root: Element
  info: DocumentInfo
  versions: Version[]
  /** Path of Signatures.xml, also where it does not exist (yet). */
  signatures?: string
  area: Area
  pages: PageReference[]
  /** Paths of the page templates. */
  templates: string[]
  /** Paths of the document's lists of resources. */
  lists: string[]
  /** Fonts, pictures, colours and styles; read when first asked for. */
  resources(): Promise<Shelf>
  actions: Action[]
  /** The page at an index from 0; pages are read when asked for. */
  page(index: number): Promise<Page>
}

/** An opened file: almost always one document. */
export type Ofd = { pack: Package; version?: string; type?: string; documents: OfdDocument[] }

const entryPoint = 'OFD.xml'

export async function openOfd(input: Input, limits?: Limits): Promise<Ofd> {
  const pack = await openPackage(input, limits)
  const root = await readEntry(pack)
  return { pack, version: attribute(root, 'Version'), type: attribute(root, 'DocType'), documents: await documentsOf(pack, root) }
}

/** The documents of a package that is open already. */
export const documentsIn = async (pack: Package): Promise<OfdDocument[]> => documentsOf(pack, await readEntry(pack))

async function readEntry(pack: Package): Promise<Element> {
  const root = parseXml(await pack.read(entryPoint), entryPoint)
  if (root.name !== 'OFD') throw fault('ofd.shape', { name: entryPoint, what: '根元素 OFD' })
  return root
}

async function documentsOf(pack: Package, root: Element): Promise<OfdDocument[]> {
  const bodies = children(root, 'DocBody')
  if (bodies.length === 0) throw fault('ofd.shape', { name: entryPoint, what: 'DocBody' })
  const documents: OfdDocument[] = []
  for (const body of bodies) documents.push(await readDocument(pack, body))
  return documents
}

function infoOf(element: Element | undefined): DocumentInfo {
  const text = (name: string) => childText(element, name)
  const datas = children(child(element, 'CustomDatas'), 'CustomData')
  return {
    id: text('DocID'),
    title: text('Title'),
    author: text('Author'),
    subject: text('Subject'),
    abstract: text('Abstract'),
    keywords: children(child(element, 'Keywords'), 'Keyword').flatMap((k) => textOf(k) ?? []),
    createdOn: text('CreationDate'),
    modifiedOn: text('ModDate'),
    creator: text('Creator'),
    creatorVersion: text('CreatorVersion'),
    usage: text('DocUsage'),
    custom: Object.fromEntries(datas.map((data) => [attribute(data, 'Name') ?? '', data.text.trim()])),
  }
}

const versionsOf = (body: Element): Version[] =>
  children(child(body, 'Versions'), 'Version').map((version) => ({
    id: attribute(version, 'ID') ?? '',
    index: attribute(version, 'Index') ?? '',
    current: booleanAt(version, 'Current') ?? false,
    path: attribute(version, 'BaseLoc'),
  }))

/** The current version has a root of its own (GB/T 33190 19); without versions it is DocRoot. */
async function rootPathOf(pack: Package, body: Element, versions: readonly Version[]): Promise<string> {
  const current = versions.find((version) => version.current && version.path !== undefined)
  const described = current && pack.locate(entryPoint, current.path!)
  if (described) {
    const location = childText(parseXml(await pack.read(described.path), described.path), 'DocRoot')
    const found = location === undefined ? undefined : pack.locate(described.path, location)
    if (found) return found.path
  }
  const location = childText(body, 'DocRoot')
  const found = location === undefined ? undefined : pack.locate(entryPoint, location)
  if (!found) throw fault('ofd.shape', { name: entryPoint, what: 'DocRoot 所指的文件' })
  return found.path
}

/** A4 where a document forgets to say its size. */
const a4: Area = { physical: { x: 0, y: 0, width: 210, height: 297 } }

function templatesOf(pack: Package, path: string, common: Element | undefined): Map<string, Template> {
  const found = new Map<string, Template>()
  for (const element of children(common, 'TemplatePage')) {
    const [id, location] = [attribute(element, 'ID'), attribute(element, 'BaseLoc')]
    const entry = location === undefined ? undefined : pack.locate(path, location)
    if (id && entry) found.set(id, { path: entry.path, order: attribute(element, 'ZOrder') })
  }
  return found
}

async function readDocument(pack: Package, body: Element): Promise<OfdDocument> {
  const versions = versionsOf(body)
  const path = await rootPathOf(pack, body, versions)
  const root = parseXml(await pack.read(path), path)
  if (root.name !== 'Document') throw fault('ofd.shape', { name: path, what: '根元素 Document' })
  const common = child(root, 'CommonData')
  const named = [...children(common, 'PublicRes'), ...children(common, 'DocumentRes')]
  const files = named.flatMap((element) => pack.locate(path, textOf(element) ?? '')?.path ?? [])
  let shelf: Promise<Shelf> | undefined
  const resources = () => {
    shelf ??= readResources(pack, files, undefined, childText(common, 'DefaultCS'))
    return shelf
  }
  const area = areaOf(child(common, 'PageArea')) ?? a4
  const templates = templatesOf(pack, path, common)
  const pages = children(child(root, 'Pages'), 'Page').map((page) => {
    const location = attribute(page, 'BaseLoc') ?? ''
    return { id: attribute(page, 'ID') ?? '', path: pack.locate(path, location)?.path ?? location }
  })
  const signatures = childText(body, 'Signatures')
  return {
    pack,
    path,
    root,
    info: infoOf(child(body, 'DocInfo')),
    versions,
    signatures: signatures === undefined ? undefined : (pack.locate(entryPoint, signatures)?.path ?? signatures.replace(/^\/+/, '')),
    area,
    pages,
    templates: [...templates.values()].map((template) => template.path),
    lists: files,
    resources,
    actions: readActions(child(root, 'Actions')),
    page: async (index) => {
      const reference = pages[index]
      if (!reference) throw fault('zip.missing', { name: `第 ${index + 1} 页` })
      return readPage({ pack, area, resources: await resources(), templates }, reference)
    },
  }
}
