/** The directory of a ZIP file (APPNOTE 6.3), read with suspicion: what two programs could read differently is refused. */
import { fault } from '../fault.ts'
import type { Source } from '../source.ts'

/** `at` is where the packed bytes begin, `start` where the local header does. */
export type Packed = {
  name: string
  method: 0 | 8
  crc: number
  packed: number
  size: number
  start: number
  at: number
}

const endSignature = 0x06054b50
const end64Signature = 0x06064b50
const locatorSignature = 0x07064b50
const centralSignature = 0x02014b50
const localSignature = 0x04034b50
const endLength = 22

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
const broken = (why: string) => fault('zip.broken', { why })
const utf8 = new TextDecoder('utf-8', { fatal: true })

/** Names without the UTF-8 flag are mostly UTF-8 all the same; old Chinese programs wrote GBK. */
function nameOf(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

type End = { count: number; length: number; at: number; limit: number }

/** Where an end record may stand: those that close the file exactly, or else the only one, with bytes behind it that nobody reads. */
function endsIn(tail: Uint8Array): number[] {
  const view = viewOf(tail)
  const found: number[] = []
  for (let i = tail.length - endLength; i >= 0; i--) if (view.getUint32(i, true) === endSignature) found.push(i)
  const exact = found.filter((i) => i + endLength + view.getUint16(i + 20, true) === tail.length)
  return exact.length > 0 ? exact : found
}

async function findEnd(source: Source): Promise<End> {
  const length = Math.min(source.size, endLength + 0xffff)
  const tail = await source.read(source.size - length, length)
  const [i, another] = endsIn(tail)
  if (i === undefined) throw fault('zip.none')
  if (another !== undefined) throw broken('有两个目录，不同的软件会看到不同的内容')
  const view = viewOf(tail)
  const limit = source.size - length + i
  if (view.getUint16(i + 4, true) !== view.getUint16(i + 6, true)) throw broken('分卷压缩')
  const end = { count: view.getUint16(i + 10, true), length: view.getUint32(i + 12, true), at: view.getUint32(i + 16, true), limit }
  const is64 = end.count === 0xffff || end.length === 0xffffffff || end.at === 0xffffffff
  return is64 ? ((await findEnd64(source, limit)) ?? end) : end
}

async function findEnd64(source: Source, before: number): Promise<End | undefined> {
  if (before < 20) return undefined
  const locator = viewOf(await source.read(before - 20, 20))
  if (locator.getUint32(0, true) !== locatorSignature) return undefined
  const at = Number(locator.getBigUint64(8, true))
  const bytes = at + 56 <= before ? await source.read(at, 56) : new Uint8Array()
  if (bytes.length < 56 || viewOf(bytes).getUint32(0, true) !== end64Signature) throw broken('目录的结尾不对')
  const view = viewOf(bytes)
  const big = (offset: number) => Number(view.getBigUint64(offset, true))
  return { count: big(32), length: big(40), at: big(48), limit: at }
}

type Central = Omit<Packed, 'at' | 'method'> & { method: number; flags: number; nameBytes: Uint8Array; next: number }

/** Sizes of 4 GiB and more stand in the extra field 1, in the order of the fields that overflowed. */
function widened(extra: Uint8Array, fields: [number, number, number]): [number, number, number] {
  const view = viewOf(extra)
  for (let i = 0; i + 4 <= extra.length; ) {
    const [id, length] = [view.getUint16(i, true), view.getUint16(i + 2, true)]
    if (id === 1 && i + 4 + length <= extra.length) {
      let at = i + 4
      return fields.map((field) => {
        if (field !== 0xffffffff || at + 8 > i + 4 + length) return field
        at += 8
        return Number(view.getBigUint64(at - 8, true))
      }) as [number, number, number]
    }
    i += 4 + length
  }
  return fields
}

function centralAt(bytes: Uint8Array, i: number): Central {
  const view = viewOf(bytes)
  if (i + 46 > bytes.length || view.getUint32(i, true) !== centralSignature) throw broken('目录读不完整')
  const nameEnd = i + 46 + view.getUint16(i + 28, true)
  const extraEnd = nameEnd + view.getUint16(i + 30, true)
  const next = extraEnd + view.getUint16(i + 32, true)
  if (next > bytes.length) throw broken('目录读不完整')
  const narrow: [number, number, number] = [view.getUint32(i + 24, true), view.getUint32(i + 20, true), view.getUint32(i + 42, true)]
  const [size, packed, start] = widened(bytes.subarray(nameEnd, extraEnd), narrow)
  const nameBytes = bytes.slice(i + 46, nameEnd)
  return {
    name: nameOf(nameBytes),
    nameBytes,
    flags: view.getUint16(i + 8, true),
    method: view.getUint16(i + 10, true),
    crc: view.getUint32(i + 16, true),
    size,
    packed,
    start,
    next,
  }
}

const sameBytes = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, i) => byte === b[i])

/** The local header repeats the directory. A reader that streams believes it, so it must say the same. */
async function located(source: Source, entry: Central): Promise<Packed> {
  const header = await source.read(entry.start, 30 + entry.nameBytes.length)
  const view = viewOf(header)
  if (header.length < 30 + entry.nameBytes.length || view.getUint32(0, true) !== localSignature) throw broken(`找不到 ${entry.name}`)
  const sameName = view.getUint16(26, true) === entry.nameBytes.length && sameBytes(header.subarray(30), entry.nameBytes)
  if (!sameName || view.getUint16(8, true) !== entry.method) throw broken(`目录与文件头说的不一样：${entry.name}`)
  const later = (view.getUint16(6, true) & 8) !== 0
  const sizes: [number, number] = [view.getUint32(22, true), view.getUint32(18, true)]
  const agrees = sizes.every((size, i) => size === 0xffffffff || size === 0 || size === [entry.size, entry.packed][i])
  if (!later && !agrees) throw broken(`目录与文件头说的大小不一样：${entry.name}`)
  if ((entry.flags & 1) !== 0 || (entry.method !== 0 && entry.method !== 8)) throw fault('zip.unsupported', { name: entry.name })
  if (entry.method === 0 && entry.size !== entry.packed) throw broken(`大小不对：${entry.name}`)
  const { name, method, crc, packed, size, start } = entry
  return { name, method, crc, packed, size, start, at: start + 30 + entry.nameBytes.length + view.getUint16(28, true) }
}

/**
 * Where the directory is, and by how much all places lie further on than the file says: some makers put bytes in front of a
 * finished package. Some programs look where the file says, others straight before its end; where both find something they
 * would see different contents.
 */
async function placeOf(source: Source, { at, length, limit }: End): Promise<{ at: number; shift: number }> {
  const shift = limit - (at + length)
  if (shift < 0) throw broken('目录的位置不对')
  if (shift === 0 || length === 0) return { at, shift: 0 }
  const [said, moved] = [await isDirectory(source, at), await isDirectory(source, at + shift)]
  if (said && moved) throw broken('有两个目录，不同的软件会看到不同的内容')
  return moved ? { at: at + shift, shift } : { at, shift: 0 }
}

async function isDirectory(source: Source, at: number): Promise<boolean> {
  const bytes = await source.read(at, 4)
  return bytes.length === 4 && viewOf(bytes).getUint32(0, true) === centralSignature
}

/** Entries that share bytes make a small file into a huge one. */
function mustNotOverlap(entries: readonly Packed[], limit: number): void {
  const sorted = [...entries].sort((a, b) => a.start - b.start)
  sorted.forEach((entry, i) => {
    if (entry.at + entry.packed > (sorted[i + 1]?.start ?? limit)) throw broken(`${entry.name} 与别的内容重叠`)
  })
}

/** All entries with content, in the order of the directory. */
export async function readDirectory(source: Source, most: { entries: number; directory: number }): Promise<Packed[]> {
  const end = await findEnd(source)
  if (end.count > most.entries) throw fault('zip.large', { why: `${end.count} 个文件` })
  if (end.length > most.directory) throw fault('zip.large', { why: '目录' })
  const { at, shift } = await placeOf(source, end)
  const bytes = await source.read(at, end.length)
  const entries: Packed[] = []
  let i = 0
  for (let n = 0; n < end.count; n++) {
    const central = centralAt(bytes, i)
    i = central.next
    entries.push(await located(source, { ...central, start: central.start + shift }))
  }
  if (i !== bytes.length) throw broken('目录里的文件数不对')
  mustNotOverlap(entries, at)
  return entries.filter((entry) => !(entry.name.endsWith('/') && entry.size === 0))
}
