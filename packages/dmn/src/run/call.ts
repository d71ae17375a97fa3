/** Calling functions as values: arguments converted to the parameters' types, the result to the function's (DMN 1.5 §10.3.2.13.2). */
import { convert, typeText } from '../values/type.ts'
import { FeelFunction, kindOf, type Value } from '../values/value.ts'
import { enter, leave, nothing } from './reasons.ts'

/** null where the value is no function, takes other arguments, or has no result. */
export function call(fn: Value, args: readonly Value[], names?: readonly string[]): Value {
  if (!(fn instanceof FeelFunction)) return nothing(fn === null ? 'There is no such function' : `A ${kindOf(fn)} is no function`)
  enter()
  const value = fn.callNamed ? builtIn(fn, args, names) : own(fn, args, names)
  leave()
  return value
}

const builtIn = (fn: FeelFunction, args: readonly Value[], names?: readonly string[]): Value =>
  names ? fn.callNamed!(names, args) : fn.call(args)

function own(fn: FeelFunction, args: readonly Value[], names?: readonly string[]): Value {
  const ordered = names ? inOrder(fn, names, args) : args
  return ordered === null ? null : invoke(fn, ordered)
}

function inOrder(fn: FeelFunction, names: readonly string[], args: readonly Value[]): readonly Value[] | null {
  const ordered: (Value | undefined)[] = fn.parameters.map(({ name }) => args[names.indexOf(name)])
  const isWhole = names.length === fn.parameters.length && !ordered.includes(undefined)
  return isWhole ? (ordered as Value[]) : nothing(`“${fn.name}” takes ${fn.parameters.map((p) => p.name).join(', ') || 'no arguments'}`)
}

function invoke(fn: FeelFunction, args: readonly Value[]): Value {
  if (args.length !== fn.parameters.length) return nothing(`“${fn.name}” takes ${fn.parameters.length} arguments, not ${args.length}`)
  const fitting: Value[] = []
  for (let i = 0; i < args.length; i++) {
    const { name, type } = fn.parameters[i]!
    const value = convert(args[i]!, type)
    if (value === undefined) return nothing(`“${fn.name}” takes a ${typeText(type)} as ${name}, not a ${kindOf(args[i])}`)
    fitting.push(value)
  }
  return fn.call(fitting)
}
