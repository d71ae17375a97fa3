/** XML to a tree of elements, with bounds: what is too large, too deep or brings its own entities is refused unread. */
import { SaxesParser, type SaxesTagNS } from 'saxes'
import { Refused } from '../violation.ts'

export type Element = {
  readonly name: string
  /** The namespace's address, empty where there is none. */
  readonly space: string
  readonly line: number
  readonly parent: Element | undefined
  /** Attributes without a namespace. */
  readonly attributes: Readonly<Record<string, string>>
  /** Attributes of a namespace, by `address#name`. */
  readonly foreign: Readonly<Record<string, string>>
  /** The prefixes declared on this very element. */
  readonly prefixes: Readonly<Record<string, string>>
  readonly children: Element[]
  /** The text directly within, children left out. */
  text: string
}

export type Bounds = {
  /** Bytes of the file, or characters of a string. */
  size: number
  /** Elements within elements. */
  depth: number
  elements: number
}

/** A model of ten thousand tasks with its diagram stays below a third of each. */
export const bounds: Bounds = { size: 20_000_000, depth: 200, elements: 300_000 }

const refuse = (rule: string, sentence: string, line?: number): never => {
  throw new Refused([{ rule, element: 'definitions', sentence, ...(line === undefined ? {} : { line }) }])
}

/** The text of a file in the encoding that it declares; UTF-8 where it declares none. */
function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  const head = String.fromCharCode(...bytes.subarray(0, 200))
  const name = /^[^<]*<\?xml[^>]*encoding=["']([\w.-]+)["']/.exec(head)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(name, { fatal: name.toLowerCase() === 'utf-8' }).decode(bytes)
  } catch {
    return refuse('XML.ENCODING', `The file is no text in the encoding ${name}; save it as UTF-8.`)
  }
}

function elementOf(tag: SaxesTagNS, parent: Element | undefined, line: number): Element {
  const attributes: Record<string, string> = {}
  const foreign: Record<string, string> = {}
  for (const { prefix, local, uri, value } of Object.values(tag.attributes)) {
    if (prefix === 'xmlns' || (prefix === '' && local === 'xmlns')) continue
    if (uri === '') attributes[local] = value
    else foreign[`${uri}#${local}`] = value
  }
  return { name: tag.local, space: tag.uri, line, parent, attributes, foreign, prefixes: { ...tag.ns }, children: [], text: '' }
}

/** The root element. Throws {@link Refused} where the text is no well-formed XML, or beyond the bounds. */
export function parse(source: string | Uint8Array, limits: Bounds = bounds): Element {
  if (source.length > limits.size) {
    refuse('XML.SIZE', `The file holds ${source.length} characters, more than the ${limits.size} that are read; split the model.`)
  }
  const text = typeof source === 'string' ? source : decode(source)
  const parser = new SaxesParser({ xmlns: true, position: true })
  let root: Element | undefined
  let open: Element | undefined
  let [count, depth] = [0, 0]
  parser.on('error', (error) => refuse('XML.MALFORMED', `The file is no well-formed XML: ${error.message}.`, parser.line))
  parser.on('doctype', () => refuse('XML.DOCTYPE', 'The file declares a document type; models need none, take it out.', parser.line))
  parser.on('opentag', (tag) => {
    if (++count > limits.elements) refuse('XML.SIZE', `The file holds more than ${limits.elements} elements; split the model.`)
    if (++depth > limits.depth) refuse('XML.DEPTH', `Elements are nested more than ${limits.depth} deep.`, parser.line)
    const element = elementOf(tag, open, parser.line)
    if (open) open.children.push(element)
    root ??= element
    open = element
  })
  parser.on('closetag', () => {
    depth--
    open = open?.parent
  })
  const append = (more: string) => {
    if (open) open.text += more
  }
  parser.on('text', append)
  parser.on('cdata', append)
  parser.write(text).close()
  return root ?? refuse('XML.MALFORMED', 'The file holds no element.')
}
