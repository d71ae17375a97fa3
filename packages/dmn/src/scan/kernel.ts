/**
 * The scan itself: rows of typed arrays against all rules at once. One column tells, by the part that a value lies in,
 * which rules may hold; all columns together are the AND of those bits. The functions stand alone, without
 * anything from around them, because they also run in worker threads, which get them as text.
 */

/** A column of the plan. `met` and `maybe` hold the bits of each part; in the last part, the unknown, they differ. */
export type PlanColumn = {
  /** Ascending, for values on a line; empty for codes. */
  readonly cuts: Float64Array
  /** The part of each code, for values of a set; the one more at its end is for codes that are out of range: the unknown. */
  readonly partOfCode: Int32Array
  readonly met: Uint32Array
  readonly maybe: Uint32Array
  readonly unknown: number
  /** Cuts are found by their place among equal steps from the first cut to the last: where the search begins. */
  readonly starts: Int32Array
}

export type Plan = {
  readonly words: number
  readonly rules: number
  /** 0: the first rule counts; 1: one rule; 2: all rules count; 3: one, or several that agree. */
  readonly policy: 0 | 1 | 2 | 3
  readonly columns: readonly PlanColumn[]
}

export type Values = Float64Array | Int32Array | Uint8Array

export type Out = {
  /** Per row: 0 not met, 1 met, 2 unknown, 3 several rules where only one may. */
  readonly verdicts: Uint8Array | undefined
  /** Per row the rule that decides, from 0; -1 where none does. */
  readonly fired: Int32Array | undefined
  /** Per rule, how many rows meet it, and for how many that is unknown. */
  readonly met: Float64Array
  readonly unknown: Float64Array
}

/** The first cut that is not below the value, from where its bucket says. */
function search(cuts: Float64Array, starts: Int32Array, scale: number, value: number): number {
  const bucket = (value - cuts[0]!) * scale
  let at = bucket >= starts.length ? starts[starts.length - 1]! : starts[bucket | 0]!
  while (at < cuts.length && cuts[at]! < value) at++
  return at
}

/** The part of each value on a line; NaN is unknown. Whether one was. */
function lineParts({ cuts, starts, unknown }: PlanColumn, values: Float64Array, start: number, rows: number, parts: Int32Array): boolean {
  const first = cuts.length > 0 ? cuts[0]! : Number.POSITIVE_INFINITY
  const scale = cuts.length > 1 ? (starts.length - 1) / (cuts[cuts.length - 1]! - first) : 0
  let hasUnknown = false
  for (let row = 0; row < rows; row++) {
    const value = values[start + row]!
    const at = value >= first ? search(cuts, starts, scale, value) : 0
    parts[row] = cuts[at] === value ? at * 2 + 1 : at * 2
    if (Number.isNaN(value)) {
      parts[row] = unknown
      hasUnknown = true
    }
  }
  return hasUnknown
}

/** The part of each code; what is no code is unknown. Whether one was. */
function codeParts(
  { partOfCode, unknown }: PlanColumn,
  values: Int32Array | Uint8Array,
  start: number,
  rows: number,
  parts: Int32Array,
): boolean {
  const codes = partOfCode.length - 1
  let hasUnknown = false
  for (let row = 0; row < rows; row++) {
    const code = values[start + row]!
    const part = partOfCode[code >= 0 && code < codes ? code : codes]!
    parts[row] = part
    if (part === unknown) hasUnknown = true
  }
  return hasUnknown
}

/** Narrows the bits of each row to those of its part. */
function narrow(bits: Uint32Array, words: number, parts: Int32Array, rows: number, isFirst: boolean, into: Uint32Array): void {
  for (let row = 0; row < rows; row++) {
    const from = parts[row]! * words
    const place = row * words
    if (isFirst) for (let w = 0; w < words; w++) into[place + w] = bits[from + w]!
    else for (let w = 0; w < words; w++) into[place + w]! &= bits[from + w]!
  }
}

/** Counts the rules of some bits; the first of them, from `base`, or -1. */
function count(bits: number, base: number, counts: Float64Array): number {
  if (bits === 0) return -1
  const first = base + 31 - Math.clz32(bits & -bits)
  for (let left = bits; left !== 0; left &= left - 1) counts[base + 31 - Math.clz32(left & -left)]!++
  return first
}

/** What the hit policy makes of a row: 0 not met, 1 met, 2 unknown, 3 several where only one may. */
function judge(policy: number, firstSure: number, isSeveral: boolean, firstOpen: number): number {
  if (firstOpen >= 0 && (policy !== 0 || firstSure < 0 || firstOpen < firstSure)) return 2
  if (policy === 1 && isSeveral) return 3
  return firstSure >= 0 ? 1 : 0
}

/** Counts the rules of a row: into `found` the first that is met, whether there are several, and the first that is unknown. */
function tallyRow(words: number, place: number, met: Uint32Array, maybe: Uint32Array, out: Out, found: Int32Array): void {
  found[0] = -1
  found[1] = 0
  found[2] = -1
  for (let w = 0; w < words; w++) {
    const sure = met[place + w]!
    const first = count(sure, w * 32, out.met)
    const isMore = found[0]! >= 0 || (sure & (sure - 1)) !== 0
    if (first >= 0 && isMore) found[1] = 1
    if (found[0]! < 0) found[0] = first
    const open = count(maybe[place + w]! & ~sure, w * 32, out.unknown)
    if (found[2]! < 0) found[2] = open
  }
}

/** Counts the rules of each row, and notes its verdict. */
function tally({ words, policy }: Plan, start: number, rows: number, met: Uint32Array, maybe: Uint32Array, out: Out): void {
  const found = new Int32Array(3)
  for (let row = 0; row < rows; row++) {
    tallyRow(words, row * words, met, maybe, out, found)
    const verdict = judge(policy, found[0]!, found[1] === 1, found[2]!)
    if (out.verdicts) out.verdicts[start + row] = verdict
    if (out.fired) out.fired[start + row] = verdict === 1 && policy !== 2 ? found[0]! : -1
  }
}

type Scratch = { readonly met: Uint32Array; readonly maybe: Uint32Array; readonly parts: Int32Array }

/** Whether a value of the block was unknown. Until one is, what may hold is what holds. */
function scanBlock(
  { words, columns }: Plan,
  data: readonly Values[],
  start: number,
  rows: number,
  { met, maybe, parts }: Scratch,
): boolean {
  let hasUnknown = false
  for (let c = 0; c < columns.length; c++) {
    const column = columns[c]!
    const values = data[c]!
    const isOpen =
      values instanceof Float64Array ? lineParts(column, values, start, rows, parts) : codeParts(column, values, start, rows, parts)
    if (isOpen && !hasUnknown && c > 0) maybe.set(met)
    hasUnknown ||= isOpen
    narrow(column.met, words, parts, rows, c === 0, met)
    if (hasUnknown) narrow(column.maybe, words, parts, rows, c === 0, maybe)
  }
  return hasUnknown
}

/** Scans the rows from `from` up to and without `to`. */
export function scan(plan: Plan, data: readonly Values[], from: number, to: number, out: Out): void {
  const block = 2048
  const scratch = { met: new Uint32Array(block * plan.words), maybe: new Uint32Array(block * plan.words), parts: new Int32Array(block) }
  for (let start = from; start < to; start += block) {
    const rows = Math.min(block, to - start)
    const hasUnknown = scanBlock(plan, data, start, rows, scratch)
    tally(plan, start, rows, scratch.met, hasUnknown ? scratch.maybe : scratch.met, out)
  }
}

/** The scan as text that stands alone, for threads; `scanName` is what it is called there. */
export const scanSource = [search, lineParts, codeParts, narrow, count, judge, tallyRow, tally, scanBlock, scan].map(String).join('\n')
export const scanName = scan.name
