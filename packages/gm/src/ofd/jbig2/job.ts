/** A segment at work: what it reads, and what those before it left. */
import type { Bitmap } from './bitmap.ts'
import { broken } from './fault.ts'
import { type Adaptive, usualAdaptive } from './generic.ts'
import { type HuffmanTable, standardTable } from './huffman.ts'
import type { Page, Region } from './page.ts'
import type { Reader } from './reader.ts'
import type { Segment } from './segments.ts'
import type { Kept } from './symbols.ts'
import type { Work } from './work.ts'

/** What a segment leaves for others. */
export type Made =
  | { kind: 'region'; bitmap: Bitmap }
  | { kind: 'symbols'; symbols: Bitmap[]; kept?: Kept }
  | { kind: 'patterns'; patterns: Bitmap[] }
  | { kind: 'table'; table: HuffmanTable }

export type Job = { segment: Segment; reader: Reader; page: Page; made: Map<number, Made>; work: Work }
export type Deed = (job: Job) => void
export type Decode = (job: Job, region: Region) => Bitmap

/** Of one kind, what the segments left that this one refers to; all of them have to be there. */
export function referred<K extends Made['kind']>({ segment, made, work }: Job, kind: K): Extract<Made, { kind: K }>[] {
  work.spend(segment.references.length)
  const all = segment.references.map((number) => {
    const one = made.get(number)
    if (!one) throw broken()
    return one
  })
  return all.filter((one): one is Extract<Made, { kind: K }> => one.kind === kind)
}

export const refinedOf = (job: Job): Bitmap | undefined => referred(job, 'region')[0]?.bitmap
export const patternsOf = (job: Job): Bitmap[] => referred(job, 'patterns')[0]?.patterns ?? []

export function symbolsOf(job: Job): Bitmap[] {
  const dictionaries = referred(job, 'symbols')
  job.work.spend(dictionaries.reduce((sum, { symbols }) => sum + symbols.length, 0))
  return dictionaries.flatMap(({ symbols }) => symbols)
}

/** The adaptive dots of a generic template, or the two of a refinement. */
export const readAdaptive = (reader: Reader, template: number | 'refinement'): Adaptive[] => {
  const count = template === 'refinement' ? 2 : usualAdaptive(template).length
  return Array.from({ length: count }, () => [reader.i8(), reader.i8()] as const)
}

/** Tables by their choices: a standard one by its place in the list, or the next that the file brings along. */
export function tableChooser(job: Job): (choice: number, standard: readonly number[], own: number) => HuffmanTable {
  const brought = referred(job, 'table')
  return (choice, standard, own) => {
    if (choice !== own) {
      const number = standard[choice]
      if (number === undefined) throw broken()
      return standardTable(number)
    }
    const next = brought.shift()
    if (!next) throw broken()
    return next.table
  }
}
