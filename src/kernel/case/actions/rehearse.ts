/** A version of a table or of limits over the cases of the year before: read here a stretch a transaction, reckoned in a thread. */
import type { Keys } from '#base/secret.ts'
import { ringForThread } from '#base/secret.ts'
import { type Thread, threadOf } from '#base/thread.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { modelsToRehearse } from '#kernel/decision/api.ts'
import { edited, type Kind, openRehearsal, rehearseStretch } from '#kernel/draft/api.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import { formOf, limitsToRehearse, listEveryOrgan } from '#kernel/item/api.ts'
import { listNamedFactsOf } from '#kernel/ledger/store.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import type { CaseFact } from '../rules/fold.ts'
import { clockFacts } from '../rules/limits.ts'
import type { RehearsalAnswer, RehearsalQuestion } from '../rules/rehearse.ts'
import { type ClockedRow, countHandedIn, listClocked, listHandedIn, type RehearsedRow } from '../store/rehearse.ts'
import { aboutCase } from './open.ts'

const job = 'case.rehearsal'

const threads = new WeakMap<Keys, Thread<RehearsalQuestion, RehearsalAnswer>>()

/** One thread a process; what is sealed is opened there. */
function threadFor({ keys }: Ctx): Thread<RehearsalQuestion, RehearsalAnswer> {
  const known = threads.get(keys)
  if (known) return known
  const thread = threadOf<RehearsalQuestion, RehearsalAnswer>(new URL('./rehearse-thread.ts', import.meta.url), () => ringForThread(keys))
  threads.set(keys, thread)
  return thread
}

const titleOf = ({ itemName, no }: Pick<RehearsedRow, 'itemName' | 'no'>) => `${itemName} ${no.slice(-12)}`

async function formsOf(ctx: Ctx, code: string, rows: readonly RehearsedRow[]): Promise<Record<number, Form>> {
  const forms: Record<number, Form> = {}
  for (const { itemVersion } of rows) forms[itemVersion] ??= await formOf(ctx.tx, code, itemVersion)
  return forms
}

/** Each case stands on the day it was handed in. */
const decision: Kind<RehearsedRow> = {
  job,
  count: (ctx, { code, sinceOn, untilOn }) => countHandedIn(ctx.tx, code, sinceOn, untilOn),
  list: (ctx, { code, ...days }, after, limit) => listHandedIn(ctx.tx, code, days, after, limit),
  async work(ctx, rehearsal, rows) {
    const texts = await modelsToRehearse(ctx, rehearsal)
    if (!texts) return edited
    const cases = rows.map((row) => ({
      id: row.id,
      title: titleOf(row),
      form: row.itemVersion,
      words: { today: dayOf(row.submittedAt), channel: row.channel, division: row.division, applicantKind: row.applicantKind },
      answers: row.answers,
      assessment: row.assessment,
      materials: row.materials,
    }))
    return threadFor(ctx).ask({ kind: 'decision', ...texts, forms: await formsOf(ctx, rehearsal.code, rows), cases })
  },
}

async function factsOf(ctx: Ctx, rows: readonly ClockedRow[]): Promise<Map<string, CaseFact[]>> {
  const abouts = rows.map(({ id }) => aboutCase(id))
  const histories = new Map<string, CaseFact[]>(abouts.map((about) => [about, []]))
  for (const { about, id, seq, name, by, at, data } of await listNamedFactsOf(ctx.tx, abouts, clockFacts))
    histories.get(about)!.push({ id, seq, name, by, at, data })
  return histories
}

const limits: Kind<ClockedRow> = {
  job,
  count: (ctx, { code, sinceOn, untilOn }) => countHandedIn(ctx.tx, code, sinceOn, untilOn),
  list: (ctx, { code, ...days }, after, limit) => listClocked(ctx.tx, code, days, after, limit),
  async work(ctx, rehearsal, rows) {
    const both = await limitsToRehearse(ctx.tx, rehearsal)
    if (!both) return edited
    const histories = await factsOf(ctx, rows)
    const organs = new Map((await listEveryOrgan(ctx.tx)).map((o) => [o.id, o.shortName]))
    const cases = rows.map((row) => ({
      id: row.id,
      title: titleOf(row),
      organ: organs.get(row.organ) ?? row.organ,
      facts: histories.get(aboutCase(row.id))!,
    }))
    const { years, hours } = ctx.calendar
    return threadFor(ctx).ask({ kind: 'limits', ...both, calendar: { years, hours }, now: ctx.now.toISOString(), cases })
  },
}

export const onRehearsalAsked: Action<Recorded, void> = async (ctx, fact) => {
  const id = String(fact.data.rehearsal)
  await ctx.later(job, { id }, { key: `${job}:${id}` })
}

/** One stretch, and the order for the next. */
export const rehearseCases: Action<{ id: string }, void> = async (ctx, { id }) => {
  const row = await openRehearsal(ctx, id)
  if (row?.kind === 'decision') await rehearseStretch(ctx, row, decision)
  if (row?.kind === 'limits') await rehearseStretch(ctx, row, limits)
}
