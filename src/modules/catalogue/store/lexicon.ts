import type { Tx } from '#base/db.ts'
import { Lexicon } from '../schema.ts'

export async function findLexicon(tx: Tx, version: number): Promise<Lexicon | undefined> {
  const [row] = await tx.sql<{ content: unknown }>`select content from catalogue.lexicon where version = ${version}`
  return row && Lexicon.parse(row.content)
}

/** Keeps a new version of the words, unless the newest is the same; answers whether it was new. */
export async function saveLexicon(tx: Tx, content: Lexicon, hash: string): Promise<boolean> {
  const rows = await tx.sql`
    insert into catalogue.lexicon (version, hash, content)
    select coalesce(max(version), 0) + 1, ${hash}, ${JSON.stringify(content)}::jsonb from catalogue.lexicon
    having coalesce((array_agg(hash order by version desc))[1], '') <> ${hash} returning version`
  return rows.length > 0
}
