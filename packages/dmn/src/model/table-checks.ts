/** The checks of all tables of a model, with their places in the file. */
import type { Node, Place, TableNode } from '../feel/node.ts'
import { everyNode } from '../feel/walk.ts'
import { checkTable, type TableFinding } from '../table/check.ts'
import type { Linked } from './link.ts'
import type { Report } from './report.ts'

type Said = { readonly severity: 'error' | 'warning'; readonly says: string; readonly place: Place }
type Say<Code extends TableFinding['code']> = (table: TableNode, finding: Extract<TableFinding, { code: Code }>) => Said

const number = (rule: number) => rule + 1

const sayings: { [Code in TableFinding['code']]: Say<Code> } = {
  overlap: (table, { rule, other }) => ({
    severity: 'error',
    says: `Rules ${number(rule)} and ${number(other)} overlap, but only one may match (hit policy UNIQUE).`,
    place: table.rules[other]!.at,
  }),
  conflict: (table, { rule, other }) => ({
    severity: 'error',
    says: `Rules ${number(rule)} and ${number(other)} overlap and give different results (hit policy ANY).`,
    place: table.rules[other]!.at,
  }),
  shadowed: (table, { rule }) => ({
    severity: 'warning',
    says: `Rule ${number(rule)} never fires: the rules before it cover all of it.`,
    place: table.rules[rule]!.at,
  }),
  gap: (table, { where }) => ({
    severity: 'warning',
    says: `No rule covers ${where.map((text, i) => `${table.inputs[i]!.label}: ${text}`).join('; ')}.`,
    place: table.place,
  }),
  unchecked: (table, { why }) => ({
    severity: 'warning',
    says:
      why === 'size'
        ? 'The table is too large for its overlaps and gaps to be found completely.'
        : 'Overlaps and gaps were not checked: a cell does more than compare its input with constants.',
    place: table.place,
  }),
}

const isTable = (node: Node): node is Node & TableNode => node.op === 'table'

export function reportTables(linked: readonly Linked[], report: Report): void {
  for (const { node, source } of linked) {
    if (!node) continue
    report.within = source.name
    for (const each of everyNode(node)) {
      if (!isTable(each)) continue
      for (const finding of checkTable(each)) {
        const { severity, says, place } = (sayings[finding.code] as Say<TableFinding['code']>)(each, finding as never)
        report.add(severity, finding.code, says, place, finding)
      }
    }
  }
}
