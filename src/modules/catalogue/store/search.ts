import { type Fragment, fragment, type Tx } from '#base/db.ts'
import { nearest } from '../rules/place.ts'
import type { Entry, Filters, Suggestion } from '../schema.ts'

/** A query as understood: the key typed, words with how rare they are, and what its sayings mean; each a tsquery literal. */
export type Wanted = {
  key: string
  /** any word, for the index */
  any: string
  words: { query: string; weight: number }[]
  /** each meaning asks for all of its words */
  meanings: { query: string; key: string }[]
  sound: string | null
}

export type Row = Entry & { score: number }

const columns = fragment`e.code, e.source, e.name, e.lead, e.divisions, e.organs, e.branches, e.audiences, e.person_themes "personThemes",
  e.enterprise_themes "enterpriseThemes", e.life_events "lifeEvents", e.task_type "taskType", e.online_grade "onlineGrade", e.trips, e.promise, e.keywords`

/** Themes have two lists, one for people and one for organisations; who names neither looks at both. */
const themesOf = (audience: string | undefined): Fragment => {
  if (audience === 'person') return fragment`e.person_themes`
  return audience === 'enterprise' ? fragment`e.enterprise_themes` : fragment`e.themes`
}

function filtersOf({ audience, theme, event, branch, division, source, online }: Filters): Fragment {
  const parts = [
    audience && fragment`e.audiences @> ${[audience]}::text[]`,
    theme && fragment`${themesOf(audience)} @> ${[theme]}::text[]`,
    event && fragment`e.life_events @> ${[event]}::text[]`,
    branch && fragment`e.branches @> ${[branch]}::text[]`,
    division && fragment`e.divisions && ${division.startsWith('3607') ? nearest(division) : [division]}::text[]`,
    source && fragment`e.source = ${source}`,
    online && fragment`e.online_grade in ('3', '4')`,
  ].filter((p): p is Fragment => Boolean(p))
  return parts.length ? fragment`${fragment.join(parts, fragment` and `)}` : fragment`true`
}

/** Who does not say that something is to be changed or ended wants it for the first time. */
const afterwards = '变更|延续|注销|换领|补领|补换'
const later = fragment`e.name_key ~ ${afterwards} and not w.key ~ ${afterwards}`

const best = fragment`
  greatest(
    case when e.name_key = w.key then 100 when starts_with(e.name_key, w.key) then 62 when strpos(e.name_key, w.key) > 0 then 45 else 0 end,
    coalesce((select max(case when k = w.key then 60 when strpos(w.key, k) > 0 then 15 + 35.0 * length(k) / length(w.key)
      when strpos(k, w.key) > 0 then 10 + 25.0 * length(w.key) / length(k) else 0 end) from unnest(e.keyword_keys) k), 0))
  + coalesce((select max(case when strpos(e.name_key, m.key) > 0 then 40 + 10.0 * length(m.key) / length(e.name_key) when m.key = any (e.keyword_keys) then 25 else 20 * ts_rank('{0.05,0.15,0.5,1}', e.words, m.query) end)
      from m where e.words @@ m.query), 0)
  + 12 * coalesce((select sum(t.weight * ts_rank('{0.05,0.15,0.5,1}', e.words, t.query)) from t), 0) / greatest(w.full, 1)
  + case when w.sound is not null and starts_with(e.pinyin, w.sound) then 30 when w.sound is not null and (strpos(e.pinyin, w.sound) > 0 or strpos(e.initials, w.sound) > 0) then 20 else 0 end
  + case e.source when 'own' then 6 else 0 end - case when ${later} then 5 else 0 end + case when e.divisions && w.near then 2 else 0 end + least(ln(1 + e.popularity), 4)`

/** Enough of the words, weighed by how rare they are (a third of them for the city's own items, which are few and said in many ways); a saying that means the item; or the typed text inside name or keyword. */
const fits = fragment`(
  strpos(e.name_key, w.key) > 0
  or exists (select from m where e.words @@ m.query)
  or exists (select from unnest(e.keyword_keys) k where strpos(w.key, k) > 0 or strpos(k, w.key) > 0)
  or (w.sound is not null and (strpos(e.pinyin, w.sound) > 0 or strpos(e.initials, w.sound) > 0))
  or (w.full > 0 and coalesce((select sum(t.weight) from t where e.words @@ t.query), 0) >= case e.source when 'own' then 0.34 else 0.6 end * w.full))`

function scored(wanted: Wanted, filters: Filters, near: string | undefined): Fragment {
  const { key, any, words, meanings, sound } = wanted
  return fragment`
    with t as (select q::tsquery query, weight from unnest(${words.map((w) => w.query)}::text[], ${words.map((w) => w.weight)}::float8[]) r (q, weight)),
    m as (select q::tsquery query, key from unnest(${meanings.map((m) => m.query)}::text[], ${meanings.map((m) => m.key)}::text[]) r (q, key)),
    w as (select ${key}::text key, ${sound}::text sound, ${near ? nearest(near) : []}::text[] near, (select coalesce(sum(weight), 0) from t) "full"),
    hit as materialized (select ${columns}, e.themes, e.person_themes, e.enterprise_themes, round((${best})::numeric, 3) score from catalogue.entry e, w
      where ${filtersOf(filters)} and (e.words @@ ${any}::tsquery or e.name_key like ${`%${key}%`}
        or (w.sound is not null and (e.pinyin like '%' || w.sound || '%' or e.initials like '%' || w.sound || '%')))
      and ${fits})`
}

export type Count = { facet: 'total' | 'best' | 'audience' | 'theme' | 'branch' | 'division' | 'source'; value: string; count: number }
/** One page of a list, and how many there are on all its pages, in all and by each filter's values; `best` is the highest score. */
export type Found = { rows: Row[]; counts: Count[] }

const countsOf = (audience: string | undefined): Fragment => fragment`
  select 'total' facet, '' value, count(*) count from hit
  union all select 'best', '', coalesce(max(score), 0) from hit
  union all select 'source', source, count(*) from hit group by source
  union all select 'audience', v, count(*) from hit, unnest(audiences) v group by v
  union all select 'branch', v, count(*) from hit, unnest(branches) v group by v
  union all select 'division', v, count(*) from hit, unnest(divisions) v group by v
  union all select 'theme', v, count(*) from hit e, unnest(${themesOf(audience)}) v group by v`

/** Page and counts of the same hits, in one query. */
async function found(tx: Tx, hits: Fragment, page: Fragment, audience: string | undefined): Promise<Found> {
  const [row] = await tx.sql<Found>`${hits}
    select coalesce((select jsonb_agg(p) from (${page}) p), '[]') rows, (select jsonb_agg(c) from (${countsOf(audience)}) c) counts`
  return row!
}

type Asking = Filters & { near?: string; after?: string }

/** A list without words: the city's own items first. `after` is `0~code` (own) or `1~code` (imported) of the last one seen. */
export async function listEntries(tx: Tx, asked: Asking, limit: number): Promise<Found> {
  const [group, code] = asked.after?.split('~') ?? []
  const from = code === undefined ? fragment`true` : fragment`(e.source = 'imported', e.code) > (${group === '1'}, ${code})`
  const hits = fragment`with hit as materialized (select 0 score, e.source, e.audiences, e.branches, e.divisions, e.themes, e.person_themes, e.enterprise_themes
    from catalogue.entry e where ${filtersOf(asked)})`
  const page = fragment`select ${columns}, case when e.source = 'imported' then 1 else 0 end score from catalogue.entry e
    where ${filtersOf(asked)} and ${from} order by (e.source = 'imported'), e.code limit ${limit}`
  return found(tx, hits, page, asked.audience)
}

/** Answers of a search, best first; `after` is `score~code` of the last one seen. */
export async function searchEntries(tx: Tx, wanted: Wanted, asked: Asking, limit: number): Promise<Found> {
  const [score, code] = asked.after?.split('~') ?? []
  const from =
    code === undefined || Number.isNaN(Number(score))
      ? fragment`true`
      : fragment`(-e.score, e.code) > (${-Number(score)}::numeric, ${code})`
  const page = fragment`select e.* from hit e where ${from} order by e.score desc, e.code limit ${limit}`
  return found(tx, scored(wanted, asked, asked.near), page, asked.audience)
}

/** In how many entries each word stands, and how many entries there are. */
export async function frequencies(tx: Tx, words: readonly string[]): Promise<{ word: string; n: number; of: number }[]> {
  return tx.sql<{ word: string; n: number; of: number }>`
    select w word, (select count(*) from catalogue.entry where words @@ ('''' || w || '''')::tsquery) n, (select count(*) from catalogue.entry) "of" from unnest(${words}::text[]) w`
}

/** Words that sound as what was typed: whole, then by first letters, then by beginning. */
export async function findBySound(tx: Tx, sound: string): Promise<string[]> {
  const rows = await tx.sql<{ term: string }>`
    select term from catalogue.term
    where pinyin = ${sound} or initials = ${sound} or (length(${sound}) > 3 and pinyin like ${`${sound}%`})
    order by pinyin = ${sound} desc, initials = ${sound} desc, weight desc, length(term), term limit 4`
  return rows.map((r) => r.term)
}

/** The longest word that sounds as the typed text or as a stretch of it, where it is written otherwise: 驾使证换证 holds 驾驶证. */
export async function findSameSound(tx: Tx, key: string, sound: string): Promise<string | undefined> {
  const [row] = await tx.sql<{ term: string }>`
    select term from catalogue.term where pinyin = ${sound} or (length(pinyin) >= 9 and strpos(${sound}, pinyin) > 0)
    order by length(pinyin) desc, strpos(${key}, term) = 0, weight desc, term limit 1`
  return row && !key.includes(row.term) ? row.term : undefined
}

/** The word most like a mistyped one: the same sound, or nearly the same letters. */
export async function findLikely(tx: Tx, key: string, sound: string): Promise<string | undefined> {
  const [row] = await tx.sql<{ term: string }>`
    select term from catalogue.term
    where term <> ${key} and (pinyin = ${sound} or similarity(term, ${key}) > 0.34 or (length(${sound}) > 6 and similarity(pinyin, ${sound}) > 0.62))
    order by pinyin = ${sound} desc, 2 * similarity(term, ${key}) + similarity(pinyin, ${sound}) + 0.1 * weight desc, term limit 1`
  return row?.term
}

/** Names that begin with, contain or sound as what is being typed; the city's own first. */
export async function suggestNames(tx: Tx, key: string, latin: boolean, limit: number): Promise<Omit<Suggestion, 'href'>[]> {
  const like = `%${key}%`
  const matches = latin
    ? fragment`(pinyin like ${like} or initials like ${like} or exists (select from unnest(keyword_keys) k join catalogue.term t on t.term = k where t.pinyin like ${`${key}%`} or t.initials like ${`${key}%`}))`
    : fragment`(name_key like ${like} or exists (select from unnest(keyword_keys) k where k like ${like}))`
  return tx.sql<Omit<Suggestion, 'href'>>`
    select name, code from catalogue.entry where ${matches}
    order by source = 'imported', starts_with(name_key, ${key}) or starts_with(pinyin, ${key}) or starts_with(initials, ${key}) desc, strpos(name_key, ${key}) = 0, name_key ~ ${afterwards}, popularity desc, length(name), code
    limit ${limit}`
}
