/** The city's search words as files: one word a line, and `说法、说法 => 事项里的词、词` a line; `#` begins a remark. */
import { Lexicon } from '../schema.ts'
import { keyOf } from './key.ts'

const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '')

const listIn = (text: string): string[] =>
  text
    .split(/[、,，]/)
    .map((t) => t.trim())
    .filter((t) => t !== '')

export function readLexicon(dictionary: string, synonyms: string): Lexicon {
  return Lexicon.parse({
    words: linesIn(dictionary),
    synonyms: linesIn(synonyms).map((line) => {
      const [says = '', means = ''] = line.split('=>')
      return { says: listIn(says).map(keyOf), means: listIn(means) }
    }),
  })
}

/** What the words in a query mean in the catalogue. A longer saying hides the shorter ones inside it: `房产证过户` is no `房产证`. */
export function meaningsOf(lexicon: Lexicon, wanted: string): string[] {
  const said = lexicon.synonyms.flatMap(({ says, means }) => says.filter((s) => wanted.includes(s)).map((s) => ({ s, means })))
  const whole = said.filter(({ s }) => !said.some((other) => other.s !== s && other.s.includes(s)))
  return [...new Set(whole.flatMap(({ means }) => means))]
}
