/** From what people type to what is looked for. */
import type { Lexicon } from '../schema.ts'
import { isLatin, keyOf, wantedOf } from './key.ts'
import { meaningsOf } from './lexicon.ts'
import { type Cut, queryOf, wordsOf } from './words.ts'

export type Understood = { key: string; words: string[]; meanings: { key: string; words: string[] }[]; sound: string | null }

/** Words, sayings and sound of a query; undefined where nothing was asked. */
export function understand(q: string, lexicon: Lexicon, cut: Cut): Understood | undefined {
  const key = wantedOf(q)
  if (key === '') return undefined
  const whole = keyOf(q)
  const meanings = [...new Set([...meaningsOf(lexicon, whole), ...meaningsOf(lexicon, key)])]
    .map((m) => ({ key: keyOf(m), words: smallest(wordsOf(m, cut)) }))
    .filter((m) => m.words.length > 0)
  return { key, words: wordsOf(key, cut).slice(0, 16), meanings: meanings.slice(0, 12), sound: isLatin(key) ? key : null }
}

/** Words without those that hold another one inside: whether 变更登记 is cut out beside 变更 and 登记 depends on what stands around it. */
const smallest = (words: readonly string[]): string[] => words.filter((w) => !words.some((other) => other !== w && w.includes(other)))

/** How much a word tells: much where it stands in few entries (inverse document frequency). A word that stands nowhere can find nothing, and must not count against what the others find. */
export const weightOf = (n: number, of: number): number => (n === 0 ? 0 : Math.log(1 + (of + 1) / n))

/** The query as the database takes it. */
export function wantedFrom({ key, words, meanings, sound }: Understood, found: readonly { word: string; n: number; of: number }[]) {
  const weighted = words.map((word) => {
    const f = found.find((x) => x.word === word)
    return { query: queryOf([word], 'all'), weight: weightOf(f?.n ?? 0, f?.of ?? 0) }
  })
  const every = [...words, ...meanings.flatMap((m) => m.words)]
  return {
    key,
    any: queryOf(every.length > 0 ? [...new Set(every)] : [key], 'any'),
    words: weighted,
    meanings: meanings.map((m) => ({ query: queryOf(m.words, 'all'), key: m.key })),
    sound,
  }
}
