/**
 * Pictures of seals as vectors: the round one with star, name on the arc and a line of purpose (国发〔1999〕25号), and the
 * square one with a person's name. All measures are millimetres, angles degrees clockwise from the top.
 */
import { utf8 } from '../bytes.ts'
import { type Glyph, glyphOf, type Typeface } from './glyph.ts'
import type { Picture } from './schema.ts'

type Common = {
  /** Outlines for the characters; without one the picture names fonts, and looks as the reader's fonts do. */
  typeface?: Typeface
  /** Written across, so that nobody takes the seal for a real one: `演示`. */
  mark?: string
  colour?: string
}

export type RoundSeal = Common & {
  kind: 'round'
  /** From left to right along the upper arc. */
  name: string
  /** Beneath the star, from left to right: `业务专用章`. */
  purpose?: string
  /** Along the lower arc: the number under which the seal is registered. */
  code?: string
  /** 42 for organs below the province, 40 for firms. */
  diameter: number
  star?: boolean
}

export type SquareSeal = Common & {
  kind: 'square'
  /** Two to four characters; 印 is added to two and three. */
  name: string
  side: number
}

export type SealDrawing = RoundSeal | SquareSeal

const red = '#d7000f'

/** Three decimals, a thousandth of a millimetre, and never a minus before zero. */
const fixed = (n: number): string => String(Math.round(n * 1000) / 1000 + 0)

const escaped = (text: string) => text.replace(/[<>&"']/g, (c) => `&#${c.charCodeAt(0)};`)

/** Throws a `RangeError` where there is nothing to write or no room for it. */
export function drawSeal(drawing: SealDrawing): Picture {
  const side = drawing.kind === 'round' ? drawing.diameter : drawing.side
  if (!(side >= 8 && side <= 60)) throw new RangeError('A seal measures 8 to 60 mm.')
  const body = drawing.kind === 'round' ? drawRound(drawing) : drawSquare(drawing)
  const colour = escaped(drawing.colour ?? red)
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${side}mm" height="${side}mm" viewBox="${fixed(-side / 2)} ${fixed(-side / 2)} ${side} ${side}">`,
    `<title>${escaped(drawing.name)}</title>`,
    `<g fill="${colour}" stroke="none">`,
    ...body,
    ...(drawing.mark ? [drawMark(drawing.mark, side, drawing.typeface)] : []),
    '</g></svg>',
  ].join('')
  return { type: 'SVG', data: utf8(svg), width: side, height: side }
}

/** One character at a place, upright along a turn, `width` and `height` of its box. */
type Placed = { character: string; x: number; y: number; turn: number; width: number; height: number }

function draw({ character, x, y, turn, width, height }: Placed, typeface: Typeface | undefined): string {
  const glyph: Glyph = glyphOf(typeface, character)
  const place = `translate(${fixed(x)} ${fixed(y)}) rotate(${fixed(turn)})`
  if (glyph.path === undefined) {
    const stretch = `scale(${fixed(width / height)} 1)`
    return `<text transform="${place} ${stretch}" font-family="FangSong,STFangsong,SimSun,serif" font-size="${fixed(height)}" text-anchor="middle" dominant-baseline="central">${escaped(character)}</text>`
  }
  // Outlines stand on a base line with y upwards; the middle of the em box comes to the place.
  const scale = `scale(${(width / glyph.advance).toFixed(6)} ${(-height / glyph.em).toFixed(6)})`
  return `<path transform="${place} ${scale} translate(${fixed(-glyph.advance / 2)} ${fixed(-glyph.middle)})" d="${glyph.path}"/>`
}

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Characters side by side on an arc around the middle, their feet inwards above and outwards below. */
function onArc(text: string, radius: number, span: number, size: { width: number; height: number }, below = false): Placed[] {
  const characters = [...text]
  const step = characters.length > 1 ? span / (characters.length - 1) : 0
  return characters.map((character, i) => {
    const offset = (i - (characters.length - 1) / 2) * step
    const angle = below ? 180 - offset : offset
    return {
      character,
      x: radius * Math.sin(radians(angle)),
      y: -radius * Math.cos(radians(angle)),
      turn: below ? angle - 180 : angle,
      ...size,
    }
  })
}

/** How far the name may reach around: short names stay on top, long ones come down on both sides, but not into the purpose. */
const widestSpan = { alone: 250, abovePurpose: 220 }
const narrowestSpan = 60

function drawRound(seal: RoundSeal): string[] {
  const outer = seal.diameter / 2
  // Line and star keep the proportions of the seal of 42 mm: 1.2 mm and 14 mm across.
  const line = seal.diameter / 35
  const names = placeName(seal, outer - line)
  const purpose = seal.purpose ? placeLine(seal.purpose, outer) : []
  const code = seal.code
    ? onArc(seal.code, outer - line - 1.5, Math.min(100, [...seal.code].length * 6), { width: 1, height: 1.6 }, true)
    : []
  return [
    `<circle r="${fixed(outer - line / 2)}" fill="none" stroke="${escaped(seal.colour ?? red)}" stroke-width="${fixed(line)}"/>`,
    ...(seal.star === false ? [] : [`<path d="${starPath(seal.diameter / 6)}"/>`]),
    ...[...names, ...purpose, ...code].map((placed) => draw(placed, seal.typeface)),
  ]
}

function placeName({ name, purpose }: RoundSeal, inner: number): Placed[] {
  const count = [...name].length
  if (count < 2 || count > 36) throw new RangeError('The name on a round seal has 2 to 36 characters.')
  const height = inner * 0.25
  const radius = inner - 0.6 - height / 2
  const natural = ((count - 1) * height * 1.15 * 180) / (Math.PI * radius)
  const span = Math.min(purpose ? widestSpan.abovePurpose : widestSpan.alone, Math.max(narrowestSpan, natural))
  // Characters on a crowded arc become narrower, not lower, as engravers do it.
  const room = (radians(span) * (radius - height / 2)) / (count - 1)
  return onArc(name, radius, span, { width: Math.min(height * 0.95, room * 0.92), height })
}

function placeLine(text: string, outer: number): Placed[] {
  const characters = [...text]
  const height = outer * 0.2
  const y = outer * 0.5
  const room = Math.sqrt(outer * outer * 0.72 - y * y) * 2
  const width = Math.min(height, room / characters.length)
  if (characters.length > 12) throw new RangeError('The purpose on a seal has no more than 12 characters.')
  return characters.map((character, i) => ({
    character,
    x: (i - (characters.length - 1) / 2) * width,
    y,
    turn: 0,
    width: width * 0.96,
    height,
  }))
}

/** A star of five points, one of them up; the inner corners lie where the long sides cross. */
function starPath(radius: number): string {
  const inner = radius * (Math.sin(radians(18)) / Math.sin(radians(54)))
  const points = Array.from({ length: 10 }, (_, i) => {
    const [r, angle] = [i % 2 ? inner : radius, radians(36 * i)]
    return `${fixed(r * Math.sin(angle))} ${fixed(-r * Math.cos(angle))}`
  })
  return `M${points.join('L')}Z`
}

/** Read from the right column to the left, each from top to bottom. */
function drawSquare({ name, side, typeface, colour }: SquareSeal): string[] {
  const characters = [...name]
  if (characters.length < 2 || characters.length > 4) throw new RangeError('The name on a square seal has 2 to 4 characters.')
  const four = [...characters, ...(characters.length === 2 ? ['之', '印'] : characters.length === 3 ? ['印'] : [])]
  const line = side / 18
  const inner = side - 2 * line - 0.8
  const half = inner / 2
  const placed = four.map((character, i) => ({
    character,
    x: (i < 2 ? half : -half) / 2,
    y: (i % 2 ? half : -half) / 2,
    turn: 0,
    width: half * 0.92,
    height: half * 0.92,
  }))
  const edge = side - line
  return [
    `<rect x="${fixed(-edge / 2)}" y="${fixed(-edge / 2)}" width="${fixed(edge)}" height="${fixed(edge)}" fill="none" stroke="${escaped(colour ?? red)}" stroke-width="${fixed(line)}"/>`,
    ...placed.map((p) => draw(p, typeface)),
  ]
}

/** Across the middle, pale enough to read what is beneath. */
function drawMark(mark: string, side: number, typeface: Typeface | undefined): string {
  const characters = [...mark]
  const size = Math.min(side / 3, (side * 0.8) / characters.length)
  const placed = characters.map((character, i) => ({
    character,
    x: (i - (characters.length - 1) / 2) * size * 1.1,
    y: 0,
    turn: 0,
    width: size,
    height: size,
  }))
  return `<g opacity="0.35" transform="rotate(-30)">${placed.map((p) => draw(p, typeface)).join('')}</g>`
}
