/** Expressions as nested closures: the back end for where no code may be made from text (a content security policy without `unsafe-eval`). */
import { builtinOf } from '../builtins/registry.ts'
import type { ArithmeticSign, ComparisonSign, Loop, Node } from '../feel/node.ts'
import { add, divide, multiply, negate, power, subtract } from '../values/arithmetic.ts'
import { between, eq, ge, gt, le, lt, ne } from '../values/compare.ts'
import { any, baseOf, isInstance, type Type } from '../values/type.ts'
import { emptyContext, FeelFunction, type Value } from '../values/value.ts'
import { at, domain, entryOf, filter, fit, isDomain, path } from './access.ts'
import { call } from './call.ts'
import { and, isVerdict, meets, not, or } from './logic.ts'
import { makeRange } from './range.ts'
import { nothing, take, tick } from './reasons.ts'
import type { State } from './state.ts'
import { tableClosure } from './table-closure.ts'

/** The variables of an expression, by their ids; loops write into it, functions keep a copy. */
export type Frame = (Value | undefined)[]
export type Closure = (frame: Frame, state: State) => Value

type Of<Op extends Node['op']> = Extract<Node, { op: Op }>
type Makers = { [Op in Node['op']]: (node: Of<Op>) => Closure }

export const arithmeticOps: Record<ArithmeticSign, (a: Value, b: Value) => Value> = {
  '+': add,
  '-': subtract,
  '*': multiply,
  '/': divide,
  '**': power,
}
export const comparisonOps: Record<ComparisonSign, (a: Value, b: Value) => boolean | null> = {
  '=': eq,
  '!=': ne,
  '<': lt,
  '<=': le,
  '>': gt,
  '>=': ge,
}

const makers: Makers = {
  const:
    ({ value }) =>
    () =>
      value,
  nothing:
    ({ says }) =>
    () =>
      nothing(says),
  local: ({ id, name }) => (name === 'partial' ? (frame) => copied(frame[id] as Value[]) : (frame) => frame[id]!),
  slot:
    ({ slot }) =>
    (_, state) =>
      state.read(slot),
  scoped({ item, name, otherwise }) {
    const other = closure(otherwise)
    return (frame, state) => {
      const own = entryOf(frame[item]!, name)
      return own === undefined ? other(frame, state) : own
    }
  },
  path({ of, name }) {
    const value = closure(of)
    return (frame, state) => path(value(frame, state), name)
  },
  arithmetic: ({ sign, left, right }) => binary(left, right, arithmeticOps[sign]),
  compare: ({ sign, left, right }) => binary(left, right, comparisonOps[sign]),
  negate({ of }) {
    const value = closure(of)
    return (frame, state) => negate(value(frame, state))
  },
  between({ value, low, high }) {
    const [v, l, h] = [closure(value), closure(low), closure(high)]
    return (frame, state) => between(v(frame, state), l(frame, state), h(frame, state))
  },
  and({ left, right }) {
    const [a, b] = [closure(left), closure(right)]
    return (frame, state) => {
      const first = a(frame, state)
      return first === false ? false : and(first, b(frame, state))
    }
  },
  or({ left, right }) {
    const [a, b] = [closure(left), closure(right)]
    return (frame, state) => {
      const first = a(frame, state)
      return first === true ? true : or(first, b(frame, state))
    }
  },
  not({ of }) {
    const value = closure(of)
    return (frame, state) => not(value(frame, state))
  },
  if({ test, then, otherwise, strict }) {
    const [t, a, b] = [closure(test), closure(then), closure(otherwise)]
    return (frame, state) => {
      const verdict = t(frame, state)
      if (verdict === true) return a(frame, state)
      return strict && !isVerdict(verdict) ? null : b(frame, state)
    }
  },
  list({ items }) {
    const values = items.map(closure)
    return (frame, state) => {
      take(values.length)
      return values.map((value) => value(frame, state))
    }
  },
  context: contextClosure,
  range({ start, end, startIncluded, endIncluded, form }) {
    const [a, b] = [closure(start), closure(end)]
    return (frame, state) => makeRange(a(frame, state), b(frame, state), startIncluded, endIncluded, form)
  },
  builtin({ name, args }) {
    const { fn } = builtinOf(name)
    const values = args.map(closure)
    return (frame, state) => fn.call(values.map((value) => value(frame, state)))
  },
  call({ fn, args, names }) {
    const callee = closure(fn)
    const values = args.map(closure)
    return (frame, state) =>
      call(
        callee(frame, state),
        values.map((value) => value(frame, state)),
        names,
      )
  },
  for({ loops, partial, body }) {
    const value = closure(body)
    const run = looping(loops)
    return (frame, state) => {
      const results: Value[] = []
      frame[partial] = results
      const isRun = run(frame, state, () => {
        take(1)
        results.push(value(frame, state))
        frame[partial] = results
        return false
      })
      return isRun === undefined ? null : results
    }
  },
  quantified: quantifiedClosure,
  filter: filterClosure,
  function: functionClosure,
  instance({ of, is }) {
    const value = closure(of)
    return (frame, state) => isInstance(value(frame, state), is)
  },
  meets: ({ value, test }) => binary(value, test, meets),
  any({ tests }) {
    const values = tests.map(closure)
    return (frame, state) => {
      let verdict: boolean | null = false
      for (const value of values) {
        verdict = or(verdict, value(frame, state))
        if (verdict === true) return true
      }
      return verdict
    }
  },
  let({ id, value, body }) {
    const [v, b] = [closure(value), closure(body)]
    return (frame, state) => {
      frame[id] = v(frame, state)
      return b(frame, state)
    }
  },
  convert({ of, to, what }) {
    const value = closure(of)
    return (frame, state) => fit(value(frame, state), to, what)
  },
  table: tableClosure,
}

/** The part of an expression as a closure. */
export function closure(node: Node): Closure {
  return (makers[node.op] as (node: Node) => Closure)(node)
}

export function copied(partial: readonly Value[]): Value {
  take(partial.length)
  return [...partial]
}

function binary(left: Node, right: Node, op: (a: Value, b: Value) => Value): Closure {
  const [a, b] = [closure(left), closure(right)]
  return (frame, state) => op(a(frame, state), b(frame, state))
}

function contextClosure({ entries, result }: Of<'context'>): Closure {
  const values = entries.map((entry) => closure(entry.value))
  const last = result && closure(result)
  return (frame, state) => {
    take(entries.length)
    const context = emptyContext()
    entries.forEach(({ name, id }, i) => {
      const value = values[i]!(frame, state)
      frame[id] = value
      context[name] = value
    })
    return last ? last(frame, state) : context
  }
}

/** Runs `act` for every combination of the loops' values until it says true; undefined where a loop has nothing to run over. */
function looping(loops: readonly Loop[]): (frame: Frame, state: State, act: () => boolean) => boolean | undefined {
  const domains = loops.map((loop) => ({ id: loop.id, from: closure(loop.in), to: loop.to && closure(loop.to) }))
  const run = (depth: number, frame: Frame, state: State, act: () => boolean): boolean | undefined => {
    const loop = domains[depth]
    if (!loop) return act()
    const [from, to] = [loop.from(frame, state), loop.to?.(frame, state)]
    if (!isDomain(from, to)) return undefined
    for (const value of domain(from, to)) {
      tick()
      frame[loop.id] = value
      const done = run(depth + 1, frame, state, act)
      if (done !== false) return done
    }
    return false
  }
  return (frame, state, act) => run(0, frame, state, act)
}

function quantifiedClosure({ every, loops, body, strict }: Of<'quantified'>): Closure {
  const test = closure(body)
  const run = looping(loops)
  return (frame, state) => {
    let verdict: boolean | null = every
    let isSound = true
    const isRun = run(frame, state, () => {
      const value = test(frame, state)
      isSound = !strict || isVerdict(value)
      verdict = every ? and(verdict, value) : or(verdict, value)
      return verdict === !every || !isSound
    })
    return isRun === undefined || !isSound ? null : verdict
  }
}

function filterClosure({ of, item, test, strict }: Of<'filter'>): Closure {
  const [list, verdict] = [closure(of), closure(test)]
  if (baseOf(test.type).kind === 'number' && test.op === 'const') {
    return (frame, state) => {
      const value = list(frame, state)
      return at(Array.isArray(value) ? value : [value], verdict(frame, state))
    }
  }
  return (frame, state) =>
    filter(
      list(frame, state),
      (each) => {
        frame[item] = each
        return verdict(frame, state)
      },
      strict,
    )
}

function functionClosure({ parameters, body, name, type }: Of<'function'>): Closure {
  const value = closure(body)
  const result: Type = type.kind === 'function' ? type.result : any
  return (outer, state) => {
    const kept = outer.slice()
    return new FeelFunction(name, parameters, result, (args) => {
      const frame = kept.slice()
      parameters.forEach(({ id }, i) => {
        frame[id] = args[i]!
      })
      return value(frame, state)
    })
  }
}
