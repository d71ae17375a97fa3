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

export class Element {
  readonly name: string
  readonly uri: string
  readonly attributes: ReadonlyMap<string, string>
  readonly children: Element[] = []
  readonly place: Place
  /** Where it begins and ends in the source, as offsets. */
  readonly from: number
  to: number
  text = ''
  /** Where the content begins in the source. */
  readonly #content: { source: string; offset: number; place: Place }

  constructor(tag: Tag, place: Place, content: { source: string; offset: number; place: Place }) {
    this.name = tag.local
    this.uri = tag.uri
    this.attributes = new Map(
      Object.values(tag.attributes).map(({ local, prefix, value, uri }) => [prefix && uri ? `${uri} ${local}` : local, value]),
    )
    this.place = place
    this.from = content.source.lastIndexOf('<', content.offset - 1)
    this.to = content.offset
    this.#content = content
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
    const { source, offset: start, place } = this.#content
    let [at, line, column] = [start, place.line, place.column]
    for (let left = offset; left > 0 && at < source.length; ) {
      const length = lengthAt(source, at)
      left -= length.text
      const isNewLine = source[at] === '\n'
      line += isNewLine ? 1 : 0
      column = isNewLine ? 1 : column + length.source
      at += length.source
    }
    return source.startsWith(cdata, at) ? { line, column: column + cdata.length } : { line, column }
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

class Reader {
  readonly #source: string
  readonly #limits: XmlLimits
  readonly #options: XmlOptions
  readonly #parser = new SaxesParser({ xmlns: true, position: true })
  readonly #open: Element[] = []
  #root: Element | undefined
  #count = 0
  #skipped = 0

  constructor(source: string, limits: XmlLimits, options: XmlOptions) {
    this.#source = source
    this.#limits = limits
    this.#options = options
  }

  read(): Element {
    const parser = this.#parser
    parser.on('error', (error) => this.#fail(`This is no well-formed XML: ${error.message.replace(/^\d+:\d+: /, '')}`))
    parser.on('doctype', () => this.#fail('A document type is not read: models need none, and its entities can be made to explode.'))
    parser.on('opentag', (tag) => this.#enter(tag))
    parser.on('text', (text) => this.#add(text))
    parser.on('cdata', (text) => this.#add(text))
    parser.on('closetag', () => this.#leave())
    parser.write(this.#source).close()
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
    const after = { source: this.#source, offset: this.#parser.position, place: this.#place }
    const element = new Element(tag, startOf(this.#source, this.#parser.position, after.place), after)
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

/** Where a tag begins that ends at `end`: on the same line the column is exact, else the line of its `<`. */
function startOf(source: string, end: number, { line, column }: Place): Place {
  const start = source.lastIndexOf('<', end - 1)
  const lines = source.slice(start, end).split('\n').length - 1
  return lines === 0 ? { line, column: column - (end - start) } : { line: line - lines, column: start - source.lastIndexOf('\n', start) }
}

/** Throws an XmlError. */
export function readXml(source: string, limits: XmlLimits = defaultXmlLimits, options: XmlOptions = {}): Element {
  if (source.length > limits.bytes) throw new XmlError(`The document is larger than ${limits.bytes} bytes.`, { line: 1, column: 1 })
  return new Reader(source.startsWith('\ufeff') ? source.slice(1) : source, limits, options).read()
}
