/** String functions (DMN 1.5 §10.3.4.3). Positions and lengths count characters, not the halves of UTF-16. */

import { matches, replace, split } from '../regex/regex.ts'
import { take } from '../run/reasons.ts'
import { asPosition, type Num } from '../values/number.ts'
import type { Value } from '../values/value.ts'
import { type Builtin, builtin } from './signature.ts'

/** Whether each character is one unit, so that positions are those of JavaScript. */
const isPlain = (text: string) => !/[\ud800-\udfff]/.test(text)
const charactersOf = (text: string): string[] => {
  take(text.length)
  return Array.from(text)
}

/** From a position that counts from 1, or from the end where it is negative; 0 is no position. */
function substring(text: string, start: Num, length?: Num | null): string | undefined {
  const at = asPosition(start)
  const count = length === undefined || length === null ? undefined : asPosition(length)
  if (at === undefined || at === 0 || (length !== undefined && length !== null && (count === undefined || count < 1))) return undefined
  const characters = isPlain(text) ? text : charactersOf(text)
  if (Math.abs(at) > characters.length) return undefined
  const from = at > 0 ? at - 1 : characters.length + at
  const part = characters.slice(from, count === undefined ? undefined : from + count)
  return typeof part === 'string' ? part : part.join('')
}

function joinStrings(list: readonly Value[], delimiter?: string | null): string | undefined {
  const texts = list.filter((item) => item !== null)
  if (!texts.every((item) => typeof item === 'string')) return undefined
  take(texts.reduce((sum, text) => sum + text.length + (delimiter?.length ?? 0), 0) >> 4)
  return texts.join(delimiter ?? '')
}

const before = (text: string, match: string) => (text.includes(match) ? text.slice(0, text.indexOf(match)) : '')
const after = (text: string, match: string) => (text.includes(match) ? text.slice(text.indexOf(match) + match.length) : '')

export const stringFunctions: readonly Builtin[] = [
  builtin('substring', 'string', ['string: string, start position: number, length: number?', substring]),
  builtin('string length', 'number', ['string: string', (text: string) => (isPlain(text) ? text.length : charactersOf(text).length)]),
  builtin('upper case', 'string', ['string: string', (text: string) => text.toUpperCase()]),
  builtin('lower case', 'string', ['string: string', (text: string) => text.toLowerCase()]),
  builtin('substring before', 'string', ['string: string, match: string', before]),
  builtin('substring after', 'string', ['string: string, match: string', after]),
  builtin('contains', 'boolean', ['string: string, match: string', (text: string, match: string) => text.includes(match)]),
  builtin('starts with', 'boolean', ['string: string, match: string', (text: string, match: string) => text.startsWith(match)]),
  builtin('ends with', 'boolean', ['string: string, match: string', (text: string, match: string) => text.endsWith(match)]),
  builtin('matches', 'boolean', [
    'input: string, pattern: string, flags: string?',
    (input: string, pattern: string, flags?: string | null) => matches(input, pattern, flags ?? ''),
  ]),
  builtin('replace', 'string', [
    'input: string, pattern: string, replacement: string, flags: string?',
    (input: string, pattern: string, replacement: string, flags?: string | null) => replace(input, pattern, replacement, flags ?? ''),
  ]),
  builtin('split', 'list', ['string: string, delimiter: string', (text: string, delimiter: string) => split(text, delimiter)]),
  builtin('string join', 'string', ['list: list, delimiter: string?', joinStrings]),
]
