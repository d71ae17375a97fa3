import type { Tx } from '#base/db.ts'
import { maskName } from '../rules/mask.ts'
import { listParties } from '../store.ts'

const kinds = { natural: '个人', legal: '单位' } as const

/** What parties are called where nobody needs their full names: '钟**（个人）', and a unit by its public name. Those that are no more are left out. */
export async function maskedNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await listParties(tx, [...new Set(ids)])
  return new Map(rows.map((p) => [p.id, `${p.kind === 'natural' ? maskName(p.name) : p.name}（${kinds[p.kind]}）`]))
}
