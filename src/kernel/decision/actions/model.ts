/** Published models, read and compiled once a process: a version never changes. */
import type { Tx } from '#base/db.ts'
import { readModel } from '../rules/read.ts'
import type { DecisionModel } from '../schema/model.ts'
import { findModelVersion } from '../store/model.ts'

const keepAtMost = 300
const kept = new Map<string, DecisionModel>()

/** One version of a model; a fault where a case names one that is not there. */
export async function modelOf(tx: Tx, code: string, version: number): Promise<DecisionModel> {
  const key = `${code}@${version}`
  const known = kept.get(key)
  if (known) return known
  const row = await findModelVersion(tx, code, version)
  const model = row && readModel(row.xml).model
  if (!model) throw new Error(`no published decision model ${key}`)
  if (kept.size >= keepAtMost) kept.delete(kept.keys().next().value!)
  kept.set(key, model)
  return model
}
