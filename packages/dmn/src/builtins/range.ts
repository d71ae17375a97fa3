/** Range functions (DMN 1.5 §10.3.4.10, Table 78): how points and intervals lie to one another. */
import { order, within } from '../values/compare.ts'
import type { FeelRange, Value } from '../values/value.ts'
import { type Builtin, builtin } from './signature.ts'

type Range = FeelRange

/** A comparison that failed makes the whole test null: thrown past the logic, which then needs no third value. */
class Incomparable extends Error {}

function c(a: Value, b: Value): number {
  const compared = order(a, b)
  if (compared === null) throw new Incomparable()
  return compared
}

const guarded =
  (test: (a: never, b: never) => boolean) =>
  (a: never, b: never): boolean | undefined => {
    try {
      return test(a, b)
    } catch (error) {
      if (error instanceof Incomparable) return undefined
      throw error
    }
  }

const holds = (range: Range, point: Value): boolean => {
  const result = within(point, range)
  if (result === null) throw new Incomparable()
  return result
}

/** All of `a` lies before all of `b`. */
const rangeBefore = (a: Range, b: Range) => c(a.end, b.start) < 0 || (c(a.end, b.start) === 0 && !(a.endIncluded && b.startIncluded))
const pointBefore = (p: Value, r: Range) => c(p, r.start) < 0 || (c(p, r.start) === 0 && !r.startIncluded)
const beforePoint = (r: Range, p: Value) => c(r.end, p) < 0 || (c(r.end, p) === 0 && !r.endIncluded)
const meets = (a: Range, b: Range) => a.endIncluded && b.startIncluded && c(a.end, b.start) === 0

/** How the starts, and the ends, of two ranges stand: an included start lies before an excluded one, an included end after. */
const starts = (a: Range, b: Range) => c(a.start, b.start) || Number(b.startIncluded) - Number(a.startIncluded)
const ends = (a: Range, b: Range) => c(a.end, b.end) || Number(a.endIncluded) - Number(b.endIncluded)

const overlaps = (a: Range, b: Range) => !rangeBefore(a, b) && !rangeBefore(b, a)
/** Begins earlier and ends no later, and the two share something. */
const before = (a: Range, b: Range) => starts(a, b) < 0 && overlaps(a, b) && ends(a, b) <= 0
const includes = (a: Range, b: Range) => starts(a, b) <= 0 && ends(a, b) >= 0
const startsPoint = (p: Value, r: Range) => c(p, r.start) === 0 && r.startIncluded
const finishesPoint = (p: Value, r: Range) => c(p, r.end) === 0 && r.endIncluded
const startsRange = (a: Range, b: Range) => c(a.start, b.start) === 0 && a.startIncluded === b.startIncluded && ends(a, b) <= 0
const finishesRange = (a: Range, b: Range) => c(a.end, b.end) === 0 && a.endIncluded === b.endIncluded && starts(a, b) >= 0

type Test = (a: never, b: never) => boolean
const flipped =
  (test: Test): Test =>
  (a, b) =>
    test(b, a)

/** Forms are tried in their order, so that those for ranges come before those for any point. */
const forms = {
  ranges: (test: Test) => ['range1: range, range2: range', guarded(test)] as const,
  pointRange: (test: Test) => ['point: Any, range: range', guarded(test)] as const,
  rangePoint: (test: Test) => ['range: range, point: Any', guarded(test)] as const,
  points: (test: Test) => ['point1: Any, point2: Any', guarded(test)] as const,
}

export const rangeFunctions: readonly Builtin[] = [
  builtin(
    'before',
    'boolean',
    forms.ranges(rangeBefore),
    forms.pointRange(pointBefore),
    forms.rangePoint(beforePoint),
    forms.points((a, b) => c(a, b) < 0),
  ),
  builtin(
    'after',
    'boolean',
    forms.ranges(flipped(rangeBefore)),
    forms.pointRange(flipped(beforePoint)),
    forms.rangePoint(flipped(pointBefore)),
    forms.points((a, b) => c(a, b) > 0),
  ),
  builtin('meets', 'boolean', forms.ranges(meets)),
  builtin('met by', 'boolean', forms.ranges(flipped(meets))),
  builtin('overlaps', 'boolean', forms.ranges(overlaps)),
  builtin('overlaps before', 'boolean', forms.ranges(before)),
  builtin('overlaps after', 'boolean', forms.ranges(flipped(before))),
  builtin('finishes', 'boolean', forms.ranges(finishesRange), forms.pointRange(finishesPoint)),
  builtin('finished by', 'boolean', forms.ranges(flipped(finishesRange)), forms.rangePoint(flipped(finishesPoint))),
  builtin('includes', 'boolean', forms.ranges(includes), forms.rangePoint(holds)),
  builtin('during', 'boolean', forms.ranges(flipped(includes)), forms.pointRange(flipped(holds))),
  builtin('starts', 'boolean', forms.ranges(startsRange), forms.pointRange(startsPoint)),
  builtin('started by', 'boolean', forms.ranges(flipped(startsRange)), forms.rangePoint(flipped(startsPoint))),
  builtin(
    'coincides',
    'boolean',
    forms.ranges((a, b) => starts(a, b) === 0 && ends(a, b) === 0),
    forms.points((a, b) => c(a, b) === 0),
  ),
]
