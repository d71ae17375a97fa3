/** Messages between processes and from outside: kept when they come before their receiver, ignored when they come twice. */
import type { Data } from '@haoban/bpmn'
import type { Action, Ctx } from '#kernel/module.ts'
import type { SendMessage } from '../schema/process.ts'
import { findMeeting, listListeners, takeMessage } from '../store/message.ts'
import { advance } from './advance.ts'
import { keepMessage } from './keep.ts'

/** Sends a message to whoever waits for it now or later. `id` is the sender's: sent again under it, nothing happens. */
export const sendMessage = (ctx: Ctx, { id, name, key, variables = {} }: SendMessage): Promise<boolean> =>
  keepMessage(ctx, { id, name, key: key ?? null, variables, at: ctx.now })

/** Meetings of one job; more go on in a job of their own, so that a crowd never holds one transaction for long. */
const mostMeetings = 50

/** Brings together messages of a name and those who wait for them. */
export const match: Action<{ name: string }, void> = async (ctx, { name }) => {
  for (let met = 0; met < mostMeetings; met++) {
    const meeting = await findMeeting(ctx.tx, name)
    if (!meeting) return
    const event = { type: 'message' as const, id: meeting.subscription, variables: meeting.variables }
    const { ignored } = await advance(ctx, { instance: meeting.instance, event })
    if (ignored !== undefined) return ctx.log.warn({ ...meeting, ignored }, 'a subscription that nobody listens at')
    await takeMessage(ctx.tx, meeting.message, meeting.instance, ctx.now)
  }
  await ctx.later('process.match', { name })
}

/** A signal reaches every other instance that listens, each in a step of its own. */
export const spreadSignal: Action<{ signal: string; variables: Data; from?: string }, void> = async (ctx, { signal, variables, from }) => {
  for (const instance of await listListeners(ctx.tx, signal))
    if (instance !== from) await ctx.later('process.move', { instance, event: { type: 'signal', name: signal, variables } })
}

/** Sends a signal to all who listen now. */
export const sendSignal = (ctx: Ctx, signal: string, variables: Data = {}): Promise<void> =>
  ctx.later('process.signal', { signal, variables })
