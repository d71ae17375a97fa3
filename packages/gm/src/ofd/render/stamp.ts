/** Seal pictures where a signature's StampAnnot puts them (GB/T 33190 18.2.2). */
import type { Box } from '../xml/values.ts'
import { shift } from '../xml/values.ts'
import { type Canvas, define } from './canvas.ts'
import { dataUri, pictureOf } from './picture.ts'
import { element, escaped, transformOf } from './svg.ts'

/** `kind` is what the seal says of its picture: PNG, JPG, BMP, SVG. An OFD picture comes as the SVG of its page in `svg`. */
export type Stamp = {
  /** ID of the page. */
  page: string
  signature: string
  boundary: Box
  /** Within the boundary, as for a seal across the edges of several pages. */
  clip?: Box
  picture: { kind: string; bytes: Uint8Array; svg?: string }
  name?: string
}

/** As a picture an SVG runs no script and fetches nothing. */
function uriOf({ kind, bytes, svg }: Stamp['picture']): string | undefined {
  if (svg !== undefined) return dataUri('image/svg+xml', new TextEncoder().encode(svg))
  if (kind.toUpperCase() === 'SVG') return dataUri('image/svg+xml', bytes)
  const picture = pictureOf(bytes, kind)
  return picture.kind === 'drawn' ? picture.uri : undefined
}

export function drawStamp(stamp: Stamp, canvas: Canvas): string {
  const { boundary, clip, name = '印章' } = stamp
  const uri = uriOf(stamp.picture)
  if (uri === undefined) canvas.notes.add(`“${name}”的图样不能显示`)
  const { width, height } = boundary
  const frame = { width, height, preserveAspectRatio: 'none' }
  const shown =
    uri === undefined
      ? element('rect', { width, height, fill: 'none', stroke: 'red', 'stroke-width': 0.3 })
      : element('image', { href: uri, ...frame })
  const cutting =
    clip &&
    define(canvas, (id) => element('clipPath', { id }, element('rect', { x: clip.x, y: clip.y, width: clip.width, height: clip.height })))
  const content = `<title>${escaped(name)}</title>${cutting ? element('g', { 'clip-path': `url(#${cutting})` }, shown) : shown}`
  return element('g', { transform: transformOf(shift(boundary.x, boundary.y)) }, content)
}
