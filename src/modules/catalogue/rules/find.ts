/** Searches over the entries of a process: which fit, and in which order. */
import { upwards } from '#kernel/party/rules/division.ts'
import type { Asked, Filters } from '../schema.ts'
import { atMostHolding, type Corpus, holding, type Kept, standingIn } from './corpus.ts'
import { isDoing } from './intent.ts'
import { passes } from './list.ts'
import { type Evidence, fits, pairsOf, type Query, scoreOf } from './score.ts'
import { type Understood, weightOf } from './understand.ts'
import { tellingOf } from './words.ts'

export type Hit = { doc: Kept; score: number }

/** What is to be done counts by the intents; as a word it would lead to whatever is done likewise. */
const doingShare = 0.25

/** What the catalogue says about the words of a query. A saying or a keyword that leads to more than one item in a hundred is the less sure. */
export function queryIn(corpus: Corpus, understood: Understood, near: string | undefined): Query {
  const of = corpus.numberOf.size
  const rarity = (word: string) => weightOf(corpus.postings.get(word)?.length ?? 0, of)
  const sure = (weight: number) => Math.min(1, weight / weightOf(of / 100, of))
  const weighed = understood.words.map((word) => ({ word, weight: rarity(word) * (isDoing(word) ? doingShare : 1) }))
  return {
    ...understood,
    weighed,
    full: weighed.reduce((sum, w) => sum + w.weight, 0),
    meanings: understood.meanings.map((m) => ({ ...m, sure: sure(Math.max(...m.words.map(rarity))) })),
    phrases: new Map(standingIn(corpus, understood.key).map((phrase) => [phrase, sure(weightOf(atMostHolding(corpus, phrase), of))])),
    pairs: pairsOf(understood.key),
    near: near === undefined ? [] : upwards(near),
  }
}

/** How much the words of a saying tell in each entry that holds all of them. */
function holdingAll(corpus: Corpus, words: readonly string[]): Map<number, number> {
  let sums: Map<number, number> | undefined
  for (const word of rarestFirst(corpus, words)) {
    const next = new Map<number, number>()
    for (const posting of corpus.postings.get(word) ?? []) {
      const sum = sums === undefined ? 0 : sums.get(posting >> 3)
      if (sum !== undefined) next.set(posting >> 3, sum + tellingOf(posting & 7))
    }
    sums = next
  }
  return sums ?? new Map()
}

const rarestFirst = (corpus: Corpus, words: readonly string[]): string[] => {
  const count = (word: string) => corpus.postings.get(word)?.length ?? 0
  return [...words].sort((a, b) => count(a) - count(b))
}

/** Entries in which all words of a saying stand, with its points: the more, the weightier the places they stand in. */
function meantBy(corpus: Corpus, { meanings }: Query): Map<number, number> {
  const points = new Map<number, number>()
  for (const { words, sure } of meanings)
    for (const [number, sum] of holdingAll(corpus, words))
      points.set(number, Math.max(points.get(number) ?? 0, (sure * 20 * sum) / words.length))
  return points
}

function soundingLike(corpus: Corpus, sound: string): number[] {
  const found: number[] = []
  corpus.docs.forEach((doc, number) => {
    if (doc && (doc.pinyin.includes(sound) || doc.initials.includes(sound))) found.push(number)
  })
  return found
}

/** What the words of the query say, by the numbers of entries. */
function evidenceIn(corpus: Corpus, query: Query) {
  const [found, told] = [new Float64Array(corpus.docs.length), new Float64Array(corpus.docs.length)]
  const numbers = new Set<number>()
  for (const { word, weight } of query.weighed)
    for (const posting of corpus.postings.get(word) ?? []) {
      const number = posting >> 3
      found[number]! += weight
      told[number]! += weight * tellingOf(posting & 7)
      numbers.add(number)
    }
  const meant = meantBy(corpus, query)
  const of = (number: number): Evidence => ({ found: found[number]!, told: told[number]!, meant: meant.get(number) ?? 0 })
  return { numbers: [...numbers, ...meant.keys()], of }
}

/** Answers of a search in no order: found by words, sayings, letters in a row, whole keywords in the query, or sound. */
export function search(corpus: Corpus, query: Query, filters: Filters): Hit[] {
  const { numbers, of } = evidenceIn(corpus, query)
  const candidates = new Set([
    ...numbers,
    ...holding(corpus, query.key),
    ...[...query.phrases.keys()].flatMap((phrase) => corpus.phrases.get(phrase) ?? []),
    ...(query.sound === null ? [] : soundingLike(corpus, query.sound)),
  ])
  const test = passes(filters)
  const hits: Hit[] = []
  for (const number of candidates) {
    const doc = corpus.docs[number]
    if (doc === undefined || !test(doc)) continue
    const evidence = of(number)
    if (fits(query, doc, evidence)) hits.push({ doc, score: scoreOf(query, doc, evidence) })
  }
  return hits
}

const better = (a: Hit, b: Hit): number => b.score - a.score || (a.doc.code < b.doc.code ? -1 : 1)

/** The best of the hits, best first and among equals by code, without sorting those that are not shown. */
export function bestOf(hits: readonly Hit[], limit: number): Hit[] {
  if (hits.length <= 4 * limit) return [...hits].sort(better).slice(0, limit)
  const scores = Float64Array.from(hits, (h) => h.score).sort()
  const least = scores[scores.length - limit]!
  return hits
    .filter((h) => h.score >= least)
    .sort(better)
    .slice(0, limit)
}

/** `after` is `score~code` of the last one seen; what stands behind it now is the next page, whatever came in between. */
export function pageOfHits(hits: readonly Hit[], { after }: Pick<Asked, 'after'>, limit: number): Hit[] {
  const [points, code] = after?.split('~') ?? []
  const score = Number(points)
  const behind =
    code === undefined || Number.isNaN(score) ? hits : hits.filter((h) => h.score < score || (h.score === score && h.doc.code > code))
  return bestOf(behind, limit)
}
