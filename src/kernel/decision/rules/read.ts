/** From a DMN file to a model of the house: bindings, questions and test cases are read out of its extension elements. */
import {
  compile,
  type Extension,
  type ModelFile,
  type Outline,
  type OutlinedInput,
  outlineOf,
  parse,
  parseInPieces,
  XmlError,
} from '@haoban/dmn'
import {
  type AnswerOption,
  type Binding,
  type CaseWord,
  caseWords,
  type DecisionModel,
  type Finding,
  houseNamespace,
  type ModelDecision,
  type ModelInput,
  type Purpose,
  purposes,
  type Source,
  type SuitabilityQuestion,
  type TestCase,
} from '../schema/model.ts'
import { isDerivation } from './derive.ts'
import { literal } from './literal.ts'
import { sentenceOf } from './problem-words.ts'

/** A model as far as it can be read, and what cannot. */
export type Reading = { model: DecisionModel | undefined; findings: Finding[] }

const limits = { bytes: 2 * 1024 * 1024, elements: 50_000, depth: 60 }

type At = { line: number; column: number }

class Reader {
  readonly findings: Finding[] = []

  error(code: string, sentence: string, { line, column }: At): undefined {
    this.findings.push({ severity: 'error', code, sentence, line, column })
  }

  value(text: string | undefined, at: At): unknown {
    const value = text === undefined ? undefined : literal(text)
    if (value === undefined) this.error('literal', `“${text ?? ''}”不是一个值：文字要加引号，日期写 date("2023-06-01")`, at)
    return value
  }

  source(element: Extension): Source[] {
    const { from = '', as } = element.attributes
    const binding = bindingOf(from)
    if (!binding) {
      this.error(
        'binding',
        `来源“${from}”看不懂，请写 element:数据元、answer:表单字段、material:材料、licence:证照#数据元、register:登记库#数据元 或 case:today`,
        element,
      )
      return []
    }
    if (as !== undefined && !isDerivation(as)) {
      this.error('derivation', `不会算“${as}”`, element)
      return []
    }
    return [{ from, binding, ...(as === undefined ? {} : { as }), line: element.line, column: element.column }]
  }

  option(element: Extension): AnswerOption[] {
    const { value: text, label = '', hint, answers } = element.attributes
    const value = this.value(text, element)
    const [field, answer] = answers?.split('=') ?? []
    if (value === undefined) return []
    return [{ value, label, ...(hint ? { hint } : {}), ...(field && answer ? { answers: { field, value: answer } } : {}) }]
  }

  question(element: Extension | undefined): SuitabilityQuestion | undefined {
    if (!element) return undefined
    const { text = '', hint } = element.attributes
    const options = element.children.filter((c) => c.name === 'option').flatMap((c) => this.option(c))
    if (options.length < 2) this.error('question', `问题“${text}”至少要有两个能选的答案`, element)
    return { text, ...(hint ? { hint } : {}), options }
  }

  input(at: OutlinedInput): ModelInput {
    const own = ownOf(at.extensions)
    const question = this.question(own.find((e) => e.name === 'question'))
    const sources = own.filter((e) => e.name === 'source').flatMap((e) => this.source(e))
    return { id: at.id, name: at.name, type: at.type ?? '', ...unitOf(at), sources, ...(question ? { question } : {}), at }
  }

  test(element: Extension): TestCase {
    const { name = '', basis } = element.attributes
    const of = (kind: string) => element.children.filter((c) => c.name === kind)
    return {
      name,
      ...(basis ? { basis } : {}),
      given: Object.fromEntries(of('given').map((g) => [g.attributes.input ?? '', this.value(g.attributes.value, g)])),
      expected: of('expect').map((e) => ({
        decision: e.attributes.decision ?? '',
        value: e.attributes.value === 'unknown' ? undefined : this.value(e.attributes.value, e),
      })),
      line: element.line,
      column: element.column,
    }
  }

  decision(at: Outline['decisions'][number]): ModelDecision {
    const wanted = ownOf(at.extensions).find((e) => e.name === 'purpose')
    const of = wanted?.attributes.of
    if (of !== undefined && !Object.hasOwn(purposes, of)) this.error('purpose', `不认识用途“${of}”`, wanted!)
    const purpose = of !== undefined && Object.hasOwn(purposes, of) ? { purpose: of as Purpose } : {}
    return { id: at.id, name: at.name, ...purpose, ...unitOf(at), at }
  }
}

const unitOf = (at: OutlinedInput): { unit?: string } => {
  const of = ownOf(at.extensions).find((e) => e.name === 'unit')?.attributes.of
  return of ? { unit: of } : {}
}

const ownOf = (extensions: readonly Extension[]) => extensions.filter((e) => e.namespace === houseNamespace)

function bindingOf(from: string): Binding | undefined {
  const [, kind, rest = ''] = /^(\w+):(.+)$/.exec(from) ?? []
  if (kind === 'element') return { kind, element: rest }
  if (kind === 'answer') return { kind, field: rest }
  if (kind === 'material') return { kind, material: rest }
  if (kind === 'case') return Object.hasOwn(caseWords, rest) ? { kind, what: rest as CaseWord } : undefined
  const [name, element] = rest.split('#')
  return (kind === 'licence' || kind === 'register') && name && element ? { kind, name, element } : undefined
}

function readingOf(file: ModelFile): Reading {
  const reader = new Reader()
  const outline = outlineOf(file)
  const model: DecisionModel = {
    title: outline.name,
    outline,
    compiled: compile(file),
    inputs: outline.inputs.map((i) => reader.input(i)),
    decisions: outline.decisions.map((d) => reader.decision(d)),
    cases: ownOf(outline.extensions)
      .filter((e) => e.name === 'case')
      .map((e) => reader.test(e)),
  }
  return { model, findings: reader.findings }
}

/** The inputs and decisions of a file whose faults nobody asks about here. */
export function namedIn(outline: Outline): Pick<DecisionModel, 'inputs' | 'decisions'> {
  const reader = new Reader()
  return { inputs: outline.inputs.map((i) => reader.input(i)), decisions: outline.decisions.map((d) => reader.decision(d)) }
}

/** Reads a file; what is no DMN at all gives no model and one finding. */
export function readModel(xml: string): Reading {
  try {
    return readingOf(parse(xml, limits))
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    return { model: undefined, findings: [{ severity: 'error', code: 'xml', sentence: sentenceOf(error.message), ...error.place }] }
  }
}

/** A file that was published, read in pieces between which others get their turn. Throws an `XmlError`. */
export const readPublished = async (xml: string): Promise<DecisionModel | undefined> => readingOf(await parseInPieces(xml, limits)).model

/** Why a file cannot be read at all; undefined where it can. */
export function whyUnreadable(xml: string): string | undefined {
  try {
    parse(xml, limits)
    return undefined
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
    return sentenceOf(error.message)
  }
}
