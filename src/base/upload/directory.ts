/** The table of contents of a ZIP (PKWARE APPNOTE 6.3.10), read strictly: what two programs could read differently is refused. */
import { type About, refuse } from './refuse.ts'

export type Entry = {
  name: string
  method: number
  crc: number
  packed: number
  size: number
  /** where the packed bytes begin */
  from: number
}

const END = 0x06054b50
const CENTRAL = 0x02014b50
const LOCAL = 0x04034b50
const END_SIZE = 22

/** Where a record "end of central directory" stands whose comment reaches exactly to the end of the file. */
export function findEnd(bytes: Buffer): number | undefined {
  for (let at = bytes.length - END_SIZE; at >= Math.max(0, bytes.length - END_SIZE - 0xffff); at--)
    if (bytes.readUInt32LE(at) === END && at + END_SIZE + bytes.readUInt16LE(at + 20) === bytes.length) return at
  return undefined
}

/** The entries, once names, places and numbers agree with each other. `maxEntries` is checked before anything is read. */
export function listEntries(bytes: Buffer, maxEntries: number, about: About): Entry[] {
  const broken = () => refuse('upload.broken', about)
  const end = findEnd(bytes)
  if (end === undefined) throw broken()
  const count = bytes.readUInt16LE(end + 10)
  const size = bytes.readUInt32LE(end + 12)
  const start = bytes.readUInt32LE(end + 16)
  // several disks and 64-bit sizes have no place in a file of some megabytes
  if (bytes.readUInt32LE(end + 4) !== 0 || bytes.readUInt16LE(end + 8) !== count || count === 0) throw broken()
  if (count > maxEntries) throw refuse('upload.too-many-parts', { ...about, limit: maxEntries })
  if (start + size !== end) throw refuse('upload.carries-more', { ...about, what: '压缩目录之外的内容' })
  const entries: Entry[] = []
  const spans: [number, number][] = []
  let at = start
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || bytes.readUInt32LE(at) !== CENTRAL) throw broken()
    const entry = readEntry(bytes, at, start, about)
    entries.push(entry)
    spans.push([bytes.readUInt32LE(at + 42), entry.from + entry.packed])
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  if (at !== end) throw broken()
  checkSpans(spans, about)
  checkNames(entries, about)
  return entries
}

function readEntry(bytes: Buffer, at: number, limit: number, about: About): Entry {
  const broken = () => refuse('upload.broken', about)
  const flags = bytes.readUInt16LE(at + 8)
  if (flags & 0x2041) throw refuse('upload.locked', about)
  const method = bytes.readUInt16LE(at + 10)
  const nameLength = bytes.readUInt16LE(at + 28)
  const name = bytes.subarray(at + 46, at + 46 + nameLength)
  const local = bytes.readUInt32LE(at + 42)
  if ((method !== 0 && method !== 8) || local + 30 > limit || bytes.readUInt32LE(local) !== LOCAL) throw broken()
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
  const packed = bytes.readUInt32LE(at + 20)
  const size = bytes.readUInt32LE(at + 24)
  const sameName = name.equals(bytes.subarray(local + 30, local + 30 + bytes.readUInt16LE(local + 26)))
  if (!sameName || bytes.readUInt16LE(local + 8) !== method || from + packed > limit || (method === 0 && packed !== size)) throw broken()
  if (isLink(bytes, at)) throw refuse('upload.unsafe-names', { ...about, entry: shown(decodeName(name, flags)) })
  return { name: decodeName(name, flags), method, crc: bytes.readUInt32LE(at + 16), packed, size, from }
}

/** Bit 11 promises UTF-8; without it anything is possible, and what is no UTF-8 is read byte by byte (APPNOTE, appendix D). */
function decodeName(name: Buffer, flags: number): string {
  const text = name.toString('utf8')
  return text.includes('\ufffd') && !(flags & 0x800) ? name.toString('latin1') : text
}

/** A symbolic link, made on Unix: the upper half of the external attributes is its file mode. */
const isLink = (bytes: Buffer, at: number) => bytes[at + 5] === 3 && bytes.readUInt32LE(at + 38) >>> 28 === 0xa

/** Entries that share bytes are the trick of the densest bombs (Fifield 2019); bytes in front of the first hide another file. */
function checkSpans(spans: [number, number][], about: About): void {
  spans.sort((a, b) => a[0] - b[0])
  if (spans[0]![0] !== 0) throw refuse('upload.carries-more', { ...about, what: '压缩目录之外的内容' })
  let reached = 0
  for (const [from, to] of spans) {
    if (from < reached) throw refuse('upload.bomb', { ...about, limit: 200 })
    reached = to
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const unsafe = /(^|[\\/])\.\.([\\/]|$)|^[\\/]|^[A-Za-z]:|[\u0000-\u001f\u202a-\u202e\u2066-\u2069\ufffd]/

/** Names that lead out of the folder, deceive the eye, or stand twice, also where case does not count. */
function checkNames(entries: Entry[], about: About): void {
  const seen = new Set<string>()
  for (const { name } of entries) {
    const key = name.normalize('NFC').toLowerCase()
    if (name === '' || unsafe.test(name) || seen.has(key)) throw refuse('upload.unsafe-names', { ...about, entry: shown(name) })
    seen.add(key)
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const shown = (name: string) => name.replace(/[\u0000-\u001f\u202a-\u202e\u2066-\u2069]/g, '?').slice(0, 60)
