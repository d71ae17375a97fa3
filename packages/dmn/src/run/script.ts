/** Expressions as JavaScript text, made into functions once: the fast back end. */
import type { ArithmeticSign, ComparisonSign, Loop, Node } from '../feel/node.ts'
import { any, baseOf } from '../values/type.ts'
import type { Value } from '../values/value.ts'
import { Emitter, isPlain, type PlainInput, quoted } from './emitter.ts'
import { runtime } from './runtime.ts'
import type { State } from './state.ts'
import { tableBlock, tableScript } from './table-script.ts'

type Of<Op extends Node['op']> = Extract<Node, { op: Op }>
type Emitters = { [Op in Node['op']]: (e: Emitter, node: Of<Op>) => string }

const arithmeticNames: Record<ArithmeticSign, string> = { '+': 'add', '-': 'subtract', '*': 'multiply', '/': 'divide', '**': 'power' }
const comparisonNames: Record<ComparisonSign, string> = { '=': 'eq', '!=': 'ne', '<': 'lt', '<=': 'le', '>': 'gt', '>=': 'ge' }
const jsSigns: Record<ComparisonSign, string> = { '=': '===', '!=': '!==', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }

const emitters: Emitters = {
  const: (e, { value }) => e.literal(value),
  nothing: (e, { says }) => `$.nothing(${e.constant(says)})`,
  local: (e, { id, name }) => (name === 'partial' ? `${e.local(id)}()` : e.local(id)),
  slot: slotScript,
  scoped(e, { item, name, otherwise }) {
    const t = e.temporary()
    return `((${t}=$.entryOf(${e.local(item)},${e.constant(name)}))===undefined?${script(e, otherwise)}:${t})`
  },
  path: (e, { of, name }) => `$.path(${script(e, of)},${e.constant(name)})`,
  arithmetic: (e, { sign, left, right }) => `$.${arithmeticNames[sign]}(${script(e, left)},${script(e, right)})`,
  compare,
  negate: (e, { of }) => `$.negate(${script(e, of)})`,
  between: (e, { value, low, high }) => `$.between(${script(e, value)},${script(e, low)},${script(e, high)})`,
  and(e, { left, right }) {
    const t = e.temporary()
    return `((${t}=${script(e, left)})===false?false:$.and(${t},${script(e, right)}))`
  },
  or(e, { left, right }) {
    const t = e.temporary()
    return `((${t}=${script(e, left)})===true?true:$.or(${t},${script(e, right)}))`
  },
  not: (e, { of }) => `$.not(${script(e, of)})`,
  if(e, { test, then, otherwise, strict }) {
    if (strict) return `$.strictly(${script(e, test)},${arrow(e, [], then)},${arrow(e, [], otherwise)})`
    return `(${script(e, test)}===true?${script(e, then)}:${script(e, otherwise)})`
  },
  list: (e, { items }) => `$.list(${items.map((item) => script(e, item)).join(',')})`,
  context: contextScript,
  range: (e, { start, end, startIncluded, endIncluded, form }) =>
    `$.makeRange(${script(e, start)},${script(e, end)},${startIncluded},${endIncluded},"${form}")`,
  builtin: (e, { name, args }) => `${e.constant(runtime.builtinOf(name).fn.call)}([${args.map((arg) => script(e, arg)).join(',')}])`,
  call: (e, { fn, args, names }) =>
    `$.call(${script(e, fn)},[${args.map((arg) => script(e, arg)).join(',')}]${names ? `,${e.constant(names)}` : ''})`,
  for(e, { loops, partial, body }) {
    return `$.each(${domains(e, loops)},${arrow(e, [partial, ...loops.map((loop) => loop.id)], body)})`
  },
  quantified(e, { every, loops, body, strict }) {
    return `$.quantified(${every},${strict ?? false},${domains(e, loops)},${arrow(
      e,
      loops.map((loop) => loop.id),
      body,
    )})`
  },
  filter(e, { of, item, test, strict }) {
    if (baseOf(test.type).kind === 'number' && test.op === 'const') return `$.position(${script(e, of)},${script(e, test)})`
    return `$.filter(${script(e, of)},${arrow(e, [item], test)},${strict ?? false})`
  },
  function(e, { parameters, body, name, type }) {
    const result = type.kind === 'function' ? type.result : any
    const ids = parameters.map((parameter) => parameter.id)
    return `$.lambda(${e.constant(name)},${e.constant(parameters)},${e.constant(result)},${arrow(e, ids, body)})`
  },
  instance: (e, { of, is }) => `$.isInstance(${script(e, of)},${e.constant(is)})`,
  meets: (e, { value, test }) => `$.meets(${script(e, value)},${script(e, test)})`,
  any: (e, { tests }) =>
    tests.slice(1).reduce(
      (before, test) => {
        const t = e.temporary()
        return `((${t}=${before})===true?true:$.or(${t},${script(e, test)}))`
      },
      script(e, tests[0]!),
    ),
  let(e, { id, value, body }) {
    const code = script(e, value)
    if (isPlain(code)) {
      e.alias(id, code)
      return script(e, body)
    }
    return `(${arrow(e, [id], body)})(${code})`
  },
  convert: (e, { of, to, what }) => `$.fit(${script(e, of)},${e.constant(to)},${e.constant(what)})`,
  table: tableScript,
}

/** The code of a node, as one expression. */
export function script(e: Emitter, node: Node): string {
  return (emitters[node.op] as (e: Emitter, node: Node) => string)(e, node)
}

/** A function of variables, which are bound anew in each call. */
export function arrow(e: Emitter, ids: readonly number[], body: Node): string {
  return `(${ids.map((id) => e.local(id)).join(',')})=>${e.body(() => script(e, body))}`
}

/** Comparing with a known number or text needs no call where the value is of that kind. */
function compare(e: Emitter, { sign, left, right }: Of<'compare'>): string {
  const [a, b] = [script(e, left), script(e, right)]
  const general = `$.${comparisonNames[sign]}(${a},${b})`
  if (right.op !== 'const' || typeof right.value !== 'number' || !isPlain(a)) return general
  return `(typeof ${a}==="number"?${a}${jsSigns[sign]}${b}:${general})`
}

function domains(e: Emitter, loops: readonly Loop[]): string {
  const each = loops.map((loop, i) => {
    const outer = loops.slice(0, i).map(({ id }) => e.local(id))
    const code = e.body(() => `[${script(e, loop.in)}${loop.to ? `,${script(e, loop.to)}` : ''}]`)
    return `(${outer.join(',')})=>${code}`
  })
  return `[${each.join(',')}]`
}

/** A plain input is taken from what is given at once; anything else, or of another kind, goes the long way. */
function slotScript(e: Emitter, { slot }: Of<'slot'>): string {
  const input = e.inputs.get(slot)
  if (!input) return `s.read(${slot})`
  const t = e.temporary()
  const isSound = input.kind === 'number' ? `&&${t}-${t}===0` : ''
  return `((${t}=s.values[${slot}])!==undefined?${t}:typeof(${t}=s.given[${quoted(input.name)}])==="${input.kind}"${isSound}?(s.values[${slot}]=${t}):s.read(${slot}))`
}

/** Entries see those before them, so each is a constant of one block. */
function contextScript(e: Emitter, { entries, result }: Of<'context'>): string {
  const block = e.block(() => {
    const values = entries.map(({ id, value }) => `const ${e.local(id)}=${script(e, value)};`).join('')
    const names = e.constant(entries.map((entry) => entry.name))
    const whole = result ? script(e, result) : `$.context(${names},[${entries.map(({ id }) => e.local(id)).join(',')}])`
    return `${values}return ${whole}`
  })
  return `(()=>${block})()`
}

export type Script = { readonly source: string; readonly constants: readonly unknown[] }

/** The text of a function of the state, and the constants that it refers to. */
export function scriptOf(node: Node, inputs: ReadonlyMap<number, PlainInput>): Script {
  const e = new Emitter(inputs)
  const body = node.op === 'table' ? tableBlock(e, node) : e.body(() => script(e, node))
  const names = e.constants.map((_, i) => `k${i}`)
  return { source: `"use strict";const [${names.join(',')}]=K;return (s)=>${body}`, constants: e.constants }
}

/** The node as a function. Throws where the platform forbids code from text. */
export function scripted(node: Node, inputs: ReadonlyMap<number, PlainInput>): (state: State) => Value {
  const { source, constants } = scriptOf(node, inputs)
  return new Function('$', 'K', source)(runtime, constants) as (state: State) => Value
}
