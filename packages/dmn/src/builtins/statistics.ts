/** What is counted over a list (DMN 1.5 §10.3.4.4): given as one list or as several arguments. */
import { tick } from '../run/reasons.ts'
import { equal, order } from '../values/compare.ts'
import { add, cheapest, compareNumbers, Decimal, decimal, divide, isNum, multiply, type Num, subtract } from '../values/number.ts'
import type { Value } from '../values/value.ts'
import { type Builtin, builtin } from './signature.ts'

type List = readonly Value[]

const areNumbers = (list: List): list is readonly Num[] => list.every(isNum)

/** The item that stands before all others, by `direction`; undefined where they do not compare. */
const extreme =
  (direction: 1 | -1) =>
  (list: List): Value | undefined => {
    if (list.length === 0) return undefined
    let best: Value = list[0]!
    for (const item of list) {
      tick()
      const compared = order(item, best)
      if (compared === null) return undefined
      if (compared * direction > 0) best = item
    }
    return best
  }

function folded(list: List, fold: (a: Num, b: Num) => Num | null): Num | undefined {
  if (list.length === 0 || !areNumbers(list)) return undefined
  let result: Num | null = list[0]!
  for (let i = 1; i < list.length && result !== null; i++) {
    tick()
    result = fold(result, list[i]!)
  }
  return result ?? undefined
}

const sum = (list: List) => folded(list, add)
const product = (list: List) => folded(list, multiply)

function mean(list: List): Num | undefined {
  const total = sum(list)
  return total === undefined ? undefined : (divide(total, list.length) ?? undefined)
}

const ascending = (list: readonly Num[]) => list.toSorted(compareNumbers)

function median(list: List): Num | undefined {
  if (list.length === 0 || !areNumbers(list)) return undefined
  const items = ascending(list)
  const middle = items.length >> 1
  if (items.length % 2) return items[middle]
  return divide(add(items[middle - 1]!, items[middle]!) ?? 0, 2) ?? undefined
}

/** The sample's standard deviation: over n - 1. */
function stddev(list: List): Num | undefined {
  const middle = list.length > 1 ? mean(list) : undefined
  if (middle === undefined) return undefined
  const squares = (list as readonly Num[]).reduce((total: Decimal, item) => {
    const distance = decimal(subtract(item, middle) ?? 0)
    return total.plus(distance.times(distance))
  }, new Decimal(0))
  return cheapest(squares.div(list.length - 1).sqrt()) ?? undefined
}

/** The most frequent numbers, ascending. */
function mode(list: List): List | undefined {
  if (!areNumbers(list)) return undefined
  const runs: { item: Num; count: number }[] = []
  for (const item of ascending(list)) {
    const last = runs.at(-1)
    if (last && equal(last.item, item)) last.count++
    else runs.push({ item, count: 1 })
  }
  const most = runs.reduce((max, run) => Math.max(max, run.count), 0)
  return runs.filter((run) => run.count === most).map((run) => run.item)
}

/** A function over `list: list`, or over its items as arguments. */
const over = (name: string, result: string, argument: string, run: (list: List) => Value | undefined): Builtin =>
  builtin(name, result, ['list: list', run], [`${argument}: Any...`, (...items: Value[]) => run(items)])

export const statisticFunctions: readonly Builtin[] = [
  over('min', 'Any', 'c', extreme(-1)),
  over('max', 'Any', 'c', extreme(1)),
  over('sum', 'number', 'n', sum),
  over('mean', 'number', 'n', mean),
  over('product', 'number', 'n', product),
  over('median', 'number', 'n', median),
  over('stddev', 'number', 'n', stddev),
  over('mode', 'list', 'n', mode),
]
