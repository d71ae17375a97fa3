/** From answers to what is printed on a licence, and to what it says by data element. */

import { linesOf } from '#kernel/form/rules/show.ts'
import type { Answer, Answers } from '#kernel/form/schema/answers.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import type { FaceLine, FaceValue, LicenceType } from '../schema/licence.ts'

export type FaceSource = {
  form: Form
  answers: Answers
  /** what the register says of the holder, by data element */
  holder: Readonly<Record<string, string | undefined>>
  /** the version before, for a change: what nobody changed stays */
  before?: readonly FaceValue[]
  divisionName?: (code: string) => string | undefined
}

/** The shortest face where a type brings none: whose it is, and by what number he is known. */
const plain = (type: LicenceType): FaceLine[] =>
  type.holder === 'natural'
    ? [
        { name: '持证人', element: 'person.name' },
        { name: '证件号码', element: 'person.idNo' },
      ]
    : [
        { name: '持证单位', element: 'enterprise.name' },
        { name: '统一社会信用代码', element: 'enterprise.uscc' },
      ]

export const faceOf = (type: LicenceType): readonly FaceLine[] => (type.face.length > 0 ? type.face : plain(type))

const fieldFor = ({ form, answers }: FaceSource, line: FaceLine): string | undefined => {
  const has = (name: string) => Object.hasOwn(form.ui.fields, name) && answers[name] !== undefined && answers[name] !== ''
  if (line.field !== undefined && has(line.field)) return line.field
  return Object.keys(form.ui.fields).find(
    (name) => line.element !== undefined && form.ui.fields[name]!.element === line.element && has(name),
  )
}

/** One line: what was answered, else what stood there before, else what the register says; a dash where nobody knows. */
function lineOf(source: FaceSource, line: FaceLine): FaceValue {
  const { form, answers, holder, before = [], divisionName } = source
  const field = fieldFor(source, line)
  const found = (text: string, value: Answer): FaceValue => ({
    name: line.name,
    text,
    ...(line.element ? { element: line.element, value } : {}),
  })
  if (field !== undefined) {
    const said = linesOf(form, field, answers[field]!, { unmasked: true, divisionName }).join('、')
    return found(said, answers[field]!)
  }
  const kept = before.find((v) => v.name === line.name)
  if (kept) return kept
  const known = line.element === undefined ? undefined : holder[line.element]
  return known === undefined ? { name: line.name, text: '—' } : found(known, known)
}

export const makeFace = (type: LicenceType, source: FaceSource): FaceValue[] => faceOf(type).map((line) => lineOf(source, line))

/** What a face says by data element, so that the next form need not ask; the number with it. */
export function elementsOf(type: Pick<LicenceType, 'noElement'>, face: readonly FaceValue[], no: string): Record<string, Answer> {
  const said = face.flatMap((v) => (v.element && v.value !== undefined ? [[v.element, v.value] as const] : []))
  return Object.fromEntries([...said, ...(type.noElement ? [[type.noElement, no] as const] : [])])
}

/** What stands before the serial of a number, which is left in its place: 'JY1110105{serial:7}'. */
export const faceStart = (pattern: string, { division, year }: { division: string; year: string }): string =>
  pattern.replace('{division}', division.slice(0, 6)).replace('{year}', year)

/** The number on the face by its pattern: `{division}` six digits, `{year}`, `{serial:7}`. */
export const faceNumber = (pattern: string, { serial, ...named }: { division: string; year: string; serial: number }): string =>
  faceStart(pattern, named).replace(/\{serial:(\d+)\}/, (_, digits: string) => String(serial).padStart(Number(digits), '0'))

/** The last day of a licence that runs some months from a day: the day before the same day of its last month. */
export function lastDay(fromOn: string, months: number): string {
  const [year, month, day] = fromOn.split('-').map(Number) as [number, number, number]
  const whole = year * 12 + (month - 1) + months
  const longest = new Date(Date.UTC(Math.floor(whole / 12), (whole % 12) + 1, 0)).getUTCDate()
  const end = new Date(Date.UTC(Math.floor(whole / 12), whole % 12, Math.min(day, longest)) - 86_400_000)
  return end.toISOString().slice(0, 10)
}
