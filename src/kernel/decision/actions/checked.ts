/** What is wrong with the text of a draft, found once a process: a page that waits for a rehearsal asks again and again. */
import { sm3 } from '#base/digest.ts'
import type { Ctx } from '#kernel/module.ts'
import { findingsOf } from '../rules/check.ts'
import type { DraftRow } from '../store/draft.ts'
import type { KeptGround } from '../store/model.ts'
import { wholeGround } from './publish.ts'

type Checked = ReturnType<typeof findingsOf>
const keepAtMost = 20
const kept = new Map<string, Checked>()

export async function checked(ctx: Ctx, { xml, hash }: Pick<DraftRow, 'xml' | 'hash'>, ground: KeptGround): Promise<Checked> {
  const whole = await wholeGround(ctx, ground)
  const key = `${hash} ${sm3(JSON.stringify([ground, [...whole.elements]]))}`
  const known = kept.get(key)
  if (known) return known
  const found = findingsOf(xml, whole)
  if (kept.size >= keepAtMost) kept.delete(kept.keys().next().value!)
  kept.set(key, found)
  return found
}
