/** Symbol dictionaries (T.88 6.5, 7.4.2). */
import { Arithmetic, type Contexts } from './arithmetic.ts'
import { type Bitmap, columns, newBitmap } from './bitmap.ts'
import { aggregateTables, arithmeticText, huffmanText, idBits, known, type RefinementCoding } from './coders.ts'
import { broken } from './fault.ts'
import { type Adaptive, decodeGeneric } from './generic.ts'
import { type HuffmanTable, standardTable } from './huffman.ts'
import { decodeInteger, integerContexts } from './integers.ts'
import { decodeMmr } from './mmr.ts'
import type { Reader } from './reader.ts'
import { refinementContexts, usualRefinement } from './refinement.ts'
import { decodeText, type TextCoder } from './text.ts'
import type { Work } from './work.ts'

/** What a dictionary leaves for the next one (7.4.2.2). */
export type Kept = { template: number; adaptive: readonly Adaptive[]; generic: Contexts; refinement: RefinementCoding }

export type Dictionary = {
  isHuffman: boolean
  /** Symbols are refined or put together of others (SDREFAGG). */
  aggregates: boolean
  template: number
  adaptive: readonly Adaptive[]
  refinement: RefinementCoding
  generic: Contexts
  tables?: { height: HuffmanTable; width: HuffmanTable; size: HuffmanTable; instances: HuffmanTable }
  exported: number
  added: number
}

/** Symbols come one by one, or all of a height in one picture. */
type Coder = {
  deltaHeight(): number
  deltaWidth(): number | undefined
  run(): number
  one?: (width: number, height: number, symbols: readonly Bitmap[]) => Bitmap
  together?: (widths: readonly number[], height: number) => Bitmap[]
}

/** 6.5.8.2: a symbol as the refinement of another, or as a text of several. */
function aggregate(instances: () => number, text: TextCoder, work: Work): NonNullable<Coder['one']> {
  return (width, height, symbols) => {
    const count = instances()
    if (count === 1) {
      const reference = symbols[text.id()]
      const [dx, dy] = [text.deltaX(), text.deltaY()]
      if (!reference) throw broken()
      return text.refined(reference, width, height, dx, dy)
    }
    const fixed = { logStrips: 0, refines: true, dark: 0, operator: 0, isTransposed: false, corner: 1, offset: 0 } as const
    return decodeText(text, symbols, { width, height, instances: count, ...fixed }, work)
  }
}

function arithmeticCoder(reader: Reader, dictionary: Dictionary, all: number, work: Work): Coder {
  const decoder = new Arithmetic(reader.rest())
  const [heights, widths, runs, counts] = [integerContexts(), integerContexts(), integerContexts(), integerContexts()]
  const { template, adaptive, generic, refinement } = dictionary
  const instances = () => known(decodeInteger(decoder, counts))
  const one: Coder['one'] = dictionary.aggregates
    ? aggregate(instances, arithmeticText(decoder, idBits(all, work), refinement, work), work)
    : (width, height) => decodeGeneric(decoder, generic, { width, height, template, adaptive }, work)
  return {
    deltaHeight: () => known(decodeInteger(decoder, heights)),
    deltaWidth: () => decodeInteger(decoder, widths),
    run: () => known(decodeInteger(decoder, runs)),
    one,
  }
}

/** 6.5.9: the symbols of one height beside each other, packed or as they are. */
function collective(reader: Reader, length: number, width: number, height: number, work: Work): Bitmap {
  if (length > 0) return decodeMmr(reader.part(length), width, height, work)
  const bitmap = newBitmap(width, height, work)
  bitmap.bits.set(reader.take(bitmap.bits.length))
  return bitmap
}

function huffmanCoder(reader: Reader, dictionary: Dictionary, all: number, work: Work): Coder {
  const { height, width, size, instances } = dictionary.tables!
  const runs = standardTable(1)
  const coder: Coder = {
    deltaHeight: () => known(height.decode(reader)),
    deltaWidth: () => width.decode(reader),
    run: () => known(runs.decode(reader)),
  }
  if (dictionary.aggregates) {
    const bits = Math.max(1, idBits(all, work))
    const text = huffmanText(reader, aggregateTables(), () => reader.bits(bits), dictionary.refinement, work)
    return { ...coder, one: aggregate(() => known(instances.decode(reader)), text, work) }
  }
  const together: Coder['together'] = (widths, tall) => {
    const length = known(size.decode(reader))
    reader.align()
    const total = widths.reduce((sum, one) => sum + one, 0)
    const row = collective(reader, length, total, tall, work)
    let x = 0
    return widths.map((one) => {
      x += one
      return columns(row, x - one, one, work)
    })
  }
  return { ...coder, together }
}

const perSymbol = 64

/** The symbols of one height, by rising width; `room` is how many may come. */
function addHeight(coder: Coder, symbols: Bitmap[], height: number, room: number, work: Work): void {
  const widths: number[] = []
  let width = 0
  for (let delta = coder.deltaWidth(); delta !== undefined; delta = coder.deltaWidth()) {
    width += delta
    work.spend(perSymbol)
    if (width < 0 || height < 0 || widths.length >= room) throw broken()
    widths.push(width)
    if (coder.one) symbols.push(coder.one(width, height, symbols))
  }
  for (const symbol of coder.together?.(widths, height) ?? []) symbols.push(symbol)
}

/** 6.5.5 4: height by rising height. */
function addSymbols(coder: Coder, symbols: Bitmap[], wanted: number, work: Work): void {
  let height = 0
  while (symbols.length < wanted) {
    work.spend(perSymbol)
    height += coder.deltaHeight()
    addHeight(coder, symbols, height, wanted - symbols.length, work)
  }
}

/** 6.5.10: by turns, so many that are not exported and so many that are. */
function exportSymbols(coder: Coder, symbols: readonly Bitmap[], exported: number, work: Work): Bitmap[] {
  const out: Bitmap[] = []
  for (let at = 0, isOut = false; at < symbols.length; isOut = !isOut) {
    const run = coder.run()
    work.spend(perSymbol + Math.abs(run))
    if (run < 0 || at + run > symbols.length) throw broken()
    if (isOut) for (const symbol of symbols.slice(at, at + run)) out.push(symbol)
    at += run
  }
  if (out.length !== exported) throw broken()
  return out
}

export function decodeDictionary(reader: Reader, dictionary: Dictionary, before: readonly Bitmap[], work: Work): Bitmap[] {
  const all = before.length + dictionary.added
  work.spend(all)
  const coder = (dictionary.isHuffman ? huffmanCoder : arithmeticCoder)(reader, dictionary, all, work)
  const symbols = [...before]
  addSymbols(coder, symbols, all, work)
  return exportSymbols(coder, symbols, dictionary.exported, work)
}

export const newRefinement = (template: number, adaptive: readonly Adaptive[] = usualRefinement): RefinementCoding => ({
  refining: { template, adaptive },
  contexts: refinementContexts(template),
})
