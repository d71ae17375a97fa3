/** What the writer takes: a document declared whole, in millimetres from the top left. */
import type { FontFile } from '../font/font.ts'
import type { Matrix } from '../xml/values.ts'

/** Red, green, blue 0–255. */
export type Ink = readonly [red: number, green: number, blue: number]

type Shared = {
  /** 0–1, 1 where left out. */
  opacity?: number
  /** Degrees clockwise around the item's own top left corner. */
  turn?: number
}

/** `x`, `y` is the start of the baseline; `size` is the em. */
export type TextItem = Shared & {
  kind: 'text'
  x: number
  y: number
  text: string
  font: string
  size: number
  ink?: Ink
  spacing?: number
  bold?: boolean
}
/** `data` is abbreviated path data of the standard (S M L Q B A C), relative to `x`, `y`, in units of `unit` millimetres (1 where left out). */
export type PathItem = Shared & {
  kind: 'path'
  x: number
  y: number
  width: number
  height: number
  data: string
  unit?: number
  stroke?: Ink
  fill?: Ink
  line?: number
  dash?: readonly number[]
  evenOdd?: boolean
}
export type ImageItem = Shared & { kind: 'image'; x: number; y: number; width: number; height: number; image: string }
export type Item = TextItem | PathItem | ImageItem

export type DraftFont = {
  /** As viewers without the embedded file look for it, e.g. 思源宋体. */
  name: string
  family?: string
  file: FontFile
  bold?: boolean
  serif?: boolean
  /** The same characters come again and again, as in a printed form: the cut-down font is made, packed and digested once. */
  again?: boolean
}

export type Size = { width: number; height: number }
export type DraftPage = { size?: Size; items: readonly Item[]; templates?: readonly string[] }
export type DraftTemplate = {
  items: readonly Item[]
  order?: 'Background' | 'Foreground'
  /** This very list of items comes again and again, as a printed form does: its page is written, packed and digested once. */
  again?: boolean
}

export type DraftAttachment = {
  name: string
  /** File name extension without dot. */
  format: string
  content: Uint8Array | (() => AsyncIterable<Uint8Array>)
  /** Bytes; needed where the content is a stream. */
  size?: number
  /** `yyyy-mm-dd` or with time. */
  createdOn?: string
  usage?: string
  visible?: boolean
  /** Already compressed: kept as it is. */
  stored?: boolean
}

export type DraftAnnotation = {
  /** Index from 0. */
  page: number
  type: 'Link' | 'Path' | 'Highlight' | 'Stamp' | 'Watermark'
  subtype?: string
  creator: string
  /** `yyyy-mm-dd`. */
  modifiedOn: string
  remark?: string
  parameters?: Record<string, string>
  x: number
  y: number
  width: number
  height: number
  items: readonly Item[]
}

/** Data of a business beside the pages: an XML file whose namespace says what it is (GB/T 33190 16). */
export type DraftTag = { namespace: string; name: string; xml: string; schema?: string }

export type DraftOutline = { title: string; page: number; top?: number; children?: readonly DraftOutline[] }

export type Draft = {
  /** 32 hexadecimal digits, by which this document is told from every other. */
  id: string
  title?: string
  author?: string
  subject?: string
  abstract?: string
  keywords?: readonly string[]
  /** `yyyy-mm-dd`. */
  createdOn: string
  modifiedOn?: string
  creator?: string
  creatorVersion?: string
  /** Shown by viewers as further properties. */
  custom?: Record<string, string>
  size?: Size
  fonts: Record<string, DraftFont>
  /** PNG or JPEG. */
  images?: Record<string, Uint8Array>
  templates?: Record<string, DraftTemplate>
  pages: readonly DraftPage[]
  attachments?: readonly DraftAttachment[]
  tags?: readonly DraftTag[]
  annotations?: readonly DraftAnnotation[]
  outlines?: readonly DraftOutline[]
  bookmarks?: readonly { name: string; page: number; top?: number }[]
  permissions?: { edit?: boolean; annotate?: boolean; export?: boolean; sign?: boolean; print?: boolean }
}

export type Turned = { boundary: readonly [x: number, y: number, width: number, height: number]; matrix?: Matrix }
