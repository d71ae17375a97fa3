/** What is wrong with the text of a draft, found once a process: a page that waits for a rehearsal asks again and again. */
import { sm3 } from '#base/digest.ts'
import type { Ctx } from '#kernel/module.ts'
import type { Look } from '../rules/look.ts'
import type { DraftRow } from '../store/draft.ts'
import type { KeptGround } from '../store/model.ts'
import { looked } from './look.ts'
import { wholeGround } from './publish.ts'

const keepAtMost = 20
const kept = new Map<string, Look>()

export async function checked(ctx: Ctx, { xml, hash }: Pick<DraftRow, 'xml' | 'hash'>, ground: KeptGround): Promise<Look> {
  const whole = await wholeGround(ctx, ground)
  const key = `${hash} ${sm3(JSON.stringify([ground, [...whole.elements]]))}`
  const known = kept.get(key)
  if (known) return known
  const found = await looked(xml, whole)
  if (kept.size >= keepAtMost) kept.delete(kept.keys().next().value!)
  kept.set(key, found)
  return found
}
