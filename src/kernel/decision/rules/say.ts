/** A result in plain Chinese: 满足 4/5，缺……；若……则可以. */
import type { Cell, ConditionLine, Facts, Result, RuleLine, Said } from '../schema/assessment.ts'
import { type DecisionModel, type ModelInput, purposes } from '../schema/model.ts'
import { type MaterialNames, materialsText } from './materials.ts'
import { spaced, testText, valueText } from './words.ts'

type Rule = Result['proof']['rules'][number]
type Names = { input: (label: string) => ModelInput | undefined; facts: Facts }

const isEmpty = (cell: Cell) => cell.test === '-' || cell.test === ''
const isRefusing = (result: string | undefined) => result === undefined || ['false', 'null', ''].includes(result.trim())
const states = { met: 'met', 'not met': 'lacking', unknown: 'unknown' } as const

/** `label` of a table's column and the input that it looks at. */
function namesOf(model: DecisionModel, decision: string, facts: Facts): Names {
  const columns = model.outline.decisions.find((d) => d.name === decision)?.table?.inputs ?? []
  const nameOf = new Map(columns.map((c) => [c.label, c.expression]))
  const byName = new Map(model.inputs.map((i) => [i.name, i]))
  return { input: (label) => byName.get(nameOf.get(label) ?? label), facts }
}

function conditionOf(cell: Cell, names: Names): ConditionLine {
  const input = names.input(cell.input)
  const fact = input && names.facts[input.name]
  const wanted = `${cell.input}：${testText(cell.test, input)}`
  if (cell.verdict === 'met') return { sentence: wanted, state: 'met' }
  const now = fact === undefined ? '还不知道' : spaced(`现在是${valueText(fact.value, input)}`)
  return { sentence: `${wanted}（${now}）`, state: states[cell.verdict] }
}

const conditionsOf = (rule: Rule, names: Names) => rule.cells.filter((c) => !isEmpty(c)).map((c) => conditionOf(c, names))

/** The rule that one reads first: the one that decides, else the granting rule that lacks least. */
function nearestRule(result: Result, isGranting: (rule: Rule) => boolean): Rule | undefined {
  const { rules, fired } = result.proof
  const deciding = rules.find((r) => r.rule === fired[0])
  if (deciding && (result.verdict === 'met' || !rules.some(isGranting))) return deciding
  const lacks = (rule: Rule) =>
    rule.cells.filter((c) => c.verdict === 'not met').length * 100 + rule.cells.filter((c) => c.verdict === 'unknown').length
  return rules.filter(isGranting).toSorted((a, b) => lacks(a) - lacks(b))[0]
}

function waysOf(result: Result, names: Names): string[] {
  return result.proof.ways
    .filter((way) => way.changes.length > 0)
    .map((way) => {
      const changes = way.changes.map((c) =>
        `${c.input}是${testText(c.to, names.input(c.input))}`.replace('是不', '不').replace('是超过', '超过'),
      )
      const open = way.open.length > 0 ? `（还要看：${way.open.join('、')}）` : ''
      return `若${changes.join('，并且')}，就可以${open}`
    })
}

function summaryOf({ verdict, proof }: Result, conditions: readonly ConditionLine[]): string {
  const lacking = conditions.filter((c) => c.state === 'lacking').map((c) => c.sentence)
  if (verdict === 'met') return '都符合'
  if (verdict === 'unknown') return proof.missing.length > 0 ? `还要知道：${proof.missing.join('、')}` : '规则表没有算出来，由工作人员来看'
  return lacking.length > 0 ? `缺：${lacking.join('；')}` : '不符合'
}

function ruleLine(model: DecisionModel, result: Result, rule: Rule, names: Names): RuleLine {
  const table = model.outline.decisions.find((d) => d.name === result.decision)?.table
  const note = (column: string) => rule.annotations[table?.annotations.indexOf(column) ?? -1] || undefined
  return {
    rule: rule.rule,
    verdict: rule.verdict,
    fired: result.proof.fired.includes(rule.rule),
    conditions: conditionsOf(rule, names),
    result: (table?.rules[rule.rule]?.results ?? []).join('、'),
    basis: note('依据'),
    says: note('说明'),
    unverified: note('待核实'),
  }
}

/** How the result of a purpose is told; fees are kept in 分, materials by their codes. */
export const resultWords: Partial<Record<Result['purpose'], (value: unknown, unit: string, names: MaterialNames) => string>> = {
  tolerance: (value, _, names) => materialsText(value, names),
  fee: (value) => (Number(value) === 0 ? '不收费' : `${Number((Number(value) / 100).toFixed(2))} 元`),
  entitlement: (value, unit) => `${value} ${unit}`,
}

/** One result as it is read by a citizen (score, summary, ways) and by a clerk (each rule with its article). */
export function sayResult(model: DecisionModel, facts: Facts, result: Result, materials: MaterialNames = {}): Said {
  const names = namesOf(model, result.decision, facts)
  const table = model.outline.decisions.find((d) => d.name === result.decision)?.table
  const isGranting = (rule: Rule) => !isRefusing(table?.rules[rule.rule]?.results[0])
  const read = nearestRule(result, isGranting)
  const conditions = read ? conditionsOf(read, names) : []
  const met = conditions.filter((c) => c.state === 'met').length
  const say = resultWords[result.purpose]
  const unit = model.decisions.find((d) => d.name === result.decision)?.unit ?? ''
  return {
    purpose: result.purpose,
    title: purposes[result.purpose].title,
    verdict: result.verdict,
    met,
    of: conditions.length,
    score: conditions.length > 0 ? `满足 ${met}/${conditions.length}` : '',
    summary: summaryOf(result, conditions),
    conditions,
    ways: waysOf(result, names),
    ...(say && result.value !== undefined && result.value !== null ? { value: say(result.value, unit, materials) } : {}),
    rules: result.proof.rules.map((rule) => ruleLine(model, result, rule, names)),
  }
}
