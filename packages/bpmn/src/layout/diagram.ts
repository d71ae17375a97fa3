/** Diagrams for models without one: shapes and edges of BPMN DI, written into the file. */
import { childrenOf, type Document, documentOf } from '../rules/document.ts'
import { Refused } from '../violation.ts'
import { conform } from '../xml/conform.ts'
import { type Element, parse } from '../xml/read.ts'
import { labelOfEdge, labelOfShape } from './label.ts'
import { type Banded, type Box, drawn, levelOf } from './level.ts'
import { type Field, Router } from './route.ts'

/** `label`: where the name stands of what has no room for it inside. */
export type Shape = { element: string; box: Box; label?: Box; expanded?: boolean; horizontal?: boolean }
export type Edge = { element: string; points: readonly (readonly [x: number, y: number])[]; label?: Box }
export type Diagram = { plane: string; shapes: readonly Shape[]; edges: readonly Edge[] }

const margin = 60
const label = 30
/** air around a process in which flows may turn */
const around = 40

const middleOf = (b: Box): [number, number] => [b.x + b.width / 2, b.y + b.height / 2]

const straight = (a: Box, b: Box): [number, number][] => [middleOf(a), middleOf(b)]

type Canvas = { doc: Document; boxes: Map<Element, Box>; shapes: Shape[] }

function draw(canvas: Canvas, level: Banded, dx: number, dy: number): void {
  for (const [e, b] of level.shapes) {
    const box = { ...b, x: b.x + dx, y: b.y + dy }
    canvas.boxes.set(e, box)
    if (e.attributes.id === undefined) continue
    canvas.shapes.push({ element: e.attributes.id, box, ...(canvas.doc.is(e, 'bpmn:tSubProcess') ? { expanded: true } : {}) })
  }
}

/** One pool, with its lanes where it has some; the height that it takes. */
function drawPool(
  canvas: Canvas,
  participant: Element,
  process: Element | undefined,
  y: number,
  width: number,
  level: Banded | undefined,
  lanes: readonly Element[],
): number {
  const height = level ? Math.max(120, level.height + 2 * label) : 60
  const box = { x: margin, y, width, height }
  canvas.boxes.set(participant, box)
  if (participant.attributes.id) canvas.shapes.unshift({ element: participant.attributes.id, box, horizontal: true })
  if (!level || !process) return height
  drawLanes(canvas, level, lanes, { x: margin + label, y, width: width - label, height })
  draw(canvas, level, margin + 2 * label, y + label)
  return height
}

/** Lanes share the room without gaps: the first begins and the last ends where it does. */
function drawLanes(canvas: Canvas, level: Banded, lanes: readonly Element[], room: Box): void {
  for (const [i, lane] of lanes.entries()) {
    const top = i === 0 ? room.y : room.y + label + level.bands[i]!.y - 20
    const bottom = i === lanes.length - 1 ? room.y + room.height : room.y + label + level.bands[i + 1]!.y - 20
    if (lane.attributes.id)
      canvas.shapes.push({ element: lane.attributes.id, box: { ...room, y: top, height: bottom - top }, horizontal: true })
  }
}

const lanesOf = (process: Element) => childrenOf(process, 'laneSet').flatMap((s) => childrenOf(s, 'lane'))

function drawCollaboration(canvas: Canvas, collaboration: Element): void {
  const { doc } = canvas
  const pools = childrenOf(collaboration, 'participant').map((participant) => {
    const process = doc.find(participant, participant.attributes.processRef)
    const lanes = process ? lanesOf(process) : []
    return { participant, process, lanes, level: process && levelOf(process, doc, lanes) }
  })
  const width = Math.max(300, ...pools.map((p) => (p.level?.width ?? 0) + 4 * label))
  let y = margin
  for (const { participant, process, level, lanes } of pools) y += drawPool(canvas, participant, process, y, width, level, lanes) + margin
}

function drawProcesses(canvas: Canvas): void {
  let y = margin
  for (const process of canvas.doc.all('bpmn:tProcess')) {
    const level = levelOf(process, canvas.doc)
    draw(canvas, level, margin, y)
    y += level.height + margin
  }
}

const straightWays = ['bpmn:tMessageFlow', 'bpmn:tAssociation']

/** What stands on one level, boundary events too, and the room around it: its sub-process, or some air around a process. */
function fieldOf({ doc, boxes }: Canvas, level: Element): Field {
  const here = level.children.filter((e) => doc.is(e, ...drawn)).flatMap((e) => boxes.get(e) ?? [])
  const own = boxes.get(level)
  if (own) return { boxes: here, room: { x: own.x + 6, y: own.y + 6, width: own.width - 12, height: own.height - 12 } }
  const [x, y] = [Math.min(...here.map((b) => b.x)) - around, Math.min(...here.map((b) => b.y)) - around]
  const width = Math.max(...here.map((b) => b.x + b.width)) + around - x
  return { boxes: here, room: { x, y, width, height: Math.max(...here.map((b) => b.y + b.height)) + around - y } }
}

/** Sequence flows, level by level; those between neighbours first, so that the long ones find their way around them. */
function flowsOf(canvas: Canvas): Edge[] {
  const { doc, boxes } = canvas
  const routers = new Map<Element, Router>()
  const routerOf = (level: Element) => {
    const router = routers.get(level) ?? new Router(fieldOf(canvas, level))
    routers.set(level, router)
    return router
  }
  const flows = doc.all('bpmn:tSequenceFlow').flatMap((e) => {
    const [source, target] = [doc.find(e, e.attributes.sourceRef), doc.find(e, e.attributes.targetRef)]
    const [a, b] = [source && boxes.get(source), target && boxes.get(target)]
    if (!source?.parent || !a || !b || e.attributes.id === undefined) return []
    return [{ element: e.attributes.id, source, a, b, far: Math.abs(b.x - a.x - a.width) + Math.abs(b.y - a.y) + (b.x < a.x ? 1_000 : 0) }]
  })
  const drawnFlows = new Map(
    [...flows]
      .sort((p, q) => p.far - q.far)
      .map(({ element, source, a, b }) => {
        const exits = source.name === 'boundaryEvent' ? (['bottom'] as const) : undefined
        return [element, routerOf(source.parent!).route(a, b, exits)] as const
      }),
  )
  return flows.map(({ element }) => ({ element, points: drawnFlows.get(element)! }))
}

function edgesOf(canvas: Canvas): Edge[] {
  const { doc, boxes } = canvas
  const others = straightWays.flatMap((type) =>
    doc.all(type).flatMap((e): Edge[] => {
      const [source, target] = [doc.find(e, e.attributes.sourceRef), doc.find(e, e.attributes.targetRef)]
      const [a, b] = [source && boxes.get(source), target && boxes.get(target)]
      return a && b && e.attributes.id !== undefined ? [{ element: e.attributes.id, points: straight(a, b) }] : []
    }),
  )
  return [...flowsOf(canvas), ...others]
}

/** Names beside what is too small to hold them, on a side where no flow comes or goes. */
function labelled(doc: Document, shapes: readonly Shape[], edges: readonly Edge[]): Pick<Diagram, 'shapes' | 'edges'> {
  const nameOf = (id: string) => doc.byId.get(id)?.attributes.name?.trim() ?? ''
  const small = (id: string) => doc.is(doc.byId.get(id), 'bpmn:tEvent', 'bpmn:tGateway')
  const ends = edges.flatMap((e) => [e.points[0]!, e.points.at(-1)!])
  return {
    shapes: shapes.map((s) =>
      nameOf(s.element) && small(s.element)
        ? { ...s, label: labelOfShape(nameOf(s.element), s.box, ends, doc.byId.get(s.element)?.name === 'boundaryEvent') }
        : s,
    ),
    edges: edges.map((e) => (nameOf(e.element) ? { ...e, label: labelOfEdge(nameOf(e.element), e.points) } : e)),
  }
}

function layoutOf(doc: Document): Diagram {
  const canvas: Canvas = { doc, boxes: new Map(), shapes: [] }
  const [collaboration] = childrenOf(doc.root, 'collaboration')
  if (collaboration) drawCollaboration(canvas, collaboration)
  else drawProcesses(canvas)
  const plane = collaboration ?? doc.all('bpmn:tProcess')[0]
  const edges = edgesOf(canvas)
  return { plane: plane?.attributes.id ?? '', ...labelled(doc, canvas.shapes, edges) }
}

function read(source: string | Uint8Array): Document {
  const root = parse(source)
  const { types, violations } = conform(root)
  const [first] = violations
  if (first?.rule === 'XSD.ROOT') throw new Refused(violations)
  return documentOf(root, types)
}

/** Where everything of a model would stand. Throws {@link Refused} for what is no BPMN at all. */
export const layout = (source: string | Uint8Array): Diagram => layoutOf(read(source))

export const hasDiagram = (source: string | Uint8Array): boolean => childrenOf(read(source).root, 'BPMNDiagram').length > 0

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')
const round = (n: number) => Math.round(n)

const boundsXml = (b: Box) => `<dc:Bounds x="${round(b.x)}" y="${round(b.y)}" width="${round(b.width)}" height="${round(b.height)}"/>`
const labelXml = (label: Box | undefined) => (label ? `<bpmndi:BPMNLabel>${boundsXml(label)}</bpmndi:BPMNLabel>` : '')

function shapeXml({ element, box, label, expanded, horizontal }: Shape): string {
  const flags = `${expanded ? ' isExpanded="true"' : ''}${horizontal ? ' isHorizontal="true"' : ''}`
  return `<bpmndi:BPMNShape id="${escaped(element)}_di" bpmnElement="${escaped(element)}"${flags}>${boundsXml(box)}${labelXml(label)}</bpmndi:BPMNShape>`
}

function edgeXml({ element, points, label }: Edge): string {
  const way = points.map(([x, y]) => `<di:waypoint x="${round(x)}" y="${round(y)}"/>`).join('')
  return `<bpmndi:BPMNEdge id="${escaped(element)}_di" bpmnElement="${escaped(element)}">${way}${labelXml(label)}</bpmndi:BPMNEdge>`
}

const namespaces =
  'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI"'

function diagramXml({ plane, shapes, edges }: Diagram): string {
  const inside = [...shapes.map(shapeXml), ...edges.map(edgeXml)].join('\n')
  return `<bpmndi:BPMNDiagram id="${escaped(plane)}_diagram" ${namespaces}><bpmndi:BPMNPlane id="${escaped(plane)}_plane" bpmnElement="${escaped(plane)}">\n${inside}\n</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>\n`
}

/** The file with a diagram; the file itself where it has one. Nothing else in it changes. */
export function withDiagram(source: string): string {
  const doc = read(source)
  if (childrenOf(doc.root, 'BPMNDiagram').length > 0) return source
  // Relationships, which hardly any file has, come behind diagrams.
  const before = /<(?:[\w.-]+:)?relationship[\s>]/.exec(source)?.index ?? source.lastIndexOf('</')
  return source.slice(0, before) + diagramXml(layoutOf(doc)) + source.slice(before)
}
