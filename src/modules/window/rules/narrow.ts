/** From what somebody narrows a queue by to what the list of cases is asked. */

import type { Status } from '#kernel/case/schema.ts'
import { fromDay, toDay } from '#kernel/clock/rules/day.ts'
import type { Narrow } from '../schema/desk.ts'
import type { Looking, QueueFilter } from './desk.ts'

const shift = (day: string, by: number) => fromDay(toDay(day) + by)

/** Statuses that are asked for and that the queue holds. An empty list finds nothing, as it should. */
function statusesIn(queue: QueueFilter, { status, lamp }: Narrow): readonly Status[] | undefined {
  const asked = [status, lamp === 'paused' ? ('suspended' as const) : undefined].filter((s) => s !== undefined)
  return asked.reduce<readonly Status[] | undefined>((held, s) => (held ?? [s]).filter((h) => h === s), queue.statuses)
}

/** A due day asked for never reaches beyond the queue's own. */
function dueIn(queue: QueueFilter, { due }: Narrow, today: string): string | undefined {
  const days = [due === undefined ? undefined : shift(today, due), queue.dueBy].filter((d) => d !== undefined)
  return days.sort()[0]
}

const holderIn = ({ holder }: Narrow, me: string) => {
  if (holder === undefined) return {}
  return holder === 'none' ? { free: true } : { holder: holder === 'me' ? me : holder }
}

/** The filter of a queue and what narrows it, together. */
export function narrowed(queue: QueueFilter, by: Narrow, { id, today }: Looking) {
  return {
    ...queue,
    ...holderIn(by, id),
    statuses: statusesIn(queue, by),
    dueBy: dueIn(queue, by, today),
    text: by.q,
    lamp: by.lamp,
    item: by.item,
    channel: by.channel,
    noticed: by.noticed,
    submittedFrom: by.since === undefined ? undefined : shift(today, -by.since),
  }
}
