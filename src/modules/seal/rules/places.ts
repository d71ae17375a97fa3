/** Where a seal comes to lie on the pages of a file. */
import { openOfd, type Place, placeAcrossPages, placeAtText } from '@haoban/gm/ofd'
import type { SealPlace } from '../schema/use.ts'

/** Where on which pages a seal of a side in millimetres comes to lie. */
export async function placesOf(bytes: Uint8Array, asked: readonly SealPlace[], side: number): Promise<Place[]> {
  const size = { width: side, height: side }
  const opened = asked.some((p) => !('page' in p)) ? (await openOfd(bytes)).documents[0]! : undefined
  const places: Place[] = []
  for (const p of asked) {
    if ('page' in p) places.push({ page: p.page, boundary: { x: p.x - side / 2, y: p.y - side / 2, ...size } })
    else if ('over' in p) places.push(await placeAtText(opened!, p.over, size, { x: p.dx ?? 0, y: p.dy ?? 0 }))
    else places.push(...(await placeAcrossPages(opened!, size, p.top)))
  }
  return places
}
