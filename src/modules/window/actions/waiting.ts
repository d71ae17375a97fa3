/** What waits for somebody, for the front page: the case whose turn is his, what runs, and the draft he left. */
import { dossier, listFiles } from '#kernel/case/api.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate } from '#kernel/clock/rules/text.ts'
import { myDrafts } from '#kernel/form/api.ts'
import { itemName } from '#kernel/item/api.ts'
import type { Visit } from '#kernel/permission/api.ts'
import { todoOf } from '../rules/progress.ts'
import { affairsOf } from '../rules/whose.ts'

type Link = { text: string; href: string }

/** `turn` is the most pressing thing to do; `running` the next case under way; `total` counts all cases and drafts. */
export type Waiting = {
  turn?: { title: string; sentence: string; act: Link; more: number }
  running?: Link & { due?: string }
  draft?: Link
  total: number
}

/** Nothing is said to whoever is not signed in as a citizen. The case with the nearest day comes first. */
export async function waitingFor(ctx: Visit): Promise<Waiting | undefined> {
  if (ctx.who.kind !== 'citizen') return undefined
  const today = dayOf(ctx.now)
  const parties = affairsOf(ctx.session)
  const { rows, total } = await listFiles(ctx.tx, { applicants: parties }, { today, sort: 'due', limit: 50 })
  const mine = rows.filter((f) => !f.endedAt && (f.turn === 'applicant' || f.tolerantMissing > 0))
  const others = rows.filter((f) => !f.endedAt && !mine.includes(f))
  const drafts = (await myDrafts(ctx)).filter((d) => parties.includes(d.applicant))
  const [first] = mine
  const todo = first && todoOf(await dossier(ctx, first.id), today)
  const [next] = others
  const [draft] = drafts
  return {
    ...(first && todo
      ? { turn: { title: `${first.itemName}：${todo.title}`, sentence: todo.sentence, act: todo.act, more: mine.length - 1 } }
      : {}),
    ...(next
      ? { running: { text: next.itemName, href: `/cases/${next.id}`, ...(next.dueOn ? { due: `${zhDate(next.dueOn, today)}前` } : {}) } }
      : {}),
    ...(draft ? { draft: { text: await nameOf(ctx, draft.item), href: `/drafts/${draft.id}` } } : {}),
    total: total + drafts.length,
  }
}

const nameOf = async (ctx: Visit, item: string): Promise<string> => (await itemName(ctx.tx, item)) ?? item
