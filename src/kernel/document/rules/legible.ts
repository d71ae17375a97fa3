/** Text as the paper can show it: never a blank box, never a sign that turns the line around. */

/** Whether the fonts at hand draw a code point. */
export type Drawn = (codePoint: number) => boolean

/**
 * Signs that are not seen: controls, bidirectional marks (with which one name can be made to read like another), variation
 * selectors, soft hyphens. They are left out; a line feed and a tab are kept as line and space.
 */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}\u115f\u1160\u3164\uffa0]/gu
const spaces = /[\t\p{Zs}]/gu
const lines = /\r\n?|[\u0085\u2028\u2029]/g

/** Letters and their accents are put together; nothing else is, because NFC would change some names (U+F9D1 into 六). */
const accented = /\P{M}\p{M}+/gu

/** What Unicode gives no meaning of its own (private use) is not drawn even where a font has something there. */
const isPrivate = (c: number): boolean => (c >= 0xe000 && c <= 0xf8ff) || c >= 0xf0000

/** A code as it stands in the text for a character without a glyph: 〔U+20BB7〕 (code points of GB/T 13000, which is ISO/IEC 10646). */
export const written = (codePoint: number): string => `〔U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}〕`

/** Long words without a place to break are given one after this many letters, or they would run off the page. */
const longestWord = 16
const unbroken = new RegExp(`[!-~\\u00a1-\\u024f\\u0370-\\u04ff]{${longestWord}}(?=[!-~\\u00a1-\\u024f\\u0370-\\u04ff]{4})`, 'gu')
/** Where a line may break and nothing is seen. */
const breakHere = '\u200b'

/** The text with every character drawn or written as its code, and the codes that were written. */
export function legible(text: string, drawn: Drawn): { text: string; codes: string[] } {
  const clean = text
    .replace(lines, '\n')
    .replace(spaces, (s) => (s === '\u3000' ? s : ' '))
    .replace(unseen, (s) => (s === '\n' ? s : ''))
    .replace(accented, (s) => s.normalize('NFC'))
  const codes: string[] = []
  const shown = Array.from(clean, (char) => {
    const point = char.codePointAt(0)!
    if (char === '\n' || (drawn(point) && !isPrivate(point))) return char
    const code = written(point)
    codes.push(code)
    return code
  }).join('')
  return { text: shown.replace(unbroken, `$&${breakHere}`), codes }
}

/** Every text of a value made legible, and all codes that were written, each once. */
export function legibleAll<T>(value: T, drawn: Drawn): { value: T; codes: string[] } {
  const codes = new Set<string>()
  const walk = (v: unknown): unknown => {
    if (typeof v === 'string') {
      const read = legible(v, drawn)
      for (const code of read.codes) codes.add(code)
      return read.text
    }
    if (Array.isArray(v)) return v.map(walk)
    if (v === null || typeof v !== 'object') return v
    return Object.fromEntries(Object.entries(v).map(([k, inner]) => [k, walk(inner)]))
  }
  return { value: walk(value) as T, codes: [...codes] }
}
