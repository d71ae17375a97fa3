/** All entries of the catalogue as a process keeps them for search: numbered, with the words and letters that lead to them. */
import type { Entry } from '../schema.ts'
import { type Intents, intentsIn } from './intent.ts'
import { weightAt } from './words.ts'

/** What search, filters and counts read of an entry; its page in a list is read from the database. */
export type Doc = Pick<
  Entry,
  'code' | 'source' | 'name' | 'divisions' | 'branches' | 'audiences' | 'personThemes' | 'enterpriseThemes' | 'lifeEvents' | 'onlineGrade'
> & {
  themes: string[]
  nameKey: string
  keywordKeys: string[]
  pinyin: string
  initials: string
  /** words with the letter of their weight: `食品A 许可B` */
  words: string
  popularity: number
}

/** An entry as it is kept: its words lead to it and are not kept again, and what its name says is to be done is known. */
export type Kept = Omit<Doc, 'words'> & { named: Intents }

/** `postings` hold `number * 8 + weight`; numbers are never used again, so that a changed entry only gets another one. */
export type Corpus = {
  docs: (Kept | undefined)[]
  numberOf: Map<string, number>
  postings: Map<string, number[]>
  /** two letters in a row of a name or a keyword */
  grams: Map<string, number[]>
  /** whole names and keywords */
  phrases: Map<string, number[]>
  /** entries in the order of lists: the city's own first, then by code; undefined after a change */
  order: Kept[] | undefined
  /** one entry of each name, in the same order */
  names: Kept[] | undefined
  shared: Map<string, string[]>
  /** lists that were made since the last change, by their filters */
  lists: Map<string, { docs: readonly Kept[]; counts: Count[] }>
}

/** How many entries have a value of a filter. */
export type Count = { facet: 'audience' | 'theme' | 'branch' | 'division' | 'source'; value: string; count: number }

export const emptyCorpus = (): Corpus => ({
  docs: [],
  numberOf: new Map(),
  postings: new Map(),
  grams: new Map(),
  phrases: new Map(),
  order: undefined,
  names: undefined,
  shared: new Map(),
  lists: new Map(),
})

export const gramsOf = (key: string): string[] => Array.from({ length: Math.max(0, key.length - 1) }, (_, i) => key.slice(i, i + 2))

function changed(corpus: Corpus): void {
  corpus.order = undefined
  corpus.names = undefined
  corpus.lists.clear()
}

function lead(index: Map<string, number[]>, to: string, number: number): void {
  const known = index.get(to)
  if (known) known.push(number)
  else index.set(to, [number])
}

/** Thousands of entries share a few lists of divisions and themes; each list is kept once. */
function shared(corpus: Corpus, list: string[]): string[] {
  const key = list.join('\n')
  const known = corpus.shared.get(key)
  if (known) return known
  corpus.shared.set(key, list)
  return list
}

const listFields = [
  'divisions',
  'branches',
  'audiences',
  'themes',
  'personThemes',
  'enterpriseThemes',
  'lifeEvents',
  'keywordKeys',
] as const

/** Puts an entry in, in place of the one it had. */
export function putDoc(corpus: Corpus, doc: Doc): void {
  removeDoc(corpus, doc.code)
  const number = corpus.docs.length
  const { words, ...rest } = doc
  const kept: Kept = { ...rest, named: intentsIn(doc.name) }
  for (const field of listFields) Object.assign(kept, { [field]: shared(corpus, doc[field]) })
  corpus.docs.push(kept)
  corpus.numberOf.set(doc.code, number)
  for (const part of words.split(' ')) if (part) lead(corpus.postings, part.slice(0, -1), number * 8 + weightAt(part))
  const phrases = [doc.nameKey, ...doc.keywordKeys]
  for (const phrase of new Set(phrases)) lead(corpus.phrases, phrase, number)
  for (const gram of new Set(phrases.flatMap(gramsOf))) lead(corpus.grams, gram, number)
  changed(corpus)
}

export function removeDoc(corpus: Corpus, code: string): void {
  const number = corpus.numberOf.get(code)
  if (number === undefined) return
  corpus.docs[number] = undefined
  corpus.numberOf.delete(code)
  changed(corpus)
}

/** Whether so much of it leads to entries that are no more that it should be read anew. */
export const isWorn = (corpus: Corpus): boolean => corpus.docs.length > 1_000 && corpus.docs.length > 2 * corpus.numberOf.size

/** A code as it is sorted: by its bytes, the city's own before all others. */
export const placeIn = ({ source, code }: Pick<Doc, 'source' | 'code'>): string => `${source === 'imported' ? 1 : 0}~${code}`

/** All entries in the order of lists. */
export function inOrder(corpus: Corpus): readonly Kept[] {
  corpus.order ??= [...corpus.numberOf.values()]
    .map((number) => corpus.docs[number]!)
    .map((doc) => ({ doc, place: placeIn(doc) }))
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .map(({ doc }) => doc)
  return corpus.order
}

/** One entry of each name: what is handled in many places has one entry a place, and is read once. */
export function oneOfEachName(corpus: Corpus): readonly Kept[] {
  corpus.names ??= [...new Map([...inOrder(corpus)].reverse().map((doc) => [doc.name, doc])).values()].reverse()
  return corpus.names
}

/** Numbers of entries whose name or a keyword holds this text of two letters or more. */
export function holding(corpus: Corpus, key: string): number[] {
  const lists = gramsOf(key).map((gram) => corpus.grams.get(gram) ?? [])
  const shortest = lists.reduce((a, b) => (b.length < a.length ? b : a), lists[0] ?? [])
  return shortest.filter((n) => {
    const doc = corpus.docs[n]
    return doc !== undefined && (doc.nameKey.includes(key) || doc.keywordKeys.some((k) => k.includes(key)))
  })
}

/** How many entries at most hold this text in their name or a keyword. */
export const atMostHolding = (corpus: Corpus, key: string): number =>
  Math.min(...gramsOf(key).map((gram) => corpus.grams.get(gram)?.length ?? 0))

/** Whole names and keywords that stand in this text. */
export function standingIn(corpus: Corpus, key: string): string[] {
  const found = new Set<string>()
  for (let from = 0; from < key.length; from++)
    for (let to = from + 2; to <= Math.min(key.length, from + 24); to++) {
      const phrase = key.slice(from, to)
      if (corpus.phrases.has(phrase)) found.add(phrase)
    }
  return [...found]
}
