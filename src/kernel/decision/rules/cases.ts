/** The test cases of a file, written into it and nothing else touched: a modeller's text stays as the modeller wrote it. */
import { type Extension, type Outline, outlineOf } from '@haoban/dmn'
import type { CaseText } from '../schema/desk.ts'
import { type DecisionModel, houseNamespace, type TestCase } from '../schema/model.ts'
import { plain } from './literal.ts'

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\n': '&#10;' }
const quoted = (text: string) => `"${text.replace(/[&<>"\n]/g, (c) => marks[c]!)}"`

/** A value as somebody writes it into a cell. */
function written(value: unknown, type: string | undefined): string {
  if (value === undefined) return 'unknown'
  const text = plain(value)
  return type === 'date' && typeof text === 'string' ? `date(${JSON.stringify(text)})` : JSON.stringify(text)
}

/** A case as it is edited: each value as text, those left open empty. */
export function caseText(model: DecisionModel, test: TestCase): CaseText {
  return {
    name: test.name,
    basis: test.basis ?? '',
    given: Object.entries(test.given).map(([input, value]) => ({
      input,
      value: written(value, model.inputs.find((i) => i.name === input)?.type),
    })),
    expected: test.expected.map(({ decision, value }) => ({ decision, value: written(value, undefined) })),
  }
}

function elementOf(prefix: string, { name, basis, given, expected }: CaseText): string {
  const line = (kind: string, key: string, of: string, value: string) =>
    `      <${prefix}:${kind} ${key}=${quoted(of)} value=${quoted(value.trim())}/>`
  const lines = [
    ...given.filter((g) => g.value.trim() !== '').map((g) => line('given', 'input', g.input, g.value)),
    ...expected.filter((e) => e.value.trim() !== '').map((e) => line('expect', 'decision', e.decision, e.value)),
  ]
  const article = basis.trim() === '' ? '' : ` basis=${quoted(basis.trim())}`
  return [`    <${prefix}:case name=${quoted(name.trim())}${article}>`, ...lines, `    </${prefix}:case>`].join('\n')
}

/** The first element, with the description that may stand before everything else in it. */
const head =
  /<(?:[\w-]+:)?definitions\b(?:[^>"']|"[^"]*"|'[^']*')*>(?:\s*<(?:[\w-]+:)?description>(?:[^<]|<!\[CDATA\[[\s\S]*?\]\]>)*<\/(?:[\w-]+:)?description>)?/
const empty = /<(?:[\w-]+:)?extensionElements\s*\/>/g

const isCase = (e: Extension) => e.name === 'case' && e.namespace === houseNamespace

/** From the end of the file to its beginning, so that the places before stay true; the blank before a case goes with it. */
function withoutCases(xml: string, outline: Outline): string {
  return outline.extensions.filter(isCase).reduceRight((text, { from, to }) => text.slice(0, from).trimEnd() + text.slice(to), xml)
}

function place(xml: string, outline: Outline): { at: number; before: string; after: string } {
  const kept = outline.extensions.filter((e) => !isCase(e)).at(-1)
  if (kept) return { at: kept.to, before: '\n', after: '' }
  const open = head.exec(xml)!
  const at = open.index + open[0].length
  const inside = /^\s*<(?:[\w-]+:)?extensionElements>/.exec(xml.slice(at))
  if (inside) return { at: at + inside[0].length, before: '\n', after: '' }
  const prefix = /^<([\w-]+:)?/.exec(open[0])?.[1] ?? ''
  return { at, before: `\n  <${prefix}extensionElements>\n`, after: `\n  </${prefix}extensionElements>` }
}

/** The same file with these cases in place of those it had. Throws an `XmlError` for what is no DMN file. */
export function withCases(xml: string, cases: readonly CaseText[]): string {
  const bare = withoutCases(xml, outlineOf(xml)).replace(empty, '')
  const prefix = new RegExp(`xmlns:([\\w-]+)=["']${houseNamespace}["']`).exec(bare)?.[1]
  const named = prefix ? bare : bare.replace(/definitions\b/, `definitions xmlns:h="${houseNamespace}"`)
  if (cases.length === 0) return named
  const { at, before, after } = place(named, outlineOf(named))
  return named.slice(0, at) + before + cases.map((c) => elementOf(prefix ?? 'h', c)).join('\n') + after + named.slice(at)
}
