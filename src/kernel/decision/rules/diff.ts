/** What differs between two versions, in the words of the table: rules by what they ask, cells by their columns. */
import type { Outline, OutlinedDecision, OutlinedRule, OutlinedTable } from '@haoban/dmn'
import type { Difference } from '../schema/desk.ts'

type Row = { rule: OutlinedRule; table: OutlinedTable }

const testsText = ({ rule, table }: Row) => table.inputs.map((input, i) => `${input.label} ${rule.tests[i] || '-'}`).join('，')
const rowText = (row: Row) => `${testsText(row)} ⇒ ${row.rule.results.join('、')}`

/** Rules that a modeller gave an id are the same rule in the next version; else the place tells. */
const keyOf = (rule: OutlinedRule, at: number) => rule.id ?? `#${at}`

function cells(name: string, before: Row, after: Row, nth: number): Difference[] {
  const where = (column: string) => `${name} 第 ${nth} 条规则，${column}`
  const pairs = [
    ...after.table.inputs.map((input, i) => [input.label, before.rule.tests[i] || '-', after.rule.tests[i] || '-'] as const),
    ...after.table.outputs.map(
      (o, i) => [`结果${o.label ? `（${o.label}）` : ''}`, before.rule.results[i] ?? '', after.rule.results[i] ?? ''] as const,
    ),
    ...after.table.annotations.map((a, i) => [a, before.rule.annotations[i] ?? '', after.rule.annotations[i] ?? ''] as const),
  ]
  return pairs
    .filter(([, old, now]) => old !== now)
    .map(([column, old, now]) => ({ where: where(column), kind: 'changed', before: old, after: now }))
}

function tables(name: string, before: OutlinedTable, after: OutlinedTable): Difference[] {
  const columns = ({ inputs }: OutlinedTable) => inputs.map((i) => i.label).join('，')
  const whole: Difference[] = [
    ['看哪几项', columns(before), columns(after)] as const,
    ['几条同时成立时', before.hitPolicy, after.hitPolicy] as const,
  ]
    .filter(([, old, now]) => old !== now)
    .map(([what, old, now]) => ({ where: `${name} ${what}`, kind: 'changed', before: old, after: now }))
  const old = new Map(before.rules.map((rule, i) => [keyOf(rule, i), { rule, table: before }]))
  const now = new Map(after.rules.map((rule, i) => [keyOf(rule, i), { rule, table: after }]))
  const sameColumns = columns(before) === columns(after)
  const ruled = [...now].flatMap(([key, row], i): Difference[] => {
    const was = old.get(key)
    if (!was) return [{ where: `${name} 第 ${i + 1} 条规则`, kind: 'added', after: rowText(row) }]
    if (sameColumns) return cells(name, was, row, i + 1)
    return rowText(was) === rowText(row)
      ? []
      : [{ where: `${name} 第 ${i + 1} 条规则`, kind: 'changed', before: rowText(was), after: rowText(row) }]
  })
  const gone = [...old]
    .filter(([key]) => !now.has(key))
    .map(([, row]): Difference => ({ where: `${name} 的一条规则`, kind: 'removed', before: rowText(row) }))
  return [...whole, ...ruled, ...gone]
}

function decisions(before: OutlinedDecision, after: OutlinedDecision): Difference[] {
  const texts = [['算式', before.expression, after.expression] as const, ['要回答的问题', before.question, after.question] as const]
    .filter(([, old, now]) => old !== now)
    .map(([what, old, now]): Difference => ({ where: `${after.name} ${what}`, kind: 'changed', before: old ?? '', after: now ?? '' }))
  return before.table && after.table ? [...texts, ...tables(after.name, before.table, after.table)] : texts
}

const inputText = (input: Outline['inputs'][number]) =>
  [
    input.type,
    ...input.extensions.filter((e) => e.name === 'source').map((e) => [e.attributes.from, e.attributes.as].filter(Boolean).join(' ')),
  ].join('，')

/** Everything named is matched by name: inputs with their types and sources, then decisions. */
function named<T extends { name: string }>(
  before: readonly T[],
  after: readonly T[],
  what: string,
  same: (a: T, b: T) => Difference[],
): Difference[] {
  const old = new Map(before.map((b) => [b.name, b]))
  const added = after.flatMap((now) => {
    const was = old.get(now.name)
    return was ? same(was, now) : [{ where: `${what}“${now.name}”`, kind: 'added' as const }]
  })
  const gone = before.filter((b) => !after.some((a) => a.name === b.name))
  return [...added, ...gone.map((b) => ({ where: `${what}“${b.name}”`, kind: 'removed' as const }))]
}

/** Differences in the order of the newer file; none where both say the same. */
export const differences = (before: Outline, after: Outline): Difference[] => [
  ...named(before.inputs, after.inputs, '输入', (a, b) => {
    const [old, now] = [inputText(a), inputText(b)]
    return old === now ? [] : [{ where: `输入“${b.name}”`, kind: 'changed', before: old, after: now }]
  }),
  ...named(before.decisions, after.decisions, '决策', decisions),
]
