import type { Tx } from '#base/db.ts'
import type { Lexicon, Miss } from '../schema.ts'

export async function lexiconVersion(tx: Tx): Promise<number> {
  return (await tx.sql<{ v: number | null }>`select max(version) v from catalogue.lexicon`)[0]!.v ?? 0
}

export async function findLexicon(tx: Tx, version: number): Promise<Lexicon | undefined> {
  return (await tx.sql<{ content: Lexicon }>`select content from catalogue.lexicon where version = ${version}`)[0]?.content
}

/** Keeps a new version of the words, unless the newest is the same; answers whether it was new. */
export async function saveLexicon(tx: Tx, content: Lexicon, hash: string): Promise<boolean> {
  const rows = await tx.sql`
    insert into catalogue.lexicon (version, hash, content)
    select coalesce(max(version), 0) + 1, ${hash}, ${JSON.stringify(content)}::jsonb from catalogue.lexicon
    having coalesce((array_agg(hash order by version desc))[1], '') <> ${hash} returning version`
  return rows.length > 0
}

export async function noteMiss(tx: Tx, query: string, at: Date): Promise<void> {
  await tx.sql`
    insert into catalogue.miss (query, times, last_at) values (${query}, 1, ${at})
    on conflict (query) do update set times = miss.times + 1, last_at = excluded.last_at`
}

export async function listMisses(tx: Tx, limit: number): Promise<Miss[]> {
  return tx.sql<Miss>`select query, times, last_at "lastAt" from catalogue.miss order by times desc, query limit ${limit}`
}

/** What was asked once and long ago goes, so that the list stays one that people can read. */
export async function forgetMisses(tx: Tx, before: Date): Promise<void> {
  await tx.sql`delete from catalogue.miss where last_at < ${before} and times < 3`
}
