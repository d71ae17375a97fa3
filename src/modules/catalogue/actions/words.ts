/** The city's words in this process: the cutter and the sayings, renewed when the database has a newer version. */
import { Jieba } from '@node-rs/jieba'
import { dict } from '@node-rs/jieba/dict.js'
import type { Tx } from '#base/db.ts'
import type { Cut } from '../rules/words.ts'
import type { Lexicon } from '../schema.ts'
import { findLexicon, lexiconVersion } from '../store/lexicon.ts'

export type Words = { version: number; lexicon: Lexicon; cut: Cut }

let kept: Words | undefined

/** The newest words; one small query where nothing changed. */
export async function wordsNow(tx: Tx): Promise<Words> {
  const version = await lexiconVersion(tx)
  if (kept?.version === version) return kept
  const lexicon = (await findLexicon(tx, version)) ?? { words: [], synonyms: [] }
  kept = { version, lexicon, cut: cutterOf(lexicon) }
  return kept
}

/** The dictionary of jieba with the city's own words, which win over it. */
export function cutterOf(lexicon: Lexicon): Cut {
  const jieba = Jieba.withDict(dict)
  if (lexicon.words.length > 0) jieba.loadDict(Buffer.from(lexicon.words.map((w) => `${w} 50000 n\n`).join('')))
  return (text) => jieba.cutForSearch(text.normalize('NFKC'), true)
}
