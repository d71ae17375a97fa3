/** SVG written as text: every value passes through here, so nothing of a document becomes markup. */
import type { Matrix } from '../xml/values.ts'

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** Characters that XML 1.0 does not know are dropped, halves of characters among them. */
export const escaped = (text: string): string =>
  text.replace(/[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu, '').replace(/[&<>"]/g, (char) => escapes[char]!)

/** Ten-thousandths of a millimetre are finer than any printer. */
export const number = (value: number): string => {
  const rounded = Math.round(value * 10_000) / 10_000
  return Number.isFinite(rounded) ? String(rounded === 0 ? 0 : rounded) : '0'
}

export const matrix = (m: Matrix): string => `matrix(${m.map((v) => preciseNumber(v)).join(' ')})`
/** Scales of glyphs are small numbers that are multiplied by a thousand. */
const preciseNumber = (value: number) => (Number.isFinite(value) ? String(Number(value.toPrecision(8))) : '0')

type Values = Record<string, string | number | undefined>

export const attributes = (values: Values): string =>
  Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([name, value]) => ` ${name}="${typeof value === 'number' ? number(value) : escaped(value!)}"`)
    .join('')

/** `content` is markup already. */
export const element = (name: string, values: Values, content = ''): string =>
  content === '' ? `<${name}${attributes(values)}/>` : `<${name}${attributes(values)}>${content}</${name}>`

const isUpright = (m: Matrix) => m[0] === 1 && m[1] === 0 && m[2] === 0 && m[3] === 1 && m[4] === 0 && m[5] === 0

/** A group only where it says something. */
export function group(values: Values & { transform?: string }, content: string): string {
  return content === '' || attributes(values) === '' ? content : element('g', values, content)
}

export const transformOf = (m: Matrix): string | undefined => (isUpright(m) ? undefined : matrix(m))
