/** Segments of JBIG2 by chance: refinements and texts in both codings, for tests. */

import type { Line } from '../src/ofd/jbig2/huffman.ts'
import { BitWriter, type Dots, MqEncoder, u8, u16, u32, wide } from './jbig2-bits.ts'
import { type Part, regionData } from './jbig2-file.ts'
import { huffmanPut, putSymbolCodes, standard, type TextTables } from './jbig2-huffman.ts'
import type { Text } from './jbig2-kit.ts'
import { arithmeticPut, encodeRefinement, encodeText, textFlags } from './jbig2-regions.ts'

export function refinementPart(
  dots: Dots,
  reference: Dots,
  refinement: { template: number; typical: boolean; adaptive?: (readonly [number, number])[] },
  refers: number[],
): Part {
  const encoder = new MqEncoder()
  encodeRefinement(encoder, dots, reference, refinement)
  const adaptive =
    refinement.template === 0
      ? (
          refinement.adaptive ?? [
            [-1, -1],
            [-1, -1],
          ]
        ).flatMap(([x, y]) => u8(x, y))
      : []
  const flags = refinement.template | (refinement.typical ? 2 : 0)
  return { type: 42, refers, data: [...regionData(wide(dots), dots.length, { operator: 4 }), flags, ...adaptive, ...encoder.done()] }
}

export const usualRefinementBytes = u8(-1, -1, -1, -1)

export function textData({ all, shape: text, operator, dark, placed }: Text): number[] {
  const encoder = new MqEncoder()
  encodeText(arithmeticPut(encoder, Math.ceil(Math.log2(all.length))), all, placed, text)
  const adaptive = text.refines && text.template === 0 ? usualRefinementBytes : []
  return [...regionData(50, 45), ...u16(textFlags(text, operator, dark)), ...adaptive, ...u32(placed.length), ...encoder.done()]
}

export type Choice = { flags: number; tables: TextTables; own?: Line[][] }

export const delta = (number: number) => ({ RDW: standard(number), RDH: standard(number), RDX: standard(number), RDY: standard(number) })
const ownFirst: Line[] = [
  ...[-100, -36, 28].map((from) => ({ prefix: 2, bits: 6, from })),
  { prefix: 3, bits: 32, from: -101, kind: 'lower' },
  { prefix: 3, bits: 32, from: 92 },
]
const ownDelta: Line[] = [
  { prefix: 2, bits: 5, from: -40 },
  { prefix: 2, bits: 6, from: -8 },
  { prefix: 3, bits: 4, from: 56 },
  { prefix: 3, bits: 32, from: -41, kind: 'lower' },
  { prefix: 3, bits: 32, from: 72 },
  { prefix: 3, bits: 0, from: 0, kind: 'outOfBand' },
]

/** 7.4.3.1.2: the first and second of each standard table, and two that the file brings along. */
export const choices: Choice[] = [
  { flags: 0x1540, tables: { FS: standard(6), DS: standard(8), DT: standard(11), ...delta(15) } },
  { flags: 0x1555, tables: { FS: standard(7), DS: standard(9), DT: standard(12), ...delta(15) } },
  { flags: 0x1568, tables: { FS: standard(6), DS: standard(10), DT: standard(13), ...delta(15) } },
  { flags: 0x154f, tables: { FS: ownFirst, DS: ownDelta, DT: standard(11), ...delta(15) }, own: [ownFirst, ownDelta] },
]

/** Symbols that are not used have no code. */
export function huffmanTextData({ all, shape, operator, dark, placed }: Text, { flags, tables }: Choice): number[] {
  const writer = new BitWriter()
  const used = new Set(placed.map(({ symbol }) => symbol))
  const bits = Math.max(1, Math.ceil(Math.log2(used.size)))
  const codes = putSymbolCodes(
    writer,
    all.map((_, i) => (used.has(i) ? bits : 0)),
  )
  const put = huffmanPut(writer, tables, codes)
  encodeText(put, all, placed, shape, 1)
  const adaptive = shape.refines && shape.template === 0 ? u8(-1, -1, -1, -1) : []
  const head = [...u16(textFlags(shape, operator, dark, 1)), ...u16(flags), ...adaptive, ...u32(placed.length)]
  return [...regionData(50, 45), ...head, ...writer.done()]
}
