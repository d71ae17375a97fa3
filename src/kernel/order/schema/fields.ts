/** The fields of a verb's input: one declaration is the check of what comes in, the question on the desk and the words of the history. */
import { z } from 'zod'

type Options = Readonly<Record<string, string>>

/** How a field is asked on the desk. `organ` and `organs` are chosen from the directory; `words` are what the values are called. */
export type FieldAsk = {
  kind: 'area' | 'line' | 'lines' | 'yes' | 'pick' | 'organ' | 'organs' | 'number'
  label: string
  hint?: string | undefined
  optional?: true
  words?: Options
}

const asked = <T extends z.ZodType>(type: T, ask: FieldAsk): T => type.meta({ ask }) as T

/** How a field of an input is asked, or undefined where it is not shown on the desk. */
export const askOf = (field: z.ZodType): FieldAsk | undefined => field.meta()?.ask as FieldAsk | undefined

type Text = { min?: number; max?: number; hint?: string }
const sentence = (label: string, { min = 2, max = 2000 }: Text) =>
  z.string(`请写明${label}`).trim().min(min, `请写明${label}，至少 ${min} 个字`).max(max, `${label}太长了，请写在 ${max} 字以内`)

/** Some sentences; `min` and `max` count characters. */
export const area = (label: string, text: Text = {}) => asked(sentence(label, text), { kind: 'area', label, hint: text.hint })

/** One line. */
export const line = (label: string, text: Text = {}) => asked(sentence(label, text), { kind: 'line', label, hint: text.hint })

/** Lines of their own, at least one; `missing` is said where there is none. */
export const lines = (label: string, missing: string, text: Text = {}) =>
  asked(z.array(sentence(label, text), missing).min(1, missing), { kind: 'lines', label, hint: text.hint })

const truth: Record<string, boolean> = { true: true, yes: true, '1': true, false: false, no: false, '0': false }

/** Yes or no, from a form or a program; nothing said is no answer. `words` are what both are called. */
export const yes = (label: string, words: { true: string; false: string } = { true: '是', false: '不是' }) =>
  asked(
    z.preprocess((v) => (typeof v === 'string' ? truth[v] : v), z.boolean(`请选${label}`)),
    { kind: 'yes', label, words },
  )

/** One of few; the keys are what a fact keeps. */
export const pick = <const O extends Options>(label: string, words: O, hint?: string) =>
  asked(z.enum(Object.keys(words) as [keyof O & string, ...(keyof O & string)[]], `请选${label}`), { kind: 'pick', label, words, hint })

/** An organ of the directory, by its id. */
export const organ = (label: string, hint?: string) =>
  asked(z.string(`请选${label}`).min(1, `请选${label}`), { kind: 'organ', label, hint })

/** Several organs of the directory, at least one. */
export const organs = (label: string, hint?: string) =>
  asked(z.array(z.string().min(1), `请选${label}`).min(1, `请选${label}`).max(50, '一次最多选 50 个单位'), { kind: 'organs', label, hint })

/** A number, both ends included. */
export const amount = (label: string, { min = 1, max = 365, hint }: { min?: number; max?: number; hint?: string } = {}) =>
  asked(z.coerce.number(`请填${label}`).min(min, `${label}至少是 ${min}`).max(max, `${label}最多是 ${max}`), {
    kind: 'number',
    label,
    hint,
  })

/** A field that may be left out. */
export const maybe = <T extends z.ZodType>(field: T) =>
  field.optional().meta({ ask: { ...askOf(field)!, optional: true } }) as unknown as z.ZodOptional<T>
