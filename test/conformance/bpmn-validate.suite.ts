/** Validity of BPMN 2.0 models: a line `FILE: valid` for each, or one `FILE: RULE ELEMENT sentence` for each violation; warnings begin with `warning: `. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { findings, printViolation } from '@haoban/bpmn'
import type { Suite } from './run.ts'

function models(dir: string): string[] {
  return readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.bpmn'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Imports are looked up beside the model. */
const importsOf = (file: string) => (location: string) => {
  const path = join(dirname(file), location)
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

const suite: Suite = async (dir, print) => {
  const count = { total: 0, valid: 0, invalid: 0, warnings: 0 }
  for (const file of models(dir)) {
    const name = relative(dir, file)
    const { violations, warnings } = findings(readFileSync(file), { imports: importsOf(file) })
    count.total++
    count[violations.length === 0 ? 'valid' : 'invalid']++
    if (violations.length === 0) print(`${name}: valid`)
    for (const violation of violations) print(`${name}: ${printViolation(violation)}`)
    for (const warning of warnings) print(`warning: ${name}: ${printViolation(warning)}`)
    count.warnings += warnings.length
  }
  print(JSON.stringify({ suite: 'bpmn-validate', ...count }))
  return true
}

export default suite
