/** A text region as it stands in a file (T.88 7.4.3). */
import { Arithmetic } from './arithmetic.ts'
import type { Bitmap, Operator } from './bitmap.ts'
import { arithmeticText, huffmanText, idBits, known, type TextTables, textTables } from './coders.ts'
import { readSymbolCodes } from './huffman.ts'
import { type Decode, type Job, readAdaptive, symbolsOf, tableChooser } from './job.ts'
import { newRefinement } from './symbols.ts'
import { decodeText, type Text, type TextCoder } from './text.ts'

/** 7.4.3.1.2: for each table the standard ones to choose from, and the choice that means one of the file. */
const choices: Record<keyof TextTables, readonly [standard: readonly number[], own: number]> = {
  firstS: [[6, 7], 3],
  deltaS: [[8, 9, 10], 3],
  deltaT: [[11, 12, 13], 3],
  deltaWidth: [[14, 15], 3],
  deltaHeight: [[14, 15], 3],
  deltaX: [[14, 15], 3],
  deltaY: [[14, 15], 3],
  size: [[1], 1],
}

function tablesOf(job: Job): TextTables {
  const flags = job.reader.u16()
  const choose = tableChooser(job)
  const named = textTables.map((name, i) => {
    const [standard, own] = choices[name]
    return [name, choose((flags >> (2 * i)) & (name === 'size' ? 1 : 3), standard, own)] as const
  })
  return Object.fromEntries(named) as TextTables
}

type Rest = { tables?: TextTables; template: number; symbols: readonly Bitmap[]; refines: boolean }

/** Reads what stands between the flags and the data, and takes up the data. */
function coderOf(job: Job, { tables, template, symbols, refines }: Rest): { coder: TextCoder; instances: number } {
  const { reader, work } = job
  const refinement = newRefinement(template, refines && template === 0 ? readAdaptive(reader, 'refinement') : undefined)
  const instances = reader.u32()
  if (!tables) return { coder: arithmeticText(new Arithmetic(reader.rest()), idBits(symbols.length, work), refinement, work), instances }
  const ids = readSymbolCodes(reader, symbols.length, work)
  return { coder: huffmanText(reader, tables, () => known(ids.decode(reader)), refinement, work), instances }
}

/** 7.4.3.1.1. */
export const textRegion: Decode = (job, { width, height }) => {
  const { reader, work } = job
  const flags = reader.u16()
  const refines = (flags & 2) !== 0
  const tables = flags & 1 ? tablesOf(job) : undefined
  const symbols = symbolsOf(job)
  const { coder, instances } = coderOf(job, { tables, template: flags >> 15, symbols, refines })
  const shape: Text = {
    width,
    height,
    instances,
    refines,
    logStrips: (flags >> 2) & 3,
    corner: (flags >> 4) & 3,
    isTransposed: (flags & 0x40) !== 0,
    operator: ((flags >> 7) & 3) as Operator,
    dark: (flags >> 9) & 1,
    offset: (flags << 17) >> 27,
  }
  return decodeText(coder, symbols, shape, work)
}
