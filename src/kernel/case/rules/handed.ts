/** Files as they were handed in, version by version. */
import type { StoredFile } from '../schema.ts'
import type { MaterialRow } from './dossier.ts'

/** What a file is called among all that was handed in: its material, its place where there are several, its version where a newer one has come. */
function nameOf(all: readonly MaterialRow[], m: MaterialRow, hash: string): string {
  const place = m.files.length > 1 ? `第 ${m.files.findIndex((f) => f.hash === hash) + 1} 份` : ''
  const version = all.some((other) => other.code === m.code && other.version > m.version) ? `第 ${m.version} 版` : ''
  const which = [version, place].filter(Boolean).join('，')
  return which ? `${m.name}（${which}）` : m.name
}

/** A file by its digest in the newest version that has it, and what a look at it is called. */
export function findHanded(all: readonly MaterialRow[], hash: string): { stored: StoredFile; what: string } | undefined {
  const m = all.toSorted((a, b) => b.version - a.version).find(({ files }) => files.some((f) => f.hash === hash))
  const stored = m?.files.find((f) => f.hash === hash)
  return m && stored && { stored, what: nameOf(all, m, hash) }
}
