/** A small house that keeps every rule: two rooms, a reader, a folder of the kernel, both wings of the ground floor, a package. */
import { readFileSync } from 'node:fs'

const text = readFileSync(new URL('lawful.txt', import.meta.url), 'utf8')

/** Its files by path, written one after the other in `lawful.txt` under lines `=== path`. */
export const lawful: Record<string, string> = Object.fromEntries(
  text
    .split(/^=== /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n')
      return [part.slice(0, end), part.slice(end + 1).trimEnd()]
    }),
)
