/** Items of a page as graphic units. */
import { fault } from '../fault.ts'
import type { Matrix } from '../xml/values.ts'
import { apply } from '../xml/values.ts'
import type { DraftFont, ImageItem, Ink, Item, PathItem, TextItem, Turned } from './draft.ts'
import { type Markup, millimetres, numbers, tag, textTag } from './xml.ts'

/** Ids of the document as its parts are written, and what items refer to by key. */
export type Writing = {
  nextId(): number
  /** The last id that was given. */
  ids: { last: number }
  fonts: ReadonlyMap<string, { id: number; font: DraftFont }>
  images: ReadonlyMap<string, number>
}

const alpha = (opacity: number | undefined) => (opacity === undefined || opacity === 1 ? undefined : Math.round(opacity * 255))

const color = (name: 'FillColor' | 'StrokeColor', ink: Ink | undefined): Markup | undefined => ink && tag(name, { Value: ink.join(' ') })

/** The box around a turned rectangle, and the matrix that turns it inside. */
function turned(x: number, y: number, width: number, height: number, turn = 0): Turned {
  if (turn % 360 === 0) return { boundary: [x, y, width, height] }
  const angle = (turn * Math.PI) / 180
  const around: Matrix = [Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle), 0, 0]
  const corners = [
    { x: 0, y: 0 },
    { x: width, y: 0 },
    { x: 0, y: height },
    { x: width, y: height },
  ].map((corner) => apply(around, corner))
  const [left, top] = [Math.min(...corners.map((c) => c.x)), Math.min(...corners.map((c) => c.y))]
  const [right, bottom] = [Math.max(...corners.map((c) => c.x)), Math.max(...corners.map((c) => c.y))]
  return { boundary: [x + left, y + top, right - left, bottom - top], matrix: [around[0], around[1], around[2], around[3], -left, -top] }
}

const placing = ({ boundary, matrix }: Turned) => ({
  Boundary: numbers(boundary),
  CTM: matrix?.map((v) => Number(v.toFixed(6))).join(' '),
})

/** Equal neighbours become `g n d` where that is shorter. */
export function deltaText(deltas: readonly number[]): string {
  const parts: string[] = []
  const texts = deltas.map(millimetres)
  for (let i = 0; i < texts.length; ) {
    let end = i
    while (end < texts.length && texts[end] === texts[i]) end++
    if (end - i > 2) parts.push(`g ${end - i} ${texts[i]}`)
    else parts.push(...texts.slice(i, end))
    i = end
  }
  return parts.join(' ')
}

function textUnit(item: TextItem, writing: Writing): Markup {
  const known = writing.fonts.get(item.font)
  if (!known) throw fault('write.wrong', { why: `没有字体 ${item.font}` })
  const { file } = known.font
  const em = item.size / file.unitsPerEm
  const advances = [...item.text].map((char) => file.advance(file.glyphOf(char.codePointAt(0)!)) * em + (item.spacing ?? 0))
  const [ascent, descent] = [file.ascent * em, -file.descent * em]
  const width = advances.reduce((sum, advance) => sum + advance, 0)
  const place = turned(item.x, item.y - ascent, Math.max(width, 0.01), ascent + descent, item.turn)
  const code = tag('TextCode', { X: 0, Y: ascent, DeltaX: advances.length > 1 ? deltaText(advances.slice(0, -1)) : undefined }, item.text)
  const weight = item.bold ? { Stroke: true, LineWidth: item.size / 30 } : {}
  const values = { ID: writing.nextId(), ...placing(place), ...weight, Font: known.id, Size: item.size, Alpha: alpha(item.opacity) }
  return tag('TextObject', values, [
    color('FillColor', item.ink),
    color('StrokeColor', item.bold ? (item.ink ?? [0, 0, 0]) : undefined),
    code,
  ])
}

/** Draws in larger or smaller units inside the same box. */
function scaled({ boundary, matrix = [1, 0, 0, 1, 0, 0] }: Turned, unit: number): Turned {
  const [a, b, c, d, e, f] = matrix
  return { boundary, matrix: [a * unit, b * unit, c * unit, d * unit, e, f] }
}

function pathUnit(item: PathItem, writing: Writing): Markup {
  const own = turned(item.x, item.y, item.width, item.height, item.turn)
  const place = item.unit === undefined ? own : scaled(own, item.unit)
  const values = {
    ID: writing.nextId(),
    ...placing(place),
    LineWidth: item.line ?? 0.353,
    DashPattern: item.dash && numbers(item.dash),
    Alpha: alpha(item.opacity),
    Stroke: item.stroke !== undefined,
    Fill: item.fill !== undefined,
    Rule: item.evenOdd ? 'Even-Odd' : undefined,
  }
  return tag('PathObject', values, [
    color('StrokeColor', item.stroke),
    color('FillColor', item.fill),
    textTag('AbbreviatedData', item.data),
  ])
}

function imageUnit(item: ImageItem, writing: Writing): Markup {
  const resource = writing.images.get(item.image)
  if (resource === undefined) throw fault('write.wrong', { why: `没有图片 ${item.image}` })
  const { boundary, matrix } = turned(item.x, item.y, item.width, item.height, item.turn)
  const [a, b, c, d, e, f] = matrix ?? [1, 0, 0, 1, 0, 0]
  const sized: Matrix = [a * item.width, b * item.width, c * item.height, d * item.height, e, f]
  return tag('ImageObject', {
    ID: writing.nextId(),
    ...placing({ boundary, matrix: sized }),
    ResourceID: resource,
    Alpha: alpha(item.opacity),
  })
}

const units: { [K in Item['kind']]: (item: Extract<Item, { kind: K }>, writing: Writing) => Markup } = {
  text: textUnit,
  path: pathUnit,
  image: imageUnit,
}

export const unitsOf = (items: readonly Item[], writing: Writing): Markup[] => items.map((item) => units[item.kind](item as never, writing))
