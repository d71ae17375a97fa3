import { SaxesParser } from 'saxes'
import { describe, expect, test } from 'vitest'
import type { Typeface } from './glyph.ts'
import { drawSeal, type RoundSeal, type SealDrawing } from './picture.ts'

const round: RoundSeal = {
  kind: 'round',
  name: '好办市行政审批局',
  purpose: '业务专用章',
  code: '3607020000011',
  diameter: 42,
  mark: '演示',
}

/** A font of squares: every character but x has the same outline. */
const squares: Typeface = {
  unitsPerEm: 1000,
  ascender: 880,
  descender: -120,
  outline: (c) => (c === 'x' ? undefined : { path: 'M0 -120H1000V880H0Z', advance: 1000 }),
}

type Element = { name: string; attributes: Record<string, string>; text: string }

/** All elements of the picture; throws where it is not well-formed. */
function elementsOf(drawing: SealDrawing): Element[] {
  const elements: Element[] = []
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => elements.push({ name, attributes: attributes as Record<string, string>, text: '' }))
  parser.on('text', (text) => {
    const last = elements.at(-1)
    if (last) last.text += text
  })
  parser.write(new TextDecoder().decode(drawSeal(drawing).data)).close()
  return elements
}

const placeOf = ({ attributes }: Element): { x: number; y: number; turn: number } => {
  const [, x, y, turn] = /translate\((\S+) (\S+)\) rotate\((\S+)\)/.exec(attributes.transform!)!.map(Number)
  return { x: x!, y: y!, turn: turn! }
}

describe('a round seal', () => {
  const texts = elementsOf(round).filter((e) => e.name === 'text')
  const name = texts.slice(0, 8)

  test('is a picture of its size, with a title', () => {
    expect(drawSeal(round)).toMatchObject({ type: 'SVG', width: 42, height: 42 })
    expect(elementsOf(round)[0]!.attributes).toMatchObject({ width: '42mm', viewBox: '-21 -21 42 42' })
    expect(elementsOf(round).find((e) => e.name === 'title')!.text).toBe(round.name)
  })

  test('says name, purpose, number and mark, in this order', () => {
    expect(texts.map((e) => e.text).join('')).toBe('好办市行政审批局业务专用章3607020000011演示')
  })

  test('reads its name from left to right, upright to the middle, alike on both sides', () => {
    const places = name.map(placeOf)
    for (let i = 1; i < places.length; i++) expect(places[i]!.turn).toBeGreaterThan(places[i - 1]!.turn)
    places.forEach((place, i) => {
      const opposite = places[places.length - 1 - i]!
      expect(place.x).toBeCloseTo(-opposite.x, 2)
      expect(place.y).toBeCloseTo(opposite.y, 2)
      expect((Math.atan2(place.x, -place.y) * 180) / Math.PI).toBeCloseTo(place.turn, 1)
    })
  })

  test('has a ring and a star of five points, one up', () => {
    const elements = elementsOf(round)
    expect(elements.find((e) => e.name === 'circle')!.attributes).toMatchObject({ r: '20.4', 'stroke-width': '1.2' })
    expect(elements.find((e) => e.name === 'path')!.attributes.d).toMatch(/^M0 -7L/)
    expect(elementsOf({ ...round, star: false }).some((e) => e.name === 'path')).toBe(false)
  })

  test.each([2, 8, 16, 24, 36])('keeps a name of %i characters inside the ring and apart', (length) => {
    const places = elementsOf({
      ...round,
      name: '办'.repeat(length),
      purpose: undefined,
      code: undefined,
      mark: undefined,
      typeface: squares,
    })
      .filter((e) => e.attributes.transform)
      .map((e) => ({ ...placeOf(e), width: Number(/scale\((\S+)/.exec(e.attributes.transform!)![1]) * 1000 }))
    expect(places).toHaveLength(length)
    for (const { x, y, width } of places) expect(Math.hypot(x, y) + width / 2).toBeLessThan(19.8)
    const height = (21 - 1.2) * 0.25
    for (let i = 1; i < places.length; i++) {
      const [a, b] = [places[i - 1]!, places[i]!]
      const apart = 2 * Math.sin(((b.turn - a.turn) * Math.PI) / 360) * (Math.hypot(a.x, a.y) - height / 2)
      expect(apart).toBeGreaterThanOrEqual(a.width * 0.99)
    }
  })

  test('is drawn in outlines where a typeface has them, and asks for a font where not', () => {
    const elements = elementsOf({ ...round, name: '办x', typeface: squares })
    expect(elements.filter((e) => e.name === 'text').map((e) => e.text)).toEqual(['x'])
    expect(elements.filter((e) => e.attributes.d === 'M0 -120H1000V880H0Z')).toHaveLength(1 + 5 + 13 + 2)
  })
})

describe('a square seal', () => {
  test.each([
    ['王芳', '王芳之印'],
    ['钟家明', '钟家明印'],
    ['欧阳家明', '欧阳家明'],
  ])('of %s reads %s by columns from the right', (name, expected) => {
    const places = elementsOf({ kind: 'square', name, side: 18 })
      .filter((e) => e.name === 'text')
      .map((e) => ({ text: e.text, ...placeOf(e) }))
    expect(places.map((p) => p.text).join('')).toBe(expected)
    expect(places.map(({ x, y }) => [Math.sign(x), Math.sign(y)])).toEqual([
      [1, -1],
      [1, 1],
      [-1, -1],
      [-1, 1],
    ])
  })
})

test('what is written is written, not obeyed', () => {
  const name = '<script>&"\''
  const elements = elementsOf({ ...round, name, colour: '"><b/>' })
  expect(elements.find((e) => e.name === 'title')!.text).toBe(name)
  expect(elements.some((e) => e.name === 'script' || e.name === 'b')).toBe(false)
  const bad: Typeface = { ...squares, outline: () => ({ path: '"/><script>', advance: 1 }) }
  expect(() => drawSeal({ ...round, typeface: bad })).toThrow('no path data')
})

test('the same seal is the same picture', () => expect(drawSeal(round)).toEqual(drawSeal({ ...round })))

test.each([
  ['a name of one character', { ...round, name: '办' }],
  ['a name without end', { ...round, name: '办'.repeat(37) }],
  ['a purpose without end', { ...round, purpose: '办'.repeat(13) }],
  ['no size', { ...round, diameter: Number.NaN }],
  ['the size of a plate', { ...round, diameter: 200 }],
  ['five characters on a square', { kind: 'square', name: '一二三四五', side: 18 }],
] as [string, SealDrawing][])('%s is refused', (_, drawing) => expect(() => drawSeal(drawing)).toThrow(RangeError))
