import { refusals } from '#base/refusal.ts'
import type { Template } from '../schema.ts'
import { caseFields, toldFacts } from './facts.ts'
import { orderFacts, orderFields } from './order-facts.ts'

const refuse = refusals({
  'message.field-unknown': [422, '正文里的“{field}”没有这个字段，发出去会是空的。可用的字段：{known}'],
  'message.fact-unknown': [422, '没有“{fact}”这种动态，模板不会被用到。可用的动态：{known}'],
})

const named = /\{(\w+)\}/g

/** Every field that a text names, each once. */
export const fieldsOf = (text: string): string[] => [...new Set([...text.matchAll(named)].map((m) => m[1]!))]

/** A text with its fields filled in; what has no value leaves no gap and no doubled full stop. */
export function fill(text: string, fields: Record<string, string>): string {
  return text
    .replace(named, (_, name: string) => fields[name] ?? '')
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/。(?:\s*。)+/g, '。')
    .trim()
}

const agrees = (wanted: Record<string, string>, fields: Record<string, string>) => Object.entries(wanted).every(([k, v]) => fields[k] === v)

/** Whether a template speaks of what these fields tell. */
export const applies = (t: Pick<Template, 'where' | 'unless'>, fields: Record<string, string>): boolean =>
  agrees(t.where, fields) && !(Object.keys(t.unless).length > 0 && agrees(t.unless, fields))

/** The fields that a template of a fact may name. */
export const fieldNamesOf = (fact: string): string[] => [
  ...Object.keys((orderFacts as readonly string[]).includes(fact) ? orderFields : caseFields),
  'link',
]

/** A template that can be sent: of a known fact, with known fields alone. Templates of other rooms bring their own fields. */
export function checkTemplate(t: Template): void {
  if (t.fact === undefined) return
  const facts: readonly string[] = [...toldFacts, ...orderFacts]
  if (!facts.includes(t.fact)) throw refuse('message.fact-unknown', { fact: t.fact, known: facts.join('、') })
  const known = fieldNamesOf(t.fact)
  const stray = fieldsOf(`${t.title}${t.text}${t.sms ?? ''}`).find((f) => !known.includes(f))
  if (stray) throw refuse('message.field-unknown', { field: stray, known: known.join('、') })
}
