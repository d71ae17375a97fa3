/** Licences as they are kept: types, what is printed on one, the licence through its versions. Days as 'YYYY-MM-DD'. */
import { z } from 'zod'
import type { Answer } from '#kernel/form/schema/answers.ts'
import { HoldingState, HoldingType } from '#kernel/holding/schema.ts'

/** One line of the face: where its value comes from. `field` names a form field that goes before the element (a change of it). */
export const FaceLine = z.object({
  name: z.string().min(1),
  element: z.string().optional(),
  field: z.string().optional(),
  unit: z.string().optional(),
})
export type FaceLine = z.infer<typeof FaceLine>

const plainNumber = '{division}{year}{serial:6}'

/** A type of licence (GB/T 36902): what is printed on it, how it is numbered, which items grant it, how many months it runs. */
export const LicenceType = HoldingType.extend({
  basis: z.string().optional(),
  items: z.array(z.string()).default([]),
  months: z.number().int().positive().optional(),
  number: z.string().default(plainNumber),
  /** the data element that the number itself is */
  noElement: z.string().optional(),
  face: z.array(FaceLine).default([]),
})
export type LicenceType = z.infer<typeof LicenceType>
/** The city's file; `number` is how the types are numbered that say nothing themselves. */
export const LicenceTypes = z
  .object({
    demo: z.boolean().default(false),
    number: z.string().default(plainNumber),
    types: z.array(LicenceType.extend({ number: z.string().optional() })),
  })
  .transform(({ demo, number, types }) => ({ demo, types: types.map((t): LicenceType => ({ ...t, number: t.number ?? number })) }))

export const LicenceState = HoldingState
export type LicenceState = z.infer<typeof LicenceState>

/** One line as it is printed, and the value behind it where it is a data element. */
export type FaceValue = { name: string; text: string; element?: string; value?: Answer }

/** A licence through all its versions. `toOn` null: for good. */
export type Licence = {
  id: string
  type: string
  typeName: string
  party: string
  holderName: string
  holderKind: 'natural' | 'legal'
  no: string
  identifier: string
  version: number
  state: LicenceState
  organ: string
  organName: string
  division: string
  fromOn: string
  toOn: string | null
  issuedOn: string
  origin: 'case' | 'import'
  demo: boolean
  updatedAt: Date
}

/** One version, as it was issued and for ever. `file` is the SM3 of the sealed OFD in the store; none where it was imported without one. */
export type Version = {
  licence: string
  version: number
  identifier: string
  face: Buffer
  file: string | null
  sealUse: string | null
  caseId: string | null
  why: string
  issuedAt: Date
}

const id = z.string().min(1).max(80)
const reason = (what: string) => z.string(`请写明${what}`).trim().min(4, `请写明${what}，至少 4 个字`).max(500, '请写在 500 字以内')

export const AskOne = z.object({ id })
export type AskOne = z.infer<typeof AskOne>
export const Nothing = z.object({})
export const AskList = z.object({
  q: z.string().trim().max(60).optional(),
  show: z.enum(['', 'waiting', 'requests', 'corrections', ...LicenceState.options]).default(''),
})
export type AskList = z.infer<typeof AskList>

export const ActName = z.enum(['suspend', 'resume', 'rescind', 'revoke', 'cancel'])
export type ActName = z.infer<typeof ActName>
export const TakeAct = z.object({ id, act: ActName, reason: reason('理由'), article: reason('依据的条款') })
export type TakeAct = z.infer<typeof TakeAct>
export const AnswerAsked = z.object({
  id,
  grant: z.enum(['yes', 'no'], '请选同意还是不同意'),
  note: z.string().trim().max(500).optional(),
})
export type AnswerAsked = z.infer<typeof AnswerAsked>

/** A revocation that waits for, or has had, its second person. */
export type Asked = {
  id: string
  licence: string
  act: ActName
  reason: string
  article: string
  by: string
  byName: string
  at: Date
  answer: 'yes' | 'no' | null
  answeredBy: string | null
  answeredName: string | null
  answeredAt: Date | null
  note: string | null
}

/** What a decision should have become and could not yet, with the reason. */
export type Waiting = { fact: number; caseId: string; type: string; why: string; at: Date }
export const Retry = z.object({ fact: z.coerce.number().int().positive() })
export type Retry = z.infer<typeof Retry>
