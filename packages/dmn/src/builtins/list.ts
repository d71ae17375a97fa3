/** List functions (DMN 1.5 §10.3.4.4) and `sort` (§10.3.4.7). */
import { call } from '../run/call.ts'
import { enter, leave, take, tick } from '../run/reasons.ts'
import { equal, order } from '../values/compare.ts'
import { asPosition, type Num } from '../values/number.ts'
import { FeelFunction, isList, type Value } from '../values/value.ts'
import { type Builtin, builtin } from './signature.ts'

type List = readonly Value[]

const has = (list: List, element: Value) => {
  for (const item of list) {
    tick()
    if (equal(item, element) === true) return true
  }
  return false
}

/** The index that a position means: from 1, or from the end where it is negative; undefined outside. */
function indexAt(list: List, position: Num): number | undefined {
  const at = asPosition(position)
  if (at === undefined || at === 0 || Math.abs(at) > list.length) return undefined
  return at > 0 ? at - 1 : list.length + at
}

function sublist(list: List, start: Num, length?: Num | null): List | undefined {
  const from = indexAt(list, start)
  const count = length === undefined || length === null ? undefined : asPosition(length)
  if (from === undefined) return undefined
  if (length !== undefined && length !== null && (count === undefined || count < 1 || from + count > list.length)) return undefined
  return copy(list.slice(from, count === undefined ? undefined : from + count))
}

const copy = <T extends List>(list: T): T => {
  take(list.length)
  return list
}

function concatenate(...lists: List[]): List {
  take(lists.reduce((sum, list) => sum + list.length, 0))
  return lists.flat()
}

function insertBefore(list: List, position: Num, item: Value): List | undefined {
  const at = indexAt(list, position)
  return at === undefined ? undefined : copy(list.toSpliced(at, 0, item))
}

function remove(list: List, position: Num): List | undefined {
  const at = indexAt(list, position)
  return at === undefined ? undefined : copy(list.toSpliced(at, 1))
}

function replaceAt(list: List, position: Num, item: Value): List | undefined {
  const at = indexAt(list, position)
  return at === undefined ? undefined : copy(list.with(at, item))
}

/** The function is asked for each item with the new one; what it answers must be true or false. */
function replaceWhere(list: List, match: FeelFunction, item: Value): List | undefined {
  const replaced: Value[] = []
  for (const old of list) {
    const isMatch = call(match, [old, item])
    if (typeof isMatch !== 'boolean') return undefined
    replaced.push(isMatch ? item : old)
  }
  return copy(replaced)
}

const reverse = (list: List) => copy(list.toReversed())

function indexOf(list: List, match: Value): List {
  const found: Value[] = []
  list.forEach((item, i) => {
    tick()
    if (equal(item, match) === true) found.push(i + 1)
  })
  return found
}

/** Simple values are told apart by a set; what remains is compared with each. */
function distinct(list: List): List {
  const seen = new Set<Value>()
  const kept: Value[] = []
  const others: Value[] = []
  for (const item of list) {
    tick()
    if (item === null || typeof item !== 'object') {
      if (seen.has(item)) continue
      seen.add(item)
    } else {
      if (has(others, item)) continue
      others.push(item)
    }
    kept.push(item)
  }
  return copy(kept)
}

function flatten(list: List): List {
  const flat: Value[] = []
  const walk = (items: List) => {
    enter()
    for (const item of items) {
      if (isList(item)) walk(item)
      else {
        take(1)
        flat.push(item)
      }
    }
    leave()
  }
  walk(list)
  return flat
}

/** Whether all hold: three-valued, and null where an item is no boolean. */
function all(list: List): boolean | null | undefined {
  if (list.includes(false)) return list.every((item) => item === null || typeof item === 'boolean') ? false : undefined
  if (list.some((item) => item !== null && item !== true)) return undefined
  return list.includes(null) ? null : true
}

function some(list: List): boolean | null | undefined {
  if (list.includes(true)) return list.every((item) => item === null || typeof item === 'boolean') ? true : undefined
  if (list.some((item) => item !== null && item !== false)) return undefined
  return list.includes(null) ? null : false
}

/** Merges halves, so that equal items keep their order and every comparison is counted. */
function sorted(list: List, precedes: (a: Value, b: Value) => boolean): List {
  if (list.length < 2) return list
  const half = list.length >> 1
  const [left, right] = [sorted(list.slice(0, half), precedes), sorted(list.slice(half), precedes)]
  take(list.length)
  const merged: Value[] = []
  let [i, j] = [0, 0]
  while (i < left.length && j < right.length) merged.push(precedes(right[j]!, left[i]!) ? right[j++]! : left[i++]!)
  while (i < left.length) merged.push(left[i++]!)
  while (j < right.length) merged.push(right[j++]!)
  return merged
}

function sort(list: List, precedes?: FeelFunction | null): List | undefined {
  if (precedes instanceof FeelFunction) return sorted(list, (a, b) => call(precedes, [a, b]) === true)
  if (list.some((item) => order(list[0]!, item) === null)) return undefined
  return sorted(list, (a, b) => order(a, b)! < 0)
}

export const listFunctions: readonly Builtin[] = [
  builtin('list contains', 'boolean', ['list: list, element: Any', has]),
  builtin('count', 'number', ['list: list', (list: List) => list.length], ['c: Any...', (...items: Value[]) => items.length]),
  builtin('all', 'boolean', ['list: list', all], ['b: Any...', (...items: Value[]) => all(items)]),
  builtin('any', 'boolean', ['list: list', some], ['b: Any...', (...items: Value[]) => some(items)]),
  builtin('sublist', 'list', ['list: list, start position: number, length: number?', sublist]),
  builtin('append', 'list', ['list: list, item: Any...', (list: List, ...items: Value[]) => copy([...list, ...items])]),
  builtin('concatenate', 'list', ['list: list...', concatenate]),
  builtin('insert before', 'list', ['list: list, position: number, newItem: Any', insertBefore]),
  builtin('remove', 'list', ['list: list, position: number', remove]),
  builtin(
    'list replace',
    'list',
    ['list: list, position: number, newItem: Any', replaceAt],
    ['list: list, match: function, newItem: Any', replaceWhere],
  ),
  builtin('reverse', 'list', ['list: list', reverse]),
  builtin('index of', 'list', ['list: list, match: Any', indexOf]),
  builtin('union', 'list', ['list: list...', (...lists: List[]) => distinct(concatenate(...lists))]),
  builtin('distinct values', 'list', ['list: list', distinct]),
  builtin('flatten', 'list', ['list: list', flatten]),
  builtin('sort', 'list', ['list: list, precedes: function?', sort]),
]
