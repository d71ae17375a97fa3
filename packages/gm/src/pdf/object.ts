/** The objects of PDF (ISO 32000-1 section 7.3), as far as signatures need them. */

export type Name = { kind: 'name'; value: string }
export type Reference = { kind: 'reference'; number: number; generation: number }
/** `at` and `end` are where the string stands in the file, its brackets included; signatures must leave exactly that out. */
export type Text = { kind: 'string'; bytes: Uint8Array; at: number; end: number }
export type Dictionary = { kind: 'dictionary'; entries: Map<string, Value> }
export type Stream = { kind: 'stream'; dictionary: Dictionary; start: number }
export type Value = null | boolean | number | Name | Reference | Text | Value[] | Dictionary | Stream

export class PdfError extends Error {
  override name = 'PdfError'
}

type Kind = Exclude<Value, null | boolean | number | Value[]>['kind']

export function is<K extends Kind>(value: Value | undefined, kind: K): value is Extract<Value, { kind: K }> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && value.kind === kind
}

export const isName = (value: Value | undefined, text: string): boolean => is(value, 'name') && value.value === text

export const dictionary = (entries: Iterable<readonly [string, Value]> = []): Dictionary => ({
  kind: 'dictionary',
  entries: new Map(entries),
})
export const name = (value: string): Name => ({ kind: 'name', value })
export const reference = (number: number, generation = 0): Reference => ({ kind: 'reference', number, generation })

const latin = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0))

/** A string, written in hex. */
export const text = (bytes: Uint8Array): Text => ({ kind: 'string', bytes, at: 0, end: 0 })
export const asciiText = (value: string): Text => text(latin(value))

/** Text as PDF has it beyond ASCII: UTF-16 with a mark in front (section 7.9.2.2). */
export function unicodeText(value: string): Text {
  const bytes = [0xfe, 0xff]
  for (let i = 0; i < value.length; i++) bytes.push(value.charCodeAt(i) >> 8, value.charCodeAt(i) & 255)
  return text(Uint8Array.from(bytes))
}

const nameText = (value: string): string =>
  value.replace(/[^!-~]|[#()<>[\]{}/%]/g, (c) => `#${c.charCodeAt(0).toString(16).padStart(2, '0')}`)
const hexText = (bytes: Uint8Array): string => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

/** The object as a file has it; streams are written by whoever has their bytes. */
export function write(value: Value): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return String(value)
  if (Array.isArray(value)) return `[${value.map(write).join(' ')}]`
  switch (value.kind) {
    case 'name':
      return `/${nameText(value.value)}`
    case 'reference':
      return `${value.number} ${value.generation} R`
    case 'string':
      return `<${hexText(value.bytes)}>`
    case 'dictionary':
      return `<<${[...value.entries].map(([key, entry]) => `/${nameText(key)} ${write(entry)}`).join(' ')}>>`
    default:
      throw new PdfError('A stream is not written as an object.')
  }
}
