import type { Tx } from '#base/db.ts'
import type { PastStep } from '../rules/rehearse.ts'

export type PastRow = { id: string; about: string; title: string; href: string; version: number }
type Days = { sinceOn: string; untilOn: string }

export async function countBegun(tx: Tx, key: string, { sinceOn, untilOn }: Days): Promise<number> {
  const [row] = await tx.sql<{ n: number }>`select count(*)::int n from process.instance
    where key = ${key} and started_at >= ${sinceOn}::date and started_at < ${untilOn}::date + 1`
  return row!.n
}

/** Instances of a key that began from a day to a day, in order of id. */
export async function listBegun(tx: Tx, key: string, { sinceOn, untilOn }: Days, after: string, limit: number): Promise<PastRow[]> {
  return tx.sql<PastRow>`select id, about, title, href, version from process.instance
    where key = ${key} and id > ${after} and started_at >= ${sinceOn}::date and started_at < ${untilOn}::date + 1 order by id limit ${limit}`
}

/** The steps of several instances, each in its order. */
export async function listStepsOf(tx: Tx, instances: readonly string[]): Promise<(PastStep & { instance: string })[]> {
  return tx.sql<PastStep & { instance: string }>`select instance, seq, at, event, trail from process.step
    where instance = any(${instances}) order by instance, seq`
}
