/** What this house reads of a model besides the standard: attributes of the namespace `urn:haoban:process` at tasks and events. */
import { durationOf, type Model, type Node } from '@haoban/bpmn'
import type { Place, Places, Unit } from '../schema/process.ts'

export const namespace = 'urn:haoban:process'

type Attributes = Readonly<Record<string, string>>
const words = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter((w) => w !== '')

/** `haoban:verb`: the verbs of the subject that a task stands for. */
export const verbsOf = (attributes: Attributes): string[] => words(attributes.verb)

/** `haoban:branch`: the branch of organs that does a task; several where an instance of a loop says by its input `branch` which. */
export const branchesOf = (attributes: Attributes): string[] => words(attributes.branch)

/** `haoban:unit`: in what the times of a timer, or the `haoban:within` of a task, are counted. */
export const unitOf = (attributes: Attributes): Unit | undefined => (attributes.unit === 'workday' ? 'workday' : undefined)

/** `haoban:within`: how long a task may take, an ISO 8601 duration. */
export const withinOf = (attributes: Attributes): string | undefined => attributes.within

/** All verbs that a model binds: these are open only while one of their tasks is. */
export const governedBy = (model: Model): ReadonlySet<string> => new Set(model.nodes.flatMap((n) => verbsOf(n.attributes)))

/** All branches whose organs a model asks. */
export const branchesIn = (model: Model): string[] => [...new Set(model.nodes.flatMap((n) => branchesOf(n.attributes)))]

/** The branch that an input of a loop names, or else the first that the attribute names. */
function branchFor(attributes: Attributes, input: Readonly<Record<string, unknown>> | undefined): string | undefined {
  const branches = branchesOf(attributes)
  return typeof input?.branch === 'string' && branches.includes(input.branch) ? input.branch : branches[0]
}

/** Who does a task: the branch that its loop's input names, the one its attribute names, or the organ where the instance is at home. */
export function placeFor(places: Places, attributes: Attributes, input: Readonly<Record<string, unknown>> | undefined): Place {
  const named = branchFor(attributes, input)
  return (named === undefined ? undefined : places.branches[named]) ?? places.own
}

/** The branch of a task that no organ of the instance's place belongs to: the organ where it is at home has the task instead. */
export const missingBranch = (places: Places, attributes: Attributes, input: Readonly<Record<string, unknown>> | undefined) => {
  const branch = branchFor(attributes, input)
  return branch === undefined || places.branches[branch] ? undefined : branch
}

/** A duration that can be counted in working days: whole days alone. */
export function workdaysOf(text: string): number | undefined {
  const d = durationOf(text)
  return d && d.years === 0 && d.months === 0 && d.seconds === 0 && d.days > 0 ? d.days : undefined
}

type Check = (node: Node) => string[]

/** Times of a node that are counted in its unit; computed ones are known only when they are set. */
const timesOf = ({ attributes, triggers }: Node): string[] => [
  ...(attributes.within === undefined ? [] : [attributes.within]),
  ...triggers.flatMap((t) =>
    t.on === 'timer' && t.kind !== 'date' && typeof t.value === 'string' ? [t.value.replace(/^R\d*\//, '')] : [],
  ),
]

const checks: readonly Check[] = [
  ({ attributes: { unit } }) => (unit === undefined || unit === 'workday' ? [] : [`单位“${unit}”不认识，只有 workday（工作日）`]),
  ({ attributes: { within } }) => (within === undefined || durationOf(within) ? [] : [`办理时限“${within}”要写成 P5D 这样`]),
  (node) =>
    unitOf(node.attributes) === undefined
      ? []
      : timesOf(node).flatMap((t) => (workdaysOf(t) ? [] : [`按工作日数的时间要写成整天，例如 P5D；“${t}”不行`])),
  (node) => (verbsOf(node.attributes).length === 0 || node.kind === 'task' ? [] : ['只有任务可以写 haoban:verb']),
]

/** What is wrong with the house's own attributes of a node, in sentences. */
export const attributeFaults = (node: Node): string[] =>
  checks.flatMap((check) => check(node)).map((fault) => `“${node.name || node.id}”：${fault}`)

/** Of names that differ by little, the one that was probably meant: the most letters in common, in their order. */
function nearest(name: string, known: readonly string[]): string | undefined {
  const common = (other: string) => {
    let at = 0
    for (const letter of other) if (letter === name[at]) at++
    return at / Math.max(name.length, other.length)
  }
  const [best] = known.map((k) => ({ k, score: common(k) })).sort((a, b) => b.score - a.score)
  return best && best.score > 0.4 ? best.k : undefined
}

/** Branches of a model that none of the `known` is, each at its element. */
export function strayBranches(model: Model, known: readonly string[]): { rule: string; element: string; sentence: string }[] {
  const stray = (n: Node) => branchesOf(n.attributes).filter((b) => !known.includes(b))
  return model.nodes.flatMap((n) =>
    stray(n).map((b) => {
      const meant = nearest(b, known)
      const hint = meant ? `，是不是“${meant}”` : ''
      return {
        rule: 'HAOBAN',
        element: n.id,
        sentence: `“${n.name || n.id}”：没有哪个单位属于条线“${b}”${hint}。请改 haoban:branch，否则这一步会落到决定机关`,
      }
    }),
  )
}
