/** The city's words in this process: the cutter and the sayings, renewed when the database has a newer version. */
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import type { Tx } from '#base/db.ts'
import type { Cut } from '../rules/words.ts'
import type { Lexicon } from '../schema.ts'
import { readState, type State } from '../store/corpus.ts'
import { findLexicon } from '../store/lexicon.ts'

export type Words = { lexicon: Lexicon; cut: Cut }

let kept: (Words & { version: string }) | undefined

/** The words of a state that was read already. */
export async function wordsAt(tx: Tx, { database, lexicon: version }: State): Promise<Words> {
  const wanted = `${database} ${version}`
  if (kept?.version === wanted) return kept
  const lexicon = (await findLexicon(tx, version)) ?? { words: [], synonyms: [], ages: [] }
  kept = { version: wanted, lexicon, cut: cutterOf(lexicon) }
  return kept
}

/** The newest words; one small query where nothing changed. */
export const wordsNow = async (tx: Tx): Promise<Words> => wordsAt(tx, await readState(tx))

/** The dictionary of jieba with the city's own words, which win over it. */
export function cutterOf({ words }: Pick<Lexicon, 'words'>): Cut {
  const jieba = Jieba.withDict(dict)
  if (words.length > 0) jieba.loadDict(Buffer.from(words.map((w) => `${w} 50000 n\n`).join('')))
  return (text) => jieba.cutForSearch(text.normalize('NFKC'), true)
}
