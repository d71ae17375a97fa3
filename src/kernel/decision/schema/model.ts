/** What a decision model is to the house: a DMN file whose inputs know where their values come from, and whose decisions know what for. */
import type { Model as Compiled, Outline, OutlinedDecision, OutlinedInput } from '@haoban/dmn'

/** The namespace of the house's own elements in a DMN file. */
export const houseNamespace = 'urn:haoban:decision'

/** What a decision is for. Whatever has no purpose only serves others in the file. */
export const purposes = {
  eligibility: { title: '是否符合条件', type: 'boolean' },
  tolerance: { title: '可以容缺后补的材料', type: 'list<string>' },
  commitment: { title: '能不能用告知承诺', type: 'boolean' },
  fee: { title: '收费', type: 'number' },
  entitlement: { title: '能享受多少', type: 'number' },
} as const
export type Purpose = keyof typeof purposes
export const purposeNames = Object.keys(purposes) as Purpose[]

/** Where a value comes from: a data element of the form, a field of this form, a material, a licence, a register, or the case itself. */
export type Binding =
  | { kind: 'element'; element: string }
  | { kind: 'answer'; field: string }
  | { kind: 'material'; material: string }
  | { kind: 'licence'; name: string; element: string }
  | { kind: 'register'; name: string; element: string }
  | { kind: 'case'; what: CaseWord }

/** Words that every case can answer. */
export const caseWords = { today: '申请当天', channel: '申请渠道', division: '办理地区', applicantKind: '申请人类型' } as const
export type CaseWord = keyof typeof caseWords

/** What a source may work out of its value: what it is called, and the FEEL type that comes out. */
export const derivations = {
  age: { title: '周岁', type: 'number' },
  months: { title: '到当天满几个月', type: 'number' },
  years: { title: '到当天满几年', type: 'number' },
  days: { title: '到当天几天', type: 'number' },
  sex: { title: '性别', type: 'string' },
  city: { title: '所在的市', type: 'string' },
  yes: { title: '是不是', type: 'boolean' },
  count: { title: '几项', type: 'number' },
  yuan: { title: '元', type: 'number' },
  given: { title: '交了没有', type: 'boolean' },
  none: { title: '都没有', type: 'boolean' },
  schoolAge: { title: '当年 8 月 31 日的周岁', type: 'number' },
} as const
export type Derivation = keyof typeof derivations

/** `from` as written; `as` works something out of the value, so that what a table does not need is not kept. */
export type Source = { from: string; binding: Binding; as?: Derivation; line: number; column: number }

/** An answer that stands for a value; `answers` is what it answers in the item's form at the same time: `field=value`. */
export type AnswerOption = { value: unknown; label: string; hint?: string; answers?: { field: string; value: string } }
export type SuitabilityQuestion = { text: string; hint?: string; options: AnswerOption[] }

export type ModelInput = {
  id: string
  name: string
  /** FEEL's name of its type: number, string, boolean, date */
  type: string
  unit?: string
  sources: Source[]
  question?: SuitabilityQuestion
  /** what the form calls the values that may be answered */
  labels?: Readonly<Record<string, string>>
  at: OutlinedInput
}

/** By source of an input, and then by value, what the form calls it. */
export type Labels = Readonly<Record<string, Readonly<Record<string, string>>>>

export type ModelDecision = { id: string; name: string; purpose?: Purpose; unit?: string; at: OutlinedDecision }

/** A case to try a model on, kept in the file: what is given, and what must come out. */
export type TestCase = {
  name: string
  basis?: string
  given: Record<string, unknown>
  expected: { decision: string; value: unknown }[]
  line: number
  column: number
}

export type DecisionModel = {
  title: string
  outline: Outline
  compiled: Compiled
  inputs: ModelInput[]
  decisions: ModelDecision[]
  cases: TestCase[]
}

/** A place in a table: which rule (from 1), in words, and the ids that a modeller knows it by. */
export type Spot = { rule: number; text: string; ruleId?: string; cell?: string }

/** Something wrong or doubtful in a model, where it stands in the file, and in a table. An error keeps it from being published. */
export type Finding = {
  severity: 'error' | 'warning'
  code: string
  sentence: string
  line: number
  column: number
  in?: string
  spot?: Spot
}

/** What a model is checked against: the data elements of the city, and of the item's form the fields and materials, where there is one. */
export type Ground = {
  elements: ReadonlyMap<string, { name: string; sources: readonly string[] }>
  fields?: readonly string[]
  /** of a scenario of the item its values */
  scenarios?: ReadonlyMap<string, readonly string[]>
  materials?: readonly string[]
  /** by source of an input (`answer:kind`), what the form calls each value that may be answered */
  labels?: Labels
  /** what the materials are called */
  names?: Readonly<Record<string, string>>
}
