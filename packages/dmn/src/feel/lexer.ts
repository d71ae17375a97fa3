/** The tokens of FEEL (DMN 1.5 §10.3.1.2). Names with spaces or signs are several tokens here: only a scope can tell where they end. */

export type Token = {
  readonly kind: 'word' | 'number' | 'string' | 'at' | 'sign' | 'end'
  /** As written; for strings and @-literals what is between the quotes, unescaped. */
  readonly text: string
  /** Offsets in the source. */
  readonly start: number
  readonly end: number
}

/** Something that is wrong with a text, at an offset in it. */
export class SyntaxProblem extends Error {
  readonly offset: number
  constructor(message: string, offset: number) {
    super(message)
    this.name = 'SyntaxProblem'
    this.offset = offset
  }
}

const space = /(?:[\s\u0085\u180e\u200b\u2060\ufeff]|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/y
const nameStart =
  '?A-Z_a-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}'
const word = new RegExp(`[${nameStart}][${nameStart}0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040]*`, 'uy')
const number = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/y
const string = /"(?:[^"\\]|\\[\s\S])*"/y
const sign = /\*\*|<=|>=|!=|\.\.|->|[\s\S]/uy

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** What a string literal says; unknown escapes stand for themselves, backslash included. */
function unescaped(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))/g, (whole, short, long, letter) => {
    const code = short ?? long
    if (code !== undefined) return Number.parseInt(code, 16) <= 0x10ffff ? String.fromCodePoint(Number.parseInt(code, 16)) : whole
    return escapes[letter] ?? (/["'\\]/.test(letter) ? letter : whole)
  })
}

type Kind = Token['kind']

/** In the order of trial. */
const rules: readonly (readonly [kind: Kind, pattern: RegExp])[] = [
  ['word', word],
  ['number', number],
  ['string', string],
  ['sign', sign],
]

/** Throws a SyntaxProblem for a text without end. Ends with one token of kind `end`. */
export function lex(source: string): Token[] {
  const tokens: Token[] = []
  let at = afterSpace(source, 0)
  while (at < source.length) {
    const token = tokenAt(source, at)
    tokens.push(token)
    at = afterSpace(source, token.end)
  }
  tokens.push({ kind: 'end', text: '', start: source.length, end: source.length })
  return tokens
}

function afterSpace(source: string, at: number): number {
  space.lastIndex = at
  return space.test(source) ? space.lastIndex : at
}

function tokenAt(source: string, at: number): Token {
  if (source[at] === '@') {
    string.lastIndex = afterSpace(source, at + 1)
    const from = string.lastIndex
    if (string.test(source))
      return { kind: 'at', text: unescaped(source.slice(from + 1, string.lastIndex - 1)), start: at, end: string.lastIndex }
  }
  for (const [kind, pattern] of rules) {
    pattern.lastIndex = at
    if (pattern.test(source)) return tokenOf(kind, source, at, pattern.lastIndex)
  }
  throw new SyntaxProblem('This cannot be read.', at)
}

function tokenOf(kind: Kind, source: string, start: number, end: number): Token {
  if (kind === 'string') return { kind, text: unescaped(source.slice(start + 1, end - 1)), start, end }
  if (kind === 'sign' && source[start] === '"') throw new SyntaxProblem('This text has no closing quote.', start)
  return { kind, text: source.slice(start, end), start, end }
}

/** A name as its tokens: `Pre-bureau risk` and `Pre - bureau  risk` are the same name. */
export function wordsOf(name: string): string[] {
  try {
    return lex(name)
      .slice(0, -1)
      .map((token) => token.text)
  } catch {
    return [name]
  }
}

/** What may be a part of a name with spaces. */
export const isWordLike = (token: Token) => token.kind === 'word' || token.kind === 'number'
