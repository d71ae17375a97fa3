/** XML as a small tree with positions, read under limits: no document type, no entities of one's own, no depth without end. */
import { SaxesParser, type SaxesTagNS } from 'saxes'
import type { Place } from '../feel/node.ts'

export type XmlLimits = { readonly bytes: number; readonly elements: number; readonly depth: number }
export const defaultXmlLimits: XmlLimits = { bytes: 64 * 1024 * 1024, elements: 1_000_000, depth: 200 }

/** The text is no XML, or more of it than is allowed. */
export class XmlError extends Error {
  readonly place: Place
  constructor(message: string, place: Place) {
    super(message)
    this.name = 'XmlError'
    this.place = place
  }
}

/** A tag as the parser gives it; named here so that no type of the parser is part of the package's own. */
type Tag = {
  readonly local: string
  readonly uri: string
  readonly attributes: Readonly<Record<string, { local: string; prefix: string; value: string; uri: string }>>
}

const newLine = /\r\n?|\n/g

/** A text with its lines, which are counted when somebody asks for a place. */
class Source {
  readonly text: string
  #starts: number[] | undefined

  constructor(text: string) {
    this.text = text
  }

  placeOf(offset: number): Place {
    this.#starts ??= [0, ...Array.from(this.text.matchAll(newLine), (found) => found.index + found[0].length)]
    let [low, high] = [0, this.#starts.length]
    while (high - low > 1) {
      const middle = (low + high) >>> 1
      if (this.#starts[middle]! <= offset) low = middle
      else high = middle
    }
    return { line: low + 1, column: offset - this.#starts[low]! + 1 }
  }
}

const noAttributes: ReadonlyMap<string, string> = new Map()

function attributesOf({ attributes }: Tag): ReadonlyMap<string, string> {
  let found: Map<string, string> | undefined
  for (const key in attributes) {
    const { local, prefix, value, uri } = attributes[key]!
    found ??= new Map()
    found.set(prefix && uri ? `${uri} ${local}` : local, value)
  }
  return found ?? noAttributes
}

export class Element {
  readonly name: string
  readonly uri: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: Element[] = []
  /** Where it begins and ends in the source, as offsets. */
  readonly from: number
  to: number
  text = ''
  readonly #source: Source
  /** Where the content begins in the source. */
  readonly #content: number

  constructor(tag: Tag, source: Source, content: number) {
    this.name = tag.local
    this.uri = tag.uri
    this.attributes = attributesOf(tag)
    this.from = source.text.lastIndexOf('<', content - 1)
    this.to = content
    this.#source = source
    this.#content = content
  }

  get place(): Place {
    return this.#source.placeOf(this.from)
  }

  attribute(name: string): string | undefined {
    return this.attributes.get(name)
  }

  child(name: string): Element | undefined {
    return this.children.find((each) => each.name === name)
  }

  all(name: string): Element[] {
    return this.children.filter((each) => each.name === name)
  }

  /** The text of a child `<text>`, or of the child named. */
  textOf(name = 'text'): string | undefined {
    return this.child(name)?.text
  }

  /** The place of a character of the text: entities and CDATA sections take more room in the source than in the text. */
  placeOf(offset: number): Place {
    const { text } = this.#source
    let at = this.#content
    for (let left = offset; left > 0 && at < text.length; ) {
      const length = lengthAt(text, at)
      left -= length.text
      at += length.source
    }
    return this.#source.placeOf(text.startsWith(cdata, at) ? at + cdata.length : at)
  }
}

const cdata = '<![CDATA['

/** What stands at a place of the source: how long it is there, and how long in the text. */
function lengthAt(source: string, at: number): { source: number; text: number } {
  if (source.startsWith(cdata, at)) return { source: cdata.length, text: 0 }
  if (source.startsWith(']]>', at)) return { source: 3, text: 0 }
  if (source[at] === '\r' && source[at + 1] === '\n') return { source: 1, text: 0 }
  const end = source[at] === '&' ? source.indexOf(';', at) : -1
  return { source: end < 0 ? 1 : end - at + 1, text: 1 }
}

export type XmlOptions = {
  /** Keeps `extensionElements`, which no evaluation needs. */
  readonly extensions?: boolean
}

/** Elements that no evaluation needs: how a diagram is drawn, and, unless they are asked for, a tool's own. */
const isAside = (tag: SaxesTagNS, { extensions = false }: XmlOptions) =>
  tag.local === 'DMNDI' || (!extensions && tag.local === 'extensionElements')

/** How much is read before others get their turn, in characters and milliseconds. */
const piece = 32_768
const turn = 5

class Reader {
  readonly #source: Source
  readonly #limits: XmlLimits
  readonly #options: XmlOptions
  readonly #parser = new SaxesParser({ xmlns: true, position: true })
  readonly #open: Element[] = []
  #root: Element | undefined
  #count = 0
  #skipped = 0

  constructor(source: string, limits: XmlLimits, options: XmlOptions) {
    this.#source = new Source(source)
    this.#limits = limits
    this.#options = options
    const parser = this.#parser
    parser.on('error', (error) => this.#fail(`This is no well-formed XML: ${error.message.replace(/^\d+:\d+: /, '')}`))
    parser.on('doctype', () => this.#fail('A document type is not read: models need none, and its entities can be made to explode.'))
    parser.on('opentag', (tag) => this.#enter(tag))
    parser.on('text', (text) => this.#add(text))
    parser.on('cdata', (text) => this.#add(text))
    parser.on('closetag', () => this.#leave())
  }

  read(): Element {
    this.#parser.write(this.#source.text)
    return this.#end()
  }

  async readInPieces(pause: () => Promise<void>): Promise<Element> {
    const { text } = this.#source
    let began = performance.now()
    for (let at = 0; at < text.length; at += piece) {
      this.#parser.write(text.slice(at, at + piece))
      if (performance.now() - began < turn) continue
      await pause()
      began = performance.now()
    }
    const root = this.#end()
    if (text.length > piece) await pause()
    return root
  }

  #end(): Element {
    this.#parser.close()
    return this.#root ?? this.#fail('There is no element.')
  }

  get #place(): Place {
    return { line: this.#parser.line, column: this.#parser.column + 1 }
  }

  #fail(message: string): never {
    throw new XmlError(message, this.#place)
  }

  #enter(tag: SaxesTagNS): void {
    if (this.#skipped > 0 || isAside(tag, this.#options)) {
      this.#skipped++
      return
    }
    if (++this.#count > this.#limits.elements) this.#fail(`The document has more than ${this.#limits.elements} elements.`)
    if (this.#open.length >= this.#limits.depth) this.#fail(`The document is nested more than ${this.#limits.depth} levels deep.`)
    const element = new Element(tag, this.#source, this.#parser.position)
    const parent = this.#open.at(-1)
    if (parent) parent.children.push(element)
    else this.#root ??= element
    this.#open.push(element)
  }

  #add(text: string): void {
    const element = this.#open.at(-1)
    if (element && this.#skipped === 0) element.text += text
  }

  #leave(): void {
    if (this.#skipped > 0) {
      this.#skipped--
      return
    }
    const element = this.#open.pop()
    if (element) element.to = this.#parser.position
  }
}

/** Throws an XmlError. */
export const readXml = (source: string, limits: XmlLimits = defaultXmlLimits, options: XmlOptions = {}): Element =>
  readerOf(source, limits, options).read()

/** The same, with a pause as often as others should get their turn. */
export async function readXmlInPieces(
  source: string,
  pause: () => Promise<void>,
  limits: XmlLimits = defaultXmlLimits,
  options: XmlOptions = {},
): Promise<Element> {
  return readerOf(source, limits, options).readInPieces(pause)
}

function readerOf(source: string, limits: XmlLimits, options: XmlOptions): Reader {
  if (source.length > limits.bytes) throw new XmlError(`The document is larger than ${limits.bytes} bytes.`, { line: 1, column: 1 })
  return new Reader(source.startsWith('\ufeff') ? source.slice(1) : source, limits, options)
}
