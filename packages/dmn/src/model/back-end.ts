/** Choosing how logic runs: as code made from text where that is allowed and pays, else as closures. */
import type { Node } from '../feel/node.ts'
import { everyNode } from '../feel/walk.ts'
import { closure } from '../run/closures.ts'
import type { PlainInput } from '../run/emitter.ts'
import { scripted } from '../run/script.ts'
import { baseOf } from '../values/type.ts'
import type { Linked } from './link.ts'
import type { BackEnd } from './program.ts'

/** `script` makes JavaScript from text, `closures` obeys a content security policy without `unsafe-eval`, `auto` takes what the platform allows. */
export type BackEndName = 'auto' | 'script' | 'closures'

const closures: BackEnd = (node) => {
  const run = closure(node)
  return (state) => run([], state)
}

let isAllowed: boolean | undefined

function allowsCode(): boolean {
  try {
    isAllowed ??= new Function('return true')() as boolean
  } catch {
    isAllowed = false
  }
  return isAllowed
}

/** Functions of that many nodes are not worth the compiler's time. */
const maxNodes = 20_000

function isLarge(node: Node): boolean {
  let count = 0
  for (const _ of everyNode(node)) if (++count > maxNodes) return true
  return false
}

export function backEnd(name: BackEndName, linked: readonly Linked[]): BackEnd {
  if (name === 'closures' || (name === 'auto' && !allowsCode())) return closures
  const inputs = plainInputs(linked)
  return (node) => (isLarge(node) ? closures(node) : scripted(node, inputs))
}

/** Inputs of one simple type without constraints, whose names mean nothing to every object and to no other model. */
function plainInputs(linked: readonly Linked[]): ReadonlyMap<number, PlainInput> {
  const [first] = linked
  const isSimple = (each: Linked) => each.source.kind === 'inputData' && each.type.kind === baseOf(each.type).kind
  const isOwn = ({ source, document }: Linked) => document === first?.document && !(source.name in Object.prototype)
  return new Map(
    linked.flatMap((each): [number, PlainInput][] => {
      const { kind } = each.type
      const isPlain = kind === 'number' || kind === 'string' || kind === 'boolean'
      return isPlain && isSimple(each) && isOwn(each) ? [[each.slot, { name: each.source.name, kind }]] : []
    }),
  )
}
