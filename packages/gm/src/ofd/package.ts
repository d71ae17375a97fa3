/** An OFD package: named files in a ZIP (GB/T 33190 5.3), opened with bounds. */
import { fault } from './fault.ts'
import { entryPath, resolvePath, sameKey, unescaped } from './paths.ts'
import { collect, type Input, type Source, sourceOf } from './source.ts'
import { type Packed, readDirectory } from './zip/directory.ts'
import { unpack } from './zip/unpack.ts'

/** What a package may take at most: bytes of all entries together, of one part read whole, number of entries, growth over the file's own size. */
export type Limits = { total: number; part: number; entries: number; growth: number }
export const limits: Limits = { total: 4 * 1024 ** 3, part: 64 * 1024 ** 2, entries: 65_535, growth: 200 }
/** Growth is suspicious only above this size: a white page compresses a thousandfold. */
const harmless = 256 * 1024 ** 2

export type Entry = Packed & { path: string }

export type Package = {
  readonly source: Source
  /** By path from the root without leading slash, in the order of the package. */
  readonly entries: ReadonlyMap<string, Entry>
  /** Finds also what differs in case only: no two entries do. */
  find(path: string): Entry | undefined
  /** What `location` means in the file `from`; falls back to the root, as some producers forget the slash, and to what it spells as an address. */
  locate(from: string, location: string): Entry | undefined
  read(path: string): Promise<Uint8Array>
  stream(path: string): AsyncIterable<Uint8Array>
}

function indexed(packed: readonly Packed[]): { entries: Map<string, Entry>; keys: Map<string, Entry> } {
  const entries = new Map<string, Entry>()
  const keys = new Map<string, Entry>()
  for (const each of packed) {
    const path = entryPath(each.name)
    if (path === undefined) throw fault('zip.path', { name: each.name })
    if (keys.has(sameKey(path))) throw fault('zip.twice', { name: path })
    const entry = { ...each, path }
    entries.set(path, entry)
    keys.set(sameKey(path), entry)
  }
  return { entries, keys }
}

function mustFit(packed: readonly Packed[], size: number, most: Limits): void {
  const total = packed.reduce((sum, entry) => sum + entry.size, 0)
  const grown = total > harmless && total > size * most.growth
  if (total > most.total || grown) throw fault('zip.large', { why: `${Math.round(total / 1024 ** 2)} MB` })
}

/** Reads the directory only; contents are read when asked for. */
export async function openPackage(input: Input, most: Limits = limits): Promise<Package> {
  const source = sourceOf(input)
  const packed = await readDirectory(source, { entries: most.entries, directory: most.part })
  mustFit(packed, source.size, most)
  const { entries, keys } = indexed(packed)
  const find = (path: string) => entries.get(path) ?? keys.get(sameKey(path))
  const get = (path: string) => {
    const entry = find(path)
    if (!entry) throw fault('zip.missing', { name: path })
    return entry
  }
  const at = (path: string | undefined) => (path === undefined ? undefined : find(path))
  const plainly = (from: string, location: string | undefined) =>
    location === undefined ? undefined : (at(resolvePath(from, location)) ?? at(resolvePath('', location)))
  return {
    source,
    entries,
    find,
    locate: (from, location) => plainly(from, location) ?? plainly(from, unescaped(location)),
    read: async (path) => {
      const entry = get(path)
      if (entry.size > most.part) throw fault('zip.large', { why: path })
      return collect(unpack(source, entry))
    },
    stream: (path) => unpack(source, get(path)),
  }
}
