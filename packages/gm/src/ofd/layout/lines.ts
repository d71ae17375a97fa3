/** Text broken into lines by the rules of Chinese typesetting (GB/T 15834, CLREQ): some marks may not begin a line, some not end one. */
import type { FontFile } from '../font/font.ts'

const notFirst = new Set('，。、；：？！）】》」』〉”’％‰℃·…—,.;:?!)]}%')
const notLast = new Set('（【《「『〈“‘￥([{$')
const inWords = new Map<string, boolean>()

/** Asked of every character of every text, of which there are some thousand. */
function isWord(char: string): boolean {
  const known = inWords.get(char)
  if (known !== undefined) return known
  const is = /[\p{Script=Latin}\p{N}'_@.\-/]/u.test(char)
  inWords.set(char, is)
  return is
}

/** In font units: whole numbers, so that sums of parts are the sum of the whole. */
function advanceOf(text: string, font: FontFile): number {
  let sum = 0
  for (const char of text) sum += font.advance(font.glyphOf(char.codePointAt(0)!))
  return sum
}

/** The width of a text in millimetres; `size` is the em. */
export const widthOf = (text: string, font: FontFile, size: number): number => advanceOf(text, font) * (size / font.unitsPerEm)

/** What may not be parted: a word or number, or one character. */
function unitsOf(text: string): string[] {
  const units: string[] = []
  for (const char of text) {
    const last = units.at(-1)
    if (last !== undefined && isWord(char) && isWord(last.at(-1)!)) units[units.length - 1] = last + char
    else units.push(char)
  }
  return units
}

/**
 * Takes back what may not end a line, and what the next may not begin with. Where that leaves nothing, or the next line would be too wide
 * with what it takes over, the line stays as it is.
 */
function settled(line: readonly string[], next: string, fits: (line: string) => boolean): number {
  const begins = (at: number) => (line[at] ?? next)[0]!
  let end = line.length
  while (end > 1 && (notFirst.has(begins(end)) || notLast.has(line[end - 1]!))) end--
  const isVain = end === 1 && notFirst.has(begins(1))
  return isVain || !fits(line.slice(end).join('') + next) ? line.length : end
}

/** A unit wider than the line is cut where it must be; `room` in font units. */
function cut(unit: string, font: FontFile, room: number): string[] {
  const parts: string[] = []
  let taken = 0
  for (const char of unit) {
    const own = advanceOf(char, font)
    if (parts.length > 0 && taken + own <= room) {
      parts[parts.length - 1] += char
      taken += own
    } else {
      parts.push(char)
      taken = own
    }
  }
  return parts
}

/** Lines no wider than `width`, without the spaces at their ends; `\n` begins a new one. */
export function breakLines(text: string, font: FontFile, size: number, width: number): string[] {
  const room = (width + 1e-6) * (font.unitsPerEm / size)
  const fits = (line: string) => advanceOf(line.trimEnd(), font) <= room
  return text.split('\n').flatMap((paragraph) => {
    if (fits(paragraph)) return [paragraph.trim()]
    const lines: string[] = []
    let line: string[] = []
    let taken = 0
    for (const unit of unitsOf(paragraph).flatMap((u) => (fits(u) ? [u] : cut(u, font, room)))) {
      const own = unit.trimEnd()
      if (line.length > 0 && own !== '' && taken + advanceOf(own, font) > room) {
        const end = settled(line, unit, fits)
        lines.push(line.slice(0, end).join('').trim())
        line = line.slice(end)
        taken = advanceOf(line.join(''), font)
      }
      line.push(unit)
      taken += advanceOf(unit, font)
    }
    return [...lines, line.join('').trim()]
  })
}
