import { listDivisions, listOrgans } from '#kernel/item/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { divisionNow } from '#kernel/party/rules/division.ts'
import { type Count, type Kept, placeIn } from '../rules/corpus.ts'
import { divisionNames, facetsOf, type Names } from '../rules/facets.ts'
import { bestOf, type Hit, pageOfHits, queryIn, search as searchIn } from '../rules/find.ts'
import { isLatin, keyOf } from '../rules/key.ts'
import { countsOf, list as listIn, pageOfList } from '../rules/list.ts'
import { sureFrom } from '../rules/score.ts'
import { syllablesOf } from '../rules/sound.ts'
import { suggested } from '../rules/suggest.ts'
import { heard, likely, sameSound } from '../rules/terms.ts'
import { type Understood, understand } from '../rules/understand.ts'
import type { Asked, ItemList, Miss, Nothing, Suggesting, Suggestion } from '../schema.ts'
import { rowsOf } from '../store/corpus.ts'
import { listMisses } from '../store/miss.ts'
import { type Catalogue, catalogueNow } from './corpus.ts'
import { rememberSearch } from './remember.ts'

const minute = 60_000
let kept: { names: Names; at: number } | undefined

/**
 * Names of divisions and branches; a branch is called as the city's own organ of it, or as the first one that there is. The
 * directory changes a few times a year, so that each process reads it once a minute of the city's clock.
 */
export async function namesOf({ tx, now, city }: Pick<Ctx, 'tx' | 'now' | 'city'>): Promise<Names> {
  const at = now.getTime()
  if (kept && at >= kept.at && at < kept.at + minute) return kept.names
  const divisions = new Map((await listDivisions(tx)).map((d) => [d.code, d.name]))
  const branches = new Map<string, string>()
  for (const o of await listOrgans(tx)) if (o.division === city.division || !branches.has(o.branch)) branches.set(o.branch, o.shortName)
  kept = { names: { divisions, branches }, at }
  return kept.names
}

/** What was looked for, and what fits; `reading` is the word that was looked for instead of the one typed. */
type Answer = { hits: Hit[]; reading: string | null }

/** Reads what was typed as it stands, and as it sounds; where neither says anything sure, as the likeliest slip of the pen. */
function find(catalogue: Catalogue, understood: Understood, asked: Asked): Answer {
  const { corpus, terms } = catalogue
  const { key, sound } = understood
  const said = sound === null ? undefined : firstOf(catalogue, heard(terms, sound), asked)
  if (said) return said
  const typed: Answer = { hits: searchIn(corpus, queryIn(corpus, understood, asked.near), asked), reading: null }
  const written = sound === null ? sameSound(terms, key, syllablesOf(key)) : undefined
  const other = written === undefined ? undefined : firstOf(catalogue, [written], asked)
  if (other && topOf(other) > topOf(typed) + clearly) return other
  return (topOf(typed) < sureFrom && slip(catalogue, key, asked, typed)) || typed
}

/** By so many points another writing has to be better before what was typed is given up. */
const clearly = 8

const topOf = ({ hits }: Pick<Answer, 'hits'>): number => hits.reduce((top, h) => Math.max(top, h.score), 0)

/** The first of these readings that finds something. */
function firstOf({ corpus, words }: Catalogue, readings: readonly string[], asked: Asked): Answer | undefined {
  for (const reading of readings) {
    const other = understand(reading, words.lexicon, words.cut)
    const hits = other ? searchIn(corpus, queryIn(corpus, other, asked.near), asked) : []
    if (hits.length > 0) return { hits, reading }
  }
  return undefined
}

/** What was mistyped, where nothing at all fits what stands there. */
function slip(catalogue: Catalogue, key: string, asked: Asked, typed: Answer): Answer | undefined {
  if (typed.hits.length > 0) return undefined
  const word = likely(catalogue.terms, key, syllablesOf(key).join(''))
  return word === undefined ? undefined : firstOf(catalogue, [word], asked)
}

type Found = { total: number; counts: Count[]; page: { code: string; key: string }[]; reading: string | null; sure: boolean }

function found(catalogue: Catalogue, asked: Asked, limit: number): Found {
  const { corpus, words } = catalogue
  const understood = understand(asked.q ?? '', words.lexicon, words.cut)
  if (!understood) {
    const { docs, counts } = listIn(corpus, asked)
    const page = pageOfList(docs, asked, limit)
    return { total: docs.length, counts, page: page.map((d) => ({ code: d.code, key: placeIn(d) })), reading: null, sure: true }
  }
  const { hits, reading } = find(catalogue, understood, asked)
  const sure = topOf({ hits }) >= sureFrom
  const page = pageOfHits(hits, asked, limit)
  const counts = countsOf(
    hits.map((h) => h.doc),
    asked.audience,
  )
  return { total: hits.length, counts, page: page.map((h) => ({ code: h.doc.code, key: `${h.score}~${h.doc.code}` })), reading, sure }
}

/** The same question for the divisions of today, and for the one where the asker lives unless he names another. */
function forToday({ places, near }: Pick<Ctx, 'places' | 'near'>, asked: Asked): { asked: Asked; moved: string | null } {
  const home = asked.near ?? near
  const here = home === undefined ? {} : { near: divisionNow(places, home).code }
  if (asked.division === undefined) return { asked: { ...asked, ...here }, moved: null }
  const { code, said } = divisionNow(places, asked.division)
  return { asked: { ...asked, ...here, division: code }, moved: said ?? null }
}

/** Items by words and filters, best first, page by page. A search in vain is noted without naming anybody. */
export const search: Action<Asked, ItemList> = async (ctx, input) => {
  const { asked, moved } = forToday(ctx, input)
  const limit = asked.limit ?? 20
  const catalogue = await catalogueNow(ctx.tx)
  const { total, counts, page, reading, sure } = found(catalogue, asked, limit + 1)
  if (asked.q) await rememberSearch(ctx, asked.q, total)
  const names = await namesOf(ctx)
  const shown = page.slice(0, limit)
  const rows = await rowsOf(
    ctx.tx,
    shown.map((p) => p.code),
  )
  const items = rows.map(({ keywords: _k, ...entry }) => ({ ...entry, divisionNames: divisionNames(entry.divisions, names) }))
  const next = page.length > limit ? (shown.at(-1)?.key ?? null) : null
  return { total, items, next, facets: facetsOf(counts, names), asked: { ...asked, near: input.near }, reading, sure, moved }
}

/** At most eight names for what is being typed, in Chinese or in pinyin; where the names say little, what the words mean. */
export const suggest: Action<Suggesting, { suggestions: Suggestion[] }> = async ({ tx }, { q = '' }) => {
  const key = keyOf(q)
  if (key === '') return { suggestions: [] }
  const catalogue = await catalogueNow(tx)
  const byName = suggested(catalogue.corpus, key, isLatin(key), atMost)
  const docs = byName.length < atMost && key.length > 1 ? [...byName, ...meant(catalogue, q)] : byName
  const first = [...new Map(docs.map((d) => [d.name, d])).values()].slice(0, atMost)
  return { suggestions: first.map(({ name, code, source }) => ({ name, code, source, href: `/items/${code}` })) }
}

const atMost = 8

/** What a search would find, as far as it is sure: `开饭` is no part of a name. */
function meant(catalogue: Catalogue, q: string): Kept[] {
  const understood = understand(q, catalogue.words.lexicon, catalogue.words.cut)
  if (!understood) return []
  const { hits } = find(catalogue, understood, {})
  return bestOf(hits, atMost)
    .filter((h) => h.score >= sureFrom)
    .map((h) => h.doc)
}

export const misses: Action<Nothing, { misses: Miss[] }> = async ({ tx }) => ({ misses: await listMisses(tx, 200) })
