/** The drawing of one level, a process or sub-process: where its nodes stand, sub-processes opened. */
import { childrenOf, type Document, isEventSubProcess } from '../rules/document.ts'
import type { Element } from '../xml/read.ts'
import { type Arc, place } from './ranks.ts'

export type Box = { x: number; y: number; width: number; height: number }
/** Shapes relative to the upper left corner of the level. */
export type Level = { width: number; height: number; shapes: Map<Element, Box> }

const sizes: readonly (readonly [type: string, width: number, height: number])[] = [
  ['bpmn:tEvent', 36, 36],
  ['bpmn:tGateway', 50, 50],
  ['bpmn:tDataObjectReference', 36, 50],
  ['bpmn:tDataStoreReference', 50, 50],
  ['bpmn:tFlowNode', 100, 80],
  ['bpmn:tTextAnnotation', 100, 40],
]

const gap = { column: 50, row: 40, padding: 30 } as const

/** What has a place of its own in a diagram. */
export const drawn = ['bpmn:tFlowNode', 'bpmn:tDataObjectReference', 'bpmn:tDataStoreReference', 'bpmn:tTextAnnotation']

const isBoundary = (e: Element) => e.name === 'boundaryEvent'

function sizeOf(e: Element, doc: Document, inner: ReadonlyMap<Element, Level>): [width: number, height: number] {
  const level = inner.get(e)
  if (level) return [Math.max(160, level.width + 2 * gap.padding), Math.max(120, level.height + 2 * gap.padding)]
  const [, width, height] = sizes.find(([type]) => doc.is(e, type))!
  return [width, height]
}

/** Where each column or row begins, given what stands in it. */
function starts(
  spans: readonly (readonly [index: number, size: number])[],
  between: number,
): { at: number[]; size: number[]; total: number } {
  const count = Math.max(0, ...spans.map(([i]) => i + 1))
  const size = new Array<number>(count).fill(0)
  for (const [i, length] of spans) size[i] = Math.max(size[i]!, length)
  const at: number[] = []
  let next = 0
  for (const length of size) {
    at.push(next)
    next += length + (length > 0 ? between : 0)
  }
  return { at, size, total: Math.max(0, next - between) }
}

/** Arcs among the nodes; those of a boundary event begin at its host. */
function arcsOf(nodes: readonly Element[], doc: Document): { arcs: Arc[]; below: Set<number> } {
  const index = new Map(nodes.map((n, i) => [n, i]))
  const arcs: Arc[] = []
  const below = new Set<number>()
  const owner = (e: Element | undefined) => (e && isBoundary(e) ? doc.find(e, e.attributes.attachedToRef) : e)
  const flows = nodes
    .flatMap((n) => doc.from(n))
    .concat(
      doc
        .all('bpmn:tBoundaryEvent')
        .filter((b) => index.has(owner(b)!))
        .flatMap((b) => doc.from(b)),
    )
  for (const flow of flows) {
    const source = doc.find(flow, flow.attributes.sourceRef)
    const [from, to] = [index.get(owner(source)!), index.get(doc.find(flow, flow.attributes.targetRef)!)]
    if (from === undefined || to === undefined) continue
    if (from !== to) arcs.push([from, to])
    if (source && isBoundary(source)) below.add(to)
  }
  return { arcs, below }
}

/** The lane, counted from 0, in which each node stands. */
function bandsOf(nodes: readonly Element[], lanes: readonly Element[]): number[] {
  const found = new Map(lanes.flatMap((lane, i) => childrenOf(lane, 'flowNodeRef').map((r) => [r.text.trim(), i] as const)))
  return nodes.map((n) => found.get(n.attributes.id ?? '') ?? 0)
}

/** Rows lane by lane; what is connected to nothing, handlers and data, in rows of their own below. */
function rowsOf(nodes: readonly Element[], doc: Document, lanes: readonly Element[]) {
  const { arcs, below } = arcsOf(nodes, doc)
  const cells = place(nodes.length, arcs, below)
  const connected = new Set(arcs.flat())
  const apart = (e: Element, i: number) => (!connected.has(i) && nodes.length > 1) || isEventSubProcess(e) || !doc.is(e, 'bpmn:tFlowNode')
  const bands = bandsOf(nodes, lanes)
  let row = 0
  const result = cells.map((c) => ({ ...c }))
  const ends: number[] = []
  for (let band = 0; band < Math.max(1, lanes.length); band++) {
    const here = [...nodes.keys()].filter((i) => bands[i] === band)
    const main = here.filter((i) => !apart(nodes[i]!, i))
    const used = [...new Set(main.map((i) => cells[i]!.row))].sort((a, b) => a - b)
    for (const i of main) result[i] = { column: cells[i]!.column, row: row + used.indexOf(cells[i]!.row) }
    row += used.length
    const rest = here.filter((i) => apart(nodes[i]!, i))
    for (const [n, i] of rest.entries()) result[i] = { column: n, row }
    row += rest.length > 0 || used.length === 0 ? 1 : 0
    ends.push(row)
  }
  return { cells: result, ends }
}

export type Banded = Level & { bands: readonly { y: number; height: number }[] }

export function levelOf(scope: Element, doc: Document, lanes: readonly Element[] = []): Banded {
  const nodes = scope.children.filter((e) => doc.is(e, ...drawn) && !isBoundary(e))
  const inner = new Map(nodes.filter((n) => doc.is(n, 'bpmn:tSubProcess')).map((n) => [n, levelOf(n, doc)]))
  const { cells, ends } = rowsOf(nodes, doc, lanes)
  const box = nodes.map((n) => sizeOf(n, doc, inner))
  const columns = starts(
    cells.map((c, i) => [c.column, box[i]![0]]),
    gap.column,
  )
  // Boundary events hang over the lower edge of their hosts.
  const rows = starts(
    cells.map((c, i) => [c.row, box[i]![1] + 20]),
    gap.row,
  )
  const shapes = new Map<Element, Box>()
  for (const [i, node] of nodes.entries()) {
    const [width, height] = box[i]!
    const { column, row } = cells[i]!
    const at = {
      x: columns.at[column]! + (columns.size[column]! - width) / 2,
      y: rows.at[row]! + (rows.size[row]! - height) / 2,
      width,
      height,
    }
    shapes.set(node, at)
    for (const [e, b] of inner.get(node)?.shapes ?? []) shapes.set(e, { ...b, x: b.x + at.x + gap.padding, y: b.y + at.y + gap.padding })
  }
  hang(shapes, scope, doc)
  const bands = ends.map((end, i) => {
    const y = i === 0 ? 0 : rows.at[ends[i - 1]!]!
    return { y, height: (rows.at[end] ?? rows.total + gap.row) - y }
  })
  return { width: columns.total, height: rows.total, shapes, bands }
}

/** Boundary events, side by side on the lower edge of their host. */
function hang(shapes: Map<Element, Box>, scope: Element, doc: Document): void {
  const count = new Map<Element, number>()
  for (const e of scope.children.filter(isBoundary)) {
    const host = doc.find(e, e.attributes.attachedToRef)
    const box = host && shapes.get(host)
    if (!host || !box) continue
    const n = count.get(host) ?? 0
    count.set(host, n + 1)
    shapes.set(e, { x: box.x + box.width - 50 - n * 44, y: box.y + box.height - 18, width: 36, height: 36 })
  }
}
