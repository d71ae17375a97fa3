import type { TimeUnit } from '#kernel/clock/schema.ts'
import type { Mapping, Transform } from '../../schema/mapping.ts'
import { checkTaskCode } from '../code.ts'
import { hasAreaCode, readPhones } from './phones.ts'

/** What a transform is given besides the value: the mapping's tables, and a place for what is odd but usable. */
export type Bench = { mapping: Mapping; warn(rule: string, sentence: string): void }

/** A value that cannot be read: the rule that says so, and the sentence with what the source has. */
export class Unreadable extends Error {
  readonly rule: string
  constructor(rule: string, sentence: string) {
    super(sentence)
    this.rule = rule
  }
}

type Work = (value: unknown, bench: Bench) => unknown

const plain: Readonly<Record<Extract<Transform, string>, Work>> = {
  oneLine: (v) => text(v).replace(/\s+/g, ' ').trim(),
  brackets: (v) => fullBrackets(text(v)),
  taskCode: (v) => {
    const fault = checkTaskCode(text(v))
    if (fault) throw new Unreadable(fault.rule, fault.sentence)
    return v
  },
  integer: (v) => {
    if (typeof v === 'number' && Number.isInteger(v)) return v
    if (!/^-?\d{1,9}$/.test(text(v))) throw new Unreadable('value.integer', `“${text(v)}”不是整数`)
    return Number(v)
  },
  phones: (v, { warn }) => {
    const phones = readPhones(text(v))
    if (phones.numbers.length === 0) warn('phone.unreadable', `“${cut(text(v))}”里认不出电话号码，原样保留`)
    const short = phones.numbers.filter((n) => !hasAreaCode(n))
    if (short.length > 0) warn('phone.area-code', `电话 ${short.join('、')} 没有区号`)
    return phones
  },
  url: (v) => {
    if (!/^https?:\/\/\S+$/.test(text(v))) throw new Unreadable('value.url', `“${cut(text(v))}”不是网址`)
    return v
  },
  list: (v, { mapping }) => {
    const entries = (Array.isArray(v) ? v : [v]).map((e) => text(e).trim())
    return [...new Set(entries.filter((e) => e !== '' && !mapping.emptyWords.includes(e)))]
  },
}

const withOptions = {
  dropPrefix: (v: unknown, prefix: string) => (text(v).startsWith(prefix) ? text(v).slice(prefix.length).trim() : v),
  split: (v: unknown, at: string) => (Array.isArray(v) ? v : text(v).split(new RegExp(`[${at.replace(/[\\\]^-]/g, '\\$&')}]`))),
  limit: (v: unknown, { units, basis }: { units: string; basis: string }, { mapping }: Bench) => {
    const found = /^(\d{1,4}(?:\.\d+)?)\s*[（(]?\s*([^（()）\s]+)\s*[)）]?$/.exec(text(v))
    const unit = found && own(mapping.dictionaries[units], found[2]!)
    if (!found || !unit) throw new Unreadable('value.limit', `“${text(v)}”读不出是几天`)
    return { amount: Number(found[1]), unit: unit as TimeUnit, basis }
  },
  dictionary: (v: unknown, name: string, { mapping }: Bench): unknown => {
    if (Array.isArray(v)) return v.map((e) => withOptions.dictionary(e, name, { mapping } as Bench))
    const code = own(mapping.dictionaries[name], text(v))
    if (code === undefined) throw new Unreadable('value.dictionary', `“${cut(text(v))}”不在对照表“${name}”里`)
    return code
  },
  boolean: (v: unknown, { yes, no }: { yes: string[]; no: string[] }) => {
    if (yes.includes(text(v))) return true
    if (no.includes(text(v))) return false
    throw new Unreadable('value.boolean', `“${cut(text(v))}”既不是“${yes.join('、')}”也不是“${no.join('、')}”`)
  },
  as: (v: unknown, field: string) => (Array.isArray(v) ? v.map((e) => ({ [field]: e })) : { [field]: v }),
  slice: (v: unknown, [from, to]: [number, number]) => text(v).slice(from, to),
}

/** Runs the transforms over a value. Undefined stays undefined: what the source does not say is not made up. */
export function transform(value: unknown, steps: readonly Transform[], bench: Bench): unknown {
  let now = emptied(value, bench.mapping)
  for (const step of steps) {
    if (now === undefined) return undefined
    now = emptied(apply(now, step, bench), bench.mapping)
  }
  return now
}

function apply(value: unknown, step: Transform, bench: Bench): unknown {
  if (typeof step === 'string') return plain[step](value, bench)
  const [[name, options]] = Object.entries(step) as [[keyof typeof withOptions, never]]
  return withOptions[name](value, options, bench)
}

/** Blanks around a text go; an empty text, an empty list and the source's words for nothing are nothing. */
function emptied(value: unknown, mapping: Mapping): unknown {
  if (value === null || value === undefined) return undefined
  if (Array.isArray(value)) return value.length === 0 ? undefined : value
  if (typeof value !== 'string') return value
  const trimmed = value.trim()
  return trimmed === '' || mapping.emptyWords.includes(trimmed) ? undefined : trimmed
}

function text(value: unknown): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  throw new Unreadable('value.text', `这里应是文字，来源给的是${Array.isArray(value) ? '列表' : '对象'}`)
}

/** `甲(（乙）)` is how a sub-name in brackets was put into brackets once more. Only a pair that wraps the whole is taken off. */
const fullBrackets = (name: string): string =>
  name
    .replaceAll('(', '（')
    .replaceAll(')', '）')
    .replace(/（（([^（）]*)））/g, '（$1）')

const own = (table: Record<string, string> | undefined, key: string): string | undefined =>
  table && Object.hasOwn(table, key) ? table[key] : undefined

/** Long source text is quoted by its beginning. */
export const cut = (t: string): string => (t.length > 40 ? `${t.slice(0, 40)}…` : t)
