/** Calls of built-ins whose arguments are known: done once, while reading. */
import { builtinOf } from '../builtins/registry.ts'
import { typeOf } from '../values/type.ts'
import type { FeelFunction, Value } from '../values/value.ts'
import type { Cursor } from './cursor.ts'
import { constant, type Node } from './node.ts'

/** Cheap, and of the same worth at any time. */
const foldable = new Set(['date', 'time', 'date and time', 'duration', 'years and months duration', 'number', 'lower case', 'upper case'])

export function folded(p: Cursor, fn: FeelFunction, args: readonly Node[], at: number): Node {
  const { type, takes } = builtinOf(fn.name)
  if (!takes(args.length)) p.find('arguments', `“${fn.name}” does not take ${args.length} arguments: the result is null.`, at)
  if (foldable.has(fn.name) && args.every((arg) => arg.op === 'const')) {
    const value = fn.call(args.map((arg) => (arg as Node & { op: 'const' }).value as Value))
    if (value !== null) return constant(value, typeOf(value), at)
  }
  return { op: 'builtin', name: fn.name, args, type, at }
}
