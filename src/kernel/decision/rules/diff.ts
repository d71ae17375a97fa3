/** What differs between two versions, in words: rules by what they ask, cells by their columns; what the file itself says beside it. */
import type { Outline, OutlinedDecision, OutlinedRule, OutlinedTable } from '@haoban/dmn'
import type { Difference } from '../schema/desk.ts'
import { derivations, type ModelDecision, type ModelInput } from '../schema/model.ts'
import { labelled } from './labels.ts'
import { namedIn } from './read.ts'
import { resultText, type Words } from './readable.ts'
import { testText } from './words.ts'

/** How one version's cells are said. */
type Saying = { test(column: OutlinedTable['inputs'][number], text: string): string; result(decision: string, text: string): string }

function sayingOf(outline: Outline, words: Words): Saying {
  const { inputs, decisions } = namedIn(outline)
  const byName = new Map<string, ModelInput>(labelled(inputs, words.labels).map((i) => [i.name, i]))
  const decided = new Map<string, ModelDecision>(decisions.map((d) => [d.name, d]))
  return {
    test: ({ expression, label }, text) => (text === '-' ? '不论' : testText(text, byName.get(expression) ?? byName.get(label))),
    result: (name, text) => (text === '' ? '' : resultText(text, decided.get(name)!, words.names ?? {})),
  }
}

type Row = { rule: OutlinedRule; table: OutlinedTable }
type Side = { row: Row; say: Saying; name: string }
type Text = { said: string; raw: string }

const testAt = ({ rule }: Row, at: number) => rule.tests[at] || '-'

/** A whole rule: what it asks, and what comes of it. */
function ruleText({ row, say, name }: Side): Text {
  const { inputs } = row.table
  const asked = inputs.map((input, i) => `${input.label}${say.test(input, testAt(row, i))}`).join('，')
  return {
    said: `${asked} ⇒ ${row.rule.results.map((text) => say.result(name, text)).join('、')}`,
    raw: `${inputs.map((input, i) => `${input.label} ${testAt(row, i)}`).join('，')} ⇒ ${row.rule.results.join('、')}`,
  }
}

/** A difference of two texts; the file's own words come along where they are others. */
function changed(where: string, before: Text, after: Text): Difference {
  const isSame = before.said === before.raw && after.said === after.raw
  return {
    where,
    kind: 'changed',
    before: before.said,
    after: after.said,
    ...(isSame ? {} : { raw: { before: before.raw, after: after.raw } }),
  }
}

/** Rules that a modeller gave an id are the same rule in the next version; else the place tells. */
const keyOf = (rule: OutlinedRule, at: number) => rule.id ?? `#${at}`

const plain = (raw = ''): Text => ({ said: raw, raw })

function cells(before: Side, after: Side, nth: number): Difference[] {
  const { table } = after.row
  const test = ({ row, say }: Side, i: number): Text => ({ said: say.test(table.inputs[i]!, testAt(row, i)), raw: testAt(row, i) })
  const result = ({ row, say, name }: Side, i: number): Text => {
    const raw = row.rule.results[i] ?? ''
    return { said: say.result(name, raw), raw }
  }
  const pairs: (readonly [column: string, old: Text, now: Text])[] = [
    ...table.inputs.map((input, i) => [input.label, test(before, i), test(after, i)] as const),
    ...table.outputs.map((o, i) => [`结果${o.label ? `（${o.label}）` : ''}`, result(before, i), result(after, i)] as const),
    ...table.annotations.map((a, i) => [a, plain(before.row.rule.annotations[i]), plain(after.row.rule.annotations[i])] as const),
  ]
  return pairs
    .filter(([, old, now]) => old.raw !== now.raw)
    .map(([column, old, now]) => changed(`${after.name} 第 ${nth} 条规则，${column}`, old, now))
}

const hitPolicies: Readonly<Record<string, string>> = {
  UNIQUE: '只会有一条成立',
  FIRST: '用排在最前的一条',
  ANY: '结果应当都一样',
  PRIORITY: '用结果最优先的一条',
  COLLECT: '都算上',
  'RULE ORDER': '按规则的先后都列出来',
  'OUTPUT ORDER': '按结果的先后都列出来',
}

function wholes(name: string, before: OutlinedTable, after: OutlinedTable): Difference[] {
  const columns = (table: OutlinedTable) => plain(table.inputs.map((i) => i.label).join('，'))
  const policy = ({ hitPolicy }: OutlinedTable): Text => ({ said: hitPolicies[hitPolicy] ?? hitPolicy, raw: hitPolicy })
  return [['看哪几项', columns(before), columns(after)] as const, ['几条同时成立时', policy(before), policy(after)] as const]
    .filter(([, old, now]) => old.raw !== now.raw)
    .map(([what, old, now]) => changed(`${name} ${what}`, old, now))
}

type Version<T> = { it: T; say: Saying }

function tables(name: string, before: Version<OutlinedTable>, after: Version<OutlinedTable>): Difference[] {
  const sides = ({ it: table, say }: Version<OutlinedTable>) =>
    new Map(table.rules.map((rule, i) => [keyOf(rule, i), { row: { rule, table }, say, name }]))
  const [old, now] = [sides(before), sides(after)]
  const columns = ({ inputs }: OutlinedTable) => inputs.map((i) => i.label).join('，')
  const sameColumns = columns(before.it) === columns(after.it)
  const ruled = [...now].flatMap(([key, side], i): Difference[] => {
    const where = `${name} 第 ${i + 1} 条规则`
    const was = old.get(key)
    if (!was) return [{ where, kind: 'added', after: ruleText(side).said, raw: { after: ruleText(side).raw } }]
    if (sameColumns) return cells(was, side, i + 1)
    const [a, b] = [ruleText(was), ruleText(side)]
    return a.raw === b.raw ? [] : [changed(where, a, b)]
  })
  const gone = [...old]
    .filter(([key]) => !now.has(key))
    .map(([, side]): Difference => {
      const { said, raw } = ruleText(side)
      return { where: `${name} 的一条规则`, kind: 'removed', before: said, raw: { before: raw } }
    })
  return [...wholes(name, before.it, after.it), ...ruled, ...gone]
}

function decisions(before: Version<OutlinedDecision>, after: Version<OutlinedDecision>): Difference[] {
  const [a, b] = [before.it, after.it]
  const texts = [['算式', a.expression, b.expression] as const, ['要回答的问题', a.question, b.question] as const]
    .filter(([, old, now]) => old !== now)
    .map(([what, old, now]) => changed(`${b.name} ${what}`, plain(old), plain(now)))
  return a.table && b.table ? [...texts, ...tables(b.name, { ...before, it: a.table }, { ...after, it: b.table })] : texts
}

const typeNames: Readonly<Record<string, string>> = { number: '数字', string: '文字', boolean: '是或否', date: '日期' }
const sourceNames: Readonly<Record<string, string>> = {
  element: '数据元',
  answer: '申请表的',
  material: '材料',
  licence: '证照',
  register: '登记库',
  case: '办件的',
}

/** Where a value comes from, in words: 数据元 person.idNo（周岁）. */
function sourceText(from = '', as: string | undefined): string {
  const [, kind = '', rest = from] = /^(\w+):(.+)$/.exec(from) ?? []
  const derived = as !== undefined && Object.hasOwn(derivations, as) ? derivations[as as keyof typeof derivations].title : as
  return `${[sourceNames[kind] ?? kind, rest].filter(Boolean).join(' ')}${derived ? `（${derived}）` : ''}`
}

function inputText({ type = '', extensions }: Outline['inputs'][number]): Text {
  const sources = extensions.filter((e) => e.name === 'source').map(({ attributes: { from, as } }) => ({ from, as }))
  return {
    said: [typeNames[type] ?? type, ...sources.map(({ from, as }) => sourceText(from, as))].join('，'),
    raw: [type, ...sources.map(({ from, as }) => [from, as].filter(Boolean).join(' '))].join('，'),
  }
}

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

/** Differences in the order of the newer file; none where both say the same. `words`: what the item calls its values and materials. */
export function differences(before: Outline, after: Outline, words: Words = {}): Difference[] {
  const [was, is] = [sayingOf(before, words), sayingOf(after, words)]
  return [
    ...named(before.inputs, after.inputs, '输入', (a, b) => {
      const [old, now] = [inputText(a), inputText(b)]
      return old.raw === now.raw ? [] : [changed(`输入“${b.name}”`, old, now)]
    }),
    ...named(before.decisions, after.decisions, '决策', (a, b) => decisions({ it: a, say: was }, { it: b, say: is })),
  ]
}
