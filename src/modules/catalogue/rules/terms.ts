/** Words people use, by their sound and by their letters: for pinyin, and for what was mistyped. */
import type { Term } from '../schema.ts'

export type Terms = {
  list: readonly Term[]
  byPinyin: ReadonlyMap<string, Term[]>
  byInitials: ReadonlyMap<string, Term[]>
  bySoftSound: ReadonlyMap<string, Term[]>
  letters: Likeness
  sounds: Likeness
}

/** Three letters in a row, to the places in the list of the texts that hold them; and how many of them each text has. */
type Likeness = { places: ReadonlyMap<string, number[]>; sizes: Uint16Array }

/** Many in the south make no difference between zh and z, ch and c, sh and s, ng and n. */
export const soften = (pinyin: string): string => pinyin.replace(/([zcs])h/g, '$1').replace(/ng/g, 'n')

function group<T>(list: readonly T[], keysOf: (one: T) => readonly string[]): Map<string, number[]> {
  const groups = new Map<string, number[]>()
  list.forEach((one, at) => {
    for (const key of keysOf(one)) {
      const known = groups.get(key)
      if (known) known.push(at)
      else groups.set(key, [at])
    }
  })
  return groups
}

/** Three letters in a row, with blanks around, so that how a word begins counts more. */
const trigrams = (text: string): Set<string> => {
  const padded = `  ${text} `
  return new Set(Array.from({ length: padded.length - 2 }, (_, i) => padded.slice(i, i + 3)))
}

const likenessOf = (texts: readonly string[]): Likeness => {
  const grams = texts.map(trigrams)
  return { places: group(grams, (set) => [...set]), sizes: Uint16Array.from(grams, (set) => set.size) }
}

export function makeTerms(rows: readonly Term[]): Terms {
  const list = [...rows].sort((a, b) => b.weight - a.weight || a.term.length - b.term.length || (a.term < b.term ? -1 : 1))
  const grouped = (keyOf: (t: Term) => string) =>
    new Map([...group(list, (t) => [keyOf(t)])].map(([key, places]) => [key, places.map((p) => list[p]!)]))
  return {
    list,
    byPinyin: grouped((t) => t.pinyin),
    byInitials: grouped((t) => t.initials),
    bySoftSound: grouped((t) => soften(t.pinyin)),
    letters: likenessOf(list.map((t) => t.term)),
    sounds: likenessOf(list.map((t) => t.pinyin)),
  }
}

/** Words that sound as what was typed in letters: whole, then by first letters, then as the south says it, then by beginning. */
export function heard(terms: Terms, letters: string): string[] {
  const begun = letters.length > 3 ? terms.list.filter((t) => t.pinyin.startsWith(letters)).slice(0, 4) : []
  const found = [
    ...(terms.byPinyin.get(letters) ?? []),
    ...(terms.byInitials.get(letters) ?? []),
    ...(terms.bySoftSound.get(soften(letters)) ?? []),
    ...begun,
  ]
  return [...new Set(found.map((t) => t.term))].slice(0, 4)
}

type Stretch = { from: number; sound: string; whole: boolean }

/** Stretches of a text by their sound, the longest first; short sounds mean too much to be taken from the middle of a text. */
function stretchesOf(syllables: readonly string[]): Stretch[] {
  const all = syllables.length
  const lengths = Array.from({ length: Math.max(0, all - 1) }, (_, i) => all - i)
  return lengths
    .flatMap((length) =>
      Array.from({ length: all - length + 1 }, (_, from) => ({
        from,
        sound: syllables.slice(from, from + length).join(''),
        whole: length === all,
      })),
    )
    .filter(({ sound, whole }) => whole || sound.length >= 9)
}

/**
 * The text with the longest stretch that sounds as a word but is written otherwise, written as that word: 驾使证换证 is 驾驶证换证.
 * Undefined where the text is written as it sounds. `syllables` are one for each letter of the text.
 */
export function sameSound(terms: Terms, key: string, syllables: readonly string[]): string | undefined {
  const letters = [...key]
  if (letters.length !== syllables.length) return undefined
  for (const { from, sound, whole } of stretchesOf(syllables)) {
    const known = terms.byPinyin.get(sound) ?? (whole ? terms.bySoftSound.get(soften(sound)) : undefined)
    if (known === undefined) continue
    if (known.some((t) => key.includes(t.term))) return undefined
    const { term } = known[0]!
    return letters.slice(0, from).join('') + term + letters.slice(from + term.length).join('')
  }
  return undefined
}

/** How like each text of the list is to this one: the share of letters in a row that both have, 0 to 1. */
function alike({ places, sizes }: Likeness, text: string): Map<number, number> {
  const typed = trigrams(text)
  const both = new Map<number, number>()
  for (const gram of typed) for (const place of places.get(gram) ?? []) both.set(place, (both.get(place) ?? 0) + 1)
  return new Map([...both].map(([place, n]) => [place, n / (typed.size + sizes[place]! - n)]))
}

/** The word most like a mistyped one: nearly the same letters, or nearly the same sound. */
export function likely(terms: Terms, key: string, sound: string): string | undefined {
  const [written, spoken] = [alike(terms.letters, key), alike(terms.sounds, sound)]
  let best: { term: string; points: number } | undefined
  for (const place of new Set([...written.keys(), ...spoken.keys()])) {
    const { term, weight } = terms.list[place]!
    const [w, s] = [written.get(place) ?? 0, spoken.get(place) ?? 0]
    if (term === key || !(w > 0.34 || (sound.length > 6 && s > 0.62))) continue
    const points = 2 * w + s + 0.1 * weight
    if (best === undefined || points > best.points) best = { term, points }
  }
  return best?.term
}
