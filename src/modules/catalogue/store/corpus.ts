/** What the processes read to keep their entries up to date: versions, changes since one, and rows by their codes. */
import { fragment, type Tx } from '#base/db.ts'
import type { Doc } from '../rules/corpus.ts'
import type { Entry, Term } from '../schema.ts'

/** Versions of the whole catalogue; `database` tells apart what one process may have open at once. `mine`: this very transaction changed it, and may still fail. */
export type State = { database: string; entries: number; terms: number; lexicon: number; mine: boolean }

export async function readState(tx: Tx): Promise<State> {
  const [row] = await tx.sql<State>`
    select current_database()::text database, entries, terms, coalesce((select max(version) from catalogue.lexicon), 0) lexicon,
      coalesce(xmin = pg_current_xact_id_if_assigned()::xid, false) mine from catalogue.state`
  return row!
}

/** Takes the next version; other writers wait until this transaction ends, so that versions are seen in their order. */
export async function nextVersion(tx: Tx, of: 'entries' | 'terms'): Promise<number> {
  const column = fragment.ref(of)
  return (await tx.sql<{ v: number }>`update catalogue.state set ${column} = ${column} + 1 returning ${column} v`)[0]!.v
}

export type Changed = Doc & { version: number }
type After = { version: number; code: string }

/** Entries of later versions than this one, or later by code in the same. */
export async function entriesAfter(tx: Tx, { version, code }: After, limit: number): Promise<Changed[]> {
  return tx.sql<Changed>`
    select code, source, name, divisions, branches, audiences, themes, person_themes "personThemes", enterprise_themes "enterpriseThemes",
      life_events "lifeEvents", online_grade "onlineGrade", keyword_keys "keywordKeys", name_key "nameKey", pinyin, initials, words, popularity, version
    from catalogue.entry where (version, code) > (${version}, ${code}) order by version, code limit ${limit}`
}

/** Codes that were taken out after a version. */
export async function goneAfter(tx: Tx, version: number): Promise<string[]> {
  return (await tx.sql<{ code: string }>`select code from catalogue.gone where version > ${version} order by version, code`).map(
    (r) => r.code,
  )
}

export async function listTerms(tx: Tx): Promise<Term[]> {
  return tx.sql<Term>`select term, pinyin, initials, weight from catalogue.term`
}

/** What a list shows of these entries, in the order of the codes. */
export async function rowsOf(tx: Tx, codes: readonly string[]): Promise<Entry[]> {
  if (codes.length === 0) return []
  const rows = await tx.sql<Entry>`
    select code, source, name, lead, divisions, organs, branches, audiences, person_themes "personThemes", enterprise_themes "enterpriseThemes",
      life_events "lifeEvents", task_type "taskType", online_grade "onlineGrade", trips, promise, keywords
    from catalogue.entry where code = any (${codes})`
  const byCode = new Map(rows.map((r) => [r.code, r]))
  return codes.flatMap((c) => byCode.get(c) ?? [])
}
