/** XML written as text, with the prefix and namespace that every reader knows. */
const namespace = 'http://www.ofdspec.org/2016'
const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
  '\t': '&#9;',
  '\r': '&#13;',
}

const invalid = /[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu
/** Letters, figures, Chinese: most texts hold nothing else, and nothing in them is looked at again. */
const plain = /^[\w .,:/()\-\u4e00-\u9fff\u3001-\u3011\uff01-\uff5e]*$/
const inText = (text: string) => (plain.test(text) ? text : escapedText(text))
const inAttribute = (text: string) => (plain.test(text) ? text : escapedAttribute(text))
const escapedText = (text: string) => text.replace(invalid, '').replace(/[&<>\r]/g, (char) => escapes[char]!)
const escapedAttribute = (text: string) => text.replace(invalid, '').replace(/[&<>"\n\t\r]/g, (char) => escapes[char]!)

type Value = string | number | boolean | undefined
export type Markup = { markup: string }

/** Micrometres: finer than any printer, short enough to read. */
export const millimetres = (value: number): string => String(Math.round(value * 1000) / 1000 || 0)
export const numbers = (values: readonly number[]): string => values.map(millimetres).join(' ')

function attributeText(attributes: Record<string, Value>): string {
  let text = ''
  for (const name in attributes) {
    const value = attributes[name]
    if (value === undefined) continue
    text += ` ${name}="${typeof value === 'number' ? millimetres(value) : inAttribute(String(value))}"`
  }
  return text
}

type Content = string | Markup | undefined | readonly (Markup | undefined)[]

function contentText(content: Content): string {
  if (content === undefined) return ''
  if (typeof content === 'string') return inText(content)
  return 'markup' in content ? content.markup : content.map((part) => part?.markup ?? '').join('')
}

/** Text is escaped, markup is not; parts that are undefined are left out. */
export function tag(name: string, attributes: Record<string, Value>, content?: Content): Markup {
  const inner = contentText(content)
  return { markup: `<ofd:${name}${attributeText(attributes)}${inner === '' ? '/>' : `>${inner}</ofd:${name}>`}` }
}

/** An element around a text, or nothing where there is no text. */
export const textTag = (name: string, text: string | undefined): Markup | undefined =>
  text === undefined ? undefined : tag(name, {}, text)

const encoder = new TextEncoder()

export function xmlFile(name: string, attributes: Record<string, Value>, content: Content): Uint8Array {
  const root = tag(name, { 'xmlns:ofd': namespace, ...attributes }, content)
  return encoder.encode(`<?xml version="1.0" encoding="UTF-8"?>\n${root.markup}`)
}
