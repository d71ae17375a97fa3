/** Two versions of a model over the same cases: whom the new one would change, and how. By columns where the tables allow it. */
import { type Columns, ScanError, type ScanInput, type Scanner } from '@haoban/dmn'
import { toDay } from '#kernel/clock/rules/day.ts'
import type { Change } from '#kernel/draft/schema.ts'
import type { Facts, FactValue } from '../schema/assessment.ts'
import { type DecisionModel, purposes as known, type Purpose } from '../schema/model.ts'
import { given } from './assess.ts'
import { explained } from './explain.ts'
import { plain } from './literal.ts'
import { type MaterialNames, namedResult } from './materials.ts'
import { sayResult } from './say.ts'
import { endlessWord, tryDecision } from './try.ts'

/** One case of the year before, with its facts as either version asks for them. */
export type Subject = { id: string; title: string; before: Facts; after: Facts }
const unknown = '还不能确定'
const verdictWords: Record<string, string> = { true: '符合', false: '不符合', null: '没有' }
const wordOf = (value: unknown): string => {
  const text = JSON.stringify(plain(value) ?? null)
  return verdictWords[text] ?? text
}

const numbers = (values: readonly (FactValue | undefined)[], of: (value: FactValue) => number) =>
  Float64Array.from(values, (v) => (v === undefined ? Number.NaN : of(v)))

function texts(values: readonly (FactValue | undefined)[]) {
  const codes = new Map<string, number>()
  const codeOf = (value: string) => {
    const known = codes.get(value)
    if (known !== undefined) return known
    codes.set(value, codes.size)
    return codes.size - 1
  }
  const column = Int32Array.from(values, (v) => (typeof v === 'string' ? codeOf(v) : -1))
  return { codes: column, names: [...codes.keys()] }
}

const makers: Record<ScanInput['kind'], (values: readonly (FactValue | undefined)[]) => Columns[string]> = {
  number: (values) => numbers(values, (v) => (typeof v === 'number' ? v : Number.NaN)),
  date: (values) => numbers(values, (v) => (typeof v === 'string' ? toDay(v) : Number.NaN)),
  boolean: (values) => Uint8Array.from(values, (v) => (typeof v === 'boolean' ? Number(v) : 2)),
  string: texts,
}

function scannerOf(model: DecisionModel, decision: string): Scanner | undefined {
  try {
    const scanner = model.compiled.columns(decision)
    const names = new Set(model.inputs.map((i) => i.name))
    return scanner.inputs.every((i) => names.has(i.name)) ? scanner : undefined
  } catch (error) {
    if (error instanceof ScanError) return undefined
    throw error
  }
}

/** What each rule of a table says, where all of them say it as it stands. */
function saidByRules(model: DecisionModel, decision: string): string[] | undefined {
  const table = model.outline.decisions.find((d) => d.name === decision)?.table
  const isPlain = (text: string | undefined) => text !== undefined && /^(true|false|null|-?\d+(\.\d+)?|"[^"]*")$/.test(text)
  if (!table || table.hitPolicy === 'COLLECT' || !table.rules.every((r) => r.results.length === 1 && isPlain(r.results[0])))
    return undefined
  return table.rules.map((r) => verdictWords[r.results[0]!] ?? r.results[0]!)
}

function byColumns(model: DecisionModel, decision: string, cases: readonly Facts[]): string[] | undefined {
  const rules = saidByRules(model, decision)
  const scanner = rules && scannerOf(model, decision)
  if (!rules || !scanner) return undefined
  const columns = Object.fromEntries(scanner.inputs.map(({ name, kind }) => [name, makers[kind](cases.map((f) => f[name]?.value))]))
  const { verdicts, fired } = scanner.scan(columns)
  return cases.map((_, i) => (verdicts![i] === 2 ? unknown : fired![i]! < 0 ? wordOf(null) : rules[fired![i]!]!))
}

/** More that do not end than this, and the table is at fault, not the case: a whole year of them would take hours. */
const patience = 5

/** Thrown where too many cases do not end. */
export class Endless extends Error {}

/** By the facts that a model looks at: the same facts come to the same, and a year of cases holds few that differ in all of them. */
function remembered<T>(model: DecisionModel, reckon: (facts: Facts) => T): (facts: Facts) => T {
  const known = new Map<string, T>()
  return (facts) => {
    const key = JSON.stringify(model.inputs.map(({ name }) => facts[name]?.value ?? null))
    const before = known.get(key)
    if (before !== undefined) return before
    const found = reckon(facts)
    known.set(key, found)
    return found
  }
}

function oneByOne(model: DecisionModel, decision: string, cases: readonly Facts[]): string[] {
  let endlessCount = 0
  const outcome = remembered(model, (facts) => {
    const { value, endless } = tryDecision(model, decision, given(model, facts))
    if (endless && ++endlessCount > patience) throw new Endless()
    return endless ? endlessWord : value === undefined ? unknown : wordOf(value)
  })
  return cases.map(outcome)
}

/** What a decision comes to for each case, in order. Columns and the explanation agree (property test). */
export const outcomes = (model: DecisionModel, decision: string, cases: readonly Facts[]): string[] =>
  byColumns(model, decision, cases) ?? oneByOne(model, decision, cases)

/** What decides a case under a model, without anything that the person filled in. */
function reasonOf(model: DecisionModel, purpose: Purpose, facts: Facts): string {
  const decision = model.decisions.find((d) => d.purpose === purpose)!.name
  const proof = plain(explained(model, decision, given(model, facts))) as Parameters<typeof sayResult>[2]['proof']
  const said = sayResult(model, {}, { purpose, decision, verdict: proof.verdict, value: proof.value, proof })
  const fired = said.rules.find((r) => r.fired)
  if (!fired) return proof.missing.length > 0 ? `还要知道：${proof.missing.join('、')}` : '没有规则管到'
  return [fired.says, fired.basis].filter(Boolean).join('；')
}

/**
 * Every change of every purpose that either version has; a purpose that one of them lacks comes to 没有 there. Outcomes are texts:
 * a verdict, or the value of a fee or a list, materials by their names; `because` is what decides now.
 */
export function rehearse(before: DecisionModel, after: DecisionModel, subjects: readonly Subject[], names: MaterialNames = {}): Change[] {
  const purposes = new Set([...before.decisions, ...after.decisions].flatMap((d) => d.purpose ?? []))
  return [...purposes].flatMap((purpose) => {
    const under = (model: DecisionModel, side: 'before' | 'after') => {
      const decision = model.decisions.find((d) => d.purpose === purpose)
      const facts = subjects.map((s) => s[side])
      return decision ? outcomes(model, decision.name, facts) : facts.map(() => wordOf(null))
    }
    const [old, now] = [under(before, 'before'), under(after, 'after')]
    const told = (outcome: string) => namedResult(outcome, { purpose }, names)
    const hasNow = after.decisions.some((d) => d.purpose === purpose)
    const reason = remembered(after, (facts) => reasonOf(after, purpose, facts))
    return subjects.flatMap(({ id, title, after: facts }, i): Change[] => {
      if (old[i] === now[i]) return []
      const because = hasNow ? reason(facts) : '新版本没有这一项'
      const { title: what } = known[purpose]
      return [{ subject: id, title, href: `/desk/cases/${id}`, what, before: told(old[i]!), after: told(now[i]!), because }]
    })
  })
}
