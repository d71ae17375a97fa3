/** Paints and lines as SVG attributes; gradients and patterns become definitions. */
import type { Graphic, Paint, Rgb, Spread, Stop, Stroke } from '../model.ts'
import { type Canvas, define } from './canvas.ts'
import { element, matrix, number } from './svg.ts'

type PaintAttributes = Record<string, string | number | undefined>

const rgb = ({ red, green, blue }: Pick<Rgb, 'red' | 'green' | 'blue'>) => `rgb(${red},${green},${blue})`

/** Where colour must not go on beyond the ends, it ends in nothing. */
function stopsOf(stops: readonly Stop[], spread: Spread): string {
  const stop = ({ at, color }: Stop, alpha: number) =>
    element('stop', { offset: at, 'stop-color': rgb(color), 'stop-opacity': alpha === 1 ? undefined : alpha })
  const inner = stops.map((s) => stop(s, s.color.alpha))
  const [first, last] = [stops[0], stops.at(-1)]
  if (spread !== 'none' || !first || !last) return inner.join('')
  return stop(first, 0) + inner.join('') + stop(last, 0)
}

const spreadOf = (spread: Spread) => (spread === 'repeat' || spread === 'reflect' ? spread : undefined)

type Shaded = Exclude<Paint, { kind: 'flat' | 'mesh' }>
type Definition<K extends Shaded['kind']> = (paint: Extract<Paint, { kind: K }>, id: string, draw: () => string) => string

const axial: Definition<'axial'> = ({ start, end, stops, spread }, id) =>
  element(
    'linearGradient',
    { id, gradientUnits: 'userSpaceOnUse', x1: start.x, y1: start.y, x2: end.x, y2: end.y, spreadMethod: spreadOf(spread) },
    stopsOf(stops, spread),
  )

const radial: Definition<'radial'> = ({ start, startRadius, end, endRadius, squash, angle, stops, spread }, id) => {
  const [x, y] = [number(end.x), number(end.y)]
  const turned =
    squash === 1 ? undefined : `translate(${x} ${y}) rotate(${number(angle)}) scale(1 ${number(squash)}) translate(-${x} -${y})`
  const circles = { cx: end.x, cy: end.y, r: endRadius, fx: start.x, fy: start.y, fr: startRadius }
  return element(
    'radialGradient',
    { id, gradientUnits: 'userSpaceOnUse', ...circles, gradientTransform: turned, spreadMethod: spreadOf(spread) },
    stopsOf(stops, spread),
  )
}

const pattern: Definition<'pattern'> = ({ stepX, stepY, matrix: by }, id, draw) =>
  element(
    'pattern',
    { id, patternUnits: 'userSpaceOnUse', width: Math.max(stepX, 0.01), height: Math.max(stepY, 0.01), patternTransform: matrix(by) },
    draw(),
  )

function defined(paint: Shaded, canvas: Canvas, drawCell: (cell: readonly Graphic[]) => string): string {
  return define(canvas, (id) => {
    if (paint.kind === 'axial') return axial(paint, id, () => '')
    if (paint.kind === 'radial') return radial(paint, id, () => '')
    return pattern(paint, id, () => drawCell(paint.cell))
  })
}

export type CellDrawing = (cell: readonly Graphic[]) => string

export function paintAttributes(name: 'fill' | 'stroke', paint: Paint | undefined, canvas: Canvas, drawCell: CellDrawing): PaintAttributes {
  if (!paint || paint.alpha === 0) return { [name]: 'none' }
  const alpha = paint.alpha === 1 ? undefined : paint.alpha
  const value = paint.kind === 'flat' || paint.kind === 'mesh' ? rgb(paint) : `url(#${defined(paint, canvas, drawCell)})`
  return { [name]: value, [`${name}-opacity`]: alpha }
}

/** Text is painted glyph by glyph, each in a space of its own: a gradient becomes its first colour there. */
export function flatPaint(paint: Paint | undefined): Paint | undefined {
  if (paint?.kind === 'axial' || paint?.kind === 'radial')
    return { kind: 'flat', ...(paint.stops[0]?.color ?? { red: 0, green: 0, blue: 0, alpha: 1 }) }
  if (paint?.kind === 'pattern') return { kind: 'flat', red: 0, green: 0, blue: 0, alpha: paint.alpha }
  return paint
}

/** SVG's own defaults are left out. */
export const lineAttributes = (line: Stroke): PaintAttributes => ({
  'stroke-width': line.width,
  'stroke-linejoin': line.join === 'miter' ? undefined : line.join,
  'stroke-linecap': line.cap === 'butt' ? undefined : line.cap,
  'stroke-miterlimit': line.join === 'miter' ? line.miterLimit : undefined,
  'stroke-dasharray': line.dash.some((length) => length > 0) ? line.dash.map(number).join(' ') : undefined,
  'stroke-dashoffset': line.dashOffset || undefined,
})
