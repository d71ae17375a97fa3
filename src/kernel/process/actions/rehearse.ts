/** A new version of a process over the histories of the year before: read here a stretch a transaction, played in a thread. */
import { threadOf } from '#base/thread.ts'
import { edited, type Kind, openRehearsal, rehearseStretch } from '#kernel/draft/api.ts'
import type { Action, Recorded } from '#kernel/module.ts'
import type { PastFound, PastStep } from '../rules/rehearse.ts'
import { findDraft } from '../store/draft.ts'
import { countBegun, listBegun, listStepsOf, type PastRow } from '../store/past.ts'
import { findVersion } from '../store/version.ts'
import type { ProcessQuestion } from './rehearse-thread.ts'

const job = 'process.rehearsal'
const thread = threadOf<ProcessQuestion, PastFound>(new URL('./rehearse-thread.ts', import.meta.url))

const histories: Kind<PastRow> = {
  job,
  count: (ctx, { code, sinceOn, untilOn }) => countBegun(ctx.tx, code, { sinceOn, untilOn }),
  list: (ctx, { code, sinceOn, untilOn }, after, limit) => listBegun(ctx.tx, code, { sinceOn, untilOn }, after, limit),
  async work(ctx, { draft: id, code, hash }, rows) {
    const draft = await findDraft(ctx.tx, id)
    if (draft?.hash !== hash) return edited
    const versions: Record<number, string> = {}
    for (const { version } of rows) versions[version] ??= (await findVersion(ctx.tx, code, version))!.xml
    const steps = new Map<string, PastStep[]>(rows.map((r) => [r.id, []]))
    const ids = rows.map((r) => r.id)
    for (const { instance, ...past } of await listStepsOf(ctx.tx, ids)) steps.get(instance)!.push(past)
    const instances = rows.map(({ id: instance, about, title, href, version }) => ({
      subject: about.replace(/^case:/, ''),
      ...{ title: title || about, href: href || `/desk/processes/${encodeURIComponent(code)}`, version, steps: steps.get(instance)! },
    }))
    return thread.ask({ after: draft.xml, versions, instances })
  },
}

export const onRehearsalAsked: Action<Recorded, void> = async (ctx, fact) => {
  const id = String(fact.data.rehearsal)
  await ctx.later(job, { id }, { key: `${job}:${id}` })
}

export const rehearseHistories: Action<{ id: string }, void> = async (ctx, { id }) => {
  const row = await openRehearsal(ctx, id)
  if (row?.kind === 'process') await rehearseStretch(ctx, row, histories)
}
