/** A new version of a decision model over the cases of the year before: a stretch a transaction, so that its progress shows and others get their turn. */
import { dayOf } from '#kernel/clock/rules/day.ts'
import { openRehearsal, type Rehearsal, rehearseStretch } from '#kernel/decision/api.ts'
import { type Given, gather } from '#kernel/decision/rules/facts.ts'
import type { Subject } from '#kernel/decision/rules/rehearse.ts'
import type { Assessment } from '#kernel/decision/schema/assessment.ts'
import type { Answers } from '#kernel/form/schema/answers.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import { formOf } from '#kernel/item/api.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { countHandedIn, listHandedIn, type RehearsedRow } from '../store/rehearse.ts'

/** Small enough that who shares the process hardly waits, large enough that a hundred thousand cases take fifty trips. */
const stretch = 2_000

export const onRehearsalAsked: Action<Recorded, void> = async (ctx, fact) => {
  const id = String(fact.data.rehearsal)
  await ctx.later('case.rehearse', { id, after: '' }, { key: `case.rehearse:${id}` })
}

function givenOf(ctx: Ctx, row: RehearsedRow, form: Form): Given {
  const assessment = row.assessment && (JSON.parse(ctx.keys.open(row.assessment, 'cases.assessment')) as Assessment)
  return {
    form,
    answers: JSON.parse(ctx.keys.open(row.answers, 'cases.answers')) as Answers,
    materials: Object.fromEntries(row.materials.map(({ code, name, provide }) => [code, { name, provide }])),
    words: { today: dayOf(row.submittedAt), channel: row.channel, division: row.division, applicantKind: row.applicantKind },
    known: {},
    ...(assessment ? { before: assessment.facts } : {}),
  }
}

async function subjectsOf(ctx: Ctx, code: string, rows: readonly RehearsedRow[], { before, after }: Rehearsal): Promise<Subject[]> {
  const subjects: Subject[] = []
  for (const row of rows) {
    const given = givenOf(ctx, row, await formOf(ctx.tx, code, row.itemVersion))
    const title = `${row.itemName} ${row.no.slice(-12)}`
    subjects.push({ id: row.id, title, before: gather(before, given), after: gather(after, given) })
  }
  return subjects
}

/** One stretch, and the order for the next; each case stands on the day it was handed in. */
export const rehearseCases: Action<{ id: string; after: string; total?: number }, void> = async (ctx, { id, after, total: known }) => {
  const rehearsal = await openRehearsal(ctx, id)
  if (!rehearsal) return
  const { code, sinceOn, untilOn } = rehearsal
  const total = known ?? (await countHandedIn(ctx.tx, code, sinceOn, untilOn))
  const rows = await listHandedIn(ctx.tx, code, { sinceOn, untilOn }, after, stretch)
  const last = rows.length < stretch
  await rehearseStretch(ctx, id, rehearsal, { total, subjects: await subjectsOf(ctx, code, rows, rehearsal), unread: 0, last })
  if (!last) await ctx.later('case.rehearse', { id, after: rows.at(-1)!.id, total }, { key: `case.rehearse:${id}:${rows.at(-1)!.id}` })
}
