/** Random processes of nested blocks, for properties: each of them can be played to its end. */
import fc from 'fast-check'
import type { Model } from '../src/index.ts'
import { body, boundary, end, file, model, process, roots, signal, start, users } from './draw.ts'

/** A part of a process with one entry and one exit. */
export type Block =
  | { kind: 'task' }
  | { kind: 'sequence'; parts: readonly Block[] }
  | { kind: 'exclusive' | 'parallel' | 'inclusive'; parts: readonly Block[] }
  | { kind: 'loop'; part: Block }
  | { kind: 'sub'; part: Block; guarded: boolean }
  | { kind: 'multi'; count: number; sequential: boolean }

/** Whether somebody has something to do in it whatever is chosen: a loop round anything else would never stop. */
function waits(block: Block): boolean {
  switch (block.kind) {
    case 'task':
      return true
    case 'multi':
      return block.count > 0
    case 'loop':
    case 'sub':
      return waits(block.part)
    case 'exclusive':
    case 'inclusive':
      return block.parts.every(waits)
    default:
      return block.parts.some(waits)
  }
}

const task: Block = { kind: 'task' }
const arrays = (of: fc.Arbitrary<Block>) => fc.array(of, { minLength: 2, maxLength: 3 })

export const blocks: fc.Arbitrary<Block> = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constant<Block>(task),
    fc.record({ kind: fc.constant('sequence' as const), parts: arrays(tie('block')) }),
    fc.record({ kind: fc.constantFrom('exclusive' as const, 'parallel' as const, 'inclusive' as const), parts: arrays(tie('block')) }),
    tie('block').map((part): Block => ({ kind: 'loop', part: waits(part) ? part : { kind: 'sequence', parts: [part, task] } })),
    fc.record({ kind: fc.constant('sub' as const), part: tie('block'), guarded: fc.boolean() }),
    fc.record({ kind: fc.constant('multi' as const), count: fc.nat(3), sequential: fc.boolean() }),
  ),
})).block

/** Nodes, flows and the ids where the block begins and ends. */
type Drawn = { nodes: string; flows: string[]; first: string; last: string }

class Pen {
  private count = 0
  private id = (prefix: string) => `${prefix}${this.count++}`

  draw(block: Block): Drawn {
    switch (block.kind) {
      case 'task':
        return this.task()
      case 'sequence':
        return this.sequence(block.parts)
      case 'loop':
        return this.loop(block.part)
      case 'sub':
        return this.sub(block.part, block.guarded)
      case 'multi':
        return this.multi(block.count, block.sequential)
      default:
        return this.branches(`${block.kind}Gateway`, block.parts, block.kind !== 'parallel')
    }
  }

  private task(): Drawn {
    const id = this.id('t')
    return { nodes: users(id), flows: [], first: id, last: id }
  }

  private sequence(parts: readonly Block[]): Drawn {
    const drawn = parts.map((p) => this.draw(p))
    const joints = drawn.slice(1).map((d, i) => `${drawn[i]!.last} -> ${d.first}`)
    return {
      nodes: drawn.map((d) => d.nodes).join(''),
      flows: [...drawn.flatMap((d) => d.flows), ...joints],
      first: drawn[0]!.first,
      last: drawn.at(-1)!.last,
    }
  }

  private branches(kind: string, parts: readonly Block[], conditional: boolean): Drawn {
    const [first, last] = [this.id('g'), this.id('g')]
    const drawn = parts.map((p) => this.draw(p))
    const nodes = `<${kind} id="${first}"/><${kind} id="${last}"/>${drawn.map((d) => d.nodes).join('')}`
    const into = drawn.map((d, i) =>
      conditional ? (i === 0 ? `${first} => ${d.first}` : `${first} -> ${d.first} ? choice > ${i}`) : `${first} -> ${d.first}`,
    )
    return { nodes, flows: [...into, ...drawn.flatMap((d) => d.flows), ...drawn.map((d) => `${d.last} -> ${last}`)], first, last }
  }

  private loop(part: Block): Drawn {
    const [first, last] = [this.id('g'), this.id('g')]
    const inner = this.draw(part)
    const nodes = `<exclusiveGateway id="${first}"/><exclusiveGateway id="${last}"/><intermediateThrowEvent id="${last}x"/>${inner.nodes}`
    return {
      nodes,
      flows: [
        `${first} -> ${inner.first}`,
        ...inner.flows,
        `${inner.last} -> ${last}`,
        `${last} -> ${first} ? again`,
        `${last} => ${last}x`,
      ],
      first,
      last: `${last}x`,
    }
  }

  private sub(part: Block, guarded: boolean): Drawn {
    const id = this.id('s')
    const inner = this.draw(part)
    const content = body(
      `<startEvent id="${id}a"/><endEvent id="${id}z"/>${inner.nodes}`,
      [`${id}a -> ${inner.first}`, ...inner.flows, `${inner.last} -> ${id}z`].join(';'),
    )
    const guard = guarded ? `${boundary(`${id}b`, id, signal('sig'))}${users(`${id}u`)}<exclusiveGateway id="${id}m"/>` : ''
    const flows = guarded ? [`${id} -> ${id}m`, `${id}b -> ${id}u`, `${id}u -> ${id}m`] : []
    return { nodes: `<subProcess id="${id}">${content}</subProcess>${guard}`, flows, first: id, last: guarded ? `${id}m` : id }
  }

  private multi(count: number, sequential: boolean): Drawn {
    const id = this.id('t')
    const loop = `<multiInstanceLoopCharacteristics isSequential="${sequential}"><loopCardinality xsi:type="tFormalExpression">${count}</loopCardinality></multiInstanceLoopCharacteristics>`
    return { nodes: `<userTask id="${id}">${loop}</userTask>`, flows: [], first: id, last: id }
  }
}

function drawn(block: Block): [nodes: string, flows: string] {
  const { nodes, flows, first, last } = new Pen().draw(block)
  return [`${start}${end}${nodes}`, [`start -> ${first}`, ...flows, `${last} -> end`].join(';')]
}

export const processOf = (block: Block): Model => model(...drawn(block))
export const sourceOf = (block: Block): string => file(roots, process(...drawn(block)))
