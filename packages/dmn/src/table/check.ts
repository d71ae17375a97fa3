/** What can be known of a table without running it: rules that overlap, that never count, and values that no rule covers. */

import { textOf } from '../builtins/text.ts'
import type { TableNode } from '../feel/node.ts'
import { equal } from '../values/compare.ts'
import { isDecimal } from '../values/number.ts'
import type { Value } from '../values/value.ts'
import { and, type Bits, emptyBits, fullBits, hasBit, isEmpty, members, setBit } from './bits.ts'
import { type Column, type Grid, gridOf } from './grid.ts'
import { isLine } from './kinds.ts'

export type TableFinding =
  | { readonly code: 'overlap' | 'conflict'; readonly rule: number; readonly other: number }
  | { readonly code: 'shadowed'; readonly rule: number }
  | { readonly code: 'gap'; readonly where: readonly string[] }
  | { readonly code: 'unchecked'; readonly why: 'cells' | 'size' }

const maxFindings = 20
const maxSteps = 300_000

export function checkTable(table: TableNode): TableFinding[] {
  if (table.inputs.length === 0 || table.rules.length === 0) return []
  const grid = gridOf(table)
  if (!grid) return [{ code: 'unchecked', why: 'cells' }]
  const work = { steps: 0 }
  const findings = [...overlaps(table, grid, work), ...shadowed(table, grid, work), ...gaps(table, grid, work)]
  return work.steps > maxSteps ? [...findings, { code: 'unchecked', why: 'size' }] : findings
}

type Work = { steps: number }

/** Under UNIQUE no two rules may hold at once; under ANY those that do must agree. */
function overlaps(table: TableNode, grid: Grid, work: Work): TableFinding[] {
  if (table.hitPolicy !== 'UNIQUE' && table.hitPolicy !== 'ANY') return []
  const code = table.hitPolicy === 'UNIQUE' ? 'overlap' : 'conflict'
  const findings: TableFinding[] = []
  for (let rule = 0; rule < grid.rules && findings.length < maxFindings && work.steps <= maxSteps; rule++) {
    const others = members(meeting(grid, rule, work)).filter((other) => other > rule && (code === 'overlap' || !agree(table, rule, other)))
    findings.push(...others.slice(0, maxFindings - findings.length).map((other) => ({ code, rule, other }) as const))
  }
  return findings
}

const agree = (table: TableNode, a: number, b: number) =>
  table.rules[a]!.outputs.every((output, i) => {
    const other = table.rules[b]!.outputs[i]!
    return output.op !== 'const' || other.op !== 'const' || equal(output.value, other.value) === true
  })

/** The rules that share a part with this one in every column. Parts that no allowed value reaches do not count. */
function meeting(grid: Grid, rule: number, work: Work): Bits {
  let shared = fullBits(grid.rules)
  for (const column of grid.columns) {
    const here = emptyBits(grid.rules)
    for (const [from, to] of column.spans[rule]!) {
      for (let part = from; part <= to; part++) if (column.isAllowed[part]) addPart(here, column, part, grid.words)
      work.steps += 1 + (((to - from) * grid.words) >>> 10)
    }
    shared = and(shared, here)
  }
  return shared
}

function addPart(bits: Bits, column: Column, part: number, words: number): void {
  for (let w = 0; w < words; w++) bits[w]! |= column.rules[part * words + w]!
}

/** Boxes of parts that no rule of `rules` covers, walked column by column; parts with the same rules are walked once. */
function* uncovered(
  grid: Grid,
  domain: readonly (readonly number[])[],
  rules: Bits,
  work: Work,
  path: number[][] = [],
): Generator<number[][], void> {
  work.steps += 1 + (grid.words >>> 5)
  if (work.steps > maxSteps) return
  if (isEmpty(rules)) {
    yield [...path, ...domain.slice(path.length).map((parts) => [...parts])]
    return
  }
  const column = grid.columns[path.length]
  if (!column) return
  for (const { parts, left } of groups(column, domain[path.length]!, rules, grid.words))
    yield* uncovered(grid, domain, left, work, [...path, parts])
}

function groups(column: Column, parts: readonly number[], rules: Bits, words: number): { parts: number[]; left: Bits }[] {
  const byRules = new Map<string, { parts: number[]; left: Bits }>()
  for (const part of parts) {
    const left = and(rules, column.rules.subarray(part * words, (part + 1) * words))
    const key = members(left).join()
    const same = byRules.get(key)
    if (same) same.parts.push(part)
    else byRules.set(key, { parts: [part], left })
  }
  return [...byRules.values()]
}

const partsWhere = (column: Column, holds: (part: number) => boolean) =>
  Array.from({ length: column.parts }, (_, part) => part).filter((part) => column.isAllowed[part] && holds(part))

/** A rule that earlier ones cover wholly never fires: under FIRST, and where the table has such a rule under PRIORITY it still may. */
function shadowed(table: TableNode, grid: Grid, work: Work): TableFinding[] {
  if (table.hitPolicy !== 'FIRST') return []
  const findings: TableFinding[] = []
  const earlier = emptyBits(grid.rules)
  for (let rule = 0; rule < grid.rules && work.steps <= maxSteps; rule++) {
    const own = grid.columns.map((column) => partsWhere(column, (part) => hasBit(column.rules, rule, part * grid.words)))
    const isReached = own.some((parts) => parts.length === 0) || !uncovered(grid, own, earlier, work).next().done
    if (!isReached && work.steps <= maxSteps) findings.push({ code: 'shadowed', rule })
    setBit(earlier, rule)
  }
  return findings.slice(0, maxFindings)
}

/** Values that no rule covers, where nothing else says what then holds. */
function gaps(table: TableNode, grid: Grid, work: Work): TableFinding[] {
  const isOpen = table.hitPolicy === 'COLLECT' || table.hitPolicy === 'RULE ORDER' || table.hitPolicy === 'OUTPUT ORDER'
  if (isOpen || table.outputs.some((output) => output.otherwise)) return []
  const domain = grid.columns.map((column) => partsWhere(column, () => true))
  const findings: TableFinding[] = []
  for (const box of uncovered(grid, domain, fullBits(grid.rules), work)) {
    findings.push({ code: 'gap', where: box.map((parts, i) => partsText(grid.columns[i]!, parts)) })
    if (findings.length >= maxFindings) break
  }
  return findings
}

/** Parts as a cell of the table would say them; `-` for all. */
function partsText(column: Column, parts: readonly number[]): string {
  const whole = partsWhere(column, () => true)
  if (parts.length === whole.length) return '-'
  return isLine(column.kind)
    ? runs(parts)
        .map((run) => lineText(column, run))
        .join(', ')
    : setText(column, parts)
}

function setText({ cuts }: Column, parts: readonly number[]): string {
  if (!parts.includes(cuts.length)) return parts.map((part) => textOf(cuts[part]!)).join(', ')
  const missing = cuts.filter((_, part) => !parts.includes(part))
  return `not(${missing.map((value) => textOf(value)).join(', ')})`
}

function runs(parts: readonly number[]): [number, number][] {
  const found: [number, number][] = []
  for (const part of parts) {
    const last = found.at(-1)
    if (last && last[1] === part - 1) last[1] = part
    else found.push([part, part])
  }
  return found
}

const literal = (value: Value) => (typeof value === 'object' && !isDecimal(value) ? `@"${String(value)}"` : textOf(value))

type End = { readonly text: string; readonly isIncluded: boolean } | undefined

/** Odd parts are the cuts themselves, even ones what lies between. */
function lineText({ cuts }: Column, [from, to]: [number, number]): string {
  const end = (part: number, beyond: number): End => {
    const value = part % 2 === 1 ? cuts[(part - 1) / 2] : cuts[part / 2 + beyond]
    return value === undefined ? undefined : { text: literal(value), isIncluded: part % 2 === 1 }
  }
  return spanText(end(from, -1), end(to, 0))
}

function spanText(low: End, high: End): string {
  if (low && high) return low.text === high.text ? low.text : bothText(low, high)
  if (low) return `${low.isIncluded ? '>=' : '>'} ${low.text}`
  return high ? `${high.isIncluded ? '<=' : '<'} ${high.text}` : '-'
}

const bothText = (low: NonNullable<End>, high: NonNullable<End>) =>
  `${low.isIncluded ? '[' : '('}${low.text}..${high.text}${high.isIncluded ? ']' : ')'}`
