/** A model whose conditions are answered by whoever explores it: what the variables at hand decide is computed, all else may be either. */
import { type Event, type Model, type Result, type State, step } from '@haoban/bpmn'
import { compileExpression } from '@haoban/dmn'

type Node = Model['nodes'][number]
type Expression = NonNullable<Model['flows'][number]['condition']>

/** Answers that were given to what nobody can know, in the order in which they were asked for. */
export type Choice = { text: string; value: boolean }

/** Ways that one event can take at most; a model with more is not looked through to its end. */
export const mostWays = 256

const counts = [1, 2]

export type AbstractModel = {
  model: Model
  /** Every way that an event can take, with the answers that lead there. `whole`: no way was left out. */
  outcomes(state: State, event: Event): { results: { result: Result; choices: readonly Choice[] }[]; whole: boolean }
}

type Asked = { text: string; options: readonly unknown[]; taken: number }

/** Prefixes of answers that lead elsewhere: each later question answered the other way. */
const others = (asked: readonly Asked[], from: number): number[][] =>
  asked.flatMap(({ options }, at) => {
    if (at < from) return []
    const before = asked.slice(0, at).map((a) => a.taken)
    return options.slice(1).map((_, i) => [...before, i + 1])
  })

const chosen = (asked: readonly Asked[]): Choice[] =>
  asked.flatMap(({ text, options, taken }) => (typeof options[taken] === 'boolean' ? [{ text, value: options[taken] as boolean }] : []))

/** The model with its conditions, numbers, collections and times replaced. */
export function abstractOf(model: Model): AbstractModel {
  let prefix: readonly number[] = []
  let asked: Asked[] = []
  const choose = (text: string, options: readonly unknown[]): unknown => {
    const taken = prefix[asked.length] ?? 0
    asked.push({ text, options, taken })
    return options[taken]
  }
  const either = (e: Expression, options: readonly unknown[]): Expression => {
    const { reads } = compileExpression(e.text.replace(/^=/, ''))
    const isKnown = (scope: Readonly<Record<string, unknown>>) => reads.every((name) => scope[name] !== undefined && scope[name] !== null)
    return { text: e.text, evaluate: (scope) => (isKnown(scope) ? e.evaluate(scope) : choose(e.text, options)) }
  }
  const condition = <E extends Expression | undefined>(e: E): E => (e ? either(e, [true, false]) : e) as E
  const abstract: Model = {
    ...model,
    flows: model.flows.map((f) => ({ ...f, condition: condition(f.condition) })),
    nodes: model.nodes.map((n) => ({ ...n, ...replaced(n, condition, either) })),
  }
  return {
    model: abstract,
    outcomes(state, event) {
      const results: { result: Result; choices: Choice[] }[] = []
      const open: number[][] = [[]]
      while (open.length > 0 && results.length < mostWays) {
        const next = open.pop()!
        prefix = next
        asked = []
        results.push({ result: step(abstract, state, event), choices: chosen(asked) })
        open.push(...others(asked, next.length))
      }
      return { results, whole: open.length === 0 }
    },
  }
}

/** The variables that any expression of a model reads. */
export function readsOf(model: Model): ReadonlySet<string> {
  const texts = new Set<string>()
  const note = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('evaluate' in value && 'text' in value) texts.add(String(value.text))
    else for (const part of Object.values(value)) note(part)
  }
  note([model.flows, model.nodes])
  return new Set([...texts].flatMap((text) => compileExpression(text.replace(/^=/, '')).reads))
}

type Condition = <E extends Expression | undefined>(e: E) => E
type Either = (e: Expression, options: readonly unknown[]) => Expression

function replaced(n: Node, condition: Condition, either: Either): Partial<Node> {
  const triggers = n.triggers.map((t): typeof t => {
    if (t.on === 'condition') return { ...t, when: condition(t.when) }
    // when a timer fires is left to whoever explores
    return t.on === 'timer' ? { ...t, value: t.kind === 'cycle' ? 'R2/P1D' : t.kind === 'date' ? '2000-01-01T00:00:00Z' : 'P1D' } : t
  })
  return {
    triggers,
    activation: condition(n.activation),
    adHoc: n.adHoc && { ...n.adHoc, completion: condition(n.adHoc.completion) },
    loop: n.loop && loopOf(n.loop, condition, either),
  }
}

function loopOf(loop: NonNullable<Node['loop']>, condition: Condition, either: Either): NonNullable<Node['loop']> {
  if (loop.kind === 'standard') return { ...loop, condition: condition(loop.condition) }
  return {
    ...loop,
    completion: condition(loop.completion),
    cardinality: loop.cardinality && either(loop.cardinality, counts),
    collection:
      loop.collection &&
      either(
        loop.collection,
        counts.map((n) => Array.from({ length: n }, () => '某单位')),
      ),
  }
}
