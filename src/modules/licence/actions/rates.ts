/** How much paper the library has taken the place of: counts of cases against what their items say. */
import type { Tx } from '#base/db.ts'
import { countMaterialsOf } from '#kernel/case/api.ts'
import { listHoldingTypes } from '#kernel/holding/api.ts'
import { bareName } from '#kernel/holding/rules.ts'
import { handlingOf, listAllCurrent } from '#kernel/item/api.ts'

type Satisfiable = { code: string; name: string; materials: string[] }

/** Items with the materials that the library can take the place of, by their code. */
async function satisfiable(tx: Tx): Promise<Satisfiable[]> {
  const names = new Set((await listHoldingTypes(tx)).flatMap((t) => [t.name, ...t.also]))
  const first = new Map((await listAllCurrent(tx)).map((c) => [c.code, c]))
  const items = await Promise.all([...first.values()].map((c) => handlingOf(tx, c.handlingCode, c.version)))
  return items.map((i) => ({
    code: i.item,
    name: i.name,
    materials: i.materials.filter((m) => m.free?.by === 'licence' && names.has(bareName(m.free.name))).map((m) => m.id),
  }))
}

/** Items that take at least one paper from the library instead of from a person. */
export const freeItems = async (tx: Tx) => (await satisfiable(tx)).filter((i) => i.materials.length > 0)

type Period = { since: Date; until: Date }

/** Papers handed in with the cases of a period that the library could have taken the place of, and how many it did. */
export async function usedOf(tx: Tx, period: Period): Promise<{ all: number; byLicence: number }> {
  const pairs = (await satisfiable(tx)).flatMap(({ code, materials }) => materials.map((m) => `${code}/${m}`))
  return countMaterialsOf(tx, pairs, period)
}

/** The same as a share, in per cent; null where none was handed in. */
export async function useRate(tx: Tx, period: Period): Promise<number | null> {
  const { all, byLicence } = await usedOf(tx, period)
  return all === 0 ? null : Math.round((1_000 * byLicence) / all) / 10
}
