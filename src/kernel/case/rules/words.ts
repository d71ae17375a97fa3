/** How what somebody types into the search of a list is looked up: as a number, a query code, or pieces of a name. */
export type Lookup =
  | { by: 'number'; tail: 8 | 12 | 43; text: string }
  | { by: 'numberPart'; text: string }
  | { by: 'words'; grams: readonly string[]; pieces: readonly string[]; code: string | undefined }

const bare = (text: string) => text.toLowerCase().replace(/\s/g, '')

/** The pairs of neighbours in a piece of text, or its one character: the same as `cases.words` makes of a name. */
export function gramsOf(piece: string): string[] {
  const chars = [...bare(piece)]
  if (chars.length < 2) return chars
  return [...new Set(chars.slice(1).map((c, i) => chars[i]! + c))]
}

/** So many pairs of a piece are looked up; whoever finds rows by them compares the names themselves. */
const mostPairs = 4

/** Names begin with a place and end with a trade, which thousands share: what tells one from another stands in the middle. */
function telling(piece: string): string[] {
  const grams = gramsOf(piece)
  const from = Math.max(0, Math.floor((grams.length - mostPairs) / 2))
  return grams.slice(from, from + mostPairs)
}

/** Short numbers are the last eight or twelve digits, as lists show them; every word of a text must be found. */
export function lookupOf(text: string): Lookup {
  const digits = text.replace(/\s/g, '')
  if (/^[0-9A-Z]{43}$/i.test(digits)) return { by: 'number', tail: 43, text: digits.toUpperCase() }
  if (/^\d{12}$/.test(digits)) return { by: 'number', tail: 12, text: digits }
  if (/^\d{8}$/.test(digits)) return { by: 'number', tail: 8, text: digits }
  if (/^\d{4,}$/.test(digits)) return { by: 'numberPart', text: digits }
  const pieces = text.split(/\s+/).filter(Boolean)
  const code = /^[0-9a-z]{8}$/i.test(digits) ? digits.toUpperCase() : undefined
  return { by: 'words', grams: [...new Set(pieces.flatMap(telling))], pieces, code }
}
