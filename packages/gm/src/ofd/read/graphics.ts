/** Graphic units of a page (GB/T 33190 9–11) as the model: text, paths, images, composites, blocks. */
import type { BlockGraphic, Clip, GlyphTransform, Graphic, ImageGraphic, Paint, PathGraphic, TextCode, TextGraphic } from '../model.ts'
import type { Element } from '../xml/parse.ts'
import { attribute, booleanAt, boxOf, child, children, matrixOf, numberAt, numberOf, numbersOf, shift } from '../xml/values.ts'
import { readActions } from './actions.ts'
import { type ColorContext, readPaint } from './color.ts'
import type { Styles } from './style.ts'

export type GraphicContext = { styles: Styles; colors: ColorContext }

const nowhere = { x: 0, y: 0, width: 0, height: 0 }
const upright = shift(0, 0)
/** No text object of a page has more; a longer one is an attack on memory. */
const mostDeltas = 1_000_000

/** `g 3 5` stands for `5 5 5` (11.3); what is not so is read as it stands. */
export function expandDeltas(text: string | undefined): number[] | undefined {
  if (text === undefined) return undefined
  const parts = text.trim().split(/[\s,]+/)
  const deltas: number[] = []
  for (let i = 0; i < parts.length && deltas.length < mostDeltas; i++) {
    if (parts[i]!.toLowerCase() !== 'g') {
      deltas.push(numberOf(parts[i]) ?? 0)
      continue
    }
    const count = Math.min(numberOf(parts[i + 1]) ?? 0, mostDeltas - deltas.length)
    const delta = numberOf(parts[i + 2]) ?? 0
    for (let n = 0; n < count; n++) deltas.push(delta)
    i += 2
  }
  return deltas
}

function commonOf(element: Element, context: GraphicContext) {
  const clips = child(element, 'Clips')
  return {
    id: attribute(element, 'ID'),
    boundary: boxOf(attribute(element, 'Boundary')) ?? nowhere,
    matrix: matrixOf(attribute(element, 'CTM')) ?? upright,
    alpha: Math.min(1, Math.max(0, (numberAt(element, 'Alpha') ?? 255) / 255)),
    visible: booleanAt(element, 'Visible') ?? true,
    clips: children(clips, 'Clip').map((clip) => readClip(clip, context)),
    actions: readActions(child(element, 'Actions')),
  }
}

function readClip(clip: Element, context: GraphicContext): Clip {
  return children(clip, 'Area').map((area) => {
    const [path, text] = [child(area, 'Path'), child(area, 'Text')]
    return {
      matrix: matrixOf(attribute(area, 'CTM')) ?? upright,
      path: path && readPath(path, context),
      text: text && readText(text, context),
    }
  })
}

const readTransform = (element: Element): GlyphTransform => ({
  position: numberAt(element, 'CodePosition') ?? 0,
  codes: numberAt(element, 'CodeCount') ?? 1,
  glyphs: numbersOf(child(element, 'Glyphs')?.text),
})

/** Transforms stand before the text they belong to; a position beyond its end counts on into the next. */
function readCodes(element: Element): TextCode[] {
  const codes: TextCode[] = []
  let waiting: GlyphTransform[] = []
  for (const part of element.children) {
    if (part.name === 'CGTransform') waiting.push(readTransform(part))
    if (part.name !== 'TextCode') continue
    const length = [...part.text].length
    codes.push({
      text: part.text,
      x: numberAt(part, 'X'),
      y: numberAt(part, 'Y'),
      deltaX: expandDeltas(attribute(part, 'DeltaX')),
      deltaY: expandDeltas(attribute(part, 'DeltaY')),
      transforms: waiting.filter((t) => t.position < length),
    })
    waiting = waiting.filter((t) => t.position >= length).map((t) => ({ ...t, position: t.position - length }))
  }
  return codes
}

const black = { kind: 'flat', red: 0, green: 0, blue: 0, alpha: 1 } as const

/** Whether a unit is filled or stroked is said apart from the colour. */
const painted = (element: Element, name: 'Fill' | 'Stroke', usual: boolean, paint: Paint): Paint | undefined =>
  (booleanAt(element, name) ?? usual) ? paint : undefined

function readText(element: Element, context: GraphicContext, layer?: string): TextGraphic {
  const style = context.styles.of(element, layer)
  return {
    kind: 'text',
    ...commonOf(element, context),
    font: attribute(element, 'Font') ?? '',
    size: numberAt(element, 'Size') ?? 0,
    horizontalScale: numberAt(element, 'HScale') ?? 1,
    readDirection: numberAt(element, 'ReadDirection') ?? 0,
    charDirection: numberAt(element, 'CharDirection') ?? 0,
    weight: numberAt(element, 'Weight') ?? 400,
    italic: booleanAt(element, 'Italic') ?? false,
    fill: painted(element, 'Fill', true, style.fill ?? black),
    stroke: painted(element, 'Stroke', false, style.stroke ?? black),
    line: style.line,
    codes: readCodes(element),
  }
}

function readPath(element: Element, context: GraphicContext, layer?: string): PathGraphic {
  const style = context.styles.of(element, layer)
  return {
    kind: 'path',
    ...commonOf(element, context),
    data: child(element, 'AbbreviatedData')?.text ?? '',
    rule: attribute(element, 'Rule') === 'Even-Odd' ? 'evenodd' : 'nonzero',
    fill: painted(element, 'Fill', false, style.fill ?? { ...black, alpha: 0 }),
    stroke: painted(element, 'Stroke', true, style.stroke ?? black),
    line: style.line,
  }
}

function readImage(element: Element, context: GraphicContext, layer?: string): ImageGraphic {
  const border = child(element, 'Border')
  const color = child(border, 'BorderColor')
  return {
    kind: 'image',
    ...commonOf(element, context),
    resource: attribute(element, 'ResourceID') ?? '',
    mask: attribute(element, 'ImageMask'),
    border: border && {
      line: context.styles.of(border, layer).line,
      paint: color ? readPaint(color, context.colors) : black,
      radius: { x: numberAt(border, 'HorizonalCornerRadius') ?? 0, y: numberAt(border, 'VerticalCornerRadius') ?? 0 },
    },
  }
}

const readBlock = (element: Element, context: GraphicContext, layer?: string): BlockGraphic => ({
  kind: 'block',
  children: readBlockContent(element, context, layer),
})

const readings: Record<string, (element: Element, context: GraphicContext, layer?: string) => Graphic> = {
  TextObject: readText,
  PathObject: readPath,
  ImageObject: readImage,
  CompositeObject: (element, context) => ({
    kind: 'composite',
    ...commonOf(element, context),
    resource: attribute(element, 'ResourceID') ?? '',
  }),
  CompositeGraphicUnit: (element, context) => ({
    kind: 'composite',
    ...commonOf(element, context),
    resource: attribute(element, 'ResourceID') ?? '',
  }),
  PageBlock: readBlock,
}

/** The graphic units of a block, layer, cell or appearance, in order; what is none is passed over. */
export function readBlockContent(element: Element, context: GraphicContext, layer?: string): Graphic[] {
  return element.children.flatMap((part) => readings[part.name]?.(part, context, layer) ?? [])
}
