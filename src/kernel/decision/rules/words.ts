/** Cells of a table in words: a FEEL test of one input, as somebody would say it who has never seen a table. */
import type { ModelInput } from '../schema/model.ts'

export type Named = Pick<ModelInput, 'unit' | 'question' | 'type' | 'labels'>

const quoted = /^"((?:[^"\\]|\\.)*)"$/
const day = /^date\("(\d{4})-0?(\d+)-0?(\d+)"\)$/
const comparisons: readonly (readonly [RegExp, (value: string) => string])[] = [
  [/^>=\s*(.+)$/, (v) => `不少于 ${v}`],
  [/^<=\s*(.+)$/, (v) => `不超过 ${v}`],
  [/^>\s*(.+)$/, (v) => `超过 ${v}`],
  [/^<\s*(.+)$/, (v) => `不到 ${v}`],
]
const dayComparisons: readonly (readonly [RegExp, (value: string) => string])[] = [
  [/^>=\s*(.+)$/, (v) => `${v}或以后`],
  [/^<=\s*(.+)$/, (v) => `${v}或以前`],
  [/^>\s*(.+)$/, (v) => `${v}以后`],
  [/^<\s*(.+)$/, (v) => `${v}以前`],
]
const range = /^([[\]()])\s*(.+?)\s*\.\.\s*(.+?)\s*([[\]()])$/

/** A number with its unit; months of a life read as years and months. */
function numberText(text: string, unit: string | undefined): string {
  const grouped = text.replace(/^(-?\d+)/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','))
  if (unit !== '月龄') return unit ? `${grouped} ${unit}` : grouped
  const months = Number(text)
  const rest = months % 12
  return `${Math.floor(months / 12)} 岁${rest === 0 ? '' : ` ${rest} 个月`}`
}

/** One value of FEEL as text: the label of an answer where it has one. */
export function valueText(value: unknown, input: Named | undefined): string {
  const option = input?.question?.options.find((o) => o.value === value)
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'string' && option) return option.label
  if (typeof value === 'string' && input?.labels?.[value] !== undefined) return input.labels[value]
  const text = String(value).replace(/^(\d{4})-0?(\d+)-0?(\d+)$/, '$1 年 $2 月 $3 日')
  return typeof value === 'number' ? numberText(text, input?.unit) : text
}

function literalText(text: string, input: Named | undefined): string {
  const word = quoted.exec(text)
  if (word) return valueText(word[1]!, input)
  const on = day.exec(text)
  if (on) return `${on[1]} 年 ${on[2]} 月 ${on[3]} 日`
  if (text === 'true' || text === 'false') return text === 'true' ? '是' : '否'
  return /^-?[\d.]+$/.test(text) ? numberText(text, input?.unit) : text
}

/** Parts of a list of tests, at commas that stand in no brackets and no text. */
function partsOf(text: string): string[] {
  const parts = text.match(/(?:"(?:[^"\\]|\\.)*"|\([^()]*\)|[[\]][^[\]]*[[\]]|[^,"])+/g) ?? [text]
  return parts.map((p) => p.trim()).filter(Boolean)
}

function rangeText([, open, from, to, close]: RegExpExecArray, input: Named | undefined): string {
  const first = open === '[' ? '' : '（不含）'
  const last = close === ']' ? '' : '（不含）'
  return `${literalText(from!, input)}${first}到 ${literalText(to!, input)}${last}`
}

function oneText(text: string, input: Named | undefined): string {
  const span = range.exec(text)
  if (span) return rangeText(span, input)
  for (const [pattern, say] of input?.type === 'date' ? dayComparisons : comparisons) {
    const found = pattern.exec(text)
    if (found) return say(literalText(found[1]!.trim(), input))
  }
  return literalText(text, input)
}

/** A space between Chinese and digits, as the house writes it. */
export const spaced = (text: string): string => text.replace(/(\p{Script=Han})(\d)/gu, '$1 $2').replace(/(\d)(\p{Script=Han})/gu, '$1 $2')

/** A test as text. What is beyond comparing with values stays as it is written: no word is better than a wrong one. */
export function testText(text: string, input: Named | undefined): string {
  const no = /^not\((.*)\)$/.exec(text.trim())
  const alternatives = partsOf(no ? no[1]! : text.trim()).map((p) => oneText(p, input))
  const said = alternatives.join(alternatives.some((a) => a.includes('，')) ? '；或者' : '或')
  return spaced(no ? `不是${/^[都不没]/.test(said) ? `“${said}”` : said}` : said)
}

/** A column of a table as its rules are told: what it is called, and the input that it looks at. */
export type Column = { label: string; input: Named | undefined }

/** A rule in one line: what it asks of each column (nothing of one is not told), and what comes of it. 在这里住了不少于 6 个月，凭哪一样：在这里工作 ⇒ 是. */
export function ruleText(columns: readonly Column[], tests: readonly string[], results: readonly string[]): string {
  const asked = columns.flatMap(({ label, input }, i) => {
    const test = tests[i]?.trim() || '-'
    return test === '-' ? [] : [`${label}${/^[<>]/.test(test) ? '' : '：'}${testText(test, input)}`]
  })
  return `${asked.join('，') || '不论怎样'} ⇒ ${results.map((text) => testText(text.trim() || '-', undefined)).join('、')}`
}
