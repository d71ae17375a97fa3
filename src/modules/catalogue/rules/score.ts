/** How well one entry answers a query, in points; each term says why it counts. */
import type { Kept } from './corpus.ts'
import { agreement, isDoing } from './intent.ts'
import type { Meaning, Understood } from './understand.ts'

/**
 * A query with what the catalogue says about its words: `weighed` how much each tells, `full` the sum of it, `near` the divisions
 * around the asker, nearest first.
 */
export type Query = Omit<Understood, 'meanings'> & {
  weighed: { word: string; weight: number }[]
  full: number
  near: readonly string[]
  /** names and keywords that stand in the query, with how sure they are */
  phrases: ReadonlyMap<string, number>
  /** `sure`: 1 where a saying means few items, less the more it means */
  meanings: (Meaning & { sure: number })[]
  /** two letters in a row of the key, as `pairAt` makes them */
  pairs: ReadonlySet<number>
}

/** What the words of a query say about one entry: the weight of those that stand in it, the same by where they stand, and the points of a saying all of whose words do. */
export type Evidence = { found: number; told: number; meant: number }

const share = (part: string, whole: string): number => part.length / whole.length

function nameScore(key: string, nameKey: string): number {
  if (nameKey === key) return 100
  if (nameKey.startsWith(key)) return 62
  if (nameKey.includes(key)) return 45
  return nameKey.length > 2 && key.includes(nameKey) ? 55 : 0
}

function keywordScore({ key, phrases }: Query, keyword: string): number {
  if (keyword === key) return 60
  const sure = phrases.get(keyword)
  if (sure !== undefined) return isDoing(keyword) ? 0 : sure * (15 + 35 * share(keyword, key))
  return keyword.includes(key) ? 10 + 25 * share(key, keyword) : 0
}

function keywordsScore(query: Query, doc: Kept): number {
  let best = 0
  for (const keyword of doc.keywordKeys) best = Math.max(best, keywordScore(query, keyword))
  return best
}

/** A saying that means this item: by its name, by a keyword, or by all of its words. */
function meaningScore({ meanings }: Query, doc: Kept, meant: number): number {
  let best = meant
  for (const { key, sure } of meanings) {
    if (doc.nameKey.includes(key)) best = Math.max(best, sure * (40 + 10 * share(key, doc.nameKey)))
    else if (doc.keywordKeys.includes(key)) best = Math.max(best, sure * 25)
  }
  return best
}

/** Two letters in a row as one number, so that comparing thousands of names makes no strings. */
const pairAt = (text: string, at: number): number => text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1)

export const pairsOf = (key: string): Set<number> =>
  new Set(Array.from({ length: Math.max(0, key.length - 1) }, (_, at) => pairAt(key, at)))

/** What share of the name was typed, two letters at a time: 结婚证遗失补办 and 补领结婚证 have 结婚 and 婚证. */
function likeness(pairs: ReadonlySet<number>, nameKey: string): number {
  let both = 0
  for (let at = 0; at < nameKey.length - 1; at++) if (pairs.has(pairAt(nameKey, at))) both += 1
  return both / Math.max(nameKey.length - 1, 4)
}

function soundScore(sound: string | null, { pinyin, initials }: Kept): number {
  if (sound === null) return 0
  if (pinyin.startsWith(sound)) return 30
  return pinyin.includes(sound) || initials.includes(sound) ? 20 : 0
}

/** The nearer the better: handled where the asker lives 3, in the county around 2, in the city 1. */
const nearScore = (near: readonly string[], { divisions }: Kept): number => {
  const at = near.findIndex((d) => divisions.includes(d))
  return at < 0 ? 0 : near.length - at
}

/** Points that depend on who asks and what for, not on the words. */
function leaning(query: Query, doc: Kept): number {
  const own = doc.source === 'own' ? 8 : 0
  const audience = query.audience === undefined || doc.audiences.includes(query.audience) ? 0 : -3
  const ruledOut = query.not.some((n) => doc.nameKey.includes(n) || doc.keywordKeys.includes(n)) ? -40 : 0
  return own + audience + ruledOut + agreement(query.intents, doc.named) + nearScore(query.near, doc)
}

/** What is filed more often stands earlier, by a few points at most, so that it never outruns a better answer. */
const filedScore = ({ popularity }: Kept): number => Math.min(Math.log(1 + popularity), 4)

export function scoreOf(query: Query, doc: Kept, { told, meant }: Evidence): number {
  const points =
    Math.max(nameScore(query.key, doc.nameKey), keywordsScore(query, doc)) +
    meaningScore(query, doc, meant) +
    (query.full === 0 ? 0 : (24 * told) / query.full) +
    14 * likeness(query.pairs, doc.nameKey) +
    soundScore(query.sound, doc) +
    leaning(query, doc) +
    filedScore(doc)
  return Math.round(1000 * points) / 1000
}

/** Below this no name, no keyword and no saying fits: only stray words of a text. */
export const sureFrom = 30

/** Enough of the words, weighed by how rare they are: a third of them for the city's own items, which are few and said in many ways. */
export function fits(query: Query, doc: Kept, { found, meant }: Evidence): boolean {
  if (meant > 0) return true
  if (query.full > 0 && found >= (doc.source === 'own' ? 0.34 : 0.6) * query.full) return true
  return doc.nameKey.includes(query.key) || keywordsScore(query, doc) > 0 || soundScore(query.sound, doc) > 0
}
