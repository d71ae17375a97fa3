/** Paths inside a package (GB/T 33190 7.2, ST_Loc): `/` at the front is the root, anything else is relative to the file that names it. */

/** A path from the root without its leading slash, or undefined where it leaves the package or names nothing. */
function settle(segments: readonly string[]): string | undefined {
  const kept: string[] = []
  for (const segment of segments) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') kept.push(segment)
    else if (kept.pop() === undefined) return undefined
  }
  return kept.length > 0 ? kept.join('/') : undefined
}

const slashed = (path: string) => path.trim().replace(/\\/g, '/')

/** The settled name of an entry of the package. `..`, drive letters and control characters have no place in it. */
export function entryPath(name: string): string | undefined {
  const path = slashed(name)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name with control characters is what is refused here
  if (/^[a-z]:/i.test(path) || /[\u0000-\u001f]/.test(path) || path.split('/').includes('..')) return undefined
  return settle(path.split('/'))
}

export const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1)

/** What `location` means in the file `from`, or undefined where it leaves the package. */
export function resolvePath(from: string, location: string): string | undefined {
  const path = slashed(location)
  return settle(path.startsWith('/') ? path.split('/') : [...folderOf(from).split('/'), ...path.split('/')])
}

/** The path that an address spells with `%`, where it is one. */
export function unescaped(location: string): string | undefined {
  try {
    const plain = decodeURIComponent(location)
    return plain === location ? undefined : plain
  } catch {
    return undefined
  }
}

/** Two names that a file system without case would take for one. */
export const sameKey = (path: string): string => path.normalize('NFC').toLowerCase()
