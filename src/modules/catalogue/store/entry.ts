import type { Tx } from '#base/db.ts'
import type { Indexed, Term } from '../schema.ts'
import { nextVersion } from './corpus.ts'

/** Writes entries that are new or changed, and answers the codes of those. */
export async function saveEntries(tx: Tx, entries: readonly Indexed[]): Promise<string[]> {
  if (entries.length === 0) return []
  const version = await nextVersion(tx, 'entries')
  const rows = await tx.sql<{ code: string }>`
    insert into catalogue.entry (code, source, name, lead, divisions, organs, branches, audiences, themes, person_themes, enterprise_themes, life_events,
      task_type, online_grade, trips, promise, keywords, name_key, keyword_keys, pinyin, initials, words, hash, version, popularity)
    select r.code, r.source, r.name, r.lead, r.divisions, r.organs, r.branches, r.audiences, r.themes, r."personThemes", r."enterpriseThemes", r."lifeEvents",
      r."taskType", r."onlineGrade", r.trips, r.promise, r.keywords, r."nameKey", r."keywordKeys", r.pinyin, r.initials, r.words, r.hash, ${version},
      coalesce((select n from catalogue.asked a where a.code = r.code), 0)
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as r (code text, source text, name text, lead text, divisions text[], organs text[],
      branches text[], audiences text[], themes text[], "personThemes" text[], "enterpriseThemes" text[], "lifeEvents" text[], "taskType" text, "onlineGrade" text,
      trips int, promise jsonb, keywords text[], "nameKey" text, "keywordKeys" text[], pinyin text, initials text, words text, hash text)
    on conflict (code) do update set source = excluded.source, name = excluded.name, lead = excluded.lead, divisions = excluded.divisions,
      organs = excluded.organs, branches = excluded.branches, audiences = excluded.audiences, themes = excluded.themes, person_themes = excluded.person_themes,
      enterprise_themes = excluded.enterprise_themes, life_events = excluded.life_events, task_type = excluded.task_type,
      online_grade = excluded.online_grade, trips = excluded.trips, promise = excluded.promise, keywords = excluded.keywords,
      name_key = excluded.name_key, keyword_keys = excluded.keyword_keys, pinyin = excluded.pinyin, initials = excluded.initials,
      words = excluded.words, hash = excluded.hash, version = excluded.version
    where entry.hash <> excluded.hash returning code`
  const codes = rows.map((r) => r.code)
  await tx.sql`delete from catalogue.gone where code = any (${codes})`
  return codes
}

/** Takes entries out by their codes, and leaves word of it for the processes that have them. */
async function remove(tx: Tx, codes: readonly string[]): Promise<void> {
  if (codes.length === 0) return
  const version = await nextVersion(tx, 'entries')
  await tx.sql`
    with taken as (delete from catalogue.entry where code = any (${codes}) returning code)
    insert into catalogue.gone (code, version) select code, ${version} from taken
    on conflict (code) do update set version = excluded.version`
}

export async function removeEntry(tx: Tx, code: string): Promise<void> {
  const found = await tx.sql<{ code: string }>`select code from catalogue.entry where code = ${code}`
  await remove(
    tx,
    found.map((r) => r.code),
  )
}

/** Takes out the city's own entries whose items are published no more. */
export async function keepOwn(tx: Tx, codes: readonly string[]): Promise<void> {
  const others = await tx.sql<{ code: string }>`select code from catalogue.entry where source = 'own' and not code = any (${codes})`
  await remove(
    tx,
    others.map((r) => r.code),
  )
}

/** Adds words with their sound; a word known already keeps the higher weight. */
export async function saveTerms(tx: Tx, terms: readonly Term[]): Promise<void> {
  await nextVersion(tx, 'terms')
  await tx.sql`
    insert into catalogue.term (term, pinyin, initials, weight)
    select distinct on (r.term) r.term, r.pinyin, r.initials, r.weight
    from jsonb_to_recordset(${JSON.stringify(terms)}::jsonb) as r (term text, pinyin text, initials text, weight int)
    order by r.term, r.weight desc
    on conflict (term) do update set weight = excluded.weight where term.weight < excluded.weight`
}

export async function clearTerms(tx: Tx): Promise<void> {
  await nextVersion(tx, 'terms')
  await tx.sql`delete from catalogue.term`
}

/** Counts one more case of an item, once a fact, also while it has no entry. */
export async function countCase(tx: Tx, fact: number, code: string): Promise<void> {
  const version = await nextVersion(tx, 'entries')
  await tx.sql`
    with fresh as (insert into catalogue.counted (fact) values (${fact}) on conflict do nothing returning fact),
      bumped as (insert into catalogue.asked (code, n) select ${code}, 1 from fresh on conflict (code) do update set n = asked.n + 1 returning n)
    update catalogue.entry set popularity = bumped.n, version = ${version} from bumped where code = ${code}`
}
