/** XML as a light tree: names without prefixes, no entities, no document types, bounded in size and depth. */
import { type SaxesOptions, SaxesParser, type SaxesTagNS } from 'saxes'
import { fault } from '../fault.ts'

/** `text` is the element's own character data; elements of foreign namespaces are left out. */
export type Element = {
  readonly name: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: readonly Element[]
  readonly text: string
}

type Growing = { name: string; attributes: Map<string, string>; children: Growing[]; text: string; foreign: boolean }

const most = { depth: 200, elements: 2_000_000 }
const declared = /^<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]+)["']/
/** A declaration that can be read byte by byte stands in no encoding of two bytes, whatever it says. */
const ofTwoBytes = /^(utf-?16|ucs-?2|iso-10646-ucs-2|unicode)/i

/** What the first bytes show (XML 1.0, appendix F): a mark, or how a `<` is written. */
const shownBy: readonly (readonly [first: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  [[0x3c, 0], 'utf-16le'],
  [[0, 0x3c], 'utf-16be'],
]

/** UTF-8 by the standard; what the first bytes show goes before what a declaration says. */
function encodingOf(bytes: Uint8Array): string {
  const shown = shownBy.find(([first]) => first.every((byte, i) => bytes[i] === byte))?.[1]
  const said = declared.exec(String.fromCharCode(...bytes.subarray(0, 120)))?.[1]
  return shown ?? (said === undefined || ofTwoBytes.test(said) ? 'utf-8' : said)
}

/** As the file says; names of encodings that nobody else knows stand over UTF-8, and old programs put GBK under the name of UTF-8. */
function decoded(bytes: Uint8Array, name: string): string {
  for (const encoding of [encodingOf(bytes), 'utf-8', 'gb18030'])
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {}
  throw fault('xml.broken', { name, why: '文字编码不对' })
}

/** White space at both ends, and the zeros of a buffer behind. */
const trimmed = (text: string): string => text.replace(/\0+$/, '').trim()

function growingOf(tag: SaxesTagNS, foreign: boolean): Growing {
  const attributes = new Map<string, string>()
  for (const { local, prefix, value } of Object.values(tag.attributes))
    if (prefix !== 'xmlns' && prefix !== 'xml') attributes.set(local, value)
  return { name: tag.local, attributes, children: [], text: '', foreign }
}

/** Some producers forget to declare their prefix; it then stands for itself. No prefix stands for no namespace. */
const resolvePrefix = (prefix: string) => (prefix === '' ? '' : `undeclared:${prefix}`)

/** The namespace of the root counts as the document's own, whatever its prefix; so do elements without one. */
export function parseXml(bytes: Uint8Array, name: string): Element {
  const options: SaxesOptions & { xmlns: true } = { xmlns: true, position: false, resolvePrefix }
  const parser = new SaxesParser(options)
  const open: Growing[] = []
  let root: Growing | undefined
  let own = ''
  let count = 0
  parser.on('error', (error) => {
    throw fault('xml.broken', { name, why: error.message })
  })
  parser.on('doctype', () => {
    throw fault('xml.doctype', { name })
  })
  parser.on('opentag', (tag) => {
    if (++count > most.elements || open.length >= most.depth) throw fault('xml.large', { name })
    if (!root) own = tag.uri
    const parent = open.at(-1)
    const element = growingOf(tag, tag.uri !== '' && tag.uri !== own)
    if (!element.foreign) parent?.children.push(element)
    root ??= element
    open.push(element)
  })
  const addText = (text: string) => {
    const element = open.at(-1)
    if (element) element.text += text
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => void open.pop())
  parser.write(trimmed(decoded(bytes, name))).close()
  if (!root) throw fault('xml.broken', { name, why: '是空的' })
  return root
}
