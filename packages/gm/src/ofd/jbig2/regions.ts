/** What each kind of segment does (T.88 7.3, 7.4). */
import { Arithmetic } from './arithmetic.ts'
import type { Bitmap } from './bitmap.ts'
import { broken, unsupported } from './fault.ts'
import { type Adaptive, decodeGeneric, genericContexts, usualAdaptive } from './generic.ts'
import { type Page, type Region, readRegion } from './page.ts'
import type { Reader } from './reader.ts'
import { type Segment, types } from './segments.ts'
import type { Work } from './work.ts'

/** What a segment leaves for others. */
export type Made = { kind: 'region'; bitmap: Bitmap }
export type Job = { segment: Segment; reader: Reader; page: Page; made: Map<number, Made>; work: Work }
type Deed = (job: Job) => void
type Decode = (job: Job, region: Region) => Bitmap

export const readAdaptive = (reader: Reader, count: number): Adaptive[] =>
  Array.from({ length: count }, () => [reader.i8(), reader.i8()] as const)

/** 7.4.6. */
function genericRegion({ segment, reader, work }: Job, region: Region): Bitmap {
  const flags = reader.u8()
  if (segment.rows !== undefined) {
    if (segment.rows > region.height) throw broken()
    region.height = segment.rows
  }
  if (flags & 1) throw unsupported('MMR')
  if (flags & 16) throw unsupported('扩展模板')
  const template = (flags >> 1) & 3
  const adaptive = readAdaptive(reader, usualAdaptive(template).length)
  const shape = { ...region, template, adaptive, typical: (flags & 8) !== 0 }
  return decodeGeneric(new Arithmetic(reader.rest()), genericContexts(template), shape, work)
}

/** Regions of each kind: the first is kept to be refined, the others are laid on the page. */
const regions: readonly (readonly [types: readonly [number, number, number], decode: Decode])[] = [
  [[types.intermediateGeneric, types.immediateGeneric, types.immediateLosslessGeneric], genericRegion],
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
const table = new Map<number, Deed>([
  ...regions.flatMap(([[intermediate, ...immediate], decode]): [number, Deed][] => [
    [intermediate, kept(decode)],
    ...immediate.map((type): [number, Deed] => [type, laid(decode)]),
  ]),
  [types.endOfStripe, ({ page, reader }) => page.endStripe(reader)],
  // Written for people or for whoever looks for a page, not for the picture.
  ...[types.pageInformation, types.endOfPage, types.endOfFile, types.profiles, types.extension].map((type): [number, Deed] => [
    type,
    nothing,
  ]),
])

export function deedOf(type: number): Deed {
  const deed = table.get(type)
  if (!deed) throw unsupported(`第 ${type} 种数据段`)
  return deed
}
