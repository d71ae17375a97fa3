/** Columns and rows for the nodes of one level: columns by the longest way from the start, rows near those before. */

export type Arc = readonly [from: number, to: number]
export type Cell = { column: number; row: number }

type Visit = { node: number; next: number }

/** What a walk through the arcs has seen: 1 on the way, 2 done with. */
type Walk = { arcs: readonly Arc[]; out: readonly (readonly number[])[]; state: Uint8Array; back: Set<number> }

/** Walks on from one node, with a stack of its own, for long processes. */
function walkFrom(walk: Walk, root: number): void {
  const stack: Visit[] = [{ node: root, next: 0 }]
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    walk.state[top.node] = 1
    const arc = walk.out[top.node]![top.next++]
    if (arc === undefined) {
      walk.state[top.node] = 2
      stack.pop()
      continue
    }
    const to = walk.arcs[arc]![1]
    if (walk.state[to] === 1) walk.back.add(arc)
    else if (walk.state[to] === 0) stack.push({ node: to, next: 0 })
  }
}

/** The arcs without those that lead back into a circle. */
function forward(count: number, arcs: readonly Arc[]): Arc[] {
  const out: number[][] = Array.from({ length: count }, () => [])
  for (const [i, [from]] of arcs.entries()) out[from]!.push(i)
  const walk: Walk = { arcs, out, state: new Uint8Array(count), back: new Set() }
  const entered = new Set(arcs.map(([, to]) => to))
  const roots = [...Array(count).keys()].sort((a, b) => Number(entered.has(a)) - Number(entered.has(b)))
  for (const root of roots) if (walk.state[root] === 0) walkFrom(walk, root)
  return arcs.filter((_, i) => !walk.back.has(i))
}

function columnsOf(count: number, arcs: readonly Arc[]): number[] {
  const columns = new Array<number>(count).fill(0)
  const waiting = new Array<number>(count).fill(0)
  const out: number[][] = Array.from({ length: count }, () => [])
  for (const [from, to] of arcs) {
    out[from]!.push(to)
    waiting[to]!++
  }
  const ready = [...columns.keys()].filter((n) => waiting[n] === 0)
  for (let i = 0; i < ready.length; i++) {
    for (const to of out[ready[i]!]!) {
      columns[to] = Math.max(columns[to]!, columns[ready[i]!]! + 1)
      if (--waiting[to]! === 0) ready.push(to)
    }
  }
  return columns
}

/** The row nearest to the wish that is free in the column. */
function free(taken: Set<string>, column: number, wish: number): number {
  for (let off = 0; ; off++) {
    for (const row of off === 0 ? [wish] : [wish + off, wish - off]) if (row >= 0 && !taken.has(`${column} ${row}`)) return row
  }
}

/** `below` are nodes that wish to stand under another, such as what follows a boundary event. */
export function place(count: number, arcs: readonly Arc[], below: ReadonlySet<number> = new Set()): Cell[] {
  const ahead = forward(count, arcs)
  const columns = columnsOf(count, ahead)
  const before: number[][] = Array.from({ length: count }, () => [])
  for (const [from, to] of ahead) before[to]!.push(from)
  const rows = new Array<number>(count).fill(0)
  const taken = new Set<string>()
  const order = [...rows.keys()].sort((a, b) => columns[a]! - columns[b]! || a - b)
  for (const node of order) {
    const near = before[node]!.map((n) => rows[n]!)
    const middle = near.length === 0 ? 0 : Math.round(near.reduce((a, b) => a + b, 0) / near.length)
    rows[node] = free(taken, columns[node]!, middle + (below.has(node) ? 1 : 0))
    taken.add(`${columns[node]} ${rows[node]}`)
  }
  return rows.map((row, n) => ({ column: columns[n]!, row }))
}
