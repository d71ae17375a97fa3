/** Why a decision is what it is: three-valued over the facts that are there, down to each cell. */
import type { Node, TableNode } from '../feel/node.ts'
import { everyNode } from '../feel/walk.ts'
import type { Linked } from '../model/link.ts'
import { closure } from '../run/closures.ts'
import type { State } from '../run/state.ts'
import { tableOf } from '../table/condition.ts'
import { toJs } from '../values/js.ts'
import type { Value } from '../values/value.ts'
import { cellText } from './cell-text.ts'
import { waysToMeet } from './changes.ts'
import type { CellExplanation, Explanation, InputExplanation, RuleExplanation, Verdict } from './explanation.ts'

const union = (...lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())]

export class Explainer {
  readonly #linked: readonly Linked[]
  readonly #state: State
  readonly #known = new Map<number, Explanation>()

  constructor(linked: readonly Linked[], state: State) {
    this.#linked = linked
    this.#state = state
  }

  explain(slot: number): Explanation {
    const known = this.#known.get(slot)
    if (known) return known
    // A decision that needs itself explains nothing.
    this.#known.set(slot, {
      decision: this.#linked[slot]!.source.name,
      verdict: 'unknown',
      fired: [],
      rules: [],
      inputs: [],
      missing: [],
      ways: [],
      because: [],
    })
    const made = this.#make(this.#linked[slot]!)
    this.#known.set(slot, made)
    return made
  }

  #make({ node, source, slot, needs }: Linked): Explanation {
    const because = needs.filter((each) => this.#linked[each]!.source.kind === 'decision').map((each) => this.explain(each))
    const table = node && tableOf(node, source.element.place)
    const parts = table ? this.#table(table, slot) : this.#whole(node, slot)
    return { decision: source.name, ...parts, because }
  }

  /** Logic of any other form: known where all that it looks at is. */
  #whole(node: Node | undefined, slot: number): Omit<Explanation, 'decision' | 'because'> {
    const missing = node ? this.#missingFor(node) : []
    const rest = { fired: [], rules: [], inputs: [], ways: [] }
    return missing.length > 0 ? { verdict: 'unknown', missing, ...rest } : { ...this.#valued(slot), missing, ...rest }
  }

  #valued(slot: number): { verdict: Verdict; value: unknown } {
    const value = this.#state.read(slot)
    return { verdict: value === null || value === false ? 'not met' : 'met', value: toJs(value) }
  }

  #table(table: TableNode, slot: number): Omit<Explanation, 'decision' | 'because'> {
    const missing = table.inputs.map((input) => this.#missingFor(input.value))
    const values = table.inputs.map(({ value }, i) => (missing[i]!.length > 0 ? undefined : closure(value)([], this.#state)))
    const tests = table.rules.map((rule) => rule.tests.map((test) => (test ? this.#tester(table, test) : undefined)))
    const rules = table.rules.map((_, rule) => this.#rule(table, rule, tests[rule]!, values))
    const inputs = table.inputs.map(({ label }, i): InputExplanation => {
      return values[i] === undefined ? { input: label, missing: missing[i]! } : { input: label, value: toJs(values[i]!), missing: [] }
    })
    const fired = decided(table, rules)
    if (fired === undefined) return { verdict: 'unknown', fired: [], rules, inputs, missing: this.#wanted(table, rules, missing), ways: [] }
    const result = this.#valued(slot)
    const match = (others: readonly (Value | undefined)[]) =>
      table.rules.flatMap((_, rule) => (tests[rule]!.every((test, i) => !test || test(others, i) === 'met') ? [rule] : []))
    const ways = result.verdict === 'not met' ? waysToMeet({ table, rules, values, match }) : []
    return { ...result, fired, rules, inputs, missing: [], ways }
  }

  /** The verdict of a cell over the values of the inputs. */
  #tester(table: TableNode, test: Node): (values: readonly (Value | undefined)[], i: number) => Verdict {
    const run = closure(test)
    const hasOpen = this.#missingFor(test).length > 0
    return (values, i) => {
      const value = values[i]
      if (value === undefined || hasOpen) return 'unknown'
      const frame: Value[] = []
      table.inputs.forEach(({ id }, other) => {
        frame[id] = values[other] ?? null
      })
      return run(frame, this.#state) === true ? 'met' : 'not met'
    }
  }

  #rule(
    table: TableNode,
    rule: number,
    tests: readonly (((values: readonly (Value | undefined)[], i: number) => Verdict) | undefined)[],
    values: readonly (Value | undefined)[],
  ): RuleExplanation {
    const { texts, annotations, at, tests: nodes } = table.rules[rule]!
    const cells = tests.map((test, i): CellExplanation => {
      const verdict = test ? test(values, i) : 'met'
      return { input: table.inputs[i]!.label, test: texts[i] || cellText(nodes[i]), verdict }
    })
    const verdict = cells.some((cell) => cell.verdict === 'not met')
      ? 'not met'
      : cells.every((cell) => cell.verdict === 'met')
        ? 'met'
        : 'unknown'
    return { rule, verdict, cells, annotations, at }
  }

  /** The facts that the rules still open wait for. */
  #wanted(table: TableNode, rules: readonly RuleExplanation[], missing: readonly (readonly string[])[]): string[] {
    const open = rules.filter((rule) => rule.verdict === 'unknown')
    return union(
      ...open.flatMap(({ rule, cells }) =>
        cells.flatMap((cell, i) =>
          cell.verdict === 'unknown' ? [union(missing[i]!, this.#missingFor(table.rules[rule]!.tests[i]!))] : [],
        ),
      ),
    )
  }

  /** The facts for lack of which an expression cannot be known. `and`, `or` and `if` need only what decides them. */
  #missingFor(node: Node): string[] {
    if (node.op === 'convert') return this.#missingFor(node.of)
    if (node.op === 'and' || node.op === 'or') return this.#missingForLogic(node)
    if (node.op === 'if') {
      const test = this.#missingFor(node.test)
      if (test.length > 0) return union(test, this.#missingFor(node.then), this.#missingFor(node.otherwise))
      return this.#missingFor(closure(node.test)([], this.#state) === true ? node.then : node.otherwise)
    }
    const missing: (readonly string[])[] = []
    for (const each of everyNode(node)) if (each.op === 'slot') missing.push(this.#missingSlot(each.slot))
    return union(...missing)
  }

  #missingForLogic({ op, left, right }: Extract<Node, { op: 'and' | 'or' }>): string[] {
    const decisive = op === 'or'
    const sides = [left, right].map((side) => ({ side, missing: this.#missingFor(side) }))
    const isDecided = sides.some(
      ({ side, missing }) => missing.length === 0 && hasNoLocals(side) && closure(side)([], this.#state) === decisive,
    )
    return isDecided ? [] : union(...sides.map(({ missing }) => missing))
  }

  #missingSlot(slot: number): readonly string[] {
    const { source } = this.#linked[slot]!
    if (source.kind === 'inputData') return this.#state.read(slot) === null ? [source.name] : []
    if (source.kind !== 'decision') return []
    const { verdict, missing } = this.explain(slot)
    return verdict === 'unknown' ? missing : []
  }
}

function hasNoLocals(node: Node): boolean {
  for (const each of everyNode(node)) if (each.op === 'local') return false
  return true
}

/** The rules that decide, whatever the unknown facts may be; undefined where they could change it. */
function decided({ hitPolicy }: TableNode, rules: readonly RuleExplanation[]): number[] | undefined {
  const possible = rules.filter((rule) => rule.verdict !== 'not met')
  const deciding = hitPolicy === 'FIRST' ? possible.slice(0, 1) : possible
  return deciding.some((rule) => rule.verdict === 'unknown') ? undefined : deciding.map((rule) => rule.rule)
}
