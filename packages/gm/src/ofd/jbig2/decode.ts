/** JBIG2 (ITU-T T.88, ISO/IEC 14492): a picture of one page from a file. */
import type { Bitmap } from './bitmap.ts'
import { broken, Jbig2Fault } from './fault.ts'
import { Page } from './page.ts'
import { Reader } from './reader.ts'
import { deedOf } from './regions.ts'
import { isEnded, readSegments, types } from './segments.ts'
import { Work } from './work.ts'

/** Throws a `Jbig2Fault` and nothing else, whatever the bytes are. */
export function decodeJbig2(bytes: Uint8Array, work = new Work()): Bitmap {
  const segments = readSegments(bytes, work)
  const pages = segments.filter(({ type }) => type === types.pageInformation)
  if (pages.length > 1) throw new Jbig2Fault('pages', String(pages.length))
  if (pages.length === 0) throw broken()
  const page = new Page(new Reader(pages[0]!.data), work)
  const made = new Map()
  for (const segment of segments) deedOf(segment.type)({ segment, reader: new Reader(segment.data), page, made, work })
  // A page may be blank, but then somebody says that it ends so.
  if (page.isBlank && !isEnded(segments)) throw broken()
  return page.finished()
}
