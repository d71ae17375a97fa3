/** Context functions (DMN 1.5 §10.3.4.9). */
import { take } from '../run/reasons.ts'
import { type Context, emptyContext, isContext, type Value } from '../values/value.ts'
import { type Builtin, builtin } from './signature.ts'

type List = readonly Value[]

const entry = (context: Context, key: string): Value => (Object.hasOwn(context, key) ? context[key]! : null)

function along(context: Context, keys: List): Value {
  let value: Value = context
  for (const key of keys) {
    if (!isContext(value) || typeof key !== 'string') return null
    value = entry(value, key)
  }
  return keys.length === 0 ? null : value
}

function entries(context: Context): List {
  return Object.entries(context).map(([key, value]) => {
    take(1)
    return Object.assign(emptyContext(), { key, value })
  })
}

/** From `[{key, value}, …]`; a key twice, or an entry without key or value, has no result. */
function contextOf(list: List): Context | undefined {
  const made = emptyContext()
  for (const each of list) {
    take(1)
    if (!isContext(each) || !Object.hasOwn(each, 'key') || !Object.hasOwn(each, 'value')) return undefined
    const { key } = each
    if (typeof key !== 'string' || Object.hasOwn(made, key)) return undefined
    made[key] = each.value!
  }
  return made
}

function put(context: Context, key: string, value: Value): Context {
  take(Object.keys(context).length)
  return Object.assign(emptyContext(), context, { [key]: value })
}

/** Contexts on the way that are missing are made; what else stands there has no entries to put into. */
function putAlong(context: Context, keys: List, value: Value): Context | undefined {
  const [key, ...rest] = keys
  if (typeof key !== 'string') return undefined
  if (rest.length === 0) return put(context, key, value)
  const inner = entry(context, key)
  if (inner !== null && !isContext(inner)) return undefined
  const changed = putAlong(inner ?? emptyContext(), rest, value)
  return changed && put(context, key, changed)
}

function merge(list: List): Context | undefined {
  if (!list.every(isContext)) return undefined
  take(list.reduce<number>((sum, each) => sum + Object.keys(each).length, 0))
  return Object.assign(emptyContext(), ...(list as Context[]))
}

export const contextFunctions: readonly Builtin[] = [
  builtin('get value', 'Any', ['m: context, key: string', entry], ['context: context, keys: list', along]),
  builtin('get entries', 'list', ['m: context', entries]),
  builtin('context', 'context', ['entries: list', contextOf]),
  builtin(
    'context put',
    'context',
    ['context: context, key: string, value: Any', put],
    ['context: context, keys: list, value: Any', putAlong],
  ),
  builtin('context merge', 'context', ['contexts: list', merge]),
]
