/** Published models, read and compiled once a process: a version never changes. */
import { setImmediate as pause } from 'node:timers/promises'
import type { Tx } from '#base/db.ts'
import { readPublished } from '../rules/read.ts'
import type { DecisionModel } from '../schema/model.ts'
import { findModelVersion } from '../store/model.ts'

const keepAtMost = 300
const kept = new Map<string, Promise<DecisionModel>>()

/** One version of a model; a fault where a case names one that is not there. A large table is made ready in pieces, once for all who ask meanwhile. */
export async function modelOf(tx: Tx, code: string, version: number): Promise<DecisionModel> {
  const key = `${code}@${version}`
  const known = kept.get(key)
  if (known) return known
  const row = await findModelVersion(tx, code, version)
  if (!row) throw new Error(`no published decision model ${key}`)
  const under = kept.get(key) ?? ready(key, row.xml)
  kept.set(key, under)
  return under
}

async function ready(key: string, xml: string): Promise<DecisionModel> {
  try {
    if (kept.size >= keepAtMost) kept.delete(kept.keys().next().value!)
    const model = await readPublished(xml)
    if (!model) throw new Error(`no published decision model ${key}`)
    await pause()
    return model
  } catch (error) {
    kept.delete(key)
    throw error
  }
}
