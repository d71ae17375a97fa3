import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { layout, type Shape, validate, withDiagram } from '../src/index.ts'
import { blocks, sourceOf } from './blocks.ts'
import { after, boundary, end, file, process, start, sub, users } from './draw.ts'

const overlap = (a: Shape, b: Shape) =>
  a.box.x < b.box.x + b.box.width && b.box.x < a.box.x + a.box.width && a.box.y < b.box.y + b.box.height && b.box.y < a.box.y + a.box.height
const within = (a: Shape, b: Shape) =>
  a.box.x >= b.box.x &&
  a.box.y >= b.box.y &&
  a.box.x + a.box.width <= b.box.x + b.box.width &&
  a.box.y + a.box.height <= b.box.y + b.box.height
const at = (shapes: readonly Shape[], id: string) => shapes.find((s) => s.element === id)!

describe('a diagram made for a model', () => {
  test('draws every node and flow once, lets no two overlap, and is valid', () => {
    fc.assert(
      fc.property(blocks, (block) => {
        const xml = sourceOf(block)
        const { shapes, edges } = layout(xml)
        const nodes = [...xml.matchAll(/<(?:\w+Event|\w+Task|\w+Gateway|subProcess) id="(\w+)"/g)].map((m) => m[1]!)
        expect(shapes.map((s) => s.element).sort()).toEqual(nodes.sort())
        expect(edges).toHaveLength((xml.match(/<sequenceFlow /g) ?? []).length)
        const onHost = new Set([...xml.matchAll(/<boundaryEvent id="(\w+)"/g)].map((m) => m[1]!))
        const free = shapes.filter((s) => !onHost.has(s.element))
        for (const [i, a] of free.entries())
          for (const b of free.slice(i + 1)) expect(overlap(a, b) && !within(a, b) && !within(b, a)).toBe(false)
        expect(validate(withDiagram(xml))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
  test('runs from left to right, holds sub-processes around what is in them, and boundary events on the edge', () => {
    const xml = file(
      process(
        `${start}${sub('s', users('a'), 'ss -> a; a -> se')}${boundary('x', 's', after('PT1H'))}${users('b')}${end}<endEvent id="e2"/>`,
        'start -> s; s -> end; x -> b; b -> e2',
      ),
    )
    const { shapes } = layout(xml)
    expect(within(at(shapes, 'a'), at(shapes, 's'))).toBe(true)
    expect(overlap(at(shapes, 'x'), at(shapes, 's'))).toBe(true)
    expect(at(shapes, 'start').box.x).toBeLessThan(at(shapes, 's').box.x)
    expect(at(shapes, 'b').box.y).toBeGreaterThan(at(shapes, 's').box.y)
  })
  test('draws pools with their lanes', () => {
    const lanes = '<laneSet><lane id="l1"><flowNodeRef>a</flowNodeRef></lane><lane id="l2"><flowNodeRef>b</flowNodeRef></lane></laneSet>'
    const xml = file(
      process(`${lanes}${start}${users('a', 'b')}${end}`, 'start -> a; a -> b; b -> end'),
      '<collaboration id="co"><participant id="pa" processRef="p"/><participant id="pb"/><messageFlow id="mf" sourceRef="a" targetRef="pb"/></collaboration>',
    )
    const { plane, shapes, edges } = layout(xml)
    expect(plane).toBe('co')
    expect(within(at(shapes, 'a'), at(shapes, 'l1'))).toBe(true)
    expect(within(at(shapes, 'b'), at(shapes, 'l2'))).toBe(true)
    expect(within(at(shapes, 'l2'), at(shapes, 'pa'))).toBe(true)
    expect(overlap(at(shapes, 'pa'), at(shapes, 'pb'))).toBe(false)
    expect(edges.map((e) => e.element)).toContain('mf')
    expect(validate(withDiagram(xml))).toEqual([])
  })
  test('is left as it is where there is one', () => {
    const xml = withDiagram(file(process(users('a'))))
    expect(withDiagram(xml)).toBe(xml)
  })
})

/** Whether a straight piece goes through the inside of a box. */
const through = ([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number], { box: b }: Shape) =>
  Math.max(ax, bx) > b.x && Math.min(ax, bx) < b.x + b.width && Math.max(ay, by) > b.y && Math.min(ay, by) < b.y + b.height

/** Flows of a model that go through a node which is not around them: `flow through node`. A boundary event stands on its host's edge. */
function trespasses(xml: string): string[] {
  const { shapes, edges } = layout(xml)
  const holds = (outer: Shape, id: string) => within(at(shapes, id), outer) && outer.element !== id
  return edges.flatMap(({ element, points }) => {
    const [, source, target] =
      new RegExp(`<sequenceFlow[^>]*id="${element}"[^>]*sourceRef="([^"]+)"[^>]*targetRef="([^"]+)"`).exec(xml) ?? []
    if (!source || !target) return []
    const strange = shapes.filter((s) => !s.horizontal && !(holds(s, source) && holds(s, target)))
    return points
      .slice(1)
      .flatMap((to, i) => strange.filter((s) => through(points[i]!, to, s)).map((s) => `${element} through ${s.element}`))
  })
}

describe('flows', () => {
  test('go around every node, in random models', () => {
    fc.assert(
      fc.property(blocks, (block) => {
        expect(trespasses(sourceOf(block))).toEqual([])
      }),
      { numRuns: 100 },
    )
  })
  test('go around every node, whatever is connected with what', () => {
    const ids = Array.from({ length: 8 }, (_, i) => `t${i}`)
    const pair = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)).filter(([a, b]) => a !== b)
    fc.assert(
      fc.property(fc.uniqueArray(pair, { minLength: 3, maxLength: 14, selector: ([a, b]) => `${a}_${b}` }), (pairs) => {
        const xml = file(process(users(...ids), pairs.map(([a, b]) => `${a} -> ${b}`).join('; ')))
        expect(trespasses(xml)).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
  test('run by right angles', () => {
    fc.assert(
      fc.property(blocks, (block) => {
        for (const { points } of layout(sourceOf(block)).edges)
          for (const [i, [x, y]] of points.slice(1).entries()) expect(points[i]![0] === x || points[i]![1] === y).toBe(true)
      }),
      { numRuns: 40 },
    )
  })
})
