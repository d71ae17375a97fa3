import type { Tx } from '#base/db.ts'
import type { Entry, Indexed, Term } from '../schema.ts'

/** Writes entries that are new or changed, and answers the codes of those. */
export async function saveEntries(tx: Tx, entries: readonly Indexed[]): Promise<string[]> {
  const rows = await tx.sql<{ code: string }>`
    insert into catalogue.entry (code, source, name, lead, divisions, organs, branches, audiences, themes, person_themes, enterprise_themes, life_events,
      task_type, online_grade, trips, promise, keywords, name_key, keyword_keys, pinyin, initials, words, hash)
    select r.code, r.source, r.name, r.lead, r.divisions, r.organs, r.branches, r.audiences, r.themes, r."personThemes", r."enterpriseThemes", r."lifeEvents",
      r."taskType", r."onlineGrade", r.trips, r.promise, r.keywords, r."nameKey", r."keywordKeys", r.pinyin, r.initials, r.words::tsvector, r.hash
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as r (code text, source text, name text, lead text, divisions text[], organs text[],
      branches text[], audiences text[], themes text[], "personThemes" text[], "enterpriseThemes" text[], "lifeEvents" text[], "taskType" text, "onlineGrade" text,
      trips int, promise jsonb, keywords text[], "nameKey" text, "keywordKeys" text[], pinyin text, initials text, words text, hash text)
    on conflict (code) do update set source = excluded.source, name = excluded.name, lead = excluded.lead, divisions = excluded.divisions,
      organs = excluded.organs, branches = excluded.branches, audiences = excluded.audiences, themes = excluded.themes, person_themes = excluded.person_themes,
      enterprise_themes = excluded.enterprise_themes, life_events = excluded.life_events, task_type = excluded.task_type,
      online_grade = excluded.online_grade, trips = excluded.trips, promise = excluded.promise, keywords = excluded.keywords,
      name_key = excluded.name_key, keyword_keys = excluded.keyword_keys, pinyin = excluded.pinyin, initials = excluded.initials,
      words = excluded.words, hash = excluded.hash
    where entry.hash <> excluded.hash returning code`
  return rows.map((r) => r.code)
}

export async function removeEntry(tx: Tx, code: string): Promise<void> {
  await tx.sql`delete from catalogue.entry where code = ${code}`
}

/** Takes out the city's own entries whose items are published no more. */
export async function keepOwn(tx: Tx, codes: readonly string[]): Promise<void> {
  await tx.sql`delete from catalogue.entry where source = 'own' and not code = any (${codes})`
}

/** Adds words with their sound; a word known already keeps the higher weight. */
export async function saveTerms(tx: Tx, terms: readonly Term[]): Promise<void> {
  await tx.sql`
    insert into catalogue.term (term, pinyin, initials, weight)
    select distinct on (r.term) r.term, r.pinyin, r.initials, r.weight
    from jsonb_to_recordset(${JSON.stringify(terms)}::jsonb) as r (term text, pinyin text, initials text, weight int)
    order by r.term, r.weight desc
    on conflict (term) do update set weight = excluded.weight where term.weight < excluded.weight`
}

export async function clearTerms(tx: Tx): Promise<void> {
  await tx.sql`delete from catalogue.term`
}

/** Counts one more case of an item, once a fact. */
export async function countCase(tx: Tx, fact: number, code: string): Promise<void> {
  await tx.sql`
    with fresh as (insert into catalogue.counted (fact) values (${fact}) on conflict do nothing returning fact)
    update catalogue.entry set popularity = popularity + 1 where code = ${code} and exists (select from fresh)`
}

export async function countEntries(tx: Tx): Promise<{ own: number; imported: number; online: number }> {
  const [row] = await tx.sql<{ own: number; imported: number; online: number }>`
    select count(*) filter (where source = 'own') own, count(*) filter (where source = 'imported') imported,
      count(*) filter (where source = 'own' and online_grade in ('3', '4')) online from catalogue.entry`
  return row!
}

export type Brief = Pick<Entry, 'code' | 'name' | 'branches' | 'audiences' | 'personThemes' | 'enterpriseThemes' | 'lifeEvents'>

/** The city's own entries in short, the most asked for first: for pages that lead by theme, event and department. */
export async function listOwn(tx: Tx): Promise<Brief[]> {
  return tx.sql<Brief>`
    select code, name, branches, audiences, person_themes "personThemes", enterprise_themes "enterpriseThemes", life_events "lifeEvents"
    from catalogue.entry where source = 'own' order by popularity desc, code`
}

/** Organs of other places, with how many of their items were imported. */
export async function countImported(tx: Tx): Promise<{ name: string; count: number }[]> {
  return tx.sql<{ name: string; count: number }>`
    select o name, count(*) count from catalogue.entry, unnest(organs) o where source = 'imported' group by o order by count(*) desc, o`
}
