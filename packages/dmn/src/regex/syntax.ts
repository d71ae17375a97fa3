/** The regular expressions of XPath (Functions and Operators 3.1 §5.6.1), read into a tree. */
import {
  anyChar,
  between,
  type CharSet,
  classes,
  escapes,
  ignoringCase,
  negated,
  notLineEnd,
  oneOf,
  only,
  property,
  selfEscaping,
  without,
} from './set.ts'

export type Part =
  | { readonly is: 'set'; readonly set: CharSet }
  | { readonly is: 'start' | 'end' }
  | { readonly is: 'back'; readonly group: number }
  | { readonly is: 'group'; readonly group: number | undefined; readonly of: Part }
  | { readonly is: 'sequence'; readonly parts: readonly Part[] }
  | { readonly is: 'choice'; readonly parts: readonly Part[] }
  | { readonly is: 'repeat'; readonly of: Part; readonly min: number; readonly max: number; readonly isReluctant: boolean }

export type Flags = { readonly s: boolean; readonly m: boolean; readonly i: boolean; readonly x: boolean; readonly q: boolean }
export type Read = { readonly part: Part; readonly groups: number; readonly hasBackReference: boolean }

/** The pattern is none. */
export class PatternError extends Error {}

const maxDepth = 100
const quantifier = /^(?:([?*+])|\{(\d{1,5})(?:(,)(\d{0,5}))?\})(\?)?/

class PatternReader {
  readonly #text: readonly string[]
  readonly #flags: Flags
  #at = 0
  #depth = 0
  #groups = 0
  readonly #closed = new Set<number>()
  #hasBackReference = false

  constructor(pattern: string, flags: Flags) {
    this.#text = Array.from(flags.x ? withoutSpaces(pattern) : pattern)
    this.#flags = flags
  }

  read(): Read {
    const part = this.#choice()
    if (this.#at < this.#text.length) throw new PatternError('“)” without “(”')
    return { part, groups: this.#groups, hasBackReference: this.#hasBackReference }
  }

  get #next(): string | undefined {
    return this.#text[this.#at]
  }

  #take(sign: string): boolean {
    if (this.#next !== sign) return false
    this.#at++
    return true
  }

  #expect(sign: string): void {
    if (!this.#take(sign)) throw new PatternError(`“${sign}” is missing`)
  }

  #choice(): Part {
    if (++this.#depth > maxDepth) throw new PatternError('brackets are nested too deep')
    const parts = [this.#sequence()]
    while (this.#take('|')) parts.push(this.#sequence())
    this.#depth--
    return parts.length === 1 ? parts[0]! : { is: 'choice', parts }
  }

  #sequence(): Part {
    const parts: Part[] = []
    while (this.#next !== undefined && this.#next !== '|' && this.#next !== ')') parts.push(this.#repeated(this.#atom()))
    return { is: 'sequence', parts }
  }

  #repeated(of: Part): Part {
    const found = quantifier.exec(this.#text.slice(this.#at, this.#at + 14).join(''))
    if (!found) return of
    this.#at += found[0].length
    const [min, max] = bounds(found)
    if (min > max) throw new PatternError('a count goes backwards')
    return { is: 'repeat', of, min, max, isReluctant: found[5] === '?' }
  }

  #atom(): Part {
    const sign = this.#text[this.#at++]!
    if (sign === '(') return this.#group()
    if (sign === '^') return { is: 'start' }
    if (sign === '$') return { is: 'end' }
    if (sign === '\\' && /[1-9]/.test(this.#next ?? '')) return this.#back()
    return { is: 'set', set: this.#single(sign) }
  }

  /** Flag i is for single characters and ranges, before a class negates or subtracts; classes as \\d and \\p{Lu} stay as they are. */
  #cased(set: CharSet): CharSet {
    return this.#flags.i ? ignoringCase(set) : set
  }

  #single(sign: string): CharSet {
    if (sign === '.') return this.#flags.s ? anyChar : notLineEnd
    if (sign === '[') return this.#class()
    if (sign === '\\') return this.#escape()
    if (/[?*+{}\]]/.test(sign)) throw new PatternError(`“${sign}” has nothing to repeat`)
    return this.#cased(only(sign.codePointAt(0)!))
  }

  #group(): Part {
    if (this.#take('?')) {
      this.#expect(':')
      const of = this.#choice()
      this.#expect(')')
      return { is: 'group', group: undefined, of }
    }
    const group = ++this.#groups
    const of = this.#choice()
    this.#expect(')')
    this.#closed.add(group)
    return { is: 'group', group, of }
  }

  /** As many digits as name a group that is closed before. */
  #back(): Part {
    let group = Number(this.#text[this.#at++])
    while (/\d/.test(this.#next ?? '') && group * 10 + Number(this.#next) <= this.#groups)
      group = group * 10 + Number(this.#text[this.#at++])
    if (!this.#closed.has(group)) throw new PatternError(`there is no group ${group} before its reference`)
    this.#hasBackReference = true
    return { is: 'back', group }
  }

  #escape(): CharSet {
    const letter = this.#text[this.#at++] ?? ''
    if (letter === 'p' || letter === 'P') return this.#property(letter === 'P')
    if (Object.hasOwn(classes, letter)) return classes[letter]!
    return this.#cased(only(this.#escaped(letter)))
  }

  #escaped(letter: string): number {
    if (Object.hasOwn(escapes, letter)) return escapes[letter]!
    if (!selfEscaping.has(letter)) throw new PatternError(`“\\${letter}” means nothing`)
    return letter.codePointAt(0)!
  }

  #property(isNegated: boolean): CharSet {
    this.#expect('{')
    const end = this.#text.indexOf('}', this.#at)
    const set = end < 0 ? undefined : property(this.#text.slice(this.#at, end).join(''))
    if (!set) throw new PatternError('there is no such class of characters')
    this.#at = end + 1
    return isNegated ? negated(set) : set
  }

  /** After `[`: `[^…]`, ranges, escapes, and `-[…]` for what is taken away. */
  #class(): CharSet {
    if (++this.#depth > maxDepth) throw new PatternError('brackets are nested too deep')
    const isNegated = this.#take('^')
    const sets: CharSet[] = []
    let excluded: CharSet | undefined
    while (this.#next !== undefined && (this.#next !== ']' || sets.length === 0)) {
      if (this.#next === '-' && this.#text[this.#at + 1] === '[' && sets.length > 0) {
        this.#at += 2
        excluded = this.#class()
        break
      }
      sets.push(this.#member())
    }
    this.#expect(']')
    this.#depth--
    const set = isNegated ? negated(oneOf(sets)) : oneOf(sets)
    return excluded ? without(set, excluded) : set
  }

  #member(): CharSet {
    const sign = this.#text[this.#at++]
    if (sign === undefined || sign === '[' || sign === ']') throw new PatternError('“]” is missing')
    const letter = this.#next ?? ''
    if (sign === '\\' && (letter === 'p' || letter === 'P' || Object.hasOwn(classes, letter))) return this.#escape()
    const low = sign === '\\' ? this.#escaped(this.#text[this.#at++] ?? '') : sign.codePointAt(0)!
    return this.#cased(this.#isSpan() ? this.#span(low) : only(low))
  }

  /** Whether a hyphen makes a range: not before `[` (subtraction), before `]`, nor before `-[` (XML Schema 1.1, part 2, G.4.2.1). */
  #isSpan(): boolean {
    const [sign, second, third] = this.#text.slice(this.#at, this.#at + 3)
    return sign === '-' && second !== '[' && second !== ']' && !(second === '-' && third === '[')
  }

  /** After the first sign of `a-z`. */
  #span(low: number): CharSet {
    this.#at++
    const end = this.#text[this.#at++]
    if (end === undefined) throw new PatternError('“]” is missing')
    if (end === '-') throw new PatternError('a hyphen that ends a range is written “\\-”')
    const high = end === '\\' ? this.#escaped(this.#text[this.#at++] ?? '') : end.codePointAt(0)!
    if (high < low) throw new PatternError('a range goes backwards')
    return between(low, high)
  }
}

const signs: Record<string, [number, number]> = { '?': [0, 1], '*': [0, Number.POSITIVE_INFINITY], '+': [1, Number.POSITIVE_INFINITY] }

function bounds([, sign, min, comma, max]: RegExpExecArray): [number, number] {
  if (sign) return signs[sign]!
  if (!comma) return [Number(min), Number(min)]
  return [Number(min), max ? Number(max) : Number.POSITIVE_INFINITY]
}

/**
 * Flag x: white space goes before the pattern is read, save in brackets; that behind a backslash goes too, so that
 * `\\ s` is `\\s` (Functions and Operators 3.1, 5.6.2). White space is that of XML.
 */
function withoutSpaces(pattern: string): string {
  let kept = ''
  let brackets = 0
  let isEscaped = false
  for (const sign of pattern) {
    if (brackets === 0 && /[\t\n\r ]/.test(sign)) continue
    if (!isEscaped && sign === '[') brackets++
    if (!isEscaped && sign === ']' && brackets > 0) brackets--
    isEscaped = !isEscaped && sign === '\\'
    kept += sign
  }
  return kept
}

/** Throws a PatternError. Flag q: every sign stands for itself. */
export function readPattern(pattern: string, flags: Flags): Read {
  if (!flags.q) return new PatternReader(pattern, flags).read()
  const parts = Array.from(pattern, (sign): Part => {
    const set = only(sign.codePointAt(0)!)
    return { is: 'set', set: flags.i ? ignoringCase(set) : set }
  })
  return { part: { is: 'sequence', parts }, groups: 0, hasBackReference: false }
}
