/** What stands beside the pages: annotations, attachments, custom tags, outlines, bookmarks, permissions, extensions (GB/T 33190 15–20). */
import type { Action, Destination, Graphic } from '../model.ts'
import { type Element, parseXml } from '../xml/parse.ts'
import { attribute, type Box, booleanAt, boxOf, child, children, childText, numberAt } from '../xml/values.ts'
import { readActions, readDestination } from './actions.ts'
import type { OfdDocument } from './document.ts'
import { readBlockContent } from './graphics.ts'
import type { Shelf } from './resources.ts'

export type Annotation = {
  id: string
  page: string
  type: string
  subtype?: string
  creator?: string
  modifiedOn?: string
  remark?: string
  visible: boolean
  print: boolean
  parameters: Record<string, string>
  boundary?: Box
  appearance: Graphic[]
}

export type Attachment = {
  id: string
  name: string
  format?: string
  createdOn?: string
  size?: number
  usage?: string
  visible: boolean
  path?: string
}
export type CustomTag = { namespace: string; schema?: string; path?: string }
export type Outline = { title: string; actions: Action[]; expanded: boolean; children: Outline[] }
export type Bookmark = { name: string; destination?: Destination }
export type Permissions = {
  edit: boolean
  annotate: boolean
  export: boolean
  sign: boolean
  watermark: boolean
  printScreen: boolean
  print: boolean
  copies?: number
  validFrom?: string
  validTo?: string
}
export type Extension = {
  application: string
  company?: string
  version?: string
  date?: string
  about: string
  properties: Record<string, string>
  path?: string
}

/** The root of a file that the document names, and its path; undefined where there is none. */
async function rootOf(document: OfdDocument, location: string | undefined): Promise<{ root: Element; path: string } | undefined> {
  const entry = location === undefined ? undefined : document.pack.locate(document.path, location)
  return entry && { root: parseXml(await document.pack.read(entry.path), entry.path), path: entry.path }
}

const valuesOf = (elements: readonly Element[]): Record<string, string> =>
  Object.fromEntries(elements.map((e) => [attribute(e, 'Name') ?? '', e.text.trim()]))

function annotationOf(element: Element, page: string, { graphics }: Shelf): Annotation {
  const appearance = child(element, 'Appearance')
  return {
    id: attribute(element, 'ID') ?? '',
    page,
    type: attribute(element, 'Type') ?? '',
    subtype: attribute(element, 'Subtype'),
    creator: attribute(element, 'Creator'),
    modifiedOn: attribute(element, 'LastModDate'),
    remark: childText(element, 'Remark'),
    visible: booleanAt(element, 'Visible') ?? true,
    print: booleanAt(element, 'Print') ?? true,
    parameters: valuesOf(children(child(element, 'Parameters'), 'Parameter')),
    boundary: boxOf(attribute(appearance, 'Boundary')),
    appearance: appearance ? readBlockContent(appearance, graphics) : [],
  }
}

/** Annotations of all pages, or of the page with this id. */
export async function readAnnotations(document: OfdDocument, page?: string): Promise<Annotation[]> {
  const index = await rootOf(document, childText(document.root, 'Annotations'))
  if (!index) return []
  const found: Annotation[] = []
  const resources = await document.resources()
  for (const reference of children(index.root, 'Page')) {
    const id = attribute(reference, 'PageID') ?? ''
    const entry = page !== undefined && id !== page ? undefined : document.pack.locate(index.path, childText(reference, 'FileLoc') ?? '')
    if (!entry) continue
    const root = parseXml(await document.pack.read(entry.path), entry.path)
    found.push(...children(root, 'Annot').map((element) => annotationOf(element, id, resources)))
  }
  return found
}

export async function readAttachments(document: OfdDocument): Promise<Attachment[]> {
  const file = await rootOf(document, childText(document.root, 'Attachments'))
  return children(file?.root, 'Attachment').map((element) => ({
    id: attribute(element, 'ID') ?? '',
    name: attribute(element, 'Name') ?? '',
    format: attribute(element, 'Format'),
    createdOn: attribute(element, 'CreationDate'),
    size: numberAt(element, 'Size'),
    usage: attribute(element, 'Usage'),
    visible: booleanAt(element, 'Visible') ?? true,
    path: document.pack.locate(file!.path, childText(element, 'FileLoc') ?? '')?.path,
  }))
}

export async function readCustomTags(document: OfdDocument): Promise<CustomTag[]> {
  const file = await rootOf(document, childText(document.root, 'CustomTags'))
  const at = (location: string | undefined) => (location === undefined ? undefined : document.pack.locate(file!.path, location)?.path)
  return children(file?.root, 'CustomTag').map((element) => ({
    namespace: attribute(element, 'NameSpace') ?? attribute(element, 'TypeID') ?? '',
    schema: at(childText(element, 'SchemaLoc')),
    path: at(childText(element, 'FileLoc')),
  }))
}

const outlineOf = (element: Element): Outline => ({
  title: attribute(element, 'Title') ?? '',
  actions: readActions(child(element, 'Actions')),
  expanded: booleanAt(element, 'Expanded') ?? true,
  children: children(element, 'OutlineElem').map(outlineOf),
})

export const readOutlines = ({ root }: OfdDocument): Outline[] => children(child(root, 'Outlines'), 'OutlineElem').map(outlineOf)

export const readBookmarks = ({ root }: OfdDocument): Bookmark[] =>
  children(child(root, 'Bookmarks'), 'Bookmark').map((element) => ({
    name: attribute(element, 'Name') ?? '',
    destination: readDestination(child(element, 'Dest')),
  }))

/** What the author asks of viewers; everything is allowed where nothing is said. */
export function readPermissions({ root }: OfdDocument): Permissions {
  const element = child(root, 'Permissions')
  const allowed = (name: string) => (childText(element, name) ?? 'true').toLowerCase() !== 'false'
  const [print, period] = [child(element, 'Print'), child(element, 'ValidPeriod')]
  return {
    edit: allowed('Edit'),
    annotate: allowed('Annot'),
    export: allowed('Export'),
    sign: allowed('Signature'),
    watermark: allowed('Watermark'),
    printScreen: allowed('PrintScreen'),
    print: booleanAt(print, 'Printable') ?? true,
    copies: numberAt(print, 'Copies'),
    validFrom: attribute(period, 'StartDate'),
    validTo: attribute(period, 'EndDate'),
  }
}

export async function readExtensions(document: OfdDocument): Promise<Extension[]> {
  const file = await rootOf(document, childText(document.root, 'Extensions'))
  return children(file?.root, 'Extension').map((element) => ({
    application: attribute(element, 'AppName') ?? '',
    company: attribute(element, 'Company'),
    version: attribute(element, 'AppVersion'),
    date: attribute(element, 'Date'),
    about: attribute(element, 'RefId') ?? '',
    properties: valuesOf(children(element, 'Property')),
    path: document.pack.locate(file!.path, childText(element, 'ExtendData') ?? '')?.path,
  }))
}
