/** A PDF as signatures see it: where each object stands, through all revisions (ISO 32000-1 section 7.5). */
import { Unzlib } from 'fflate'
import { concat, fromHex } from '../bytes.ts'
import { type Dictionary, is, isName, PdfError, type Stream, type Value } from './object.ts'
import { Parser } from './parser.ts'

type Place = { kind: 'offset'; at: number } | { kind: 'packed'; within: number; index: number } | { kind: 'free' }

const mostRevisions = 256
const mostObjects = 2_000_000
const largestPacked = 64 * 1024 * 1024
const slice = 64 * 1024

const toLatin1 = (bytes: Uint8Array) => new TextDecoder('latin1').decode(bytes)

export class PdfFile {
  readonly bytes: Uint8Array
  readonly trailer: Dictionary
  /** Where the newest cross-reference section begins, and whether it is a stream. */
  readonly start: number
  readonly isStreamed: boolean
  readonly #places = new Map<number, Place>()
  readonly #values = new Map<number, Value>()
  readonly #packs = new Map<number, Value[]>()

  /** Throws a `PdfError` where the file is none, is damaged or encrypted. */
  constructor(bytes: Uint8Array) {
    this.bytes = bytes
    this.start = startOf(bytes)
    const { trailer, isStreamed } = this.#readSections()
    this.trailer = trailer
    this.isStreamed = isStreamed
    if (trailer.entries.has('Encrypt')) throw new PdfError('The file is encrypted.')
  }

  /** The number of the next object that is free. */
  get size(): number {
    const size = this.trailer.entries.get('Size')
    return [...this.#places.keys()].reduce((most, number) => Math.max(most, number + 1), typeof size === 'number' ? size : 0)
  }

  #readSections(): { trailer: Dictionary; isStreamed: boolean } {
    const waiting = [this.start]
    const seen = new Set<number>()
    let newest: { trailer: Dictionary; isStreamed: boolean } | undefined
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      if (seen.has(at) || seen.size > mostRevisions) throw new PdfError('The revisions of the file run in a circle.')
      seen.add(at)
      const section = this.#readSection(at)
      newest ??= section
      for (const key of ['XRefStm', 'Prev']) {
        const next = section.trailer.entries.get(key)
        if (typeof next === 'number') waiting.push(next)
      }
    }
    return newest!
  }

  #readSection(at: number): { trailer: Dictionary; isStreamed: boolean } {
    const parser = new Parser(this.bytes, at)
    if (parser.takes('xref')) return { trailer: this.#readTable(parser), isStreamed: false }
    const stream = this.#objectAt(at)
    if (!is(stream, 'stream') || !isName(stream.dictionary.entries.get('Type'), 'XRef'))
      throw new PdfError('The table of objects is missing.')
    this.#readXrefStream(stream)
    return { trailer: stream.dictionary, isStreamed: true }
  }

  #readTable(parser: Parser): Dictionary {
    while (!parser.takes('trailer')) {
      const [first, count] = [parser.expectNumber(), parser.expectNumber()]
      for (let i = 0; i < count; i++) {
        const at = parser.expectNumber()
        parser.expectNumber()
        const isUsed = parser.word() === 'n'
        this.#place(first + i, isUsed ? { kind: 'offset', at } : { kind: 'free' })
      }
    }
    const trailer = parser.value()
    if (!is(trailer, 'dictionary')) throw new PdfError('The file has no trailer.')
    return trailer
  }

  /** What a newer revision says of an object stands. */
  #place(number: number, place: Place): void {
    if (this.#places.size > mostObjects) throw new PdfError('There are too many objects.')
    if (!this.#places.has(number)) this.#places.set(number, place)
  }

  /** Section 7.5.8: rows of three numbers of fixed widths. */
  #readXrefStream(stream: Stream): void {
    const { entries } = stream.dictionary
    const widths = numbers(entries.get('W'))
    const index = entries.has('Index') ? numbers(entries.get('Index')) : [0, numbers([entries.get('Size') ?? null])[0]!]
    const rows = this.contentOf(stream)
    const width = widths.reduce((sum, w) => sum + w, 0)
    if (widths.length !== 3 || width === 0 || width > 32) throw new PdfError('The table of objects has odd rows.')
    let at = 0
    for (let i = 0; i + 1 < index.length; i += 2)
      for (let n = 0; n < index[i + 1]! && at + width <= rows.length; n++, at += width) {
        this.#place(index[i]! + n, placeOf(widths, rows.subarray(at, at + width)))
      }
  }

  #objectAt(at: number): Value {
    const parser = new Parser(this.bytes, at)
    parser.expectNumber()
    parser.expectNumber()
    if (!parser.takes('obj')) throw new PdfError('There is no object where one should be.')
    const value = parser.value()
    if (!is(value, 'dictionary') || !parser.takes('stream')) return value
    if (this.bytes[parser.at] === 13) parser.at++
    return { kind: 'stream', dictionary: value, start: parser.at + 1 }
  }

  object(number: number): Value {
    const known = this.#values.get(number)
    if (known !== undefined) return known
    const place = this.#places.get(number)
    const value = place?.kind === 'offset' ? this.#objectAt(place.at) : place?.kind === 'packed' ? this.#unpack(place) : null
    this.#values.set(number, value)
    return value
  }

  /** Follows references to what they stand for. */
  resolve(value: Value | undefined): Value {
    let found = value ?? null
    for (let steps = 0; is(found, 'reference'); steps++) {
      if (steps > 16) throw new PdfError('References run in a circle.')
      found = this.object(found.number)
    }
    return found
  }

  get(dictionary: Dictionary, key: string): Value {
    return this.resolve(dictionary.entries.get(key))
  }

  dictionary(value: Value | undefined): Dictionary {
    const found = this.resolve(value)
    if (!is(found, 'dictionary')) throw new PdfError('There is no dictionary where one should be.')
    return found
  }

  #unpack({ within, index }: Extract<Place, { kind: 'packed' }>): Value {
    const pack = this.#packs.get(within) ?? this.#readPack(within)
    this.#packs.set(within, pack)
    return pack[index] ?? null
  }

  /** Section 7.5.7: numbers and places of the objects, then the objects. */
  #readPack(number: number): Value[] {
    const stream = this.object(number)
    if (!is(stream, 'stream')) throw new PdfError('A pack of objects is missing.')
    const [count, first] = numbers([this.get(stream.dictionary, 'N'), this.get(stream.dictionary, 'First')])
    const content = this.contentOf(stream)
    const head = new Parser(content)
    const places = Array.from({ length: Math.min(count!, content.length) }, () => {
      head.expectNumber()
      return first! + head.expectNumber()
    })
    return places.map((at) => new Parser(content, at).value())
  }

  contentOf(stream: Stream): Uint8Array {
    const length = this.get(stream.dictionary, 'Length')
    if (typeof length !== 'number' || length < 0 || stream.start + length > this.bytes.length) throw new PdfError('A stream has no length.')
    const raw = this.bytes.subarray(stream.start, stream.start + length)
    const filter = this.get(stream.dictionary, 'Filter')
    const filters = Array.isArray(filter) ? filter : filter === null ? [] : [filter]
    if (filters.length === 0) return raw
    if (filters.length === 1 && isName(filters[0], 'ASCIIHexDecode')) return fromHex(toLatin1(raw).replace(/>.*|\s/gs, ''))
    if (filters.length > 1 || !isName(filters[0], 'FlateDecode')) throw new PdfError('A stream is packed in an unknown way.')
    const parameters = this.get(stream.dictionary, 'DecodeParms')
    return unpredicted(inflate(raw), is(parameters, 'dictionary') ? parameters : undefined)
  }
}

/** Unpacks slice by slice, so that what is made to burst is stopped on the way. */
function inflate(raw: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = []
  let total = 0
  const unzlib = new Unzlib((part) => {
    total += part.length
    if (total > largestPacked) throw new PdfError('A stream is too large.')
    parts.push(part)
  })
  try {
    for (let at = 0; at < raw.length; at += slice) unzlib.push(raw.subarray(at, at + slice), at + slice >= raw.length)
  } catch (error) {
    throw error instanceof PdfError ? error : new PdfError('A stream cannot be unpacked.')
  }
  return concat(...parts)
}

/** PNG prediction by rows (section 7.4.4.4), of which tables of objects use None, Sub and Up. */
function unpredicted(content: Uint8Array, parameters: Dictionary | undefined): Uint8Array {
  const predictor = parameters?.entries.get('Predictor') ?? 1
  if (predictor === 1) return content
  const columns = parameters?.entries.get('Columns') ?? 1
  if (typeof predictor !== 'number' || predictor < 10 || typeof columns !== 'number' || columns < 1) throw new PdfError(oddPrediction)
  const rows: Uint8Array[] = []
  for (let at = 0; at + columns < content.length; at += columns + 1)
    rows.push(unpredictRow(content.subarray(at, at + columns + 1), rows.at(-1)))
  return concat(...rows)
}

const oddPrediction = 'A stream is predicted in an unknown way.'

/** Each kind of row adds to a byte the one at its left, or the one above. */
function unpredictRow(row: Uint8Array, above: Uint8Array | undefined): Uint8Array {
  const [kind] = row
  if (kind! > 2) throw new PdfError(oddPrediction)
  const out = row.slice(1)
  for (let i = 0; i < out.length; i++) {
    if (kind === 1 && i > 0) out[i]! += out[i - 1]!
    if (kind === 2 && above) out[i]! += above[i]!
  }
  return out
}

function placeOf(widths: readonly number[], row: Uint8Array): Place {
  const fields: number[] = []
  let at = 0
  for (const width of widths) {
    fields.push(row.subarray(at, at + width).reduce((n, byte) => n * 256 + byte, 0))
    at += width
  }
  const [kind, one, two] = [widths[0] === 0 ? 1 : fields[0], fields[1]!, fields[2]!]
  if (kind === 1) return { kind: 'offset', at: one }
  return kind === 2 ? { kind: 'packed', within: one, index: two } : { kind: 'free' }
}

function numbers(value: Value | undefined): number[] {
  if (!Array.isArray(value)) throw new PdfError('A list of numbers is missing.')
  return value.map((n) => {
    if (typeof n !== 'number' || !Number.isSafeInteger(n) || n < 0) throw new PdfError('A number is missing.')
    return n
  })
}

const headLength = 1024
/** Whether a file is a PDF by its first kilobyte, in which its mark may stand anywhere; what is packed may hold a PDF of its own there. */
export const isPdf = (bytes: Uint8Array): boolean =>
  !(bytes[0] === 0x50 && bytes[1] === 0x4b) && toLatin1(bytes.subarray(0, headLength)).includes('%PDF-')

/** The last `startxref`, which must stand near the end. */
function startOf(bytes: Uint8Array): number {
  if (!isPdf(bytes)) throw new PdfError('This is no PDF.')
  const tail = toLatin1(bytes.subarray(-2048))
  const found = /startxref\s+(\d{1,10})\s+%%EOF/.exec(tail.slice(Math.max(0, tail.lastIndexOf('startxref'))))
  if (!found) throw new PdfError('The file has no end.')
  return Number(found[1])
}
