/** Finds where a text stands on the pages, over whatever objects it was cut into. */
import { readFont } from '../font/font.ts'
import type { Graphic, Page, TextGraphic } from '../model.ts'
import type { Package } from '../package.ts'
import type { OfdDocument } from '../read/document.ts'
import { advanceOf } from '../render/text.ts'
import { apply, type Box, shift, times } from '../xml/values.ts'
import { placeText } from './place.ts'

/** `page` is an index from 0, the box in millimetres of the page. */
export type FoundText = { page: number; box: Box }

export type PageCharacter = { char: string; box: Box }

type Fonts = (file: string | undefined) => Promise<ReturnType<typeof readFont>>

function fontsOf(pack: Package): Fonts {
  const known = new Map<string, ReturnType<typeof readFont>>()
  return async (file) => {
    if (file === undefined) return undefined
    if (!known.has(file)) known.set(file, readFont(await pack.read(file)))
    return known.get(file)
  }
}

const textsIn = (graphics: readonly Graphic[]): TextGraphic[] =>
  graphics.flatMap((graphic) => (graphic.kind === 'text' ? [graphic] : graphic.kind === 'block' ? textsIn(graphic.children) : []))

async function charactersOfText(text: TextGraphic, page: Page, fonts: Fonts): Promise<PageCharacter[]> {
  const advance = advanceOf(await fonts(page.resources.font(text.font)?.file), text.size)
  const by = times(shift(text.boundary.x, text.boundary.y), text.matrix)
  return placeText(text, advance).map(({ char, glyph, x, y }) => {
    const start = apply(by, { x, y: y - text.size * 0.88 })
    const end = apply(by, { x: x + advance(char, glyph) * text.horizontalScale, y: y + text.size * 0.12 })
    const [left, top] = [Math.min(start.x, end.x), Math.min(start.y, end.y)]
    return { char, box: { x: left, y: top, width: Math.abs(end.x - start.x), height: Math.abs(end.y - start.y) } }
  })
}

/** All characters of a page in the order of the file. */
export async function readCharacters(document: OfdDocument, index: number, fonts = fontsOf(document.pack)): Promise<PageCharacter[]> {
  const page = await document.page(index)
  const characters: PageCharacter[] = []
  for (const text of page.layers.flatMap(({ children }) => textsIn(children)))
    characters.push(...(await charactersOfText(text, page, fonts)))
  return characters
}

function around(characters: readonly PageCharacter[]): Box {
  const boxes = characters.map(({ box }) => box)
  const [left, top] = [Math.min(...boxes.map((b) => b.x)), Math.min(...boxes.map((b) => b.y))]
  const [right, bottom] = [Math.max(...boxes.map((b) => b.x + b.width)), Math.max(...boxes.map((b) => b.y + b.height))]
  return { x: left, y: top, width: right - left, height: bottom - top }
}

/** Every place of a text, page by page; spaces do not count. */
export async function findText(document: OfdDocument, text: string): Promise<FoundText[]> {
  const wanted = text.replace(/\s+/g, '')
  const found: FoundText[] = []
  const fonts = fontsOf(document.pack)
  for (let page = 0; page < document.pages.length && wanted !== ''; page++) {
    const characters = (await readCharacters(document, page, fonts)).filter(({ char }) => char.trim() !== '')
    const starts: number[] = []
    let whole = ''
    characters.forEach(({ char }, i) => {
      for (let n = 0; n < char.length; n++) starts.push(i)
      whole += char
    })
    for (let at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + 1)) {
      found.push({ page, box: around(characters.slice(starts[at], starts[at + wanted.length - 1]! + 1)) })
    }
  }
  return found
}
