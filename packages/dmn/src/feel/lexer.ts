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
const string = /"((?:[^"\\]|\\[\s\S])*)"/y
const sign = /\*\*|<=|>=|!=|\.\.|->|[\s\S]/uy

const escapes: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }

/** What a string literal says; unknown escapes stand for themselves, backslash included. */
function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{6})|([\s\S]))/g, (whole, short, long, letter) => {
    const code = short ?? long
    if (code !== undefined) return Number.parseInt(code, 16) <= 0x10ffff ? String.fromCodePoint(Number.parseInt(code, 16)) : whole
    return escapes[letter] ?? (/["'\\]/.test(letter) ? letter : whole)
  })
}

type Rule = readonly [pattern: RegExp, make: (found: RegExpExecArray, at: number) => Omit<Token, 'start' | 'end'>]

const rules: readonly Rule[] = [
  [word, ([text]) => ({ kind: 'word', text })],
  [number, ([text]) => ({ kind: 'number', text })],
  [string, ([, text]) => ({ kind: 'string', text: unescaped(text!) })],
  [sign, ([text], at) => signed(text, at)],
]

function signed(text: string, at: number): Omit<Token, 'start' | 'end'> {
  if (text === '"') throw new SyntaxProblem('This text has no closing quote.', at)
  return { kind: 'sign', text }
}

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
    const found = string.exec(source)
    if (found) return { kind: 'at', text: unescaped(found[1]!), start: at, end: string.lastIndex }
  }
  for (const [pattern, make] of rules) {
    pattern.lastIndex = at
    const found = pattern.exec(source)
    if (found) return { ...make(found, at), start: at, end: pattern.lastIndex }
  }
  throw new SyntaxProblem('This cannot be read.', at)
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
