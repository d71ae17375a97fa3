/** Editing a draft: pure changes of the file, and all that is wrong with it as it stands. */

import { Refusal } from '#base/refusal.ts'
import { fieldErrors } from '#base/sentence.ts'
import { lintForm } from '#kernel/form/rules/lint.ts'
import type { Elements } from '#kernel/form/schema/element.ts'
import type { Finding } from '../schema/desk.ts'
import type { Change } from '../schema/draft.ts'
import { ItemFile } from '../schema/item.ts'
import type { City } from './expand.ts'
import { lintFile } from './lint.ts'

type Json = Record<string, unknown>

const isIndex = (key: string) => /^\d+$/.test(key)

function placed(node: unknown, keys: readonly string[], value: unknown): unknown {
  const [key, ...rest] = keys
  if (key === undefined) return value
  if (isIndex(key)) {
    const list = Array.isArray(node) ? [...node] : []
    const at = Math.min(Number(key), list.length)
    if (rest.length === 0 && value === undefined) return list.filter((_, i) => i !== Number(key))
    list[at] = placed(list[at], rest, value)
    return list
  }
  const record = typeof node === 'object' && node !== null && !Array.isArray(node) ? (node as Json) : {}
  const next = placed(Object.hasOwn(record, key) ? record[key] : undefined, rest, value)
  const { [key]: _, ...others } = record
  return next === undefined ? others : { ...record, [key]: next }
}

/** The file with one place changed, or taken out where no value is given; the file itself stays as it is. */
export const changeAt = (file: Json, { path, value }: Change): Json => placed(file, path.split('.'), value) as Json

/** What a draft may not change: which item it is, and which power of 基本目录. */
const fixed = ['code', 'demo', 'catalogue', 'order']
export const mayChange = (path: string): boolean => !fixed.includes(path.split('.')[0]!)

type Joins = { city: City; elements: Elements }

/** All that is wrong with a draft, each at its place (A4.5): first what is missing or of the wrong shape; where the shape is right, the rules of publishing and the form. Places of the form begin with `form.`. */
export function findingsOf(file: unknown, form: unknown, { city, elements }: Joins): Finding[] {
  const parsed = ItemFile.safeParse(file, { reportInput: true })
  if (!parsed.success)
    return fieldErrors(parsed.error).map(({ field, sentence }) => ({ rule: 'shape', severity: 'error', path: field, sentence }))
  const asked = lintForm(form, { elements, scenarios: parsed.data.scenarios })
  return [...linted(parsed.data, city), ...asked.map((f): Finding => ({ ...f, severity: 'error', path: `form.${f.path}` }))]
}

/** An item that cannot be written out for its organs breaks a rule about them. */
function linted(file: ItemFile, city: City): Finding[] {
  try {
    return lintFile(file, city)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return [{ rule: error.code, severity: 'error', path: 'implementedBy', sentence: error.message }]
  }
}
