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
}

export type RawZip = {
  entries: readonly RawEntry[]
  count?: number
  directoryAt?: number
  comment?: Uint8Array
  after?: Uint8Array
  before?: Uint8Array
}

const field = (value: number, bytes: number) => Uint8Array.from({ length: bytes }, (_, i) => (value / 256 ** i) & 255)
const row = (...fields: readonly (readonly [value: number, bytes: number])[]) =>
  Buffer.concat(fields.map(([value, bytes]) => field(value, bytes)))

export function rawZip({ entries, count = entries.length, directoryAt, comment = new Uint8Array(), after, before }: RawZip): Uint8Array {
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
    central.push(row([0x02014b50, 4], [20, 2], [20, 2]), shared(name, size), row([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), name)
  }
  const directory = Buffer.concat(central)
  const at = directoryAt ?? length()
  parts.push(
    directory,
    row([0x06054b50, 4], [0, 2], [0, 2], [count, 2], [count, 2], [directory.length, 4], [at, 4], [comment.length, 2]),
    comment,
  )
  if (after) parts.push(after)
  return Buffer.concat(parts)
}
