/** Where a place of the file is, as one sees it in a table: the rule, the column, the cell. */
import type { Outline, OutlinedRule, OutlinedTable } from '@haoban/dmn'
import type { Spot } from '../schema/model.ts'

type Place = { line: number; column: number }

const isBefore = (a: Place, b: Place) => a.line < b.line || (a.line === b.line && a.column <= b.column)
const lastBefore = (places: readonly Place[], at: Place) => places.findLastIndex((p) => isBefore(p, at))

const columnNames = (table: OutlinedTable): string[] => [
  ...table.inputs.map((i) => i.label),
  ...table.outputs.map((o) => (table.outputs.length > 1 ? (o.label ?? o.name ?? '结果') : '结果')),
]

const nextPlace = (rules: readonly OutlinedRule[], nth: number): Place => rules[nth + 1] ?? { line: Number.POSITIVE_INFINITY, column: 0 }

/** `name` is the decision's; nothing where the place is in none of its rules. */
export function spotOf(outline: Outline, name: string | undefined, at: Place): Spot | undefined {
  const table = outline.decisions.find((d) => d.name === name)?.table
  const nth = table ? lastBefore(table.rules, at) : -1
  const rule = table?.rules[nth]
  if (!table || !rule || !isBefore(at, nextPlace(table.rules, nth))) return undefined
  const cell = lastBefore(rule.cells, at)
  const column = columnNames(table)[cell]
  return {
    rule: nth + 1,
    text: column === undefined ? `第 ${nth + 1} 条规则` : `第 ${nth + 1} 条规则，${column}`,
    ...(rule.id ? { ruleId: rule.id } : {}),
    ...(rule.cells[cell]?.id ? { cell: rule.cells[cell].id } : {}),
  }
}
