/** Where each character of a text object stands (GB/T 33190 11.3): the same for drawing it and for finding it. */
import type { TextCode, TextGraphic } from '../model.ts'

/** `x`, `y` is the origin on the baseline in the text object's own space, millimetres. `char` is empty for further glyphs of one character. */
export type Placed = { char: string; glyph?: number; x: number; y: number }

/** Natural advance in millimetres, where the file gives no offsets. */
export type Advance = (char: string, glyph: number | undefined) => number

type Cell = { char: string; glyph?: number; code: number }

/** Characters with the glyphs that stand for them; n characters may become m glyphs. */
function cellsOf({ text, transforms }: TextCode): { cells: Cell[]; length: number } {
  const chars = [...text]
  const cells: Cell[] = []
  for (let i = 0; i < chars.length; ) {
    const transform = transforms.find((t) => t.position === i && t.glyphs.length > 0)
    if (!transform) {
      cells.push({ char: chars[i]!, code: i++ })
      continue
    }
    const codes = Math.min(Math.max(1, transform.codes), chars.length - i)
    const end = i + codes
    transform.glyphs.forEach((glyph, k) => {
      cells.push({ char: k < codes ? chars[i + k]! : '', glyph, code: Math.min(i + k, end - 1) })
    })
    const left = chars.slice(i + transform.glyphs.length, end).join('')
    if (left) cells.at(-1)!.char += left
    i = end
  }
  return { cells, length: chars.length }
}

const directions: Record<number, readonly [number, number]> = { 0: [1, 0], 90: [0, 1], 180: [-1, 0], 270: [0, -1] }

/** Offsets add up; where there are too few the last one goes on. */
function sums(deltas: readonly number[] | undefined, count: number): number[] {
  const places = [0]
  for (let i = 1; i < count; i++) places.push(places[i - 1]! + (deltas?.[i - 1] ?? deltas?.at(-1) ?? 0))
  return places
}

export function placeText(text: TextGraphic, advance: Advance): Placed[] {
  const placed: Placed[] = []
  let [x, y] = [0, 0]
  for (const code of text.codes) {
    x = code.x ?? x
    y = code.y ?? y
    const { cells, length } = cellsOf(code)
    const natural = !code.deltaX?.length && !code.deltaY?.length
    placed.push(...(natural ? flowing(cells, text, advance, x, y) : fixed(cells, code, length, x, y)))
  }
  return placed
}

function fixed(cells: readonly Cell[], code: TextCode, length: number, x: number, y: number): Placed[] {
  const [xs, ys] = [sums(code.deltaX, length), sums(code.deltaY, length)]
  return cells.map(({ char, glyph, code: at }) => ({ char, glyph, x: x + xs[at]!, y: y + ys[at]! }))
}

/** The standard leaves characters without offsets on one spot; every viewer lets them follow each other. */
function flowing(cells: readonly Cell[], text: TextGraphic, advance: Advance, x: number, y: number): Placed[] {
  const [across, down] = directions[text.readDirection] ?? [1, 0]
  let gone = 0
  return cells.map(({ char, glyph }) => {
    const here = { char, glyph, x: x + across * gone, y: y + down * gone }
    gone += advance(char, glyph) * (across === 0 ? 1 : text.horizontalScale)
    return here
  })
}
