/** Who has looked at a file, by the facts that his looks left. */
import type { Looked } from '../schema/desk.ts'

type Read = { name: string; by: string; at: Date; data: Record<string, unknown> }
type Handed = { name: string; at: Date; hash: string }

/**
 * The looks at a file since it was handed in, newest first. A look counts by the file's digest; one from the time before looks told files
 * apart counts for every file that its material had then.
 */
const looksAt = (reads: readonly Read[], { name, at, hash }: Handed): Read[] =>
  reads
    .filter((r) => r.name === 'case.read' && r.at >= at && (r.data.file === undefined ? r.data.what === name : r.data.file === hash))
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())

/** When somebody last looked at a file, and who else of the staff has, each with his last look. */
export function lookedAt(reads: readonly Read[], file: Handed, me: string): Looked {
  const looks = looksAt(reads, file).filter((r) => r.by.startsWith('staff:'))
  const last = looks.filter((r, i) => looks.findIndex((x) => x.by === r.by) === i)
  return {
    mine: last.find((r) => r.by === me)?.at.toISOString() ?? null,
    others: last.filter((r) => r.by !== me).map((r) => ({ name: String(r.data.byName ?? '同事'), at: r.at.toISOString() })),
  }
}
