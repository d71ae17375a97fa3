/** What a table of a kind must be, so that no order of it can be stuck: looked at when the house opens. */
import type { Choice, ClockOf, Kinds, OrderKind, VerbOf } from '../schema/kind.ts'
import { commonFacts } from '../schema/kind.ts'
import { variantsOf } from './choose.ts'

type Wrong = string[]
const named = (kind: OrderKind) => Object.keys(kind.states)
const isOver = (kind: OrderKind, state: string) => kind.states[state]?.turn === 'nobody'

/** One step of the table: from a state by a verb to another, with what the verb says of the outcome on that way. */
type Step = { from: string; verb: string; to: string; outcome?: string | null }

/** Ways of one verb: where next state and outcome are chosen by the same key, the same value chooses both. */
function waysOf(from: string, verb: string, next: Choice<string>, outcome: VerbOf['outcome']): Step[] {
  return variantsOf(next).flatMap((n) => {
    const to = n.value === 'same' ? from : n.value
    if (outcome === undefined) return [{ from, verb, to }]
    const outcomes = variantsOf(outcome).filter((o) => o.by !== n.by || o.as === n.as)
    return outcomes.length === 0 ? [{ from, verb, to }] : outcomes.map((o) => ({ from, verb, to, outcome: o.value }))
  })
}

const stepsOf = (kind: OrderKind): Step[] =>
  Object.entries(kind.leadsTo).flatMap(([from, open]) =>
    Object.entries(open).flatMap(([verb, next]) => waysOf(from, verb, next, kind.verbs[verb]?.outcome)),
  )

/** What can be reached from some places by some steps. */
function reach<T extends string>(begin: readonly T[], next: (at: T) => readonly T[]): Set<T> {
  const found = new Set(begin)
  for (const at of found) for (const to of next(at)) found.add(to)
  return found
}

function checkStates(kind: OrderKind, steps: readonly Step[]): Wrong {
  const states = named(kind)
  const unknown = [kind.begins, ...Object.keys(kind.leadsTo), ...steps.map((s) => s.to)].filter((s) => !states.includes(s))
  if (unknown.length) return unknown.map((s) => `there is no state ${s}`)
  const reached = reach([kind.begins], (at) => steps.filter((s) => s.from === at).map((s) => s.to))
  const leaves = (state: string) => steps.filter((s) => s.from === state && s.to !== state)
  const ends = (state: string) =>
    [...reach([state], (at) => steps.filter((s) => s.from === at).map((s) => s.to))].some((s) => isOver(kind, s))
  return [
    ...states.filter((s) => !reached.has(s)).map((s) => `the state ${s} is never reached`),
    ...states.filter((s) => !isOver(kind, s) && leaves(s).length === 0).map((s) => `the state ${s} is never left`),
    ...states.filter((s) => !isOver(kind, s) && !ends(s)).map((s) => `from the state ${s} no end is reached`),
    ...leavesOfEnds(kind, steps),
  ]
}

const leavesOfEnds = (kind: OrderKind, steps: readonly Step[]): Wrong =>
  steps
    .filter((s) => isOver(kind, s.from) && !kind.verbs[s.verb]?.reopens)
    .map((s) => `the end ${s.from} is left by ${s.verb}, which reopens nothing`)

/** Follows every way with what is known of the outcome: an end may not be reached without one. */
function checkOutcomes(kind: OrderKind, steps: readonly Step[]): Wrong {
  type At = `${string} ${'yes' | 'no'}`
  const next = (at: At): At[] => {
    const [from, has] = at.split(' ') as [string, 'yes' | 'no']
    return steps
      .filter((s) => s.from === from)
      .map((s): At => {
        if (kind.verbs[s.verb]?.reopens) return `${s.to} no`
        return `${s.to} ${s.outcome === undefined ? has : s.outcome === null ? 'no' : 'yes'}`
      })
  }
  const without = [...reach<At>([`${kind.begins} no`], next)].filter((at) => at.endsWith(' no')).map((at) => at.split(' ')[0]!)
  const outcomes = [...Object.values(kind.states).flatMap((s) => s.outcome ?? []), ...steps.flatMap((s) => s.outcome ?? [])]
  return [
    ...without
      .filter((s) => isOver(kind, s) && kind.states[s]?.outcome === undefined)
      .map((s) => `the end ${s} is reached without an outcome`),
    ...[...new Set(outcomes)].filter((o) => !Object.hasOwn(kind.outcomes, o)).map((o) => `the outcome ${o} has no words`),
  ]
}

/** Verbs that do what is common leave the fact that is common, so that readers of the ledger need to know no kind. */
const commonOf = (verb: VerbOf): string | undefined => (verb.assigns ? 'order.assigned' : verb.returns ? 'order.returned' : undefined)

function checkVerbs(kind: OrderKind, steps: readonly Step[]): Wrong {
  const verbs = Object.entries(kind.verbs)
  const own = verbs.filter(([, v]) => !Object.hasOwn(commonFacts, v.fact)).map(([, v]) => v.fact)
  return [
    ...steps.filter((s) => !kind.verbs[s.verb]).map((s) => `there is no verb ${s.verb}`),
    ...verbs.filter(([name]) => !steps.some((s) => s.verb === name)).map(([name]) => `the verb ${name} is open in no state`),
    ...own.filter((f, i) => own.indexOf(f) !== i).map((f) => `two verbs leave the fact ${f}`),
    ...verbs.flatMap(([name, v]) => {
      const common = commonOf(v)
      return common && v.fact !== common ? [`the verb ${name} leaves ${common}, not ${v.fact}`] : []
    }),
    ...verbs
      .filter(([, v]) => !commonOf(v) && ['order.assigned', 'order.returned'].includes(v.fact))
      .map(([name, v]) => `the verb ${name} does not do what ${v.fact} says`),
    ...verbs
      .filter(([, v]) => v.within && !kind.clocks[v.within])
      .map(([name, v]) => `the verb ${name} is bounded by ${v.within}, which is no clock`),
    ...verbs
      .filter(([, v]) => v.raises && !kind.supervision?.length)
      .map(([name]) => `the verb ${name} raises supervision, which has no levels`),
    ...(kind.guards ?? []).flatMap((g) =>
      g.verbs.filter((v) => !kind.verbs[v]).map((v) => `the guard ${g.code} speaks of ${v}, which is no verb`),
    ),
  ]
}

const does = (clock: ClockOf, acts: readonly string[]) =>
  Object.values(clock.on).some((on) => variantsOf(on).some((v) => typeof v.value === 'string' && acts.includes(v.value)))

function checkClocks(kind: OrderKind): Wrong {
  const facts = new Set<string>([...Object.keys(commonFacts), ...Object.values(kind.verbs).map((v) => v.fact)])
  const levels = Object.keys(kind.levels ?? {})
  return Object.entries(kind.clocks).flatMap(([name, clock]) => {
    const byLevel = 'unit' in clock.limit && typeof clock.limit.unit === 'string' ? undefined : Object.keys(clock.limit)
    return [
      ...(does(clock, ['start', 'restart']) ? [] : [`the clock ${name} is started by no fact`]),
      ...(does(clock, ['stop']) ? [] : [`the clock ${name} is stopped by no fact`]),
      ...(does(clock, ['pause']) && !does(clock, ['resume']) ? [`the clock ${name} is paused and never goes on`] : []),
      ...Object.keys(clock.on)
        .filter((f) => !facts.has(f))
        .map((f) => `the clock ${name} waits for ${f}, which no verb leaves`),
      ...(byLevel === undefined ? [] : levels.filter((l) => !byLevel.includes(l)).map((l) => `the clock ${name} has no limit for ${l}`)),
    ]
  })
}

function checkPermissions(kind: OrderKind, declared: ReadonlySet<string>): Wrong {
  const asked = [
    kind.handlers,
    kind.supervisors,
    ...kind.sees,
    ...(kind.merges ? [kind.merges] : []),
    ...Object.values(kind.verbs).flatMap((v) => v.may),
  ]
  return [
    ...[...new Set(asked)].filter((p) => !declared.has(p)).map((p) => `the permission ${p} is declared by no room`),
    ...(kind.sees.length ? [] : ['nobody may see it']),
  ]
}

/** What is wrong with a kind, in sentences; empty where nothing is. `declared`: every permission of the house. */
export function wrongWith(kind: OrderKind, declared: ReadonlySet<string>): string[] {
  const steps = stepsOf(kind)
  const found = [...checkVerbs(kind, steps), ...checkStates(kind, steps), ...checkClocks(kind), ...checkPermissions(kind, declared)]
  return found.length ? found : checkOutcomes(kind, steps)
}

/** Every kind of the house, each declared by one room; what is wrong with any of them stops the house. */
export function kindsOf(rooms: readonly { id: string; orders: Kinds; permissions: Readonly<Record<string, string>> }[]): Kinds {
  const declared = new Set(rooms.flatMap((r) => Object.keys(r.permissions)))
  const kinds = rooms.flatMap((r) => Object.entries(r.orders))
  const wrong = kinds.flatMap(([name, kind], i) => [
    ...wrongWith(kind, declared).map((w) => `orders of the kind ${name}: ${w}`),
    ...(kinds.findIndex(([other]) => other === name) < i ? [`two rooms have orders of the kind ${name}`] : []),
    ...(kinds.findIndex(([, other]) => other.prefix === kind.prefix) < i ? [`two kinds number their orders ${kind.prefix}`] : []),
    ...(/^[A-Z]{2,4}$/.test(kind.prefix) ? [] : [`orders of the kind ${name}: the prefix is two to four capital letters`]),
  ])
  if (wrong.length) throw new Error(wrong.join('\n'))
  return Object.fromEntries(kinds)
}
