/** The city's models as they are drawn: every flow goes around every node that it has nothing to do with. */
import { readdirSync, readFileSync } from 'node:fs'
import { withDiagram } from '@haoban/bpmn'
import { expect, test } from 'vitest'

const items = new URL('../../../../city/ganzhou/items/', import.meta.url)
const models = readdirSync(items, { recursive: true, encoding: 'utf8' }).filter((f) => f.endsWith('process.bpmn'))

type Box = { x: number; y: number; width: number; height: number }
const numbers = (text: string, ...names: string[]) => names.map((n) => Number(new RegExp(`\\b${n}="([-\\d.]+)"`).exec(text)![1]))

function drawing(xml: string) {
  const boxes = new Map<string, Box>()
  for (const [, id, flags, bounds] of xml.matchAll(/<bpmndi:BPMNShape [^>]*bpmnElement="([^"]+)"([^>]*)>(<dc:Bounds[^>]*>)/g)) {
    const [x, y, width, height] = numbers(bounds!, 'x', 'y', 'width', 'height') as [number, number, number, number]
    if (!/isHorizontal|isExpanded/.test(flags!)) boxes.set(id!, { x, y, width, height })
  }
  const edges = [...xml.matchAll(/<bpmndi:BPMNEdge [^>]*bpmnElement="([^"]+)"[^>]*>(.*?)<\/bpmndi:BPMNEdge>/gs)].map(([, id, way]) => ({
    id: id!,
    points: [...way!.matchAll(/<di:waypoint[^>]*>/g)].map(([p]) => numbers(p, 'x', 'y') as [number, number]),
  }))
  return { boxes, edges }
}

const through = ([ax, ay]: [number, number], [bx, by]: [number, number], b: Box) =>
  Math.max(ax, bx) > b.x && Math.min(ax, bx) < b.x + b.width && Math.max(ay, by) > b.y && Math.min(ay, by) < b.y + b.height

test.each(models)('%s', (file) => {
  const xml = readFileSync(new URL(file, items), 'utf8')
  const { boxes, edges } = drawing(xml)
  const hits = edges
    .filter((e) => xml.includes(`<sequenceFlow id="${e.id}"`))
    .flatMap(({ id, points }) =>
      points
        .slice(1)
        .flatMap((to, i) => [...boxes].filter(([, box]) => through(points[i]!, to, box)).map(([node]) => `${id} through ${node}`)),
    )
  expect(edges.length).toBeGreaterThan(0)
  expect(hits).toEqual([])
  expect(withDiagram(xml.replace(/<bpmndi:BPMNDiagram[\s\S]*?<\/bpmndi:BPMNDiagram>\n?/, ''))).toBe(xml)
})
