/** Lives of orders with several organs: called, reported one by one or many at once, recalled, raised, merged, solved; every command with a key of its own. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { BatchView } from '#kernel/batch/schema/batch.ts'
import type { Client } from '../kit.ts'
import { must, signIn, untilBatch } from './load.ts'
import type { Place } from './place.ts'
import { called, seconds, watcher } from './siren.ts'

/** A command that the city has acknowledged: the fact that it left on an order, and of which organ. */
export type Acknowledged = { order: string; fact: string; organ?: string }
type Office = { organ: string; client: Client }
export type Load = { watcher: Client; offices: readonly Office[]; random: () => number; done: Acknowledged[]; matters: string[] }

export async function openLoad(place: Place, random: () => number): Promise<Load> {
  const enter = (login: string) => signIn(place, random, { as: 'staff', login, password: 'haoban-demo' })
  const offices = await Promise.all(called.map(async ({ organ, login }) => ({ organ, client: await enter(login) })))
  return { watcher: await enter(watcher), offices, random, done: [], matters: [] }
}

/** A siren for a matter of its own; answers its id. */
async function call(load: Load): Promise<string> {
  const matter = `m${load.matters.length}`
  load.matters.push(matter)
  const { id } = must('call', await load.watcher.post('/sirens', { matter })).body as { id: string }
  load.done.push({ order: id, fact: 'order.opened' })
  return id
}

async function watch(load: Load, id: string, verb: string, fact: string, input: Record<string, unknown>): Promise<void> {
  must(`${verb} on ${id}`, await load.watcher.post(`/orders/${id}/acts/${verb}`, { input }))
  load.done.push({ order: id, fact })
}

/** One organ reports, some too late; now and then it takes that back, where nobody was quicker, and reports again. */
async function report(load: Load, id: string, { organ, client }: Office): Promise<void> {
  await sleep(load.random() * seconds * 1_300)
  const act = async () => {
    const { seq } = must(`report on ${id}`, await client.post(`/orders/${id}/acts/report`, {})).body as { seq: number }
    load.done.push({ order: id, fact: 'siren.reported', organ })
    return seq
  }
  const seq = await act()
  if (load.random() > 0.3) return
  const answer = await client.post(`/orders/${id}/recall`, { seq })
  if (answer.status === 409) return
  must(`recall on ${id}`, answer)
  load.done.push({ order: id, fact: 'order.recalled' })
  await act()
}

async function end(load: Load, id: string): Promise<void> {
  if (load.random() < 0.5) await watch(load, id, 'raise', 'siren.raised', { reason: '厂里还停着水' })
  await watch(load, id, 'solve', 'order.closed', { result: 'solved' })
}

/** One matter by itself, now and then two that are merged into one. */
export async function liveAlone(load: Load): Promise<void> {
  const id = await call(load)
  if (load.random() < 0.3) {
    const other = await call(load)
    must(`merge ${other} into ${id}`, await load.watcher.post('/orders/merge', { into: id, from: [other] }))
    load.done.push({ order: id, fact: 'order.merged-in' }, { order: other, fact: 'order.closed' })
  }
  await Promise.all(load.offices.map((office) => report(load, id, office)))
  await end(load, id)
}

/** Three matters on which each organ reports in one batch. */
export async function liveTogether(load: Load): Promise<void> {
  const ids = [await call(load), await call(load), await call(load)]
  for (const { organ, client } of load.offices) {
    const asked = { kind: 'siren', verb: 'report', ids, input: {} }
    await untilBatch(client, must('batch', await client.post('/orders/batches', asked)).body as BatchView, 'done')
    for (const id of ids) load.done.push({ order: id, fact: 'siren.reported', organ })
  }
  await Promise.all(ids.map((id) => end(load, id)))
}
