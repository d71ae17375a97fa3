/** What this house is made from, as digests: whether something built or founded earlier still fits is a comparison of two of them. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../', import.meta.url))

const untold = /\.test\.tsx?$|(^|\/)(fixtures?|node_modules|dist)\//

function files(name: string): string[] {
  const at = join(root, name)
  if (!existsSync(at)) return []
  const found = readdirSync(at, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())
  return found.map((f) => join(f.parentPath, f.name).slice(root.length)).filter((path) => !untold.test(path))
}

function digest(names: readonly string[], single: readonly string[] = []): string {
  const hash = createHash('sha256')
  for (const path of [...names.flatMap((name) => files(name)), ...single].sort())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)))
      .update('\0')
  return hash.digest('hex')
}

/** The program and the exact packages it stands on. */
export const digestOfCode = (): string => digest(['src', 'packages'], ['package-lock.json'])

/** The city as files: all that lies in its folder. */
export function digestOfCity(folder: string): string {
  const hash = createHash('sha256')
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((f) => f.isFile())
  for (const path of found.map((f) => relative(folder, join(f.parentPath, f.name))).sort())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(folder, path)))
      .update('\0')
  return hash.digest('hex')
}

/** Under which name the bundle of these sources lies; another release of Node reads one of its own. */
export const bundleOf = (): string => digestOfCode().slice(0, 16)
