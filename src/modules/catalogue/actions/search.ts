import { asSystem } from '#base/as-system.ts'
import type { Tx } from '#base/db.ts'
import { listDivisions, listOrgans } from '#kernel/item/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { divisionNames, facetsOf, type Names } from '../rules/facets.ts'
import { isLatin, keepable, keyOf } from '../rules/key.ts'
import { soundOf } from '../rules/sound.ts'
import { understand, wantedFrom } from '../rules/understand.ts'
import type { Asked, ItemList, Miss, Nothing, Suggesting, Suggestion } from '../schema.ts'
import { listMisses, noteMiss } from '../store/lexicon.ts'
import {
  type Found,
  findBySound,
  findLikely,
  findSameSound,
  frequencies,
  listEntries,
  type Row,
  searchEntries,
  suggestNames,
  type Wanted,
} from '../store/search.ts'
import { type Words, wordsNow } from './words.ts'

const minute = 60_000
let kept: { names: Names; at: number } | undefined

/**
 * Names of divisions and branches; a branch is called as the city's own organ of it, or as the first one that there is. The
 * directory changes a few times a year, so that each process reads it once a minute of the city's clock.
 */
export async function namesOf({ tx, now }: Pick<Ctx, 'tx' | 'now'>): Promise<Names> {
  const at = now.getTime()
  if (kept && at >= kept.at && at < kept.at + minute) return kept.names
  const divisions = new Map((await listDivisions(tx)).map((d) => [d.code, d.name]))
  const branches = new Map<string, string>()
  for (const o of await listOrgans(tx)) if (o.division === '360700' || !branches.has(o.branch)) branches.set(o.branch, o.shortName)
  kept = { names: { divisions, branches }, at }
  return kept.names
}

async function wantedOf(tx: Tx, q: string, words: Words): Promise<Wanted | undefined> {
  const understood = understand(q, words.lexicon, words.cut)
  return understood && wantedFrom(understood, await frequencies(tx, understood.words))
}

type Answer = Found & { reading: string | null }

/** Reads what was typed as it stands; where that finds nothing, as pinyin or as a slip of the pen, and says as what. */
async function find(tx: Tx, asked: Asked, limit: number): Promise<Answer> {
  const words = await wordsNow(tx)
  const wanted = await wantedOf(tx, asked.q ?? '', words)
  if (!wanted) return { ...(await listEntries(tx, asked, limit)), reading: null }
  if (isLatin(wanted.key))
    return (
      (await findOtherwise(tx, { asked, wanted, words, limit, some: false })) ?? {
        ...(await searchEntries(tx, wanted, asked, limit)),
        reading: null,
      }
    )
  const found = await searchEntries(tx, wanted, asked, limit)
  if (isSure(found)) return { ...found, reading: null }
  return (await findOtherwise(tx, { asked, wanted, words, limit, some: totalOf(found) > 0 })) ?? { ...found, reading: null }
}

/** `some`: stray words fit something, so that only what sounds the same is tried, and nothing is guessed. */
type Otherwise = { asked: Asked; wanted: Wanted; words: Words; limit: number; some: boolean }

async function findOtherwise(tx: Tx, { asked, wanted, words, limit, some }: Otherwise): Promise<Answer | undefined> {
  const sound = soundOf(wanted.key).pinyin
  const heard = isLatin(wanted.key)
    ? await findBySound(tx, wanted.key)
    : [await findSameSound(tx, wanted.key, sound)].filter((t) => t !== undefined)
  const guessed = heard.length > 0 || some ? undefined : await findLikely(tx, wanted.key, sound)
  const likely = guessed === undefined ? heard : [guessed]
  for (const reading of likely) {
    const other = await wantedOf(tx, reading, words)
    const found = other && (await searchEntries(tx, other, asked, limit))
    if (found && totalOf(found) > 0) return { ...found, reading }
  }
  return undefined
}

/** Below this nothing but stray words fits: no name, no keyword, no saying. */
const sureFrom = 30
const isSure = ({ counts }: Found): boolean => (counts.find((c) => c.facet === 'best')?.count ?? 0) >= sureFrom

const totalOf = ({ counts }: Found): number => counts.find((c) => c.facet === 'total')?.count ?? 0

const nextOf = (rows: readonly Row[], limit: number): string | null => {
  const last = rows[limit - 1]
  return rows.length > limit && last ? `${last.score}~${last.code}` : null
}

/** Items by words and filters, best first, page by page. A search in vain is noted without naming anybody. */
export const search: Action<Asked, ItemList> = async (ctx, asked) => {
  const limit = asked.limit ?? 20
  const found = await find(ctx.tx, asked, limit + 1)
  const total = totalOf(found)
  if (total === 0 && asked.q) await remember(ctx, asked.q)
  const names = await namesOf(ctx)
  const items = found.rows
    .slice(0, limit)
    .map(({ keywords: _k, score: _s, ...entry }) => ({ ...entry, divisionNames: divisionNames(entry.divisions, names) }))
  return { total, items, next: nextOf(found.rows, limit), facets: facetsOf(found.counts, names), asked, reading: found.reading }
}

async function remember(ctx: Ctx, q: string): Promise<void> {
  const query = keepable(q)
  if (keyOf(query) !== '') await asSystem(ctx.tx, () => noteMiss(ctx.tx, query, ctx.now))
}

/** At most eight names for what is being typed, in Chinese or in pinyin. */
export const suggest: Action<Suggesting, { suggestions: Suggestion[] }> = async ({ tx }, { q = '' }) => {
  const key = keyOf(q)
  if (key === '') return { suggestions: [] }
  const found = await suggestNames(tx, key, isLatin(key), 8)
  return { suggestions: found.map((s) => ({ ...s, href: `/items/${s.code}` })) }
}

export const misses: Action<Nothing, { misses: Miss[] }> = async ({ tx }) => ({ misses: await listMisses(tx, 200) })
