/** Words with their weights, as PostgreSQL reads them. Lexemes are letters and digits alone, so that nothing has to be escaped. */
import { keyOf } from './key.ts'

/** Cuts a text into words; the longer words come with the shorter ones inside them. */
export type Cut = (text: string) => string[]

/** Words that stand in half the catalogue and say nothing about one item. */
const empty = new Set([
  '的',
  '和',
  '与',
  '及',
  '或',
  '在',
  '了',
  '是',
  '有',
  '其',
  '其他',
  '个',
  '等',
  '对',
  '为',
  '办',
  '开',
  '要',
  '我',
  '去',
])

export const wordsOf = (text: string, cut: Cut): string[] => [
  ...new Set(
    cut(text)
      .map(keyOf)
      .filter((w) => w !== '' && !empty.has(w)),
  ),
]

export type Weighted = { text: string; weight: 'A' | 'B' | 'C' | 'D' }

/** A tsvector literal: every word once a weight, at positions that rise, within the bounds of PostgreSQL (positions ≤ 16383). */
export function vectorOf(parts: readonly Weighted[], cut: Cut): string {
  let at = 0
  const places = new Map<string, string[]>()
  for (const { text, weight } of parts)
    for (const word of wordsOf(text, cut)) {
      if (at >= 16_000) break
      at += 1
      places.set(word, [...(places.get(word) ?? []), `${at}${weight}`])
    }
  return [...places].map(([word, all]) => `'${word}':${all.slice(0, 200).join(',')}`).join(' ')
}

/** A tsquery literal that asks for all of these words, or for any of them. */
export const queryOf = (words: readonly string[], how: 'all' | 'any'): string =>
  words.map((w) => `'${w}'`).join(how === 'all' ? ' & ' : ' | ')
