/** Sets of characters in the regular expressions of XML Schema and XPath, as tests of a code point. */

export type CharSet = (code: number) => boolean

export const oneOf = (sets: readonly CharSet[]): CharSet => (sets.length === 1 ? sets[0]! : (code) => sets.some((set) => set(code)))
export const negated =
  (set: CharSet): CharSet =>
  (code) =>
    !set(code)
export const without =
  (set: CharSet, excluded: CharSet): CharSet =>
  (code) =>
    set(code) && !excluded(code)
export const between =
  (low: number, high: number): CharSet =>
  (code) =>
    code >= low && code <= high
export const only =
  (wanted: number): CharSet =>
  (code) =>
    code === wanted

/** A set over the whole of Unicode, by a native class of one character: no repetition, so nothing to run long. */
function native(source: string): CharSet {
  const pattern = new RegExp(`^[${source}]$`, 'u')
  return (code) => pattern.test(String.fromCodePoint(code))
}

const isLineEnd: CharSet = (code) => code === 10 || code === 13
export const anyChar: CharSet = () => true
export const notLineEnd = negated(isLineEnd)

const space: CharSet = (code) => code === 32 || code === 9 || code === 10 || code === 13
const digit = native('\\p{Nd}')
const wordChar = native('^\\p{P}\\p{Z}\\p{C}')
const nameStartRanges =
  '_:A-Za-z\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C-\\u200D\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\u{10000}-\\u{EFFFF}'
const nameStart = native(nameStartRanges)
const nameChar = native(`${nameStartRanges}\\-.0-9\\u00B7\\u0300-\\u036F\\u203F-\\u2040`)

/** The escapes for many characters (XML Schema 1.1, part 2, appendix G.4.2). */
export const classes: Readonly<Record<string, CharSet>> = {
  s: space,
  S: negated(space),
  d: digit,
  D: negated(digit),
  w: wordChar,
  W: negated(wordChar),
  i: nameStart,
  I: negated(nameStart),
  c: nameChar,
  C: negated(nameChar),
}

/** The escapes for one character. */
export const escapes: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9 }
export const selfEscaping = new Set([...'\\|.-^?*+{}()[]$'])

const categories = /^(L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfon]?)$/

/** Blocks of Unicode, by the names of XML Schema, that are asked for in practice. */
const blocks: Readonly<Record<string, readonly [number, number]>> = {
  BasicLatin: [0x0000, 0x007f],
  'Latin-1Supplement': [0x0080, 0x00ff],
  'LatinExtended-A': [0x0100, 0x017f],
  'LatinExtended-B': [0x0180, 0x024f],
  Greek: [0x0370, 0x03ff],
  GreekandCoptic: [0x0370, 0x03ff],
  Cyrillic: [0x0400, 0x04ff],
  Hebrew: [0x0590, 0x05ff],
  Arabic: [0x0600, 0x06ff],
  Devanagari: [0x0900, 0x097f],
  Thai: [0x0e00, 0x0e7f],
  HangulJamo: [0x1100, 0x11ff],
  GeneralPunctuation: [0x2000, 0x206f],
  CurrencySymbols: [0x20a0, 0x20cf],
  CJKSymbolsandPunctuation: [0x3000, 0x303f],
  Hiragana: [0x3040, 0x309f],
  Katakana: [0x30a0, 0x30ff],
  CJKUnifiedIdeographsExtensionA: [0x3400, 0x4dbf],
  CJKUnifiedIdeographs: [0x4e00, 0x9fff],
  HangulSyllables: [0xac00, 0xd7af],
  HalfwidthandFullwidthForms: [0xff00, 0xffef],
}

const properties = new Map<string, CharSet>()

/** `\p{name}`: a general category, or a block as `IsGreek`; undefined where there is none. */
export function property(name: string): CharSet | undefined {
  if (name.startsWith('Is') && Object.hasOwn(blocks, name.slice(2))) return between(...blocks[name.slice(2)]!)
  if (!categories.test(name)) return undefined
  const known = properties.get(name) ?? native(`\\p{${name}}`)
  properties.set(name, known)
  return known
}

/** The characters that equal another in lower or in upper case (XPath and XQuery Functions and Operators 3.1, 5.6.2, flag i). */
export function caseVariants(code: number): readonly number[] {
  variants ??= allVariants()
  return variants.get(code) ?? []
}

/** Found once, when the first pattern ignores case. */
let variants: ReadonlyMap<number, readonly number[]> | undefined

/** No character beyond it has a case. */
const lastCased = 0x1ffff

function allVariants(): Map<number, readonly number[]> {
  const groups = new Map<string, number[]>()
  const put = (key: string, code: number) => {
    const group = groups.get(key)
    if (group) group.push(code)
    else groups.set(key, [code])
  }
  for (const letter of casedLetters()) {
    put(`lower ${letter.toLowerCase()}`, letter.codePointAt(0)!)
    put(`upper ${letter.toUpperCase()}`, letter.codePointAt(0)!)
  }
  const found = new Map<number, readonly number[]>()
  for (const group of groups.values()) {
    for (const code of group) {
      const others = group.filter((other) => other !== code)
      if (others.length > 0) found.set(code, [...new Set([...(found.get(code) ?? []), ...others])])
    }
  }
  return found
}

/** The letters that change in lower or upper case, and what they change into. */
function casedLetters(): Set<string> {
  const all = Array.from({ length: lastCased + 1 }, (_, code) => String.fromCodePoint(code)).join('')
  const changing = all.match(/\p{Changes_When_Casemapped}/gu) ?? []
  const images = changing.flatMap((letter) => [letter.toLowerCase(), letter.toUpperCase()])
  return new Set([...changing, ...images.filter((image) => Array.from(image).length === 1)])
}

/** The set and the case variants of its members. */
export const ignoringCase =
  (set: CharSet): CharSet =>
  (code) =>
    set(code) || caseVariants(code).some(set)
