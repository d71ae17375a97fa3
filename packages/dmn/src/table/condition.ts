/** Conditions written as one expression (`age >= 60 and resident or …`) as a table: a rule for each alternative, a column for each thing compared. */
import type { Node, Place, TableInput, TableNode, TableRule } from '../feel/node.ts'
import { simple } from '../values/type.ts'

type Atom = { readonly key: string; readonly subject: Node; readonly test: (id: number) => Node }

const maxRules = 64
const boolean = simple('boolean')
const flipped = { '=': '=', '!=': '!=', '<': '>', '<=': '>=', '>': '<', '>=': '<=' } as const

/** What is compared, by name: an input or decision, or what lies on a path from one. */
export function subjectName(node: Node): string | undefined {
  if (node.op === 'slot') return node.name
  if (node.op === 'convert') return subjectName(node.of)
  if (node.op !== 'path') return undefined
  const outer = subjectName(node.of)
  return outer === undefined ? undefined : `${outer}.${node.name}`
}

const local = (id: number, type: Node['type']): Node => ({ op: 'local', id, name: '?', type, at: 0 })

function atomOf(node: Node): Atom | undefined {
  if (node.op === 'compare' && node.right.op === 'const') return about(node.left, (value) => ({ ...node, left: value }))
  if (node.op === 'compare' && node.left.op === 'const') {
    return about(node.right, (value) => ({ ...node, sign: flipped[node.sign], left: value, right: node.left }))
  }
  if (node.op === 'between') return about(node.value, (value) => ({ ...node, value }))
  if (node.op === 'let') return aboutLet(node)
  if (node.op === 'builtin' && node.name === 'not' && node.args.length === 1) return negated(node.args[0]!)
  return about(node, (value) => ({
    op: 'compare',
    sign: '=',
    left: value,
    right: { op: 'const', value: true, type: boolean, at: node.at },
    type: boolean,
    at: node.at,
  }))
}

function about(subject: Node, test: (value: Node) => Node): Atom | undefined {
  const key = subjectName(subject)
  return key === undefined ? undefined : { key, subject, test: (id) => test(local(id, subject.type)) }
}

/** `x in …`: the tests speak of a variable, which becomes the column's. */
function aboutLet({ id, value, body }: Extract<Node, { op: 'let' }>): Atom | undefined {
  const key = subjectName(value)
  return key === undefined ? undefined : { key, subject: value, test: (own) => renamed(body, id, own) }
}

function renamed(node: Node, from: number, to: number): Node {
  if (node.op === 'local') return node.id === from ? { ...node, id: to } : node
  if (node.op === 'meets') return { ...node, value: renamed(node.value, from, to) }
  if (node.op === 'compare') return { ...node, left: renamed(node.left, from, to), right: renamed(node.right, from, to) }
  return node.op === 'any' ? { ...node, tests: node.tests.map((test) => renamed(test, from, to)) } : node
}

function negated(node: Node): Atom | undefined {
  const inner = atomOf(node)
  return inner && { ...inner, test: (id) => ({ op: 'not', of: inner.test(id), type: boolean, at: node.at }) }
}

/** Alternatives of conditions that hold together; undefined where the expression is not of that form, or has too many. */
function alternatives(node: Node): Atom[][] | undefined {
  if (node.op === 'convert') return alternatives(node.of)
  if (node.op !== 'and' && node.op !== 'or') {
    const atom = atomOf(node)
    return atom && [[atom]]
  }
  const [left, right] = [alternatives(node.left), alternatives(node.right)]
  if (!left || !right) return undefined
  const joined = node.op === 'or' ? [...left, ...right] : left.flatMap((a) => right.map((b) => [...a, ...b]))
  return joined.length > maxRules ? undefined : joined
}

/** The table that a decision is, or can be read as; undefined where it is neither. */
export function tableOf(node: Node, place: Place): (TableNode & Node) | undefined {
  if (node.op === 'table') return node
  if (node.op === 'convert') return tableOf(node.of, place)
  return conditionTable(node, place)
}

function conditionTable(node: Node, place: Place): (TableNode & Node) | undefined {
  const rules = alternatives(node)
  if (!rules) return undefined
  const subjects = new Map(rules.flat().map((atom) => [atom.key, atom.subject]))
  const inputs = [...subjects].map(([label, value], id): TableInput => ({ label, value, id }))
  const yes: Node = { op: 'const', value: true, type: boolean, at: node.at }
  const rows = rules.map((atoms): TableRule => {
    const tests = inputs.map(({ label, id }) => together(atoms.filter((atom) => atom.key === label).map((atom) => atom.test(id))))
    return { at: place, tests, texts: inputs.map(() => ''), outputs: [yes], annotations: [] }
  })
  const otherwise: Node = { op: 'const', value: false, type: boolean, at: node.at }
  return {
    op: 'table',
    hitPolicy: 'FIRST',
    inputs,
    outputs: [{ type: boolean, otherwise }],
    rules: rows,
    place,
    type: boolean,
    at: node.at,
  }
}

function together(tests: readonly Node[]): Node | undefined {
  const [first, ...rest] = tests
  return first && rest.reduce((left, right): Node => ({ op: 'and', left, right, type: boolean, at: left.at }), first)
}
