/**
 * The test cases of the DMN technology compatibility kit: a folder laid out like `dmn-tck`, or any part of it.
 * A case holds when every result node of it does, compared as the public runners compare.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { compile, type Model, parseDateTime } from '@haoban/dmn'
import type { Suite } from './run.ts'
import { readTests, type TestCase, type TestFile } from './tck/read.ts'
import { differs } from './tck/same.ts'

const now = parseDateTime('2026-11-25T12:00:00.123+08:00')!

function testFiles(dir: string): string[] {
  const entries = readdirSync(dir, { withFileTypes: true, recursive: true })
  return entries
    .filter((each) => each.isFile() && /-test-.*\.xml$/.test(each.name))
    .map((each) => join(each.parentPath, each.name))
    .sort()
}

const imported = (text: string) =>
  [...text.matchAll(/<(?:[\w-]+:)?import\b[^>]*?\bnamespace\s*=\s*["']([^"']+)["']/g)].map(([, namespace]) => namespace!)
const namespaceOf = (text: string) => /<(?:[\w-]+:)?definitions\b[^>]*?\snamespace\s*=\s*["']([^"']+)["']/.exec(text)?.[1]

/** Those of the other models of the folder that a model imports, directly or through one another. */
function importsOf(own: string, others: readonly string[], known: ReadonlySet<string> = new Set()): string[] {
  const wanted = new Set(imported(own))
  const found = others.filter((text) => wanted.has(namespaceOf(text) ?? '') && !known.has(text))
  const all = new Set([...known, ...found])
  return [...new Set([...found, ...found.flatMap((text) => importsOf(text, others, all))])]
}

/** The model that a file of tests names, with the models of its folder that it imports. */
function modelOf(path: string, tests: TestFile): BackEnds {
  const dir = dirname(path)
  const models = readdirSync(dir).filter((name) => name.endsWith('.dmn'))
  const wanted = basename(tests.modelName)
  const own = models.find((name) => name === wanted || name === `${wanted}.dmn`) ?? models[0]
  if (!own) throw new Error(`There is no model ${tests.modelName}`)
  const text = (name: string) => readFileSync(join(dir, name), 'utf8')
  const imports = importsOf(text(own), models.filter((name) => name !== own).map(text))
  return { script: compile(text(own), { imports, backEnd: 'script' }), closures: compile(text(own), { imports, backEnd: 'closures' }) }
}

/** The same model twice: what one back end gives, the other must give too. */
type BackEnds = { readonly script: Model; readonly closures: Model }

type Verdict = { readonly state: 'passed' | 'failed' | 'error'; readonly says?: string }

function judge({ script, closures }: BackEnds, test: TestCase): Verdict {
  for (const result of test.results) {
    const name = test.invocable ?? result.name
    const setting = { now, random: () => 0.5, exact: true }
    const { value, reasons } = script.trace(name, test.inputs, setting)
    const actual = test.invocable && test.results.length > 1 ? (value as Record<string, unknown>)[result.name] : value
    // An error in FEEL is null with a reason (§10.3.2.13): a result that must be an error is null.
    const difference = differs(result.isError ? null : result.expected, actual)
    if (difference) return { state: 'failed', says: `${result.name}: ${difference}${reasons.map((r) => `; ${r.says}`).join('')}` }
    const other = differs(value, closures.evaluate(name, test.inputs, setting))
    if (other) return { state: 'failed', says: `${result.name}: as closures ${other}` }
  }
  return { state: 'passed' }
}

function safely(act: () => Verdict): Verdict {
  try {
    return act()
  } catch (error) {
    return { state: 'error', says: error instanceof Error ? error.message : String(error) }
  }
}

const suite: Suite = async (dir, print) => {
  const counts = { passed: 0, failed: 0, error: 0 }
  for (const path of testFiles(dir)) {
    const tests = readTests(readFileSync(path, 'utf8'))
    let model: BackEnds | undefined
    const compiled = safely(() => {
      model = modelOf(path, tests)
      return { state: 'passed' }
    })
    for (const test of tests.cases) {
      const verdict = model ? safely(() => judge(model!, test)) : compiled
      counts[verdict.state]++
      print(
        `${verdict.state.padEnd(6)} ${relative(dir, dirname(path)) || basename(dirname(path))} ${test.id}${verdict.says ? ` · ${verdict.says}` : ''}`,
      )
    }
  }
  const total = counts.passed + counts.failed + counts.error
  print(JSON.stringify({ suite: 'dmn', total, passed: counts.passed, failed: counts.failed, errors: counts.error }))
  return total > 0 && counts.passed === total
}

export default suite
