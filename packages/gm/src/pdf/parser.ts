/** Reads the objects of a PDF from its bytes (ISO 32000-1 section 7.2 and 7.3). */
import { type Dictionary, PdfError, type Text, type Value } from './object.ts'

const whitespace = new Set([0, 9, 10, 12, 13, 32])
const delimiters = new Set([...'()<>[]{}/%'].map((c) => c.charCodeAt(0)))
const code = (c: string) => c.charCodeAt(0)
const deepest = 64
const escapes: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 }
const keyword = /^(true|false|null)$/
const number = /^[+-]?(\d+\.?\d*|\.\d+)$/

export class Parser {
  readonly bytes: Uint8Array
  at: number
  #depth = 0

  constructor(bytes: Uint8Array, at = 0) {
    this.bytes = bytes
    this.at = at
  }

  skip(): void {
    for (;;) {
      const byte = this.bytes[this.at]
      if (byte !== undefined && whitespace.has(byte)) this.at++
      else if (byte === code('%')) this.#skipLine()
      else return
    }
  }

  #skipLine(): void {
    while (this.at < this.bytes.length && this.bytes[this.at] !== 10 && this.bytes[this.at] !== 13) this.at++
  }

  /** The next run of plain characters, or an empty text where something else comes. */
  word(): string {
    this.skip()
    const from = this.at
    while (this.at < this.bytes.length && !whitespace.has(this.bytes[this.at]!) && !delimiters.has(this.bytes[this.at]!)) this.at++
    return String.fromCharCode(...this.bytes.subarray(from, Math.min(this.at, from + 64)))
  }

  /** Takes the word if it comes next. */
  takes(word: string): boolean {
    const from = this.at
    if (this.word() === word) return true
    this.at = from
    return false
  }

  expectNumber(): number {
    const word = this.word()
    if (!/^\d{1,10}$/.test(word)) throw new PdfError('A number is missing.')
    return Number(word)
  }

  value(): Value {
    if (++this.#depth > deepest) throw new PdfError('Objects lie too deep in one another.')
    this.skip()
    const value = this.#valueHere()
    this.#depth--
    return value
  }

  #valueHere(): Value {
    const [first, second] = [this.bytes[this.at], this.bytes[this.at + 1]]
    if (first === code('/')) return { kind: 'name', value: this.#name() }
    if (first === code('(')) return this.#literal()
    if (first === code('[')) return this.#array()
    if (first === code('<')) return second === code('<') ? this.#dictionary() : this.#hex()
    return this.#plain()
  }

  #name(): string {
    this.at++
    const from = this.at
    while (this.at < this.bytes.length && !whitespace.has(this.bytes[this.at]!) && !delimiters.has(this.bytes[this.at]!)) this.at++
    const raw = String.fromCharCode(...this.bytes.subarray(from, Math.min(this.at, from + 512)))
    return raw.replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  }

  #plain(): Value {
    const word = this.word()
    if (keyword.test(word)) return word === 'null' ? null : word === 'true'
    if (!number.test(word)) throw new PdfError(`An object begins with ${JSON.stringify(word)}.`)
    return this.#reference(word) ?? Number(word)
  }

  /** Two whole numbers and an R make a reference. */
  #reference(word: string): Value | undefined {
    const from = this.at
    const generation = /^\d+$/.test(word) ? this.word() : ''
    if (/^\d+$/.test(generation) && this.word() === 'R') return { kind: 'reference', number: Number(word), generation: Number(generation) }
    this.at = from
    return undefined
  }

  #array(): Value[] {
    this.at++
    const items: Value[] = []
    for (this.skip(); this.bytes[this.at] !== code(']'); this.skip()) {
      if (this.at >= this.bytes.length) throw new PdfError('A list has no end.')
      items.push(this.value())
    }
    this.at++
    return items
  }

  #dictionary(): Dictionary {
    this.at += 2
    const entries = new Map<string, Value>()
    for (this.skip(); this.bytes[this.at] !== code('>'); this.skip()) {
      if (this.bytes[this.at] !== code('/')) throw new PdfError('A dictionary has an entry without a name.')
      const key = this.#name()
      // Of two entries readers choose differently, which is how files are made to show different things.
      if (entries.has(key)) throw new PdfError(`A dictionary has two entries ${key}.`)
      entries.set(key, this.value())
    }
    if (this.bytes[this.at + 1] !== code('>')) throw new PdfError('A dictionary has no end.')
    this.at += 2
    return { kind: 'dictionary', entries }
  }

  #hex(): Text {
    const at = this.at
    const end = this.bytes.indexOf(code('>'), at)
    if (end < 0) throw new PdfError('A string has no end.')
    const digits = new TextDecoder('latin1').decode(this.bytes.subarray(at + 1, end)).replace(/[\0\t\n\f\r ]/g, '')
    if (/[^0-9a-f]/i.test(digits)) throw new PdfError('A string holds what is no hex.')
    const even = digits.length % 2 ? `${digits}0` : digits
    this.at = end + 1
    return {
      kind: 'string',
      bytes: Uint8Array.from({ length: even.length / 2 }, (_, i) => Number.parseInt(even.slice(2 * i, 2 * i + 2), 16)),
      at,
      end: this.at,
    }
  }

  #literal(): Text {
    const at = this.at
    const bytes: number[] = []
    this.at++
    for (let open = 1; ; ) {
      const byte = this.bytes[this.at++]
      if (byte === undefined) throw new PdfError('A string has no end.')
      if (byte === code('(')) open++
      if (byte === code(')') && --open === 0) break
      if (byte === code('\\')) this.#escape(bytes)
      else bytes.push(byte)
    }
    return { kind: 'string', bytes: Uint8Array.from(bytes), at, end: this.at }
  }

  /** Section 7.3.4.2: up to three octal digits, a line that goes on, or a character by letter. */
  #escape(bytes: number[]): void {
    const octal = /^[0-7]{1,3}/.exec(String.fromCharCode(...this.bytes.subarray(this.at, this.at + 3)))?.[0]
    if (octal) {
      this.at += octal.length
      bytes.push(Number.parseInt(octal, 8) & 255)
      return
    }
    const next = this.bytes[this.at++] ?? 0
    if (next === 13 && this.bytes[this.at] === 10) this.at++
    if (next !== 10 && next !== 13) bytes.push(escapes[String.fromCharCode(next)] ?? next)
  }
}
