/** Marks over a diagram of bpmn.io: who stands where, how long it takes, what is wrong. */
import type { Mark, Spot } from '../../schema/desk.ts'
import { stayText } from './stay.ts'

type Box = { x: number; y: number; width: number; height: number }
type Canvas = {
  /** asked with false it is measured anew: `inner` is the drawing, `outer` its place on the page */
  viewbox(measured: false): { inner: Box; outer: { width: number; height: number } }
  viewbox(to: Box): unknown
  addMarker(element: string, name: string): void
  removeMarker(element: string, name: string): void
}
type Overlays = {
  add(element: string, type: string, overlay: { position: object; html: HTMLElement }): void
  remove(by: { type: string }): void
}
type Registry = { get(id: string): unknown }
type Drawn = { get<T>(name: string): T }
export type Shown = { marks?: readonly Mark[]; spots?: readonly Spot[]; faults?: readonly string[] }
export type Drawing = { fit(): void; draw(shown: Shown): void }

/** How many of the slowest steps are marked as such. */
const hottest = 3
const kind = 'haoban'
/** a little air around the drawing, so that nothing hides under the frame or the makers' mark */
const air = 0.9

function badge(className: string, text: string): HTMLElement {
  const made = document.createElement('span')
  made.className = className
  made.textContent = text
  return made
}

/** The pen for marks over one open diagram; each drawing takes the place of the one before. */
export function drawingOf(diagram: Drawn): Drawing {
  const [canvas, overlays, registry] = [
    diagram.get<Canvas>('canvas'),
    diagram.get<Overlays>('overlays'),
    diagram.get<Registry>('elementRegistry'),
  ]
  let marked: [string, string][] = []
  const put = (element: string, position: object, html: HTMLElement) => overlays.add(element, kind, { position, html })
  const name = (element: string, marker: string) => {
    canvas.addMarker(element, marker)
    marked.push([element, marker])
  }
  const isThere = (element: string) => registry.get(element) !== undefined
  const clear = () => {
    overlays.remove({ type: kind })
    for (const [element, marker] of marked.filter(([e]) => isThere(e))) canvas.removeMarker(element, marker)
    marked = []
  }
  return {
    fit() {
      const { inner, outer } = canvas.viewbox(false)
      if (inner.width === 0 || outer.width === 0) return
      const scale = Math.min(1, outer.width / inner.width, outer.height / inner.height) * air
      const [width, height] = [outer.width / scale, outer.height / scale]
      canvas.viewbox({ x: inner.x + (inner.width - width) / 2, y: inner.y + (inner.height - height) / 2, width, height })
    },
    draw({ marks = [], spots = [], faults = [] }) {
      clear()
      for (const m of marks.filter((x) => isThere(x.element))) {
        name(m.element, `stand-${m.standing}`)
        put(m.element, { top: -12, left: -10 }, badge(`token ${m.standing}`, String(m.count)))
      }
      for (const [i, s] of spots.filter((x) => isThere(x.element)).entries())
        put(s.element, { bottom: 2, left: 4 }, badge(i < hottest ? 'stay hot' : 'stay', stayText(s.mean)))
      for (const element of faults.filter(isThere)) {
        name(element, 'faulty')
        put(element, { top: -12, right: 10 }, badge('token stopped', '!'))
      }
    },
  }
}
