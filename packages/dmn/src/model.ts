/** DMN models: from the text of a file to something that decides. */

import { Explainer } from './explain/explain.ts'
import type { Explanation } from './explain/explanation.ts'
import { type BackEndName, backEnd } from './model/back-end.ts'
import type { Definitions } from './model/definitions.ts'
import { definitionsIn, type ModelFile } from './model/file.ts'
import { type Linked, Linker, qualified } from './model/link.ts'
import { programOf } from './model/program.ts'
import { Report } from './model/report.ts'
import { reportTables } from './model/table-checks.ts'
import type { XmlLimits } from './model/xml.ts'
import type { Problem } from './problem.ts'
import { call } from './run/call.ts'
import type { Outside } from './run/clock.ts'
import { type Budget, bounded, close, defaultBudget, open, type Reason, type Setting, thrown } from './run/reasons.ts'
import { State } from './run/state.ts'
import { type Scanner, scannerOf } from './scan/columns.ts'
import { prepare, ScanError } from './scan/plan.ts'
import { subjectName, tableOf } from './table/condition.ts'
import { fromJs, toJs } from './values/js.ts'
import { typeText } from './values/type.ts'
import type { Value } from './values/value.ts'

export type ModelOptions = {
  /** The models that this one imports, in any order. */
  readonly imports?: readonly (string | ModelFile)[] | undefined
  readonly limits?: Partial<XmlLimits> | undefined
  readonly backEnd?: BackEndName | undefined
}

export type EvaluationOptions = Outside & {
  readonly budget?: Partial<Budget> | undefined
  /** Numbers of more than 15 digits stay decimals instead of becoming the nearest JavaScript number. */
  readonly exact?: boolean | undefined
}

export type Given = Readonly<Record<string, unknown>>
export type Decided = { readonly value: unknown; readonly reasons: readonly Reason[] }
export type ElementInfo = { readonly name: string; readonly namespace: string; readonly type: string }

export type Model = {
  readonly name: string
  readonly namespace: string
  /** With errors a model still runs: what cannot be read is null. */
  readonly problems: readonly Problem[]
  readonly inputs: readonly ElementInfo[]
  readonly decisions: readonly ElementInfo[]
  /** Business knowledge models and decision services. */
  readonly functions: readonly ElementInfo[]
  /** The value of a decision over named inputs; of a function over named arguments. Throws a `BudgetError`. */
  readonly evaluate: (name: string, input?: Given, options?: EvaluationOptions) => unknown
  readonly trace: (name: string, input?: Given, options?: EvaluationOptions) => Decided
  /** All problems, and what the rules of the tables say of one another: overlaps, gaps, rules that never fire. */
  readonly check: () => readonly Problem[]
  /** Why a decision is what it is: each rule and cell, the facts that are missing, and the smallest changes that would meet it. Facts that are absent or null are unknown. */
  readonly explain: (decision: string, input?: Given, options?: EvaluationOptions) => Explanation
  /** A decision that is one table, or conditions joined by `and` and `or`, ready for columns of rows. Throws a `ScanError` where it cannot be. */
  readonly columns: (decision: string) => Scanner
}

const info = ({ source, document, type }: Linked): ElementInfo => ({
  name: source.name,
  namespace: document.definitions.namespace,
  type: typeText(type),
})

const usual = { budget: defaultBudget }
const settingOf = ({ budget, now, random }: EvaluationOptions): Setting => ({ budget: { ...defaultBudget, ...budget }, now, random })

/** There is nothing of that name in the model. */
export class UnknownDecisionError extends Error {
  override name = 'UnknownDecisionError'
}

/** Compiles a model, from its text or as `parse` read it. Throws an `XmlError` for what is no DMN file; what is wrong inside is in `problems`. */
export function compile(source: string | ModelFile, options: ModelOptions = {}): Model {
  const own = definitionsIn(source, options.limits, false)
  const linker = new Linker([own, ...(options.imports ?? []).map((each) => definitionsIn(each, options.limits, false))])
  const linked = linker.link()
  const { problems } = linker.report
  const find = finder(linked, own)
  const listed = (...kinds: Linked['source']['kind'][]) => linked.filter((each) => kinds.includes(each.source.kind)).map(info)
  let checked: readonly Problem[] | undefined
  return {
    name: own.name,
    namespace: own.namespace,
    problems,
    inputs: listed('inputData'),
    decisions: listed('decision'),
    functions: listed('businessKnowledgeModel', 'decisionService'),
    ...runners(linked, find, options.backEnd ?? 'auto'),
    check() {
      checked ??= checkedProblems(problems, linked)
      return checked
    },
    columns: (decision) => columnsOf(find(decision)),
  }
}

type Find = (name: string) => Linked

/** Evaluation and explanation, over one back end. */
function runners(linked: readonly Linked[], find: Find, name: BackEndName): Pick<Model, 'evaluate' | 'trace' | 'explain'> {
  const compute = programOf(linked, backEnd(name, linked))
  const stateOf = (given: Given) => new State(new Array(linked.length), compute, given)
  const run = (wanted: string, given: Given, exact: boolean | undefined): unknown => {
    const value = resultOf(find(wanted), stateOf(given))
    return exact ? value : toJs(value)
  }
  return {
    trace(wanted, given = {}, options = {}) {
      const { result, reasons } = bounded(settingOf(options), () => run(wanted, given, options.exact))
      return { value: result, reasons }
    },
    evaluate(wanted, given = {}, options) {
      const isOuter = open(options ? settingOf(options) : usual, false)
      try {
        return run(wanted, given, options?.exact)
      } catch (error) {
        throw thrown(error)
      } finally {
        if (isOuter) close()
      }
    },
    explain(decision, given = {}, options = {}) {
      const { slot } = find(decision)
      return bounded(settingOf(options), () => new Explainer(linked, stateOf(given)).explain(slot)).result
    },
  }
}

function columnsOf({ node, source }: Linked): Scanner {
  const table = node && tableOf(node, source.element.place)
  if (!table)
    throw new ScanError(`“${source.name}” cannot be scanned by columns: it is neither one table nor a condition over named values.`)
  const names = table.inputs.map(({ value, label }) => {
    const name = subjectName(value)
    if (name === undefined)
      throw new ScanError(`“${source.name}” cannot be scanned by columns: its input “${label}” is worked out from others.`)
    return name
  })
  return scannerOf(prepare(table, names))
}

function checkedProblems(known: readonly Problem[], linked: readonly Linked[]): readonly Problem[] {
  const report = new Report()
  reportTables(linked, report)
  return [...known, ...report.problems]
}

/** Names of the model itself first, then those of imported ones; `import.name` and `namespace#name` are never ambiguous. */
function finder(linked: readonly Linked[], { namespace, imports }: Definitions): Find {
  const byName = new Map<string, Linked>()
  for (const each of [...linked]
    .reverse()
    .sort((a, b) => Number(a.document.definitions.namespace === namespace) - Number(b.document.definitions.namespace === namespace))) {
    for (const { name, namespace: imported } of imports)
      if (imported === each.document.definitions.namespace) byName.set(qualified(name, each.source.name), each)
    byName.set(each.source.name, each)
    byName.set(`${each.document.definitions.namespace}#${each.source.name}`, each)
  }
  let last: { readonly name: string; readonly found: Linked } | undefined
  return (name) => {
    // Callers ask for the same decision over and over.
    if (last?.name === name) return last.found
    const found = byName.get(name)
    if (!found) throw new UnknownDecisionError(`There is no “${name}” in the model.`)
    last = { name, found }
    return found
  }
}

/** A function is called with what is given under the names of its parameters. */
function resultOf({ slot, node, source, parameters }: Linked, state: State): Value {
  const value = state.read(slot)
  if (source.kind === 'decision' || source.kind === 'inputData') return value
  const named = node?.op === 'function' ? node.parameters : parameters
  return call(
    value,
    named.map((parameter) => fromJs(state.given[parameter.name])),
  )
}
