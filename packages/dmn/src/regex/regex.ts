/** `matches`, `replace` and `split` with the regular expressions of XPath, in bounded time whatever the pattern. */
import { nothing, take } from '../run/reasons.ts'
import { type Found, Matcher } from './match.ts'
import { type Program, programOf } from './program.ts'
import { type Flags, PatternError, readPattern } from './syntax.ts'

type Pattern = { readonly program: Program; readonly flags: Flags }

const patterns = new Map<string, Pattern>()
const maxKept = 500

/** undefined, with its reason recorded, where there is no such pattern. */
function patternOf(source: string, flagText: string): Pattern | undefined {
  if (!/^[smixq]*$/.test(flagText)) {
    nothing(`“${flagText}” are no flags of a pattern`)
    return undefined
  }
  const key = `${flagText}/${source}`
  const known = patterns.get(key)
  if (known) return known
  try {
    const made = make(source, flagText)
    if (patterns.size >= maxKept) patterns.clear()
    patterns.set(key, made)
    return made
  } catch (error) {
    if (!(error instanceof PatternError)) throw error
    nothing(`“${source}” is no pattern: ${error.message}`)
    return undefined
  }
}

function make(source: string, flagText: string): Pattern {
  const has = (flag: string) => flagText.includes(flag)
  const flags = { s: has('s'), m: has('m'), i: has('i'), x: has('x'), q: has('q') }
  return { program: programOf(readPattern(source, flags)), flags }
}

function codesOf(text: string): Uint32Array {
  take(text.length)
  return Uint32Array.from(text, (letter) => letter.codePointAt(0)!)
}

const matcher = ({ program, flags }: Pattern, text: Uint32Array) => new Matcher(program, text, flags.m, flags.i)

function textOf(codes: Uint32Array, from: number, to: number): string {
  let text = ''
  for (let i = from; i < to; i += 4_096) text += String.fromCodePoint(...codes.subarray(i, Math.min(to, i + 4_096)))
  return text
}

export function matches(input: string, source: string, flags: string): boolean | undefined {
  const pattern = patternOf(source, flags)
  return pattern && matcher(pattern, codesOf(input)).search(0) !== undefined
}

/** All matches, one after another; undefined where the pattern fits an empty text, which XPath refuses. */
function* allMatches(pattern: Pattern, codes: Uint32Array): Generator<Found> {
  const machine = matcher(pattern, codes)
  let from = 0
  for (;;) {
    const found = machine.search(from)
    if (!found) return
    yield found
    from = found[1]!
  }
}

function fitsNothing(pattern: Pattern): boolean {
  return matcher(pattern, new Uint32Array(0)).search(0) !== undefined
}

/** A piece of a replacement: text, or the number of a group. */
type Piece = string | number

function pieces(replacement: string, groups: number, isLiteral: boolean): Piece[] | undefined {
  if (isLiteral) return [replacement]
  const read: Piece[] = []
  const token = /\\([\\$])|\$(\d+)|[^\\$]+|([\\$])/g
  for (const [whole, escaped, digits, wrong] of replacement.matchAll(token)) {
    if (wrong) return undefined
    if (digits === undefined) read.push(escaped ?? whole)
    else read.push(...groupPieces(digits, groups))
  }
  return read
}

/** As many digits as name a group; the others are text. */
function groupPieces(digits: string, groups: number): Piece[] {
  let length = digits.length
  while (length > 1 && Number(digits.slice(0, length)) > groups) length--
  const group = Number(digits.slice(0, length))
  return [...(group <= groups ? [group] : []), digits.slice(length)]
}

export function replace(input: string, source: string, replacement: string, flags: string): string | undefined {
  const pattern = patternOf(source, flags)
  const parts = pattern && pieces(replacement, pattern.program.groups, pattern.flags.q)
  if (!pattern || !parts || fitsNothing(pattern)) return undefined
  const codes = codesOf(input)
  let result = ''
  let last = 0
  for (const found of allMatches(pattern, codes)) {
    const group = (n: number) => (found[n * 2]! < 0 ? '' : textOf(codes, found[n * 2]!, found[n * 2 + 1]!))
    const part = textOf(codes, last, found[0]!) + parts.map((piece) => (typeof piece === 'number' ? group(piece) : piece)).join('')
    take(part.length)
    result += part
    last = found[1]!
  }
  return result + textOf(codes, last, codes.length)
}

export function split(input: string, source: string): string[] | undefined {
  const pattern = patternOf(source, '')
  if (!pattern || fitsNothing(pattern)) return undefined
  const codes = codesOf(input)
  const parts: string[] = []
  let last = 0
  for (const found of allMatches(pattern, codes)) {
    parts.push(textOf(codes, last, found[0]!))
    last = found[1]!
  }
  return [...parts, textOf(codes, last, codes.length)]
}
