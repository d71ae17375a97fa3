/** Glyph programs of the Compact Font Format, as PDF converters leave them in OFD files, and what broken fonts do. */
import { describe, expect, test } from 'vitest'
import type { Resources } from '../model.ts'
import { newCanvas, outlined } from '../render/canvas.ts'
import { readFont } from './font.ts'

type Program = readonly number[]

/** Numbers from -107 to 107 are one byte (Adobe 5177, 3.2). */
const n = (...values: number[]): number[] => values.map((value) => value + 139)
const long = (value: number): number[] => [29, (value >> 24) & 255, (value >> 16) & 255, (value >> 8) & 255, value & 255]

function index(items: readonly Program[]): number[] {
  if (items.length === 0) return [0, 0]
  const ends = [1]
  for (const item of items) ends.push(ends.at(-1)! + item.length)
  return [0, items.length, 2, ...ends.flatMap((end) => [end >> 8, end & 255]), ...items.flat()]
}

/** A bare font whose only glyph besides the blank one runs a program. */
function cff(program: Program, local: readonly Program[] = [], global: readonly Program[] = []): Uint8Array {
  const front = [1, 0, 4, 1, ...index([[65]])]
  const top = (charStrings: number, size: number, at: number) => index([[...long(charStrings), 17, ...long(size), ...long(at), 18]])
  const rest = [...index([]), ...index(global)]
  const programs = index([[14], program])
  const at = front.length + top(0, 0, 0).length + rest.length
  const own = [...n(2), 19]
  return Uint8Array.from([...front, ...top(at, own.length, at + programs.length), ...rest, ...programs, ...own, ...index(local)])
}

const [end, back, callLocal, callGlobal] = [14, 11, 10, 29]

describe('a glyph program', () => {
  test.each<[what: string, program: Program, outline: string]>([
    ['lines across and down', [...n(10, 20), 21, ...n(30, 40), 6, end], 'M10 20L40 20L40 60Z'],
    ['lines down and across', [...n(5), 22, ...n(1, 2, 3), 7, end], 'M5 0L5 1L7 1L7 4Z'],
    ['lines anywhere', [...n(1), 4, ...n(1, 2, 3, 4), 5, end], 'M0 1L1 3L4 7Z'],
    ['a width before the first move', [...n(50, 1, 2), 21, ...n(1, 1), 5, end], 'M1 2L2 3Z'],
    ['a curve', [...n(0, 0), 21, ...n(1, 2, 3, 4, 5, 6), 8, end], 'M0 0C1 2 4 6 9 12Z'],
    ['a curve and a line', [...n(0, 0), 21, ...n(1, 1, 1, 1, 1, 1, 7, 8), 24, end], 'M0 0C1 1 2 2 3 3L10 11Z'],
    ['a line and a curve', [...n(0, 0), 21, ...n(7, 8, 1, 1, 1, 1, 1, 1), 25, end], 'M0 0L7 8C8 9 9 10 10 11Z'],
    ['curves that leave level', [...n(0, 0), 21, ...n(1, 2, 3, 4), 31, end], 'M0 0C1 0 3 3 3 7Z'],
    ['curves that leave upright, the last askew', [...n(0, 0), 21, ...n(1, 2, 3, 4, 5), 30, end], 'M0 0C0 1 2 4 6 9Z'],
    ['level curves', [...n(0, 0), 21, ...n(1, 2, 3, 4), 27, end], 'M0 0C1 0 3 3 7 3Z'],
    ['upright curves that begin turned', [...n(0, 0), 21, ...n(9, 1, 2, 3, 4), 26, end], 'M0 0C9 1 11 4 11 8Z'],
    ['a flex', [...n(0, 0), 21, ...n(1, 2, 3, 4, 5, 6, 7), 12, 34, end], 'M0 0C1 0 3 3 7 3C12 3 18 0 25 0Z'],
    ['hints and masks', [...n(1, 2), 1, ...n(3, 4), 19, 0xc0, ...n(1, 1), 21, ...n(1, 1), 5, end], 'M1 1L2 2Z'],
    ['two outlines', [...n(0, 0), 21, ...n(1, 1), 5, ...n(5, 5), 21, ...n(1, 1), 5, end], 'M0 0L1 1ZM6 6L7 7Z'],
    ['numbers of two bytes and fractions', [247, 0, 28, 0xff, 0x38, 21, 255, 0, 1, 0x80, 0, ...n(0), 5, end], 'M108 -200L109.5 -200Z'],
  ])('draws %s', (_, program, outline) => {
    const font = readFont(cff(program))!
    expect([font.kind, font.glyphCount, font.unitsPerEm]).toEqual(['cff', 2, 1000])
    expect(font.outline(1)).toBe(outline)
  })

  test('calls subroutines of its own and of the whole font', () => {
    const program = [...n(0, 0), 21, ...n(-107), callLocal, ...n(-107), callGlobal, end]
    expect(readFont(cff(program, [[...n(1, 2), 5, back]], [[...n(3, 4), 5, back]]))!.outline(1)).toBe('M0 0L1 2L4 6Z')
  })

  test('that calls itself without end comes to an end', () => {
    const endless = [...n(-107), callLocal, ...n(-107), callLocal, ...n(-107), callLocal, back]
    expect(readFont(cff([...n(0, 0), 21, ...n(-107), callLocal, end], [endless]))!.outline(1)).toBe('M0 0Z')
  })
})

const byte2 = (v: number): number[] => [(v >> 8) & 255, v & 255]
const byte4 = (v: number): number[] => [(v >>> 24) & 255, (v >>> 16) & 255, ...byte2(v)]
const table = (name: string, bytes: Program) => ({ name, bytes })

/** A TrueType font of one glyph, whose contours end at these corners; each corner is one unit right of and above the one before. */
function truetype(ends: readonly number[]): Uint8Array {
  const corners = Math.max(...ends) + 1
  // flags: on the curve, both steps one positive byte; 256 of them in two bytes
  const flags = Array.from({ length: Math.ceil(corners / 256) }, (_, i) => [0x3f, Math.min(255, corners - i * 256 - 1)]).flat()
  const glyph = [...byte2(ends.length), ...Array(8).fill(0), ...ends.flatMap(byte2), ...byte2(0), ...flags, ...Array(2 * corners).fill(1)]
  const tables = [
    table('glyf', glyph),
    table('head', [...Array(18).fill(0), ...byte2(1000), ...Array(30).fill(0), ...byte2(1), ...byte2(0)]),
    table('loca', [...byte4(0), ...byte4(glyph.length)]),
    table('maxp', [...byte4(0x00010000), ...byte2(1)]),
  ]
  let at = 12 + tables.length * 16
  const directory = tables.flatMap(({ name, bytes }) => {
    const record = [...new TextEncoder().encode(name), ...byte4(0), ...byte4(at), ...byte4(bytes.length)]
    at += bytes.length
    return record
  })
  return Uint8Array.from([...byte4(0x00010000), ...byte2(tables.length), 0, 0, 0, 0, 0, 0, ...directory, ...tables.flatMap((t) => t.bytes)])
}

describe('an outline of corners', () => {
  test('is drawn contour by contour', () => {
    expect(readFont(truetype([1, 3]))!.outline(0)).toBe('M1 1L2 2L1 1ZM3 3L4 4L3 3Z')
  })
  test('whose contours go back to corners of those before is broken, and blank', () => {
    const back = Array.from({ length: 200 }, (_, i) => (i % 2 ? 40_000 : 0))
    expect(readFont(truetype(back))!.outline(0)).toBe('')
  })
  test('takes no more points than it is given, and says that it would', () => {
    const font = readFont(truetype([99]))!
    const [enough, tooFew] = [{ left: 100 }, { left: 99 }]
    expect([font.outline(0, enough) === '', enough.left]).toEqual([false, 0])
    expect([font.outline(0, tooFew), tooFew.left < 0]).toEqual(['', true])
  })
})

test('a page whose glyphs take more points than a page may stays incomplete, and says so', () => {
  const canvas = newCanvas('t', {} as Resources, { fonts: new Map(), pictures: new Map() })
  const font = readFont(truetype([60_000]))!
  const drawn = Array.from({ length: 40 }, () => outlined(canvas, font, 0) !== '').filter(Boolean)
  expect([drawn.length, [...canvas.notes]]).toEqual([16, [expect.stringContaining('没有全部显示')]])
})

test('what is no font is none, and a font cut short gives blanks instead of an error', () => {
  expect(readFont(new Uint8Array())).toBeUndefined()
  expect(readFont(new TextEncoder().encode('no font at all'))).toBeUndefined()
  const whole = cff([...n(0, 0), 21, ...n(1, 1), 5, end])
  for (let length = 0; length < whole.length; length++) readFont(whole.subarray(0, length))?.outline(1)
})
