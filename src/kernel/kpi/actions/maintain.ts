/** The sums that figures are read from, held against their tables and added up anew. Both need the scope `system`. */
import type { Ctx } from '#kernel/module.ts'
import { listRollups, listWrong, rebuild, type WrongSum } from '../store.ts'

export type CheckedSums = { rollups: number; wrong: (WrongSum & { rollup: string })[] }

/** Every kept sum that differs from what its table gives, at most 20 of each rollup. */
export async function checkSums({ tx }: Ctx): Promise<CheckedSums> {
  const rollups = await listRollups(tx)
  const wrong: CheckedSums['wrong'] = []
  for (const { name } of rollups) wrong.push(...(await listWrong(tx, name)).map((w) => ({ rollup: name, ...w })))
  return { rollups: rollups.length, wrong }
}

/** Adds all rollups up anew; how many sums each keeps now. */
export async function rebuildSums({ tx }: Ctx): Promise<{ rollups: { rollup: string; sums: number }[] }> {
  const rollups: { rollup: string; sums: number }[] = []
  for (const { name } of await listRollups(tx)) rollups.push({ rollup: name, sums: await rebuild(tx, name) })
  return { rollups }
}
