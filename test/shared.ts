/** Tests over material that lies beside the repository and is no part of it: conformance suites, labelled samples. */
import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe } from 'vitest'

const beside = fileURLToPath(new URL('../../shared', import.meta.url))
const root = (): string => resolve(process.env.HAOBAN_SHARED || beside)

/** The absolute path of a file or folder of the shared material; it need not exist. */
export const sharedPath = (relative: string): string => join(root(), relative)

let noticed = false

/** A chapter of tests that needs the shared material: skipped with one notice where there is none, run everywhere else. */
export function describeWithShared(name: string, chapter: () => void): void {
  if (existsSync(root())) {
    describe(name, chapter)
    return
  }
  if (!noticed) process.stderr.write(`No shared material at ${root()}: tests over it are skipped. HAOBAN_SHARED names another place.\n`)
  noticed = true
  describe.skip(name, chapter)
}
