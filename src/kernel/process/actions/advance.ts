/** Steps of instances: held, computed, written, and what they set going enqueued, in the caller's transaction. */
import { type Event, encode, initial } from '@haoban/bpmn'
import { attempt } from '#base/db.ts'
import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Ctx } from '#kernel/module.ts'
import { type Change, type Effect, planStep } from '../rules/plan.ts'
import type { InstanceRow, Places } from '../schema/process.ts'
import { listCalled, lockInstance } from '../store/instance.ts'
import { addInstances, writeChanges } from '../store/write.ts'
import { keepMessage } from './keep.ts'
import { modelOf, versionToBegin } from './models.ts'

const refuse = refusals({
  'process.unknown': [404, '没有找到这个流程，可能不在您能看的范围里'],
})

export const aboutProcess = (id: string) => `process:${id}`

/** An event for one instance. `hold`: until then what the step caused may be recalled, and nothing of it leaves the house. */
export type Move = { instance: string; event: Event; cause?: number; hold?: Date; wasDue?: Date }

export type Beginning = {
  about: string
  title?: string
  href?: string
  key: string
  version?: number
  places: Places
  readers: readonly string[]
  variables?: Record<string, unknown>
  given?: Record<string, unknown>
  cause?: number
  hold?: Date
  caller?: { instance: InstanceRow; record: number }
}

/** What expressions of a step may ask about the moment; it is not kept. */
const given = (ctx: Ctx) => ({ now: ctx.now.toISOString(), today: dayOf(ctx.now) })

const withGiven = (ctx: Ctx, event: Event): Event => ({ ...event, given: { ...given(ctx), ...event.given } })

/** Begins an instance and makes its first step. Undefined where no version of its process may begin. */
export async function begin(ctx: Ctx, b: Beginning): Promise<Change | undefined> {
  const version = await versionToBegin(ctx.tx, b.key, b.version)
  if (!version) return undefined
  const id = ctx.id()
  const row: InstanceRow = {
    id,
    about: b.about,
    title: b.title ?? '',
    href: b.href ?? '',
    key: b.key,
    version: version.version,
    root: b.caller?.instance.root ?? id,
    caller: b.caller?.instance.id ?? null,
    callerRecord: b.caller?.record ?? null,
    state: encode(initial),
    status: 'new',
    seq: 0,
    places: b.places,
    readers: [...b.readers],
    startedAt: ctx.now,
    updatedAt: ctx.now,
    endedAt: null,
  }
  await addInstances(ctx.tx, [row])
  await ctx.emit({
    name: 'process.started',
    about: aboutProcess(id),
    data: { process: id, about: b.about, key: b.key, version: row.version },
    readers: row.readers,
  })
  const event: Event = { type: 'start', ...(b.variables ? { variables: b.variables } : {}), ...(b.given ? { given: b.given } : {}) }
  const change = await planFor(ctx, row, { instance: id, event, cause: b.cause })
  write(ctx, [change])
  await follow(ctx, change, b.hold)
  return change
}

async function planFor(ctx: Ctx, instance: InstanceRow, { event, cause, wasDue }: Move): Promise<Change> {
  const model = await modelOf(ctx.tx, instance.key, instance.version)
  return planStep({ model, instance, event: withGiven(ctx, event), now: ctx.now, calendar: ctx.calendar, cause, wasDue })
}

const write = (ctx: Ctx, changes: readonly Change[]) => writeChanges(ctx.tx, changes, ctx.now, ctx.who.id)

/** One step of one instance. An event that finds nobody changes nothing and says so in `ignored`. */
export async function advance(ctx: Ctx, move: Move): Promise<Change> {
  const instance = (await lockInstance(ctx.tx, move.instance)).find((i) => i.id === move.instance)
  if (!instance) throw refuse('process.unknown')
  return advanceHeld(ctx, instance, move)
}

/** One step of an instance that is held already. */
export async function advanceHeld(ctx: Ctx, instance: InstanceRow, move: Move): Promise<Change> {
  const change = await planFor(ctx, instance, move)
  if (change.ignored !== undefined) return change
  write(ctx, [change])
  await follow(ctx, change, move.hold)
  return change
}

/** What became of each move of a group: its change, or why it failed. */
export type Grouped = { change?: Change; failed?: unknown }

/**
 * Steps of several instances in one commit, written together. Where the writing fails, each is tried again behind a savepoint
 * of its own, so that one that cannot be written harms no other.
 */
export async function advanceGroup(ctx: Ctx, held: readonly InstanceRow[], moves: readonly Move[]): Promise<Grouped[]> {
  const byId = new Map(held.map((i) => [i.id, i]))
  const planned: (Grouped & { move: Move })[] = []
  for (const move of moves) planned.push(await attempted(() => planFor(ctx, byId.get(move.instance)!, move), move))
  const changed = planned.filter((p) => p.change && p.change.ignored === undefined)
  const settle = async (some: typeof changed) => {
    write(
      ctx,
      some.map((p) => p.change!),
    )
    for (const p of some) await follow(ctx, p.change!, p.move.hold)
  }
  if (changed.length === 0) return planned
  try {
    await attempt(ctx.tx, () => settle(changed))
  } catch {
    for (const p of changed) {
      try {
        await attempt(ctx.tx, () => settle([p]))
      } catch (error) {
        p.failed = error
        delete p.change
      }
    }
  }
  return planned
}

async function attempted(plan: () => Promise<Change>, move: Move): Promise<Grouped & { move: Move }> {
  try {
    return { change: await plan(), move }
  } catch (failed) {
    return { failed, move }
  }
}

/** Sets going what a step asks of the host: work, calls, messages; all of it after commit, but for calls, which belong to the step. Timers are rows that the watch finds. */
export async function follow(ctx: Ctx, change: Change, hold: Date | undefined): Promise<void> {
  const { instance } = change
  for (const effect of change.effects) await (effects[effect.do] as Do<Effect['do']>)(ctx, change, effect as never, hold)
  for (const name of new Set(change.subscriptions.filter((s) => s.heard === 'message').map((s) => s.name)))
    await ctx.later('process.match', { name })
  for (const { element, code, sentence } of change.incidents)
    await ctx.emit({ name: 'process.stopped', about: aboutProcess(instance.id), data: { process: instance.id, element, code, sentence } })
}

type Do<K extends Effect['do']> = (ctx: Ctx, change: Change, effect: Extract<Effect, { do: K }>, hold: Date | undefined) => Promise<void>

const effects: { [K in Effect['do']]: Do<K> } = {
  async serve(ctx, { instance }, { record }, hold) {
    await ctx.later('process.serve', { instance: instance.id, record }, { at: hold, key: `process.serve:${instance.id}:${record}` })
  },
  async call(ctx, { instance }, { record, called, input }, hold) {
    const { about, title, href, places, readers } = instance
    const begun = await begin(ctx, {
      about,
      title,
      href,
      key: called,
      places,
      readers,
      variables: input,
      hold,
      caller: { instance, record },
    })
    const sentence = `流程“${called}”没有可用的版本，请先发布`
    if (!begun) await advance(ctx, { instance: instance.id, event: { type: 'fail', id: record, sentence } })
  },
  async 'cancel-called'(ctx, { instance }, { record }) {
    for (const { id } of await listCalled(ctx.tx, instance.id, [record])) await advance(ctx, { instance: id, event: { type: 'cancel' } })
  },
  async send(ctx, { instance }, { element, message, variables }, hold) {
    const { key, ...rest } = variables
    const to = key === undefined ? null : String(key)
    await keepMessage(ctx, { id: `${instance.id}:${instance.seq}:${element}`, name: message, key: to, variables: rest, at: ctx.now }, hold)
  },
  async broadcast(ctx, { instance }, { signal, variables }, hold) {
    await ctx.later('process.signal', { signal, variables, from: instance.id }, { at: hold })
  },
  async escalate(ctx, { instance }, { code }) {
    if (instance.caller) await advance(ctx, { instance: instance.caller, event: { type: 'escalation', id: instance.callerRecord!, code } })
  },
  async end(ctx, { instance }, { outcome, code, variables }) {
    await ctx.emit({ name: 'process.ended', about: aboutProcess(instance.id), data: { process: instance.id, outcome, code } })
    if (!instance.caller || outcome === 'cancelled') return
    const id = instance.callerRecord!
    const event: Event = outcome === 'failed' ? { type: 'error', id, code: code ?? '' } : { type: 'complete', id, variables }
    await advance(ctx, { instance: instance.caller, event })
  },
}
