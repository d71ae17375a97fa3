/** Text drawn by the outlines of the embedded font, or as text in a font of the same manner where there is none. */
import type { FontFile } from '../font/font.ts'
import type { Font, TextGraphic } from '../model.ts'
import { type Placed, placeText } from '../text/place.ts'
import type { Matrix } from '../xml/values.ts'
import { times } from '../xml/values.ts'
import { type Canvas, define, outlined } from './canvas.ts'
import { flatPaint, lineAttributes, paintAttributes } from './paint.ts'
import { element, escaped, group, matrix, number } from './svg.ts'

const noCell = () => ''

/** Fonts by name on most machines, the first that matches. */
const families: [pattern: RegExp, family: string][] = [
  [/楷|kai/i, "KaiTi,'Kaiti SC',STKaiti,serif"],
  [/仿宋|fang/i, "FangSong,STFangsong,'FangSong_GB2312',serif"],
  [/黑|hei|gothic|雅黑|sans|arial|helvetica/i, "'Noto Sans SC','Microsoft YaHei','PingFang SC',SimHei,sans-serif"],
  [/courier|mono|consol/i, "'Courier New',Consolas,monospace"],
  [/宋|song|sun|ming|serif|times|roman/i, "'Noto Serif SC',SimSun,'Songti SC',STSong,serif"],
]
const usualFamily = "'Noto Sans SC',SimSun,sans-serif"

export function familyOf(font: Font | undefined): string {
  const name = `${font?.name ?? ''} ${font?.family ?? ''}`
  return families.find(([pattern]) => pattern.test(name))?.[1] ?? usualFamily
}

/** Chinese characters are as wide as high, most others about half. */
const guessedWidth = (char: string) => ((char.codePointAt(0) ?? 0) > 0x2e7f ? 1 : 0.5)

export function advanceOf(file: FontFile | undefined, size: number): (char: string, glyph: number | undefined) => number {
  if (!file) return (char) => guessedWidth(char) * size
  return (char, glyph) => (file.advance(glyph ?? file.glyphOf(char.codePointAt(0) ?? 0)) / file.unitsPerEm) * size
}

const slant = Math.tan((12 * Math.PI) / 180)

/** From font units at a glyph's origin to the text object's space. */
function glyphMatrix(text: TextGraphic, file: FontFile, italic: boolean, { x, y }: Placed): Matrix {
  const scale = text.size / file.unitsPerEm
  const turn = (text.charDirection * Math.PI) / 180
  const rotated: Matrix = [Math.cos(turn), Math.sin(turn), -Math.sin(turn), Math.cos(turn), x, y]
  return times(rotated, [scale * text.horizontalScale, 0, italic ? scale * slant : 0, -scale, 0, 0])
}

function glyphId(canvas: Canvas, font: string, file: FontFile, glyph: number): string | undefined {
  const key = `${font}/${glyph}`
  const known = canvas.glyphs.get(key)
  if (known !== undefined) return known || undefined
  const data = outlined(canvas, file, glyph)
  const id = data === '' ? '' : define(canvas, (own) => element('path', { id: own, d: data }))
  canvas.glyphs.set(key, id)
  return id || undefined
}

type Inked = { outlines: string; left: Placed[] }

/** Characters of which the font has a glyph, and those it lacks. */
function inked(text: TextGraphic, canvas: Canvas, file: FontFile, placed: readonly Placed[]): Inked {
  const left: Placed[] = []
  let outlines = ''
  for (const each of placed) {
    const glyph = each.glyph ?? file.glyphOf(each.char.codePointAt(0) ?? 0)
    if (glyph === 0 && each.char.trim() !== '') {
      left.push(each)
      continue
    }
    const id = glyph === 0 ? undefined : glyphId(canvas, text.font, file, glyph)
    if (id) outlines += `<use href="#${id}" transform="${matrix(glyphMatrix(text, file, text.italic, each))}"/>`
  }
  return { outlines, left }
}

function lettered(text: TextGraphic, font: Font | undefined, placed: readonly Placed[]): string {
  const shown = placed.filter(({ char }) => char.trim() !== '')
  const values = {
    'font-family': familyOf(font),
    'font-size': text.size,
    'font-weight': font?.bold ? 700 : text.weight === 400 ? undefined : text.weight,
    'font-style': font?.italic || text.italic ? 'italic' : undefined,
  }
  if (shown.length === 0) return ''
  const plain = text.charDirection === 0 && text.horizontalScale === 1
  if (plain) {
    const singles = shown.map(({ char, x, y }) => `<tspan x="${number(x)}" y="${number(y)}">${escaped(char)}</tspan>`).join('')
    return element('text', values, singles)
  }
  const letters = shown.map(({ char, x, y }) => {
    const turned = `translate(${number(x)} ${number(y)}) rotate(${number(text.charDirection)}) scale(${number(text.horizontalScale)} 1)`
    return element('text', { transform: turned }, escaped(char))
  })
  return element('g', values, letters.join(''))
}

/** Strokes are drawn in the glyph's own units, so the line is as much wider there. */
function inkOf(text: TextGraphic, canvas: Canvas, unitsPerEm: number): Record<string, string | number | undefined> {
  const fill = paintAttributes('fill', flatPaint(text.fill), canvas, noCell)
  if (!text.stroke) return fill
  const grown = (text.line.width * unitsPerEm) / (text.size || 1)
  return {
    ...fill,
    ...paintAttributes('stroke', flatPaint(text.stroke), canvas, noCell),
    ...lineAttributes({ ...text.line, width: grown }),
  }
}

export function drawText(text: TextGraphic, canvas: Canvas): string {
  const font = canvas.resources.font(text.font)
  const file = font?.file === undefined ? undefined : canvas.assets.fonts.get(font.file)
  const placed = placeText(text, advanceOf(file, text.size))
  const { outlines, left } = file ? inked(text, canvas, file, placed) : { outlines: '', left: placed }
  return (
    group(inkOf(text, canvas, file?.unitsPerEm ?? text.size), outlines) + group(inkOf(text, canvas, text.size), lettered(text, font, left))
  )
}
