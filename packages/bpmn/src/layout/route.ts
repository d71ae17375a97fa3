/** The ways of flows: right angles around everything that stands between, with few bends, each beside the other where there is room. */
import type { Box } from './level.ts'

export type Point = readonly [x: number, y: number]

/** Room that a way keeps from what it passes, and how far it leaves a node before it may turn. */
const clearance = 6
const stub = 16
/** Lines on which ways may run, by their distance from a box. */
const lanes = [stub, 24] as const
const bend = 40
const crowded = 60

type Side = 'right' | 'left' | 'top' | 'bottom'
const turns: Readonly<Record<Side, Point>> = { right: [1, 0], left: [-1, 0], top: [0, -1], bottom: [0, 1] }
/** What it costs to leave, or to enter, by a side: flows read from left to right. */
const leaving: Readonly<Record<Side, number>> = { right: 0, bottom: 25, top: 25, left: 150 }
const entering: Readonly<Record<Side, number>> = { left: 0, top: 25, bottom: 25, right: 150 }
const sides = Object.keys(turns) as Side[]

type Port = { at: Point; out: Point; side: Side; cost: number }

function portOf(b: Box, side: Side, cost: number): Port {
  const [dx, dy] = turns[side]
  const at: Point = [b.x + (b.width / 2) * (1 + dx), b.y + (b.height / 2) * (1 + dy)]
  return { at, out: [at[0] + dx * stub, at[1] + dy * stub], side, cost }
}

/** Whether a way from one point straight to another goes through the inside of a box, grown by some room. */
export function crosses([ax, ay]: Point, [bx, by]: Point, b: Box, room = 0): boolean {
  const [left, right, top, bottom] = [Math.min(ax, bx), Math.max(ax, bx), Math.min(ay, by), Math.max(ay, by)]
  return right > b.x - room && left < b.x + b.width + room && bottom > b.y - room && top < b.y + b.height + room
}

const within = ([x, y]: Point, b: Box) => x >= b.x && x <= b.x + b.width && y >= b.y && y <= b.y + b.height

/** What stands in the way, and the room that all ways keep to. */
export type Field = { boxes: readonly Box[]; room: Box }
/** A straight piece of a way that is drawn already, and whose it is. */
type Piece = { from: Point; to: Point; source: Box; target: Box }

const same = (a: Point, b: Point) => a[0] === b[0] && a[1] === b[1]

/** Whether two pieces lie on each other for a while. */
function covers(a: Point, b: Point, p: Piece): boolean {
  const overlap = (a1: number, a2: number, b1: number, b2: number) =>
    Math.min(Math.max(a1, a2), Math.max(b1, b2)) > Math.max(Math.min(a1, a2), Math.min(b1, b2))
  if (a[0] === b[0] && p.from[0] === p.to[0]) return Math.abs(a[0] - p.from[0]) < 4 && overlap(a[1], b[1], p.from[1], p.to[1])
  if (a[1] === b[1] && p.from[1] === p.to[1]) return Math.abs(a[1] - p.from[1]) < 4 && overlap(a[0], b[0], p.from[0], p.to[0])
  return false
}

const unique = (values: readonly number[]) => [...new Set(values.map((v) => Math.round(v * 2) / 2))].sort((a, b) => a - b)

/** The smallest first; `[cost, state]` pairs. */
class Queue {
  readonly #heap: [number, number][] = []

  push(cost: number, state: number): void {
    const heap = this.#heap
    let at = heap.push([cost, state]) - 1
    for (let up = (at - 1) >> 1; at > 0 && heap[up]![0] > heap[at]![0]; at = up, up = (at - 1) >> 1)
      [heap[up], heap[at]] = [heap[at]!, heap[up]!]
  }

  pop(): [number, number] | undefined {
    const heap = this.#heap
    const [top, last] = [heap[0], heap.pop()]
    if (!top || heap.length === 0) return top
    heap[0] = last!
    for (let at = 0; ; ) {
      let small = 2 * at + 1
      if (small + 1 < heap.length && heap[small + 1]![0] < heap[small]![0]) small++
      if (small >= heap.length || heap[small]![0] >= heap[at]![0]) return top
      ;[heap[small], heap[at]] = [heap[at]!, heap[small]!]
      at = small
    }
  }
}

/** Without corners that are none. */
function simplified(points: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const p of points) {
    const [a, b] = [kept.at(-2), kept.at(-1)]
    if (b && same(b, p)) continue
    if (a && b && ((a[0] === b[0] && b[0] === p[0]) || (a[1] === b[1] && b[1] === p[1]))) kept.pop()
    kept.push(p)
  }
  return kept
}

/** The lines beside and through the middle of all boxes, and which pieces of them are free. */
class Grid {
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly #at: readonly [ReadonlyMap<number, number>, ReadonlyMap<number, number>]
  /** 1 free, 2 not, of the piece to the right of a point, and of that below it */
  readonly #known: readonly [Uint8Array, Uint8Array]
  readonly #boxes: readonly Box[]

  constructor({ boxes, room }: Field) {
    const lines = (from: (b: Box) => number, size: (b: Box) => number, low: number, high: number) =>
      unique(
        boxes
          .flatMap((b) => [from(b) + size(b) / 2, ...lanes.flatMap((l) => [from(b) - l, from(b) + size(b) + l])])
          .filter((v) => v >= low && v <= high),
      )
    this.xs = lines(
      (b) => b.x,
      (b) => b.width,
      room.x,
      room.x + room.width,
    )
    this.ys = lines(
      (b) => b.y,
      (b) => b.height,
      room.y,
      room.y + room.height,
    )
    this.#at = [new Map(this.xs.map((x, i) => [x, i])), new Map(this.ys.map((y, i) => [y, i]))]
    this.#known = [new Uint8Array(this.xs.length * this.ys.length), new Uint8Array(this.xs.length * this.ys.length)]
    this.#boxes = boxes
  }

  /** The number of a point, -1 where it is on no crossing. */
  number([x, y]: Point): number {
    const [xi, yi] = [this.#at[0].get(half(x)), this.#at[1].get(half(y))]
    return xi === undefined || yi === undefined ? -1 : xi * this.ys.length + yi
  }

  point(n: number): Point {
    return [this.xs[Math.floor(n / this.ys.length)]!, this.ys[n % this.ys.length]!]
  }

  /** The next crossing to a side, -1 where there is none or a box stands between. */
  next(n: number, side: Side): number {
    const [dx, dy] = turns[side]
    const [xi, yi] = [Math.floor(n / this.ys.length) + dx, (n % this.ys.length) + dy]
    if (xi < 0 || yi < 0 || xi >= this.xs.length || yi >= this.ys.length) return -1
    const to = xi * this.ys.length + yi
    const known = this.#known[dx === 0 ? 1 : 0]!
    const piece = Math.min(n, to)
    known[piece] ||= this.#boxes.some((b) => crosses(this.point(n), this.point(to), b, clearance)) ? 2 : 1
    return known[piece] === 1 ? to : -1
  }
}

/** Ways of one level, drawn one after the other, so that a later one keeps off the earlier. */
export class Router {
  readonly #field: Field
  readonly #grid: Grid
  readonly #pieces: Piece[] = []

  constructor(field: Field) {
    this.#field = field
    this.#grid = new Grid(field)
  }

  /** From one box to another; a straight line where there is no way around. `exits`: the sides by which it may leave. */
  route(source: Box, target: Box, exits: readonly Side[] = sides): Point[] {
    const way = this.#straight(source, target, exits) ?? this.#search(source, target, exits)
    const found = way ?? [portOf(source, 'right', 0).at, portOf(target, 'left', 0).at]
    for (const [i, to] of found.slice(1).entries()) this.#pieces.push({ from: found[i]!, to, source, target })
    return found
  }

  #free(a: Point, b: Point, except: readonly Box[] = []): boolean {
    return this.#field.boxes.every((box) => except.includes(box) || !crosses(a, b, box, clearance))
  }

  #isTaken = (a: Point, b: Point, source: Box, target: Box): boolean =>
    this.#pieces.length < 2_000 && this.#pieces.some((p) => p.source !== source && p.target !== target && covers(a, b, p))

  /** The usual case: side by side on one line with nothing between. */
  #straight(source: Box, target: Box, exits: readonly Side[]): Point[] | undefined {
    const [from, to] = [portOf(source, 'right', 0).at, portOf(target, 'left', 0).at]
    if (!exits.includes('right') || from[1] !== to[1] || from[0] >= to[0]) return undefined
    return this.#free(from, to, [source, target]) && !this.#isTaken(from, to, source, target) ? [from, to] : undefined
  }

  #ports(box: Box, costs: Readonly<Record<Side, number>>, allowed: readonly Side[]): Port[] {
    return allowed
      .map((side) => portOf(box, side, costs[side]))
      .filter((p) => within(p.out, this.#field.room) && this.#free(p.at, p.out, [box]))
  }

  /** The cheapest way over the lines beside all boxes: length, bends, and what lies on other ways. */
  #search(source: Box, target: Box, exits: readonly Side[]): Point[] | undefined {
    const [from, to] = [this.#ports(source, leaving, exits), this.#ports(target, entering, sides)]
    const dear = (a: Point, b: Point) => (this.#isTaken(a, b, source, target) ? crowded + 2 * distance(a, b) : 0)
    return new Search(this.#grid, from, to, dear).way()
  }
}

/** One search (A*). A state is a crossing and the side to which the way has come there. */
class Search {
  readonly #grid: Grid
  readonly #from: ReadonlyMap<number, Port>
  readonly #to: ReadonlyMap<number, Port>
  readonly #dear: (a: Point, b: Point) => number
  readonly #costs = new Map<number, number>()
  readonly #before = new Map<number, number>()
  readonly #queue = new Queue()
  #best: { state: number; cost: number } | undefined

  constructor(grid: Grid, from: readonly Port[], to: readonly Port[], dear: (a: Point, b: Point) => number) {
    const numbered = (ports: readonly Port[]) => new Map(ports.map((p) => [grid.number(p.out), p] as const).filter(([n]) => n >= 0))
    this.#grid = grid
    this.#from = numbered(from)
    this.#to = numbered(to)
    this.#dear = dear
  }

  way(): Point[] | undefined {
    for (const [n, p] of this.#from) this.#reach(n * 4 + sides.indexOf(p.side), p.cost, -1)
    for (let next = this.#queue.pop(); next && next[0] < (this.#best?.cost ?? Infinity); next = this.#queue.pop()) {
      const state = next[1]
      const cost = this.#costs.get(state)!
      if (next[0] > cost + this.#ahead(state >> 2)) continue
      this.#arrive(state, cost)
      for (const side of sides) this.#go(state, cost, side)
    }
    return this.#best && this.#trace(this.#best.state)
  }

  /** What the rest costs at least: the way to the nearest of the ends. */
  #ahead(n: number): number {
    let least = Infinity
    for (const [end] of this.#to) least = Math.min(least, distance(this.#grid.point(n), this.#grid.point(end)))
    return least
  }

  #reach(state: number, cost: number, by: number): void {
    if (cost >= (this.#costs.get(state) ?? Infinity)) return
    this.#costs.set(state, cost)
    this.#before.set(state, by)
    this.#queue.push(cost + this.#ahead(state >> 2), state)
  }

  #arrive(state: number, cost: number): void {
    const end = this.#to.get(state >> 2)
    if (!end) return
    const last = cost + end.cost + (isOpposite(sides[state & 3]!, end.side) ? 0 : bend)
    if (last < (this.#best?.cost ?? Infinity)) this.#best = { state, cost: last }
  }

  #go(state: number, cost: number, side: Side): void {
    const [n, heading] = [state >> 2, sides[state & 3]!]
    const there = isOpposite(side, heading) ? -1 : this.#grid.next(n, side)
    if (there < 0) return
    const [a, b] = [this.#grid.point(n), this.#grid.point(there)]
    this.#reach(there * 4 + sides.indexOf(side), cost + distance(a, b) + (side === heading ? 0 : bend) + this.#dear(a, b), state)
  }

  #trace(last: number): Point[] {
    const middle: number[] = []
    for (let state = last; state >= 0; state = this.#before.get(state)!) middle.unshift(state >> 2)
    return simplified([this.#from.get(middle[0]!)!.at, ...middle.map((n) => this.#grid.point(n)), this.#to.get(middle.at(-1)!)!.at])
  }
}

const half = (n: number) => Math.round(n * 2) / 2
const distance = (a: Point, b: Point) => Math.abs(a[0] - b[0]) + Math.abs(a[1] - b[1])
const isOpposite = (a: Side, b: Side) => turns[a][0] === -turns[b][0] && turns[a][1] === -turns[b][1]
