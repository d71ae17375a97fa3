import type { Tx } from '#base/db.ts'
import { Refusal } from '#base/refusal.ts'
import { expandItem } from '../rules/expand.ts'
import { ItemFile } from '../schema/item.ts'
import { listOrgans } from '../store/organ.ts'
import { listDivisions } from '../store.ts'

type By = { organ?: unknown; branch?: unknown; in?: unknown }

/** The organs that carry a file out; of a file that is not whole yet, those that it names one by one, and all of a branch that it names. */
export async function organsOf(tx: Tx, file: unknown): Promise<string[]> {
  const city = { organs: await listOrgans(tx), divisions: await listDivisions(tx) }
  const parsed = ItemFile.safeParse(file)
  try {
    if (parsed.success) return expandItem(parsed.data, city).handlings.map((h) => h.impl.organ)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
  const named = (file as { implementedBy?: By[] }).implementedBy ?? []
  return named.flatMap((by) =>
    typeof by.organ === 'string' ? [by.organ] : city.organs.filter((o) => o.branch === by.branch).map((o) => o.id),
  )
}
