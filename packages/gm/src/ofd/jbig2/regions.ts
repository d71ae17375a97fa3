/** What each kind of segment does (T.88 7.3, 7.4). */
import { Arithmetic } from './arithmetic.ts'
import type { Bitmap } from './bitmap.ts'
import { broken, unsupported } from './fault.ts'
import { decodeGeneric, genericContexts } from './generic.ts'
import { decodeHalftone, decodePatterns } from './halftone.ts'
import { readTable } from './huffman.ts'
import { type Decode, type Deed, type Job, patternsOf, readAdaptive, refinedOf } from './job.ts'
import { decodeMmr } from './mmr.ts'
import { type Region, readRegion } from './page.ts'
import { decodeRefinement, refinementContexts, usualRefinement } from './refinement.ts'
import { symbolDictionary } from './segment-symbols.ts'
import { textRegion } from './segment-text.ts'
import { types } from './segments.ts'

/** 7.4.6. */
function genericRegion({ segment, reader, work }: Job, region: Region): Bitmap {
  const flags = reader.u8()
  if (segment.rows !== undefined) {
    if (segment.rows > region.height) throw broken()
    region.height = segment.rows
  }
  if (flags & 1) return decodeMmr(reader, region.width, region.height, work)
  if (flags & 16) throw unsupported('扩展模板')
  const template = (flags >> 1) & 3
  const shape = { ...region, template, adaptive: readAdaptive(reader, template), typical: (flags & 8) !== 0 }
  return decodeGeneric(new Arithmetic(reader.rest()), genericContexts(template), shape, work)
}

/** 7.4.7: of a region that was kept, or of what lies on the page. */
function refinementRegion(job: Job, region: Region): Bitmap {
  const { reader, page, work } = job
  const flags = reader.u8()
  const template = flags & 1
  const adaptive = template === 0 ? readAdaptive(reader, 'refinement') : usualRefinement
  const reference = refinedOf(job) ?? page.cut(region)
  if (reference.width !== region.width || reference.height !== region.height) throw broken()
  const shape = { ...region, template, adaptive, reference, dx: 0, dy: 0, typical: (flags & 2) !== 0 }
  return decodeRefinement(new Arithmetic(reader.rest()), refinementContexts(template), shape, work)
}

const halftoneRegion: Decode = (job, region) => decodeHalftone(job.reader, region, patternsOf(job), job.work)

/** Regions of each kind: the first is kept to be refined, the others are laid on the page. */
const regions: readonly (readonly [intermediate: number, immediate: number, lossless: number, Decode])[] = [
  [types.intermediateText, types.immediateText, types.immediateLosslessText, textRegion],
  [types.intermediateHalftone, types.immediateHalftone, types.immediateLosslessHalftone, halftoneRegion],
  [types.intermediateGeneric, types.immediateGeneric, types.immediateLosslessGeneric, genericRegion],
  [types.intermediateRefinement, types.immediateRefinement, types.immediateLosslessRefinement, refinementRegion],
]

const laid =
  (decode: Decode): Deed =>
  (job) => {
    const region = readRegion(job.reader)
    job.page.lay(decode(job, region), region)
  }
const kept =
  (decode: Decode): Deed =>
  (job) =>
    void job.made.set(job.segment.number, { kind: 'region', bitmap: decode(job, readRegion(job.reader)) })

const nothing: Deed = () => {}

/** Written for people, or for whoever looks for a page; a kind that says it has to be understood is not (7.4.15.1). */
const extension: Deed = ({ reader }) => {
  if (reader.u32() >= 0x80000000) throw unsupported('扩展数据段')
}

const table = new Map<number, Deed>([
  ...regions.flatMap(([intermediate, immediate, lossless, decode]): [number, Deed][] => [
    [intermediate, kept(decode)],
    [immediate, laid(decode)],
    [lossless, laid(decode)],
  ]),
  [types.symbolDictionary, symbolDictionary],
  [
    types.patternDictionary,
    ({ segment, reader, made, work }) => void made.set(segment.number, { kind: 'patterns', patterns: decodePatterns(reader, work) }),
  ],
  [types.tables, ({ segment, reader, made, work }) => void made.set(segment.number, { kind: 'table', table: readTable(reader, work) })],
  [types.endOfStripe, ({ page, reader }) => page.endStripe(reader)],
  [types.extension, extension],
  ...[types.pageInformation, types.endOfPage, types.endOfFile, types.profiles].map((type): [number, Deed] => [type, nothing]),
])

export function deedOf(type: number): Deed {
  const deed = table.get(type)
  if (!deed) throw unsupported(`第 ${type} 种数据段`)
  return deed
}
