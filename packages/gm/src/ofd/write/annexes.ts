/** What stands beside the pages: outlines, permissions, bookmarks, annotations, custom tags, attachments. */
import { fault } from '../fault.ts'
import type { NewEntry } from '../zip/write.ts'
import type { Draft, DraftAnnotation, DraftOutline } from './draft.ts'
import { unitsOf, type Writing } from './items.ts'
import { type Markup, numbers, tag, textTag, xmlFile } from './xml.ts'

const root = 'Doc_0'

type PageId = { id: number }
type Annexes = { markup: (Markup | undefined)[]; entries: NewEntry[] }

function pageAt(pages: readonly PageId[], index: number): number {
  const page = pages[index]
  if (!page) throw fault('write.wrong', { why: `没有第 ${index + 1} 页` })
  return page.id
}

const destination = (pages: readonly PageId[], page: number, top = 0) =>
  tag('Dest', { Type: 'XYZ', PageID: pageAt(pages, page), Left: 0, Top: top, Zoom: 0 })

const outline = (pages: readonly PageId[], { title, page, top, children = [] }: DraftOutline): Markup => {
  const goto = tag('Goto', {}, [destination(pages, page, top)])
  const actions = tag('Actions', {}, [tag('Action', { Event: 'CLICK' }, [goto])])
  return tag('OutlineElem', { Title: title, Count: children.length || undefined }, [actions, ...children.map((c) => outline(pages, c))])
}

function permissionsOf({ permissions }: Draft): Markup | undefined {
  if (!permissions) return undefined
  const { edit, annotate, export: exporting, sign, print } = permissions
  const said = (name: string, value: boolean | undefined) => textTag(name, value === undefined ? undefined : String(value))
  return tag('Permissions', {}, [
    said('Edit', edit),
    said('Annot', annotate),
    said('Export', exporting),
    said('Signature', sign),
    print === undefined ? undefined : tag('Print', { Printable: print }),
  ])
}

function annotationMarkup(annotation: DraftAnnotation, writing: Writing): Markup {
  const { type, subtype, creator, modifiedOn, remark, x, y, width, height, items } = annotation
  const id = writing.nextId()
  const parameters = Object.entries(annotation.parameters ?? {}).map(([name, text]) => tag('Parameter', { Name: name }, text))
  return tag('Annot', { ID: id, Type: type, Creator: creator, LastModDate: modifiedOn, Subtype: subtype }, [
    textTag('Remark', remark),
    parameters.length > 0 ? tag('Parameters', {}, parameters) : undefined,
    tag('Appearance', { Boundary: numbers([x, y, width, height]) }, unitsOf(items, writing)),
  ])
}

function annotationFiles({ annotations = [] }: Draft, writing: Writing, pages: readonly PageId[]): Annexes {
  if (annotations.length === 0) return { markup: [], entries: [] }
  const indices = [...new Set(annotations.map(({ page }) => page))].sort((a, b) => a - b)
  const path = (index: number) => `Page_${index}/Annotation.xml`
  const list = indices.map((index) => tag('Page', { PageID: pageAt(pages, index) }, [textTag('FileLoc', path(index))]))
  const files = indices.map((index) => ({
    path: `${root}/Annots/${path(index)}`,
    content: xmlFile(
      'PageAnnot',
      {},
      annotations.filter(({ page }) => page === index).map((a) => annotationMarkup(a, writing)),
    ),
  }))
  return {
    markup: [textTag('Annotations', 'Annots/Annotations.xml')],
    entries: [{ path: `${root}/Annots/Annotations.xml`, content: xmlFile('Annotations', {}, list) }, ...files],
  }
}

function tagFiles({ tags = [] }: Draft): Annexes {
  if (tags.length === 0) return { markup: [], entries: [] }
  const encoder = new TextEncoder()
  const list = tags.map(({ namespace, name, schema }) =>
    tag('CustomTag', { NameSpace: namespace }, [
      textTag('SchemaLoc', schema === undefined ? undefined : `${name}.xsd`),
      textTag('FileLoc', `${name}.xml`),
    ]),
  )
  const files = tags.flatMap(({ name, xml, schema }) => [
    { path: `${root}/Tags/${name}.xml`, content: encoder.encode(xml) },
    ...(schema === undefined ? [] : [{ path: `${root}/Tags/${name}.xsd`, content: encoder.encode(schema) }]),
  ])
  return {
    markup: [textTag('CustomTags', 'Tags/CustomTags.xml')],
    entries: [{ path: `${root}/Tags/CustomTags.xml`, content: xmlFile('CustomTags', {}, list) }, ...files],
  }
}

/** Attachments are measured in kilobytes (GB/T 33190 20). */
const kilobytes = (bytes: number | undefined) => (bytes === undefined ? undefined : bytes / 1024)

function attachmentFiles({ attachments = [], createdOn }: Draft): Annexes {
  if (attachments.length === 0) return { markup: [], entries: [] }
  const file = (index: number, format: string) => `attach_${index}.${format.toLowerCase()}`
  const list = attachments.map((a, i) => {
    const size = a.content instanceof Uint8Array ? a.content.length : a.size
    const values = {
      ID: `a${i + 1}`,
      Name: a.name,
      Format: a.format,
      CreationDate: a.createdOn ?? createdOn,
      Size: kilobytes(size),
      Visible: a.visible,
      Usage: a.usage,
    }
    return tag('Attachment', values, [textTag('FileLoc', file(i, a.format))])
  })
  const files = attachments.map(({ content, format, stored }, i) => ({ path: `${root}/Attachs/${file(i, format)}`, content, stored }))
  return {
    markup: [textTag('Attachments', 'Attachs/Attachments.xml')],
    entries: [{ path: `${root}/Attachs/Attachments.xml`, content: xmlFile('Attachments', {}, list) }, ...files],
  }
}

/** In the order of the schema: outlines, permissions, bookmarks, annotations, custom tags, attachments. */
export function annexes(draft: Draft, writing: Writing, pages: readonly PageId[]): Annexes {
  const outlines = (draft.outlines ?? []).map((o) => outline(pages, o))
  const bookmarks = (draft.bookmarks ?? []).map(({ name, page, top }) => tag('Bookmark', { Name: name }, [destination(pages, page, top)]))
  const files = [annotationFiles(draft, writing, pages), tagFiles(draft), attachmentFiles(draft)]
  return {
    markup: [
      outlines.length > 0 ? tag('Outlines', {}, outlines) : undefined,
      permissionsOf(draft),
      bookmarks.length > 0 ? tag('Bookmarks', {}, bookmarks) : undefined,
      ...files.flatMap(({ markup }) => markup),
    ],
    entries: files.flatMap(({ entries }) => entries),
  }
}
