/** Regions and dictionaries of JBIG2 in arithmetic coding, encoded slowly and plainly from T.88. */
import { type Dots, dot, MqEncoder, u8, u16, u32, wide } from './jbig2-bits.ts'

type Point = readonly [x: number, y: number]

/** Figures 3 to 6 and 8 to 11, from the lowest bit on; a number is an adaptive dot. */
const genericTemplates: readonly { dots: readonly (Point | number)[]; typical: number }[] = [
  {
    dots: [[-1, 0], [-2, 0], [-3, 0], [-4, 0], 0, [2, -1], [1, -1], [0, -1], [-1, -1], [-2, -1], 1, 2, [1, -2], [0, -2], [-1, -2], 3],
    typical: 0x9b25,
  },
  {
    dots: [[-1, 0], [-2, 0], [-3, 0], 0, [2, -1], [1, -1], [0, -1], [-1, -1], [-2, -1], [2, -2], [1, -2], [0, -2], [-1, -2]],
    typical: 0x795,
  },
  { dots: [[-1, 0], [-2, 0], 0, [1, -1], [0, -1], [-1, -1], [-2, -1], [1, -2], [0, -2], [-1, -2]], typical: 0xe5 },
  { dots: [[-1, 0], [-2, 0], [-3, 0], [-4, 0], 0, [1, -1], [0, -1], [-1, -1], [-2, -1], [-3, -1]], typical: 0x195 },
]
export const usual: readonly (readonly Point[])[] = [
  [
    [3, -1],
    [-3, -1],
    [2, -2],
    [-2, -2],
  ],
  [[3, -1]],
  [[2, -1]],
  [[2, -1]],
]

export type GenericShape = { template: number; adaptive?: readonly Point[]; typical?: boolean; skip?: Dots }

const contextAt = (dots: readonly number[]): number => dots.reduce((sum, d, i) => sum + d * 2 ** i, 0)
const same = (a: readonly number[] | undefined, b: readonly number[]): boolean => b.every((d, i) => d === (a?.[i] ?? 0))

export function encodeGeneric(encoder: MqEncoder, dots: Dots, shape: GenericShape): void {
  let before = 0
  for (const [y, row] of dots.entries()) {
    const repeats = shape.typical && same(dots[y - 1], row) ? 1 : 0
    if (shape.typical) encoder.bit(`GB ${genericTemplates[shape.template]!.typical}`, repeats ^ before)
    before = repeats
    if (!repeats) encodeRow(encoder, dots, y, shape)
  }
}

function encodeRow(encoder: MqEncoder, dots: Dots, y: number, { template, adaptive = usual[template]!, skip }: GenericShape): void {
  for (const [x, d] of dots[y]!.entries()) {
    if (skip && dot(skip, x, y)) continue
    const around = genericTemplates[template]!.dots.map((place) => {
      const [dx, dy] = typeof place === 'number' ? adaptive[place]! : place
      return dot(dots, x + dx, y + dy)
    })
    encoder.bit(`GB ${contextAt(around)}`, d)
  }
}

export type RefinementShape = { template: number; adaptive?: readonly Point[]; typical?: boolean; dx?: number; dy?: number }

/** Figures 12 to 15: this picture, then the reference; a number is an adaptive dot. */
const refinementTemplates: readonly { own: readonly (Point | 0)[]; other: readonly (Point | 1)[]; typical: number }[] = [
  {
    own: [[-1, 0], [1, -1], [0, -1], 0],
    other: [[1, 1], [0, 1], [-1, 1], [1, 0], [0, 0], [-1, 0], [1, -1], [0, -1], 1],
    typical: 0x100,
  },
  {
    own: [
      [-1, 0],
      [1, -1],
      [0, -1],
      [-1, -1],
    ],
    other: [
      [1, 1],
      [0, 1],
      [1, 0],
      [0, 0],
      [-1, 0],
      [0, -1],
    ],
    typical: 0x80,
  },
]

export function encodeRefinement(encoder: MqEncoder, dots: Dots, reference: Dots, shape: RefinementShape): void {
  const {
    dx = 0,
    dy = 0,
    adaptive = [
      [-1, -1],
      [-1, -1],
    ],
    typical,
  } = shape
  const { own, other, typical: typicalContext } = refinementTemplates[shape.template]!
  const alike = (x: number, y: number): number | undefined => {
    const nine = [-1, 0, 1].flatMap((j) => [-1, 0, 1].map((i) => dot(reference, x - dx + i, y - dy + j)))
    return nine.every((d) => d === nine[0]) ? nine[0] : undefined
  }
  let before = 0
  for (const [y, row] of dots.entries()) {
    const isTypical = row.every((d, x) => (alike(x, y) ?? d) === d) ? 1 : 0
    if (typical) encoder.bit(`GR ${typicalContext}`, isTypical ^ before)
    before = isTypical
    for (const [x, d] of row.entries()) {
      if (typical && isTypical && alike(x, y) !== undefined) continue
      const here = own.map((place) => dot(dots, x + (place || adaptive[0]!)[0], y + (place || adaptive[0]!)[1]))
      const there = other.map((place) => {
        const [i, j] = place === 1 ? adaptive[1]! : place
        return dot(reference, x - dx + i, y - dy + j)
      })
      encoder.bit(`GR ${contextAt([...here, ...there])}`, d)
    }
  }
}

/** Where symbols stand in a text; a refined one comes with its picture and how it is moved. */
export type Placed = { symbol: number; s: number; t: number; refined?: { dots: Dots; dx: number; dy: number } }
export type TextShape = { logStrips: number; corner: number; isTransposed: boolean; offset: number; refines: boolean; template: number }

/** How the numbers of a text are put down. */
export type TextPut = {
  number(name: string, value: number | undefined): void
  inStrip(value: number, log: number): void
  id(value: number): void
  refined(dots: Dots, reference: Dots, shape: RefinementShape): void
}

const isRight = (corner: number) => corner >= 2
const isBottom = (corner: number) => corner % 2 === 0

/**
 * 6.4.5 from the other side; `placed` in strips. What goes in front is taken off T again: tables of T count from 1, so that
 * of Huffman coding is larger than 0.
 */
export function encodeText(put: TextPut, symbols: readonly Dots[], placed: readonly Placed[], shape: TextShape, front = 0): void {
  const stripOf = ({ t }: Placed) => Math.floor(t / 2 ** shape.logStrips)
  put.number('DT', front)
  let [before, firstS] = [-front, 0]
  for (const index of [...new Set(placed.map(stripOf))]) {
    const own = placed.filter((one) => stripOf(one) === index)
    put.number('DT', index - before)
    put.number('FS', own[0]!.s - firstS)
    putStrip(put, symbols, own, shape)
    before = index
    firstS = own[0]!.s
  }
}

function putStrip(put: TextPut, symbols: readonly Dots[], own: readonly Placed[], shape: TextShape): void {
  let behind = 0
  for (const [i, one] of own.entries()) {
    if (i > 0) put.number('DS', one.s - behind - shape.offset)
    if (shape.logStrips > 0) put.inStrip(one.t % 2 ** shape.logStrips, shape.logStrips)
    put.id(one.symbol)
    const dots = putInstance(put, symbols, one, shape)
    behind = one.s + (shape.isTransposed ? dots.length : wide(dots)) - 1
  }
  put.number('DS', undefined)
}

function putInstance(put: TextPut, symbols: readonly Dots[], { symbol, refined }: Placed, shape: TextShape): Dots {
  const plain = symbols[symbol]!
  if (shape.refines) put.number('RI', refined ? 1 : 0)
  if (!refined) return plain
  const [dw, dh] = [wide(refined.dots) - wide(plain), refined.dots.length - plain.length]
  for (const [name, value] of Object.entries({ RDW: dw, RDH: dh, RDX: refined.dx, RDY: refined.dy })) put.number(name, value)
  const [dx, dy] = [Math.floor(dw / 2) + refined.dx, Math.floor(dh / 2) + refined.dy]
  put.refined(refined.dots, plain, { template: shape.template, dx, dy })
  return refined.dots
}

export const arithmeticPut = (encoder: MqEncoder, bits: number): TextPut => ({
  number: (name, value) => encoder.integer(name, value),
  inStrip: (value) => encoder.integer('IT', value),
  id: (value) => encoder.id('ID', value, bits),
  refined: (dots, reference, shape) => encodeRefinement(encoder, dots, reference, shape),
})

/** Where the top left of a symbol lies whose corner lies at S and T. */
function topLeft(dots: Dots, s: number, t: number, { isTransposed, corner }: TextShape): [left: number, top: number] {
  const [across, down] = [wide(dots) - 1, dots.length - 1]
  if (isTransposed) return [isRight(corner) ? t - across : t, s]
  return [s, isBottom(corner) ? t - down : t]
}

/** The text as it looks: symbol after symbol laid with an operator. */
export function paintText(page: Dots, symbols: readonly Dots[], placed: readonly Placed[], shape: TextShape, operator: number): void {
  for (const { symbol, s, t, refined } of placed) {
    const dots = refined?.dots ?? symbols[symbol]!
    paint(page, dots, ...topLeft(dots, s, t, shape), operator)
  }
}

const operators: ((below: number, above: number) => number)[] = [
  (a, b) => a | b,
  (a, b) => a & b,
  (a, b) => a ^ b,
  (a, b) => 1 - (a ^ b),
  (_, b) => b,
]

export function paint(page: Dots, dots: Dots, left: number, top: number, operator: number): void {
  for (const [y, row] of dots.entries())
    for (const [x, d] of row.entries()) {
      const below = page[top + y]?.[left + x]
      if (below !== undefined) page[top + y]![left + x] = operators[operator]!(below, d)
    }
}

export const textFlags = (shape: TextShape, operator: number, dark: number, isHuffman = 0): number =>
  isHuffman |
  (shape.refines ? 2 : 0) |
  (shape.logStrips << 2) |
  (shape.corner << 4) |
  (shape.isTransposed ? 0x40 : 0) |
  (operator << 7) |
  (dark << 9) |
  ((shape.offset & 31) << 10) |
  (shape.template << 15)

/** 7.4.2 and 7.4.3: symbols that stand by rising height and width, and the numbers in front. */
export function dictionaryData(symbols: readonly Dots[], template: number, flags = 0, encoder = new MqEncoder()): Uint8Array {
  for (const [index, symbol] of symbols.entries()) {
    const before = symbols[index - 1]
    if (!before || before.length !== symbol.length) {
      if (before) encoder.integer('DW', undefined)
      encoder.integer('DH', symbol.length - (before?.length ?? 0))
    }
    encoder.integer('DW', wide(symbol) - (before?.length === symbol.length ? wide(before) : 0))
    encodeGeneric(encoder, symbol, { template })
  }
  if (symbols.length > 0) encoder.integer('DW', undefined)
  encoder.integer('EX', 0)
  encoder.integer('EX', symbols.length)
  const adaptive = usual[template]!.flatMap(([x, y]) => u8(x, y))
  return Uint8Array.from([...u16((template << 10) | flags), ...adaptive, ...u32(symbols.length), ...u32(symbols.length), ...encoder.done()])
}
