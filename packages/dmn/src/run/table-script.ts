/** A decision table as JavaScript: the tests of a rule as one condition over the kinds of values that they name. */
import type { Node, TableNode, TableRule } from '../feel/node.ts'
import { row } from '../table/outcome.ts'
import { FeelRange, isList, type Value } from '../values/value.ts'
import type { Emitter } from './emitter.ts'
import { arrow, script } from './script.ts'

type Kind = 'number' | 'string' | 'boolean'
type TwoValued = { readonly kind: Kind; readonly code: string }

const kindOf = (value: Value): Kind | undefined => {
  const kind = typeof value
  return kind === 'number' || kind === 'string' || kind === 'boolean' ? kind : undefined
}

/** The test of a cell as a condition that is exact for values of one JavaScript kind; undefined where there is no such kind. */
function twoValued(e: Emitter, node: Node, x: string): TwoValued | undefined {
  if (node.op === 'any') return joined(node.tests.map((test) => twoValued(e, test, x)))
  if (node.op === 'not') {
    const inner = twoValued(e, node.of, x)
    return inner && { kind: inner.kind, code: `!${inner.code}` }
  }
  if (node.op === 'compare') return comparison(e, node, x)
  return node.op === 'meets' && isInput(e, node.value, x) && node.test.op === 'const' ? membership(e, node.test.value, x) : undefined
}

const isInput = (e: Emitter, node: Node, x: string) => node.op === 'local' && e.local(node.id) === x

function joined(tests: readonly (TwoValued | undefined)[]): TwoValued | undefined {
  const [first] = tests
  if (!first || tests.some((test) => test?.kind !== first.kind)) return undefined
  return { kind: first.kind, code: `(${tests.map((test) => test!.code).join('||')})` }
}

const signs = { '=': '===', '!=': '!==', '<': '<', '<=': '<=', '>': '>', '>=': '>=' } as const

function comparison(e: Emitter, { sign, left, right }: Extract<Node, { op: 'compare' }>, x: string): TwoValued | undefined {
  if (!isInput(e, left, x) || right.op !== 'const') return undefined
  const kind = kindOf(right.value)
  if (!kind || (kind === 'boolean' && sign !== '=' && sign !== '!=')) return undefined
  return { kind, code: `(${x}${signs[sign]}${e.literal(right.value)})` }
}

function membership(e: Emitter, value: Value, x: string): TwoValued | undefined {
  if (value instanceof FeelRange) return inRange(e, value, x)
  if (isList(value)) return joined(value.map((item) => membership(e, item, x)))
  const kind = kindOf(value)
  return kind && { kind, code: `(${x}===${e.literal(value)})` }
}

function inRange(e: Emitter, { start, end, startIncluded, endIncluded, form }: FeelRange, x: string): TwoValued | undefined {
  const kind = kindOf(start ?? end)
  if (form !== 'ends' || (kind !== 'number' && kind !== 'string') || kindOf(end) !== kind) return undefined
  return { kind, code: `(${x}${startIncluded ? '>=' : '>'}${e.literal(start)}&&${x}${endIncluded ? '<=' : '<'}${e.literal(end)})` }
}

function condition(e: Emitter, test: Node, x: string): string {
  const exact = twoValued(e, test, x)
  const general = `${script(e, test)}===true`
  return exact ? `(typeof ${x}==="${exact.kind}"?${exact.code}:${general})` : `(${general})`
}

function conditions(e: Emitter, { tests }: TableRule, inputs: readonly string[]): string {
  const all = tests.flatMap((test, i) => (test ? [condition(e, test, inputs[i]!)] : []))
  return all.length > 0 ? all.join('&&') : 'true'
}

/** As a block of its own: inputs, conditions in the order of the rules, and what the hit policy makes of the matches. */
export function tableBlock(e: Emitter, table: TableNode): string {
  return e.block(() => {
    const inputs = table.inputs.map(({ id }) => e.local(id))
    const prepare = table.inputs.map((input) => inputScript(e, input, e.local(input.id))).join('')
    return prepare + matches(e, table, inputs)
  })
}

export const tableScript = (e: Emitter, table: TableNode): string => `(()=>${tableBlock(e, table)})()`

function inputScript(e: Emitter, { value, allowed, label }: TableNode['inputs'][number], x: string): string {
  const read = `const ${x}=${script(e, value)};`
  return allowed ? `${read}if(${x}!==null&&${script(e, allowed)}!==true)return $.notAllowed(${e.constant(label)});` : read
}

/** One match, the usual case, needs no list; the rows of a table without formulas are made beforehand. */
function matches(e: Emitter, table: TableNode, inputs: readonly string[]): string {
  const rest = `$.settle(${e.constant(table)},m,${cells(e, table)})`
  const rules = table.rules.map((rule) => conditions(e, rule, inputs))
  if (table.hitPolicy === 'FIRST') {
    const found = rules.map((rule, i) => `if(${rule})return ${rowScript(e, table, i)};`).join('')
    return `${found}const m=[];return ${rest}`
  }
  const isSingle = table.hitPolicy === 'UNIQUE' || table.hitPolicy === 'ANY' || table.hitPolicy === 'PRIORITY'
  if (!isSingle) return `const m=[];${rules.map((rule, i) => `if(${rule})m.push(${i});`).join('')}return ${rest}`
  const found = rules.map((rule, i) => `if(${rule}){if(f<0)f=${i};else(m??=[f]).push(${i})}`).join('')
  const single = `switch(f){${table.rules.map((_, i) => `case ${i}:return ${rowScript(e, table, i)};`).join('')}}`
  return `let f=-1,m;${found}if(m===undefined){${single}m=[]}return ${rest}`
}

const isKnown = (node: Node): node is Extract<Node, { op: 'const' }> => node.op === 'const'

function rowScript(e: Emitter, table: TableNode, i: number): string {
  const { outputs } = table.rules[i]!
  if (outputs.every(isKnown)) {
    return e.literal(
      row(
        table,
        outputs.map((output) => output.value),
      ),
    )
  }
  return `$.row(${e.constant(table)},[${outputs.map((output) => script(e, output)).join(',')}])`
}

/** The cells behind the conditions, as functions that are called when they are needed. */
function cells(e: Emitter, table: TableNode): string {
  const outputs = table.rules.map((rule) => arrowOfList(e, rule.outputs))
  const otherwise = table.outputs.map((output) => (output.otherwise ? arrow(e, [], output.otherwise) : '()=>undefined'))
  const priorities = table.outputs.map((output) => arrowOfList(e, output.values ?? []))
  return `{outputs:(r)=>[${outputs.join(',')}][r](),otherwise:(o)=>[${otherwise.join(',')}][o](),priorities:()=>[${priorities.join(',')}].map((f)=>f())}`
}

const arrowOfList = (e: Emitter, nodes: readonly Node[]): string =>
  `()=>${e.body(() => `[${nodes.map((node) => script(e, node)).join(',')}]`)}`
