/** Where seals go: at a place, over a text, or across the edges of all pages (骑缝章). */
import { fault } from '../fault.ts'
import type { OfdDocument } from '../read/document.ts'
import { findText } from '../text/find.ts'
import type { Box } from '../xml/values.ts'

/** `page` is an index from 0; the clip lies within the boundary. */
export type Place = { page: number; boundary: Box; clip?: Box }

type Size = { width: number; height: number }

/** Centres the seal on the last place where a text stands, moved by an offset: the name of the organ, 盖章处, a date. */
export async function placeAtText(document: OfdDocument, text: string, size: Size, offset = { x: 0, y: 0 }): Promise<Place> {
  const found = (await findText(document, text)).at(-1)
  if (!found) throw fault('sign.anchor', { text })
  const { x, y, width, height } = found.box
  const corner = { x: x + width / 2 - size.width / 2 + offset.x, y: y + height / 2 - size.height / 2 + offset.y }
  return { page: found.page, boundary: { ...corner, ...size } }
}

/** Strips thinner than this can hardly be seen; more pages take several seals. */
const mostPagesASeal = 20

/** Groups as equal as can be, none of a single page. */
function groupsOf(pages: number, most: number): number[] {
  const count = Math.max(1, Math.ceil(pages / most))
  return Array.from({ length: count }, (_, i) => Math.floor((pages * (i + 1)) / count) - Math.floor((pages * i) / count))
}

/**
 * One seal over the right edges of all pages: laid side by side, the strips make the seal whole. `top` in millimetres;
 * pages need not be of one size.
 */
export async function placeAcrossPages(document: OfdDocument, size: Size, top: number, most = mostPagesASeal): Promise<Place[]> {
  const { pages } = document
  if (pages.length < 2) throw fault('sign.wrong', { why: '骑缝章至少要两页' })
  const places: Place[] = []
  let page = 0
  for (const group of groupsOf(pages.length, most)) {
    const strip = size.width / group
    for (let i = 0; i < group; i++, page++) {
      const { area } = await document.page(page)
      const right = area.physical.x + area.physical.width
      const boundary = { x: right - strip * (i + 1), y: area.physical.y + top, ...size }
      places.push({ page, boundary, clip: { x: strip * i, y: 0, width: strip, height: size.height } })
    }
  }
  return places
}
