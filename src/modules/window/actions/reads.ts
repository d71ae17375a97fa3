/** Read receipts: every look at somebody's answers, files or personal data, over all his cases, newest first. */
import { listFiles, listLooks } from '#kernel/case/api.ts'
import type { CaseFile } from '#kernel/case/rules/dossier.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhMoment } from '#kernel/clock/rules/text.ts'
import { organOf } from '#kernel/item/api.ts'
import type { Recorded } from '#kernel/module.ts'
import type { Visit } from '#kernel/permission/api.ts'
import { lookOf } from '../rules/look.ts'
import { affairsOf } from '../rules/whose.ts'
import type { ReadsView } from '../schema/view.ts'

const most = 100

/** The looks at what belongs to the party acted for (个人信息保护法 第四十四条: the right to know), of his 200 newest cases. */
export const reads = async (ctx: Visit): Promise<ReadsView> => {
  const parties = affairsOf(ctx.session)
  const { rows } = await listFiles(ctx.tx, { applicants: parties }, { today: dayOf(ctx.now), sort: 'newest', limit: 200 })
  const facts = await listLooks(ctx, { cases: rows.map((f) => f.id), parties }, most + 1)
  const files = new Map(rows.map((f) => [f.id, f]))
  const looks = await Promise.all(facts.slice(0, most).map((f) => rowOf(ctx, f, files.get(String(f.data.case ?? '')))))
  return { looks, more: facts.length > most }
}

async function rowOf(ctx: Visit, fact: Recorded, file: CaseFile | undefined): Promise<ReadsView['looks'][number]> {
  const organ = file && (await organOf(ctx.tx, file.organ)).name
  return {
    when: zhMoment(fact.at, ctx.now),
    ...lookOf(fact, organ),
    ...(file ? { case: { href: `/cases/${file.id}`, name: file.itemName } } : {}),
  }
}
