/** Execution of BPMN 2.0: the cases of `cases.json`, and the reference models of the Model Interchange Working Group in `miwg/`. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compile, printViolation, Refused } from '@haoban/bpmn'
import { language } from './bpmn/language.ts'
import { World } from './bpmn/world.ts'
import type { Suite } from './run.ts'

type Case = { input: string | null; expect: readonly string[]; integerVariable?: number; parallelProcess?: string; delayMs?: number }
type Process = { group: string; name: string; file: string; cases: readonly Case[] }

/** The host delivers messages by their names, so that no operation need be named. */
const tolerates = ['EVENT.OPERATION-REF']

/** The trace of one case, and whether its order is fixed. */
type Run = { traces: readonly string[]; ordered: boolean }

function execute(dir: string, process: Process, { input, integerVariable, parallelProcess, delayMs }: Case): Run {
  try {
    const definitions = compile(readFileSync(join(dir, process.file)), { expressions: language, tolerates })
    const model =
      definitions.models.get(process.name) ?? (definitions.faults.length === 0 ? [...definitions.models.values()][0] : undefined)
    if (!model) throw new Refused(definitions.faults)
    const world = new World(definitions, { test: input ?? '', integerVariable: integerVariable ?? 0 })
    const parallel = parallelProcess === undefined ? undefined : definitions.models.get(parallelProcess)
    if (parallel) world.open(parallel)
    world.open(model)
    world.run(delayMs)
    return { traces: world.traces, ordered: !world.concurrent }
  } catch (error) {
    if (error instanceof Refused) return { traces: ['ERROR'], ordered: true }
    throw error
  }
}

/** `ERROR` alone is met by a refusal as well as by an error at run time, whatever was done before it. */
const isError = (expect: readonly string[]) => expect.length === 1 && expect[0] === 'ERROR'

function passes({ expect }: Case, { traces, ordered }: Run): boolean {
  if (isError(expect)) return traces.some((t) => t.startsWith('ERROR'))
  const [a, b] = ordered ? [expect, traces] : [[...expect].sort(), [...traces].sort()]
  return a.length === b.length && a.every((t, i) => t === b[i])
}

function printed(expect: readonly string[], run: Run): string {
  return `expected [${expect.join(', ')}]${run.ordered ? '' : ' in any order'}, got [${run.traces.join(', ')}]`
}

/** Reference models must parse, or be refused with the element named; what of them cannot be executed is said. */
function miwg(dir: string, print: (line: string) => void): void {
  const folder = join(dir, 'miwg')
  if (!existsSync(folder)) return
  for (const file of readdirSync(folder)
    .filter((f) => f.endsWith('.bpmn'))
    .sort()) {
    try {
      const { models, faults, notes } = compile(readFileSync(join(folder, file)), { expressions: { compile: () => () => null }, tolerates })
      const said = [...faults, ...notes].map(printViolation).join(' ')
      print(`miwg/${file}: parsed, ${models.size} executable${said ? `; ${said}` : ''}`)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      print(`miwg/${file}: refused; ${error.violations.map(printViolation).join(' ')}`)
    }
  }
}

type Count = { total: number; passed: number; failed: number; errors: number }

function judge(dir: string, process: Process, one: Case, count: Count): string {
  const given = one.integerVariable === undefined ? '' : ` ${one.integerVariable}`
  const name = `${process.group}/${process.name} ${JSON.stringify(one.input)}${given}`
  count.total++
  try {
    const run = execute(dir, process, one)
    const passed = passes(one, run)
    count[passed ? 'passed' : 'failed']++
    return passed ? `passed  ${name}` : `FAILED  ${name}: ${printed(one.expect, run)}`
  } catch (error) {
    count.errors++
    return `ERROR   ${name}: ${(error as Error).stack ?? error}`
  }
}

const suite: Suite = async (dir, print) => {
  const processes = JSON.parse(readFileSync(join(dir, 'cases.json'), 'utf8')) as Process[]
  const count: Count = { total: 0, passed: 0, failed: 0, errors: 0 }
  for (const process of processes) for (const one of process.cases) print(judge(dir, process, one, count))
  miwg(dir, print)
  print(JSON.stringify({ suite: 'bpmn', ...count }))
  return count.failed + count.errors === 0
}

export default suite
