/** Graphic units as SVG: placed by boundary and matrix, clipped, transparent, painted. */
import type { Clip, CompositeGraphic, Graphic, ImageGraphic, PathGraphic } from '../model.ts'
import { type Matrix, shift, times } from '../xml/values.ts'
import { type Canvas, define, within } from './canvas.ts'
import { lineAttributes, paintAttributes } from './paint.ts'
import { outlineOf, staysIn } from './path.ts'
import { element, escaped, group, transformOf } from './svg.ts'
import { drawText } from './text.ts'

type Placed = Exclude<Graphic, { kind: 'block' }>

export const drawAll = (graphics: readonly Graphic[], canvas: Canvas): string => graphics.map((graphic) => draw(graphic, canvas)).join('')

export function draw(graphic: Graphic, canvas: Canvas): string {
  return within(canvas, () => {
    if (graphic.kind === 'block') return drawAll(graphic.children, canvas)
    return graphic.visible ? placed(graphic, canvas) : ''
  })
}

const cellsOn = (canvas: Canvas) => (cell: readonly Graphic[]) => within(canvas, () => drawAll(cell, canvas))

/** Boundary, then clips, then the unit's own matrix: the clips of pictures lie in millimetres, as their matrix only sizes them. */
function placed(graphic: Placed, canvas: Canvas): string {
  const { boundary, matrix, clips, alpha } = graphic
  const inner = clipped(clips, drawn[graphic.kind](graphic as never, canvas), canvas)
  const spanned = graphic.kind === 'image' ? inner : group({ transform: transformOf(matrix) }, inner)
  const kept = needsCut(graphic) ? cut(graphic, spanned, canvas) : spanned
  return group({ transform: transformOf(shift(boundary.x, boundary.y)), opacity: alpha === 1 ? undefined : alpha }, kept)
}

const drawn: { [K in Placed['kind']]: (graphic: Extract<Graphic, { kind: K }>, canvas: Canvas) => string } = {
  text: drawText,
  path: drawPath,
  image: drawImage,
  composite: drawComposite,
}

function drawPath(path: PathGraphic, canvas: Canvas): string {
  const { data } = outlineOf(path.data)
  if (data === '') return ''
  const stroke = path.stroke ? { ...paintAttributes('stroke', path.stroke, canvas, cellsOn(canvas)), ...lineAttributes(path.line) } : {}
  const rule = path.rule === 'evenodd' ? 'evenodd' : undefined
  return element('path', { d: data, 'fill-rule': rule, ...paintAttributes('fill', path.fill, canvas, cellsOn(canvas)), ...stroke })
}

/** A unit is cut at its boundary (8.5). Text is not: what someone signs should rather show too much than too little. */
function needsCut(graphic: Placed): boolean {
  const { boundary, matrix } = graphic
  if (graphic.kind !== 'path' || boundary.width <= 0 || boundary.height <= 0) return false
  const margin = (graphic.stroke ? graphic.line.width * Math.max(1, graphic.line.miterLimit) : 0) + 0.1
  return !staysIn(outlineOf(graphic.data).points, matrix, boundary, margin)
}

function cut({ boundary }: Placed, content: string, canvas: Canvas): string {
  const id = define(canvas, (own) => element('clipPath', { id: own }, element('rect', { width: boundary.width, height: boundary.height })))
  return element('g', { 'clip-path': `url(#${id})` }, content)
}

/** A picture fills the unit square, which its matrix brings to size; without one it fills its boundary (10). */
function drawImage(image: ImageGraphic, canvas: Canvas): string {
  const media = canvas.resources.media(image.resource)
  const picture = media?.file === undefined ? undefined : canvas.assets.pictures.get(media.file)
  const sized = transformOf(image.matrix)
  const space: Matrix = sized ? image.matrix : [image.boundary.width, 0, 0, image.boundary.height, 0, 0]
  const transform = transformOf(space)
  if (picture?.kind !== 'drawn') return missing(picture?.why ?? '找不到图片', transform, canvas)
  const mask = image.mask === undefined ? undefined : maskOf(image.mask, space, canvas)
  const shown = element('image', { href: picture.uri, width: 1, height: 1, preserveAspectRatio: 'none', transform })
  return group({ mask }, shown) + borderOf(image, canvas)
}

function borderOf({ border, boundary }: ImageGraphic, canvas: Canvas): string {
  if (!border) return ''
  const paint = { fill: 'none', ...paintAttributes('stroke', border.paint, canvas, () => ''), ...lineAttributes(border.line) }
  return element('rect', { width: boundary.width, height: boundary.height, rx: border.radius.x, ry: border.radius.y, ...paint })
}

function maskOf(resource: string, space: Matrix, canvas: Canvas): string | undefined {
  const file = canvas.resources.media(resource)?.file
  const picture = file === undefined ? undefined : canvas.assets.pictures.get(file)
  if (picture?.kind !== 'drawn') return undefined
  const shown = element('image', { href: picture.uri, width: 1, height: 1, preserveAspectRatio: 'none', transform: transformOf(space) })
  return `url(#${define(canvas, (id) => element('mask', { id, maskUnits: 'userSpaceOnUse', x: -10000, y: -10000, width: 20000, height: 20000 }, shown))})`
}

/** A crossed box with the reason, so that nobody takes a gap for empty paper. */
function missing(why: string, transform: string | undefined, canvas: Canvas): string {
  canvas.notes.add(why)
  const lines = element('path', { d: 'M0 0H1V1H0ZL1 1M1 0L0 1', fill: 'none', stroke: 'gray', 'stroke-width': 0.01 })
  return element('g', { transform }, `<title>${escaped(why)}</title>${lines}`)
}

function drawComposite(composite: CompositeGraphic, canvas: Canvas): string {
  const unit = canvas.resources.composite(composite.resource)
  return unit ? drawAll(unit.children, canvas) : ''
}

/** Every clip cuts further; the areas of one clip together let through. */
function clipped(clips: readonly Clip[], content: string, canvas: Canvas): string {
  return clips.reduce((inner, clip) => {
    const shapes = clip.flatMap((area) => {
      if (!area.path) return area.text ? clipText(area.text, area.matrix, canvas) : []
      const { boundary, matrix, data, rule } = area.path
      const by = times(area.matrix, times(shift(boundary.x, boundary.y), matrix))
      return element('path', {
        d: outlineOf(data).data || 'M0 0',
        transform: transformOf(by),
        'clip-rule': rule === 'evenodd' ? rule : undefined,
      })
    })
    const id = define(canvas, (own) => element('clipPath', { id: own }, shapes.join('') || '<path d="M0 0"/>'))
    return element('g', { 'clip-path': `url(#${id})` }, inner)
  }, content)
}

/** A clip path may hold glyphs only without groups around them. */
function clipText(text: Extract<Graphic, { kind: 'text' }>, by: Matrix, canvas: Canvas): string {
  const full = times(by, times(shift(text.boundary.x, text.boundary.y), text.matrix))
  const glyphs = drawText({ ...text, stroke: undefined }, canvas).match(/<use [^>]*>/g) ?? []
  return glyphs
    .map((use) => use.replace(/transform="([^"]*)"/, (_, own: string) => `transform="${transformOf(full) ?? ''} ${own}"`))
    .join('')
}
