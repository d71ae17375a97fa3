/** Whether the work lists tell the truth: every row recomputed from its facts. */
import { handlingOf } from '#kernel/item/api.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { listFacts } from '#kernel/ledger/store.ts'
import type { Ctx } from '#kernel/module.ts'
import { type CaseFact, fold } from '../rules/fold.ts'
import { project } from '../rules/project.ts'
import { type Untrue, untrue } from '../rules/truth.ts'
import { pageOfFiles } from '../store/file.ts'
import { aboutCase } from './open.ts'

export type Truth = { cases: number; untrue: Untrue[]; after?: string }

/** Compares up to `limit` rows after a case's id with the fold of their facts; `after` is where to go on, undefined at the end. */
export async function checkLists(ctx: Ctx, after = '', limit = 500): Promise<Truth> {
  const files = await pageOfFiles(ctx.tx, after, limit)
  const items = new Map<string, HandlingItem>()
  const found: Untrue[] = []
  for (const file of files) {
    const version = `${file.handleCode} ${file.itemVersion}`
    const item = items.get(version) ?? (await handlingOf(ctx.tx, file.handleCode, file.itemVersion))
    items.set(version, item)
    const facts = (await listFacts(ctx.tx, aboutCase(file.id))) as CaseFact[]
    found.push(...untrue(file.id, file, project(fold(facts), item, ctx.calendar, file.updatedAt)))
  }
  return { cases: files.length, untrue: found, after: files.length === limit ? files.at(-1)!.id : undefined }
}
