import { asSystem } from '#base/as-system.ts'
import type { Tx } from '#base/db.ts'
import type { Ctx } from '#kernel/module.ts'
import { maskName } from '../rules/mask.ts'
import { findParty, listParties } from '../store.ts'
import { refuse } from './refuse.ts'
import { readersOf } from './register.ts'

const kinds = { natural: '个人', legal: '单位' } as const

/** What parties are called where nobody needs their full names: '钟**（个人）', and a unit by its public name. Those that are no more are left out. */
export async function maskedNames(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await listParties(tx, [...new Set(ids)])
  return new Map(rows.map((p) => [p.id, `${p.kind === 'natural' ? maskName(p.name) : p.name}（${kinds[p.kind]}）`]))
}

/** Which of some ids are natural persons, each by itself. */
export async function naturalAmong(tx: Tx, ids: readonly string[]): Promise<[string, string][]> {
  return (await listParties(tx, [...ids])).filter((p) => p.kind === 'natural').map((p) => [p.id, p.id])
}

/**
 * The whole name of a person who is shown masked, and a fact that it was read, by which office and why; the person sees it in his own
 * account (个人信息保护法 第四十四条). Whoever calls has made sure that the one who asks may.
 */
export async function wholeName(ctx: Ctx, { party, reason, office }: { party: string; reason: string; office: string }): Promise<string> {
  const row = await asSystem(ctx.tx, () => findParty(ctx.tx, party))
  if (row?.kind !== 'natural') throw refuse('party.unknown')
  const data = { field: 'name', reason, case: null, office }
  await ctx.emit({ name: 'party.unmasked', about: `party:${party}`, data, readers: readersOf(party) })
  return row.name
}
