/** What keeps a model from being published, and what its author should look at again. */
import { compileUnaryTests, type Problem } from '@haoban/dmn'
import {
  type Binding,
  type DecisionModel,
  derivations,
  type Finding,
  type Ground,
  type ModelInput,
  purposes,
  type Source,
} from '../schema/model.ts'
import { problemText } from './problem-words.ts'
import { readModel } from './read.ts'
import { spotOf } from './spot.ts'
import { runCases } from './try.ts'

const error = (code: string, sentence: string, { line, column }: { line: number; column: number }, inside?: string): Finding => ({
  severity: 'error',
  code,
  sentence,
  line,
  column,
  ...(inside ? { in: inside } : {}),
})
const warning = (...args: Parameters<typeof error>): Finding => ({ ...error(...args), severity: 'warning' })

const ofProblem = (p: Problem, model: DecisionModel): Finding => ({
  severity: p.severity,
  code: p.code,
  sentence: problemText(p, model),
  line: p.line,
  column: p.column,
  ...(p.in ? { in: p.in } : {}),
})

type Ends = { [K in Binding['kind']]: (binding: Extract<Binding, { kind: K }>, ground: Ground) => string | undefined }

/** What a licence or a register is asked for must be an element that names it as a source. */
function lacksSource({ kind, name, element: id }: Extract<Binding, { kind: 'licence' | 'register' }>, { elements }: Ground) {
  const element = elements.get(id)
  if (!element) return `数据元目录里没有 ${id}`
  return element.sources.includes(`${kind}:${name}`) ? undefined : `数据元“${element.name}”没有列出来源“${kind}:${name}”`
}

/** Why a binding leads nowhere; undefined where it leads somewhere. */
const ends: Ends = {
  element: ({ element }, { elements }) => (elements.has(element) ? undefined : `数据元目录里没有 ${element}`),
  answer: ({ field }, { fields = [field] }) => (fields.includes(field) ? undefined : `表单里没有“${field}”这一项`),
  material: ({ material }, { materials = [material] }) => (materials.includes(material) ? undefined : `材料清单里没有“${material}”`),
  licence: lacksSource,
  register: lacksSource,
  case: () => undefined,
}

const missingEnd = (binding: Binding, ground: Ground): string | undefined => ends[binding.kind](binding as never, ground)

function checkSource(source: Source, input: ModelInput, ground: Ground): Finding[] {
  const nowhere = missingEnd(source.binding, ground)
  if (nowhere) return [error('binding', `“${input.name}”的来源不对：${nowhere}`, source, input.name)]
  const type = source.as && derivations[source.as].type
  if (type && type !== input.type)
    return [
      error('binding-type', `“${input.name}”是 ${input.type}，“${derivations[source.as!].title}”算出来的是 ${type}`, source, input.name),
    ]
  return []
}

const kinds = ['number', 'string', 'boolean', 'date']

function checkInput(input: ModelInput, ground: Ground): Finding[] {
  const found = input.sources.flatMap((source) => checkSource(source, input, ground))
  if (input.sources.length === 0) found.push(error('unbound', `“${input.name}”没有写从哪里来`, input.at, input.name))
  if (!kinds.includes(input.type)) found.push(error('type', `“${input.name}”要写明类型：${kinds.join('、')}`, input.at, input.name))
  for (const option of input.question?.options ?? [])
    if (input.type !== 'date' && typeof option.value !== input.type)
      found.push(error('option', `“${input.name}”的选项“${option.label}”不是 ${input.type}`, input.at, input.name))
  return found
}

/** An answer on the guide must be able to reach every cell of the tables that look at the input alone. */
function checkReach(model: DecisionModel, input: ModelInput): Finding[] {
  const options = input.question?.options
  if (!options) return []
  const columns = model.outline.decisions.flatMap((d) => {
    const at = d.table?.inputs.findIndex((i) => i.expression === input.name) ?? -1
    return at < 0 ? [] : d.table!.rules.map((r) => ({ text: r.tests[at] ?? '-', rule: r, decision: d.name }))
  })
  const reached = (text: string) => text === '-' || text === '' || options.some((o) => compileUnaryTests(text).test(o.value) === true)
  return columns
    .filter((c) => !reached(c.text))
    .map((c) => warning('question', `“${input.name}”的选项里没有一个能到“${c.text}”这一格，指南上问不出来`, c.rule, c.decision))
}

function checkDecisions(model: DecisionModel): Finding[] {
  const found: Finding[] = []
  const seen = new Set<string>()
  for (const { purpose, name, at } of model.decisions) {
    if (!purpose) continue
    if (seen.has(purpose)) found.push(error('purpose', `“${purposes[purpose].title}”写了两次`, at, name))
    seen.add(purpose)
    const type = model.compiled.decisions.find((d) => d.name === name)?.type
    if (type !== purposes[purpose].type)
      found.push(
        error('purpose-type', `“${name}”用来定“${purposes[purpose].title}”，类型要是 ${purposes[purpose].type}，现在是 ${type}`, at, name),
      )
  }
  if (seen.size === 0) found.push(error('purpose', '没有一个决策写明用途', { line: 1, column: 1 }))
  return found
}

/** Each rule that decides for or against somebody names the article that it stands on. */
function checkBasis(model: DecisionModel): Finding[] {
  return model.decisions.flatMap(({ purpose, name, at }) => {
    if (!purpose || !at.table) return []
    const column = at.table.annotations.indexOf('依据')
    return at.table.rules
      .filter((rule) => !rule.annotations[column])
      .map((rule) => error('basis', `“${name}”的这条规则没有写依据（批注列“依据”）`, rule, name))
  })
}

function checkCases(model: DecisionModel): Finding[] {
  if (model.cases.length === 0) return [error('cases', '至少要有一个测试用例', { line: 1, column: 1 })]
  const failed = runCases(model).flatMap(({ test, results }) =>
    results
      .filter((r) => !r.passed)
      .map((r) => error('case', `测试“${test.name}”没有通过：${r.decision} 应为 ${r.expected}，实际 ${r.actual}`, test)),
  )
  const tried = new Set(model.cases.flatMap((c) => c.expected.map((e) => e.decision)))
  const untried = model.decisions.filter((d) => d.purpose && !tried.has(d.name))
  return [...failed, ...untried.map((d) => warning('untried', `“${d.name}”没有测试用例`, d.at, d.name))]
}

/** All that is wrong with a model, in the order of the file: the file itself, its bindings, its tables, its test cases. */
export function findingsOf(xml: string, ground: Ground): { model: DecisionModel | undefined; findings: Finding[] } {
  const { model, findings: unread } = readModel(xml)
  if (!model) return { model, findings: unread }
  const problems = model.compiled.check().map((p) => ofProblem(p, model))
  const found = [
    ...unread,
    ...problems,
    ...model.inputs.flatMap((i) => [...checkInput(i, ground), ...checkReach(model, i)]),
    ...checkDecisions(model),
    ...checkBasis(model),
  ]
  const isWhole = !found.some((f) => f.severity === 'error')
  const findings = isWhole ? [...found, ...checkCases(model)] : found
  const placed = findings.map((f) => {
    const spot = spotOf(model.outline, f.in, f)
    return spot ? { ...f, spot } : f
  })
  return { model, findings: placed.sort((a, b) => a.line - b.line || a.column - b.column) }
}
