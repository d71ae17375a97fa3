/** ZIP files put together byte by byte, so that a test may lie in any field. */
import { crc32 } from 'node:zlib'

export type RawEntry = {
  name: string
  data: Uint8Array
  /** Already packed with `method`; stored where left out. */
  packed?: Uint8Array
  method?: number
  flags?: number
  crc?: number
  size?: number
  localName?: string
  localSize?: number
  /** Stands where another entry stands already. */
  at?: number
  /** Sum and sizes once more behind the content, with the record's mark or bare. */
  descriptor?: true | 'bare'
}

export type RawZip = {
  entries: readonly RawEntry[]
  count?: number
  directoryAt?: number
  comment?: Uint8Array
  after?: Uint8Array
  before?: Uint8Array
  /** Put in front afterwards: the numbers in the file do not count it. */
  front?: Uint8Array
  /** Between the directory and its end. */
  gap?: Uint8Array
  /** The directory's place and length in the records of ZIP64 alone. */
  zip64?: boolean
}

const field = (value: number, bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => (value / 256 ** i) & 255)
const row = (...fields: readonly (readonly [value: number, bytes: number])[]) =>
  Buffer.concat(fields.map(([value, bytes]) => field(value, bytes)))

function descriptorOf({ descriptor }: RawEntry, crc: number, packed: number, size: number): Uint8Array {
  if (!descriptor) return new Uint8Array()
  return Buffer.concat([descriptor === 'bare' ? new Uint8Array() : row([0x08074b50, 4]), row([crc, 4], [packed, 4], [size, 4])])
}

const wideEnd = (count: number, length: number, at: number) =>
  row(
    ...([
      [0x06064b50, 4],
      [44, 8],
      [45, 2],
      [45, 2],
      [0, 4],
      [0, 4],
      [count, 8],
      [count, 8],
      [length, 8],
      [at, 8],
    ] as const),
    ...([
      [0x07064b50, 4],
      [0, 4],
      [at + length, 8],
      [1, 4],
    ] as const),
  )

/** The record at the end of a directory; with ZIP64 its numbers stand in a record before it. */
function endOf(count: number, length: number, at: number, comment: number, zip64 = false): Uint8Array {
  const [c, l, a] = zip64 ? [0xffff, 0xffffffff, 0xffffffff] : [count, length, at]
  const narrow = row([0x06054b50, 4], [0, 2], [0, 2], [c!, 2], [c!, 2], [l!, 4], [a!, 4], [comment, 2])
  return zip64 ? Buffer.concat([wideEnd(count, length, at), narrow]) : narrow
}

export function rawZip({
  entries,
  count = entries.length,
  directoryAt,
  comment = new Uint8Array(),
  after,
  before,
  front,
  gap,
  zip64,
}: RawZip): Uint8Array {
  const parts: Uint8Array[] = before ? [before] : []
  const central: Uint8Array[] = []
  const length = () => parts.reduce((sum, part) => sum + part.length, 0)
  for (const entry of entries) {
    const packed = entry.packed ?? entry.data
    const { method = 0, flags = 0, crc = crc32(entry.data), size = entry.data.length } = entry
    const at = entry.at ?? length()
    const shared = (name: Uint8Array, own: number) =>
      row([flags, 2], [method, 2], [0, 2], [33, 2], [crc, 4], [packed.length, 4], [own, 4], [name.length, 2], [0, 2])
    const [local, name] = [Buffer.from(entry.localName ?? entry.name), Buffer.from(entry.name)]
    if (entry.at === undefined) parts.push(row([0x04034b50, 4], [20, 2]), shared(local, entry.localSize ?? size), local, packed)
    parts.push(descriptorOf(entry, crc, packed.length, size))
    central.push(row([0x02014b50, 4], [20, 2], [20, 2]), shared(name, size), row([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), name)
  }
  const directory = Buffer.concat(central)
  const at = directoryAt ?? length()
  parts.push(directory, gap ?? new Uint8Array(), endOf(count, directory.length, at, comment.length, zip64), comment)
  if (after) parts.push(after)
  if (front) parts.unshift(front)
  return Buffer.concat(parts)
}
