/** What generated code may call: these functions, and nothing else of the machine. */
import { builtinOf } from '../builtins/registry.ts'
import { row, settle } from '../table/outcome.ts'
import { add, divide, multiply, negate, power, subtract } from '../values/arithmetic.ts'
import { between, eq, ge, gt, le, lt, ne } from '../values/compare.ts'
import { isInstance, type Type } from '../values/type.ts'
import { emptyContext, FeelFunction, type Parameter, type Value } from '../values/value.ts'
import { at, domain, entryOf, filter, fit, isDomain, path } from './access.ts'
import { call } from './call.ts'
import { and, isVerdict, meets, not, or } from './logic.ts'
import { makeRange } from './range.ts'
import { nothing, take, tick } from './reasons.ts'
import { notAllowed } from './table-closure.ts'

type Domain = (...outer: Value[]) => readonly [from: Value, to?: Value]

/** Runs `act` for every combination until it says true; undefined where there is nothing to run over. */
function loop(domains: readonly Domain[], act: (...values: Value[]) => boolean, outer: readonly Value[] = []): boolean | undefined {
  const next = domains[outer.length]
  if (!next) return act(...outer)
  const [from, to] = next(...outer)
  if (!isDomain(from, to)) return undefined
  for (const value of domain(from, to)) {
    tick()
    const done = loop(domains, act, [...outer, value])
    if (done !== false) return done
  }
  return false
}

/** `body` takes the results so far, and then the loops' values. */
function each(domains: readonly Domain[], body: (partial: () => Value, ...values: Value[]) => Value): Value {
  const results: Value[] = []
  const partial = () => {
    take(results.length)
    return [...results]
  }
  const isRun = loop(domains, (...values) => {
    take(1)
    results.push(body(partial, ...values))
    return false
  })
  return isRun === undefined ? null : results
}

function quantified(every: boolean, strict: boolean, domains: readonly Domain[], body: (...values: Value[]) => Value): Value {
  let verdict: boolean | null = every
  let isSound = true
  const isRun = loop(domains, (...values) => {
    const value = body(...values)
    isSound = !strict || isVerdict(value)
    verdict = every ? and(verdict, value) : or(verdict, value)
    return verdict === !every || !isSound
  })
  return isRun === undefined || !isSound ? null : verdict
}

function list(...items: Value[]): Value {
  take(items.length)
  return items
}

function context(names: readonly string[], values: readonly Value[]): Value {
  take(names.length)
  const made = emptyContext()
  for (let i = 0; i < names.length; i++) made[names[i]!] = values[i]!
  return made
}

/** A boxed condition that is neither true, false nor null makes the whole null. */
const strictly = (verdict: Value, then: () => Value, otherwise: () => Value): Value =>
  verdict === true ? then() : isVerdict(verdict) ? otherwise() : null

const position = (of: Value, index: Value): Value => at(Array.isArray(of) ? of : [of as Value], index)
const lambda = (name: string, parameters: readonly Parameter[], result: Type, body: (...args: Value[]) => Value): Value =>
  new FeelFunction(name, parameters, result, (args) => body(...args))

export const runtime = {
  add,
  subtract,
  multiply,
  divide,
  power,
  negate,
  eq,
  ne,
  lt,
  le,
  gt,
  ge,
  between,
  and,
  or,
  not,
  meets,
  path,
  entryOf,
  filter,
  position,
  fit,
  call,
  makeRange,
  nothing,
  isInstance,
  builtinOf,
  each,
  quantified,
  list,
  context,
  strictly,
  lambda,
  settle,
  row,
  notAllowed,
}
