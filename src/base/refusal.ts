/** A refusal is the system keeping a rule. It is no bug: the person reads the sentence and knows what to do next. */
export class Refusal extends Error {
  readonly code: string
  readonly status: number
  readonly data: Record<string, unknown>
  constructor(code: string, status: number, sentence: string, data: Record<string, unknown> = {}) {
    super(sentence)
    this.name = 'Refusal'
    this.code = code
    this.status = status
    this.data = data
  }
}

/** One field of a form that has to be corrected: where it is and the sentence to show beside it. */
export type FieldError = { field: string; sentence: string }

/** Every refusal of the program as far as it is loaded, by its code: for the API reference. */
const known = new Map<string, { status: number; sentence: string }>()
export const knownRefusals = (): ReadonlyMap<string, { status: number; sentence: string }> => known

/** A room writes its refusals once, as a table: code, HTTP status and the sentence the person reads, on one line. */
export function refusals<T extends Record<string, readonly [status: number, sentence: string]>>(table: T) {
  for (const [code, [status, sentence]] of Object.entries(table)) known.set(code, { status, sentence })
  return (code: keyof T & string, data: Record<string, unknown> = {}): Refusal => {
    const [status, sentence] = table[code]!
    return new Refusal(
      code,
      status,
      sentence.replace(/\{(\w+)\}/g, (_, k: string) => String(data[k] ?? '')),
      data,
    )
  }
}

const refuse = refusals({ 'form.invalid': [422, '有 {count} 处要改，请看标红的地方'] })

/** What a form gets back when fields are wrong; `data.fields` holds a sentence for each, in the order of the page. */
export const invalidFields = (fields: FieldError[]): Refusal => refuse('form.invalid', { count: fields.length, fields })
