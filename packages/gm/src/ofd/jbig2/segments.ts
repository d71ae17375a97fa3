/** The parts of a JBIG2 file (T.88 7.2, Annex D). */
import { broken } from './fault.ts'
import { Reader } from './reader.ts'
import type { Work } from './work.ts'

/** The numbers of T.88 7.3. */
export const types = {
  symbolDictionary: 0,
  intermediateText: 4,
  immediateText: 6,
  immediateLosslessText: 7,
  patternDictionary: 16,
  intermediateHalftone: 20,
  immediateHalftone: 22,
  immediateLosslessHalftone: 23,
  intermediateGeneric: 36,
  immediateGeneric: 38,
  immediateLosslessGeneric: 39,
  intermediateRefinement: 40,
  immediateRefinement: 42,
  immediateLosslessRefinement: 43,
  pageInformation: 48,
  endOfPage: 49,
  endOfStripe: 50,
  endOfFile: 51,
  profiles: 52,
  tables: 53,
  extension: 62,
} as const

export type Segment = {
  number: number
  type: number
  references: number[]
  data: Uint8Array
  /** Of a generic region whose length was not known beforehand: the rows that came (7.2.7). */
  rows?: number
}
type Header = Omit<Segment, 'data' | 'rows'> & { length: number }

const signature = [0x97, 0x4a, 0x42, 0x32, 0x0d, 0x0a, 0x1a, 0x0a]
const unknownLength = 0xffffffff
/** With it go contexts of some kilobytes. */
const perSegment = 4096
/** The shortest header. */
const shortest = 11

/** 7.2.4: how many segments this one refers to; bits that say which are kept afterwards follow in the long form. */
function referenceCount(reader: Reader): number {
  const short = reader.u8()
  if (short >> 5 < 5) return short >> 5
  if (short >> 5 !== 7) throw broken()
  reader.at--
  const count = reader.u32() & 0x1fffffff
  reader.take(Math.ceil((count + 1) / 8))
  return count
}

/** 7.2.2 to 7.2.7. */
function readHeader(reader: Reader, work: Work): Header {
  const number = reader.u32()
  const flags = reader.u8()
  const count = referenceCount(reader)
  work.spend(perSegment + count)
  const read = number <= 256 ? () => reader.u8() : number <= 65_536 ? () => reader.u16() : () => reader.u32()
  const references: number[] = []
  for (let i = 0; i < count; i++) references.push(read())
  if (references.some((reference) => reference >= number)) throw broken()
  if (flags & 0x40) reader.u32()
  else reader.u8()
  return { number, type: flags & 0x3f, references, length: reader.u32() }
}

/** A region's width, height, place and operator, and one byte of flags. */
const regionHeader = 18
const generic: number[] = [types.intermediateGeneric, types.immediateGeneric, types.immediateLosslessGeneric]

/** 7.2.7: the data of a region whose length was not known end with a mark that occurs nowhere else, and the count of rows. */
function takeUnknown(reader: Reader, { type }: Header): Pick<Segment, 'data' | 'rows'> {
  if (!generic.includes(type) || reader.left < regionHeader) throw broken()
  const { bytes, at } = reader
  const [first, second] = bytes[at + regionHeader - 1]! & 1 ? [0x00, 0x00] : [0xff, 0xac]
  for (let end = at + regionHeader; end + 5 < bytes.length; end++) {
    if (bytes[end] !== first || bytes[end + 1] !== second) continue
    const data = reader.take(end + 2 - at)
    return { data, rows: reader.u32() }
  }
  throw broken()
}

function withData(reader: Reader, header: Header): Segment {
  const { number, type, references, length } = header
  const data = length === unknownLength ? takeUnknown(reader, header) : { data: reader.take(length) }
  return { number, type, references, ...data }
}

/** Whether the page is there to its end. */
export const isEnded = (segments: readonly Segment[]): boolean =>
  segments.some(({ type }) => type === types.endOfPage || type === types.endOfFile)

/** D.1: each header before its data. A few bytes more are harmless behind an end; elsewhere they are what is left of a segment. */
function sequential(reader: Reader, work: Work): Segment[] {
  const segments: Segment[] = []
  while (reader.left >= shortest && segments.at(-1)?.type !== types.endOfFile) segments.push(withData(reader, readHeader(reader, work)))
  if (reader.left > 0 && !isEnded(segments)) throw broken()
  return segments
}

/** D.2: all headers before all data. */
function randomAccess(reader: Reader, work: Work): Segment[] {
  const headers: Header[] = []
  do headers.push(readHeader(reader, work))
  while (headers.at(-1)!.type !== types.endOfFile)
  return headers.map((header) => withData(reader, header))
}

/** All segments of a file; without the header of a file (D.3) they stand one after the other. */
export function readSegments(bytes: Uint8Array, work: Work): Segment[] {
  const reader = new Reader(bytes)
  if (signature.some((byte, i) => bytes[i] !== byte)) return sequential(reader, work)
  reader.at = signature.length
  const flags = reader.u8()
  if (!(flags & 2)) reader.u32()
  return flags & 1 ? sequential(reader, work) : randomAccess(reader, work)
}
