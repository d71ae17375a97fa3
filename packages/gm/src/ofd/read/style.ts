/** Drawing parameters (GB/T 33190 8.2): inherited through `Relative`, then the layer's, then what the object says itself. */
import type { Paint, Stroke } from '../model.ts'
import type { Element } from '../xml/parse.ts'
import { attribute, child, numberAt, numbersOf } from '../xml/values.ts'
import { type ColorContext, readPaint } from './color.ts'

export type Style = { line: Stroke; fill?: Paint; stroke?: Paint }

const joins: Record<string, Stroke['join']> = { miter: 'miter', round: 'round', bevel: 'bevel' }
const caps: Record<string, Stroke['cap']> = { butt: 'butt', round: 'round', square: 'square' }

/** Defaults of the standard: a line of 0.353 mm is one point wide. */
const plain: Style = { line: { width: 0.353, join: 'miter', cap: 'butt', miterLimit: 3.528, dash: [], dashOffset: 0 } }

function overlaid(base: Style, element: Element, context: ColorContext): Style {
  const { line } = base
  const dash = attribute(element, 'DashPattern')
  const [fill, stroke] = [child(element, 'FillColor'), child(element, 'StrokeColor')]
  return {
    line: {
      width: numberAt(element, 'LineWidth') ?? line.width,
      join: joins[attribute(element, 'Join')?.toLowerCase() ?? ''] ?? line.join,
      cap: caps[attribute(element, 'Cap')?.toLowerCase() ?? ''] ?? line.cap,
      miterLimit: numberAt(element, 'MiterLimit') ?? line.miterLimit,
      dash: dash === undefined ? line.dash : numbersOf(dash).map(Math.abs),
      dashOffset: numberAt(element, 'DashOffset') ?? line.dashOffset,
    },
    fill: fill ? readPaint(fill, context) : base.fill,
    stroke: stroke ? readPaint(stroke, context) : base.stroke,
  }
}

export type Styles = {
  /** The style of an element of a layer with these parameters. */
  of(element: Element, layer?: string): Style
}

/** `params` gives the DrawParam element of an id; a circle of `Relative` ends where it closes. */
export function stylesOver(params: (id: string) => Element | undefined, context: ColorContext): Styles {
  const known = new Map<string, Style>()
  const named = (id: string, seen: ReadonlySet<string>): Style => {
    const before = known.get(id)
    if (before) return before
    const element = params(id)
    if (!element || seen.has(id)) return plain
    const relative = attribute(element, 'Relative')
    const style = overlaid(relative ? named(relative, new Set([...seen, id])) : plain, element, context)
    known.set(id, style)
    return style
  }
  return {
    of: (element, layer) => {
      const own = attribute(element, 'DrawParam') ?? layer
      return overlaid(own === undefined ? plain : named(own, new Set()), element, context)
    },
  }
}
