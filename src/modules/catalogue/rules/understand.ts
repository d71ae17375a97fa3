/** From what people type to what is looked for. */
import type { Audience, Lexicon } from '../schema.ts'
import { audienceIn, type Intents, intentsOf, ruledOut } from './intent.ts'
import { isLatin, keyOf, wantedOf } from './key.ts'
import { meaningsOf } from './lexicon.ts'
import { type Cut, wordsOf } from './words.ts'

export type Meaning = { key: string; words: string[] }

/** `key` is the thing that is looked for, `words` its words; `sound` is set where letters were typed. */
export type Understood = {
  key: string
  words: string[]
  meanings: Meaning[]
  sound: string | null
  intents: Intents
  audience: Audience | undefined
  /** keys of what is expressly not meant */
  not: string[]
}

/** Words, sayings, intent and sound of a query; undefined where nothing was asked. */
export function understand(q: string, lexicon: Lexicon, cut: Cut): Understood | undefined {
  const key = wantedOf(q)
  if (key === '') return undefined
  const whole = keyOf(q)
  const out = ruledOut(q).map(keyOf)
  const without = (text: string) => out.reduce((t, o) => t.replaceAll(o, ''), text)
  const meanings = [...new Set([...meaningsOf(lexicon, without(whole)), ...meaningsOf(lexicon, without(key))])]
    .map((m) => ({ key: keyOf(m), words: smallest(wordsOf(m, cut)) }))
    .filter((m) => m.words.length > 0)
  return {
    key,
    words: wordsOf(without(key), cut).slice(0, 16),
    meanings: meanings.slice(0, 12),
    sound: isLatin(key) ? key : null,
    intents: intentsOf(whole),
    audience: audienceIn(whole),
    not: [...out, ...out.flatMap((o) => meaningsOf(lexicon, o).map(keyOf))],
  }
}

/** Words without those that hold another one inside: whether 变更登记 is cut out beside 变更 and 登记 depends on what stands around it. */
const smallest = (words: readonly string[]): string[] => words.filter((w) => !words.some((other) => other !== w && w.includes(other)))

/** How much a word tells: much where it stands in few entries (inverse document frequency). A word that stands nowhere can find nothing, and must not count against what the others find. */
export const weightOf = (n: number, of: number): number => (n === 0 ? 0 : Math.log(1 + (of + 1) / n))
