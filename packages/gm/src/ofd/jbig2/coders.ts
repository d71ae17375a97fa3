/** How the numbers of a text are coded: arithmetic, or Huffman with refinements in arithmetic coding between. */
import { Arithmetic, type Contexts } from './arithmetic.ts'
import { broken } from './fault.ts'
import { type HuffmanTable, standardTable } from './huffman.ts'
import { decodeId, decodeInteger, integerContexts } from './integers.ts'
import type { Reader } from './reader.ts'
import { decodeRefinement, type Refining } from './refinement.ts'
import type { TextCoder } from './text.ts'
import type { Work } from './work.ts'

export const known = (value: number | undefined): number => {
  if (value === undefined) throw broken()
  return value
}

/** Bits that number so many symbols (6.4.5, SBSYMCODELEN). */
export function idBits(symbols: number, work: Work): number {
  const bits = symbols > 1 ? Math.ceil(Math.log2(symbols)) : 0
  work.spend(8 * 2 ** bits)
  return bits
}

/** What refinements need wherever they stand. */
export type RefinementCoding = { refining: Refining; contexts: Contexts }

/** The contexts live as long as the coder: of one text, or of a whole dictionary. */
export function arithmeticText(decoder: Arithmetic, bits: number, { refining, contexts }: RefinementCoding, work: Work): TextCoder {
  const reads = () => {
    const own = integerContexts()
    return () => decodeInteger(decoder, own)
  }
  const needs = () => {
    const read = reads()
    return () => known(read())
  }
  const ids = new Uint8Array(2 ** bits)
  return {
    deltaT: needs(),
    firstS: needs(),
    deltaS: reads(),
    inStrip: needs(),
    id: () => decodeId(decoder, ids, bits),
    isRefined: needs(),
    deltaWidth: needs(),
    deltaHeight: needs(),
    deltaX: needs(),
    deltaY: needs(),
    refined: (reference, width, height, dx, dy) =>
      decodeRefinement(decoder, contexts, { ...refining, width, height, reference, dx, dy }, work),
  }
}

/** Names of the tables of a text region in the order of their choices in its flags (7.4.3.1.2). */
export const textTables = ['firstS', 'deltaS', 'deltaT', 'deltaWidth', 'deltaHeight', 'deltaX', 'deltaY', 'size'] as const
export type TextTables = Record<(typeof textTables)[number], HuffmanTable>

/** Table 17: those of the texts that a symbol is put together of. */
export const aggregateTables = (): TextTables => {
  const [delta, size] = [standardTable(15), standardTable(1)]
  const [firstS, deltaS, deltaT] = [standardTable(6), standardTable(8), standardTable(11)]
  return { firstS, deltaS, deltaT, deltaWidth: delta, deltaHeight: delta, deltaX: delta, deltaY: delta, size }
}

export function huffmanText(
  reader: Reader,
  tables: TextTables,
  id: () => number,
  { refining, contexts }: RefinementCoding,
  work: Work,
): TextCoder {
  const needs = (name: keyof TextTables) => () => known(tables[name].decode(reader))
  const size = needs('size')
  return {
    deltaT: needs('deltaT'),
    firstS: needs('firstS'),
    deltaS: () => tables.deltaS.decode(reader),
    inStrip: (log) => reader.bits(log),
    id,
    isRefined: () => reader.bit(),
    deltaWidth: needs('deltaWidth'),
    deltaHeight: needs('deltaHeight'),
    deltaX: needs('deltaX'),
    deltaY: needs('deltaY'),
    refined: (reference, width, height, dx, dy) => {
      const length = size()
      reader.align()
      const decoder = new Arithmetic(reader.take(length))
      return decodeRefinement(decoder, contexts, { ...refining, width, height, reference, dx, dy }, work)
    },
  }
}
