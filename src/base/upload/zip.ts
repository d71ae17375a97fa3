/** Looks into a ZIP without believing what it says of itself, and finds out which document it is. */
import { crc32, createInflateRaw } from 'node:zlib'
import { type Entry, findEnd, listEntries } from './directory.ts'
import { detect, type Found } from './kinds.ts'
import { type About, refuse } from './refuse.ts'

const MAX_ENTRIES = 5_000
const MAX_TOTAL = 200 * 2 ** 20
/** Documents compress up to some fifty times; beyond a hundred (the limit of Apache POI as well) it is no document. Small parts do not matter. */
const MAX_RATIO = 100
const RATIO_FROM = 8 * 2 ** 20
/** A document inside a document (a table in a letter) is looked into once; deeper is refused. */
const MAX_DEPTH = 1
const MAX_KEPT = 20 * 2 ** 20

/** Counts across all levels, so that nesting cannot multiply what is allowed. */
type Budget = { left: number }

/** Whether the file is an archive when read from its end, as unzip programs do. */
export const endsAsZip = (bytes: Buffer): boolean => findEnd(bytes) !== undefined

/** What the ZIP is, after every part of it was unpacked, counted and compared with its checksum. */
export async function checkZip(bytes: Buffer, about: About, depth = 0, budget: Budget = { left: MAX_TOTAL }): Promise<Found> {
  const entries = listEntries(bytes, MAX_ENTRIES, about)
  if (entries.reduce((sum, e) => sum + e.size, 0) > budget.left) throw bomb(about)
  if (entries.some((e) => /vbaProject\.bin$/i.test(e.name))) throw refuse('upload.macro', about)
  const found = kindOf(entries)
  if (found === 'program' || found === 'zip') return found
  let types = ''
  for (const entry of entries) {
    const content = await unpack(bytes, entry, budget, about)
    if (entry.name === '[Content_Types].xml') types = content.toString('utf8')
    await checkInside(entry, content, depth, budget, about)
  }
  return found === 'other-office' ? officeKind(types, about) : found
}

const bomb = (about: About) => refuse('upload.bomb', { ...about, limit: MAX_TOTAL / 2 ** 20 })

function kindOf(entries: Entry[]): Found {
  const names = new Set(entries.map((e) => e.name))
  if (names.has('OFD.xml')) return 'ofd'
  if (names.has('[Content_Types].xml')) return 'other-office'
  if (names.has('mimetype')) return 'other-office'
  return names.has('AndroidManifest.xml') || names.has('META-INF/MANIFEST.MF') ? 'program' : 'zip'
}

/** ECMA-376 part 2: the content type of the main part says what the package is, whatever its parts are called. */
function officeKind(types: string, about: About): Found {
  if (/macroEnabled/i.test(types)) throw refuse('upload.macro', about)
  if (types.includes('wordprocessingml.document.main+xml')) return 'docx'
  return types.includes('spreadsheetml.sheet.main+xml') ? 'xlsx' : 'other-office'
}

/** Office packs metafiles with gzip. */
const packedPicture = /\.(emz|wmz)$/i

async function checkInside(entry: Entry, content: Buffer, depth: number, budget: Budget, about: About): Promise<void> {
  const inside = content.length > 0 ? detect(content) : undefined
  if (inside === 'program' && looksRun(content)) throw refuse('upload.program', about)
  if (inside === 'archive' && !packedPicture.test(entry.name)) throw refuse('upload.nested', about)
  if (inside !== 'zip') return
  if (depth >= MAX_DEPTH) throw refuse('upload.nested', about)
  const found = await checkZip(content, about, depth + 1, budget)
  if (found === 'zip') throw refuse('upload.nested', about)
  if (found === 'program') throw refuse('upload.program', about)
}

/** Two letters such as MZ may begin harmless data too; a Windows program also points to its second header. */
function looksRun(content: Buffer): boolean {
  if (content.toString('latin1', 0, 2) !== 'MZ') return true
  return content.length > 64 && content.toString('latin1', content.readUInt32LE(60), content.readUInt32LE(60) + 2) === 'PE'
}

/** The first 20 MB of a part, after all of it was unpacked off the main thread, counted, and compared with what the table says. */
async function unpack(bytes: Buffer, entry: Entry, budget: Budget, about: About): Promise<Buffer> {
  const packed = bytes.subarray(entry.from, entry.from + entry.packed)
  const kept: Buffer[] = []
  let size = 0
  let crc = 0
  for await (const chunk of entry.method === 0 ? [packed] : inflate(packed, about)) {
    size += chunk.length
    spend(entry, size, chunk.length, budget, about)
    crc = crc32(chunk, crc)
    if (size <= MAX_KEPT) kept.push(chunk)
  }
  if (size !== entry.size || crc !== entry.crc) throw refuse('upload.broken', about)
  return Buffer.concat(kept)
}

/** Counts what came out so far, and stops before it can do harm. */
function spend(entry: Entry, size: number, now: number, budget: Budget, about: About): void {
  budget.left -= now
  const isDense = size > RATIO_FROM && size > MAX_RATIO * entry.packed
  if (budget.left < 0 || isDense || size > entry.size) throw bomb(about)
}

async function* inflate(packed: Buffer, about: About): AsyncIterable<Buffer> {
  const stream = createInflateRaw({ chunkSize: 65_536 })
  stream.end(packed)
  try {
    yield* stream as AsyncIterable<Buffer>
  } catch {
    throw refuse('upload.broken', about)
  } finally {
    stream.destroy()
  }
}
