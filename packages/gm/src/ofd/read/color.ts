/** Colours, gradients and patterns (GB/T 33190 8.3) as paints. */
import type { ColorSpace, Graphic, Paint, Rgb, Spread, Stop } from '../model.ts'
import type { Element } from '../xml/parse.ts'
import { attribute, child, children, matrixOf, numberAt, numbersOf, pointOf } from '../xml/values.ts'

/** What colours need from around them: colour spaces, the default one, and how a pattern's cell is read. */
export type ColorContext = {
  space(id: string): ColorSpace | undefined
  defaultSpace?: string
  cell(block: Element): Graphic[]
}

const black: Rgb = { red: 0, green: 0, blue: 0, alpha: 1 }
const clamp = (value: number) => Math.min(255, Math.max(0, Math.round(value)))

type Toning = (values: readonly number[], scale: (value: number) => number) => Omit<Rgb, 'alpha'>

/** Without a profile, CMYK is turned by the plain formula. */
const tonings: Record<ColorSpace['type'], Toning> = {
  GRAY: ([gray = 0], scale) => ({ red: scale(gray), green: scale(gray), blue: scale(gray) }),
  RGB: ([red = 0, green = 0, blue = 0], scale) => ({ red: scale(red), green: scale(green), blue: scale(blue) }),
  CMYK: ([c = 0, m = 0, y = 0, k = 0], scale) => {
    const light = 255 - scale(k)
    const tone = (ink: number) => clamp(((255 - scale(ink)) * light) / 255)
    return { red: tone(c), green: tone(m), blue: tone(y) }
  },
}

const typesByLength: Record<number, ColorSpace['type']> = { 1: 'GRAY', 3: 'RGB', 4: 'CMYK' }

/** Components of a colour; where no space is named, their number tells it. */
function flatten(element: Element, context: ColorContext): Rgb {
  const id = attribute(element, 'ColorSpace') ?? context.defaultSpace
  const space = id === undefined ? undefined : context.space(id)
  const index = numberAt(element, 'Index')
  const values = (index === undefined ? undefined : space?.palette[index]) ?? numbersOf(attribute(element, 'Value'))
  const type = space?.type ?? typesByLength[values.length] ?? 'RGB'
  const bits = space?.bits ?? 8
  const scale = (value: number) => clamp(bits === 8 ? value : (value * 255) / (2 ** bits - 1))
  return { ...tonings[type](values, scale), alpha: alphaOf(element) }
}

const alphaOf = (element: Element) => Math.min(1, Math.max(0, (numberAt(element, 'Alpha') ?? 255) / 255))

function stopsOf(shading: Element, context: ColorContext): Stop[] {
  const segments = children(shading, 'Segment')
  return segments.map((segment, i) => {
    const color = child(segment, 'Color')
    const at = numberAt(segment, 'Position') ?? i / Math.max(1, segments.length - 1)
    return { at: Math.min(1, Math.max(0, at)), color: color ? flatten(color, context) : black }
  })
}

/** MapType of a shading; Extend decides whether colour goes on beyond its ends. */
function spreadOf(shading: Element): Spread {
  const map = attribute(shading, 'MapType')
  if (map === 'Repeat') return 'repeat'
  if (map === 'Reflect') return 'reflect'
  return (numberAt(shading, 'Extend') ?? 0) > 0 ? 'pad' : 'none'
}

const origin = { x: 0, y: 0 }

type Reading = (shading: Element, color: Element, context: ColorContext) => Paint

function readMesh(shading: Element, color: Element, context: ColorContext): Paint {
  const corners = children(shading, 'Point').map((point) => {
    const own = child(point, 'Color')
    return own ? flatten(own, context) : black
  })
  const mean = (part: 'red' | 'green' | 'blue') => clamp(corners.reduce((sum, c) => sum + c[part], 0) / Math.max(1, corners.length))
  return { kind: 'mesh', red: mean('red'), green: mean('green'), blue: mean('blue'), alpha: alphaOf(color) }
}

const shadings: Record<string, Reading> = {
  AxialShd: (shading, color, context) => ({
    kind: 'axial',
    start: pointOf(attribute(shading, 'StartPoint')) ?? origin,
    end: pointOf(attribute(shading, 'EndPoint')) ?? origin,
    stops: stopsOf(shading, context),
    spread: spreadOf(shading),
    alpha: alphaOf(color),
  }),
  RadialShd: (shading, color, context) => ({
    kind: 'radial',
    start: pointOf(attribute(shading, 'StartPoint')) ?? origin,
    startRadius: numberAt(shading, 'StartRadius') ?? 0,
    end: pointOf(attribute(shading, 'EndPoint')) ?? origin,
    endRadius: numberAt(shading, 'EndRadius') ?? 0,
    squash: Math.sqrt(Math.max(0, 1 - Math.min(1, numberAt(shading, 'Eccentricity') ?? 0) ** 2)),
    angle: numberAt(shading, 'Angle') ?? 0,
    stops: stopsOf(shading, context),
    spread: spreadOf(shading),
    alpha: alphaOf(color),
  }),
  Pattern: (pattern, color, context) => {
    const [width, height] = [numberAt(pattern, 'Width') ?? 0, numberAt(pattern, 'Height') ?? 0]
    const cell = child(pattern, 'CellContent')
    return {
      kind: 'pattern',
      width,
      height,
      stepX: numberAt(pattern, 'XStep') ?? width,
      stepY: numberAt(pattern, 'YStep') ?? height,
      matrix: matrixOf(attribute(pattern, 'CTM')) ?? [1, 0, 0, 1, 0, 0],
      cell: cell ? context.cell(cell) : [],
      alpha: alphaOf(color),
    }
  },
  GouraudShd: readMesh,
  LaGourandShd: readMesh,
  LaGouraudShd: readMesh,
}

/** CT_Color as a paint; a shading wins over a value. */
export function readPaint(element: Element, context: ColorContext): Paint {
  for (const part of element.children) {
    const reading = shadings[part.name]
    if (reading) return reading(part, element, context)
  }
  return { kind: 'flat', ...flatten(element, context) }
}
