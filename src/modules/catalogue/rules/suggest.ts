/** Names for what is being typed, in Chinese or in pinyin. */
import { type Corpus, holding, inOrder, type Kept, oneOfEachName } from './corpus.ts'

/** The smaller the earlier: the city's own; names that begin with it, hold it, have it as a keyword; what is wanted for the first time; what is filed often. */
function rankOf(doc: Kept, key: string, latin: boolean): number | undefined {
  const texts = latin ? [doc.pinyin, doc.initials] : [doc.nameKey, ...doc.keywordKeys]
  if (!texts.some((t) => t.includes(key))) return undefined
  const begins = (latin ? texts : [doc.nameKey]).some((t) => t.startsWith(key)) ? 0 : 1
  const keyword = latin || doc.nameKey.includes(key) ? 0 : 1
  const own = doc.source === 'own' ? 0 : 4
  return (own + begins + keyword) * 1_000 + doc.named - Math.min(doc.popularity, 1_000_000) / 1_000_001
}

type Ranked = { doc: Kept; rank: number }

const before = (a: Ranked, b: Ranked): number =>
  a.rank - b.rank || a.doc.name.length - b.doc.name.length || (a.doc.code < b.doc.code ? -1 : 1)

/** The best of each name among these. */
function bestByName(docs: Iterable<Kept | undefined>, key: string, latin: boolean): Ranked[] {
  const best = new Map<string, Ranked>()
  for (const doc of docs) {
    const rank = doc && rankOf(doc, key, latin)
    if (!doc || rank === undefined) continue
    const known = best.get(doc.name)
    if (known === undefined || before({ doc, rank }, known) < 0) best.set(doc.name, { doc, rank })
  }
  return [...best.values()].sort(before)
}

/** Entries by name, keyword or sound, the likeliest first; one of each name. The city's own come first, so that others are looked at only where those are too few. */
export function suggested(corpus: Corpus, key: string, latin: boolean, limit: number): Kept[] {
  const own = bestByName(ownIn(corpus), key, latin)
  const others = own.length >= limit ? [] : bestByName(key.length > 1 && !latin ? heldBy(corpus, key) : oneOfEachName(corpus), key, latin)
  const names = new Map([...own, ...others].map(({ doc }) => [doc.name, doc]))
  return [...names.values()].slice(0, limit)
}

const heldBy = (corpus: Corpus, key: string) => holding(corpus, key).map((number) => corpus.docs[number])

function* ownIn(corpus: Corpus): Iterable<Kept> {
  for (const doc of inOrder(corpus)) {
    if (doc.source !== 'own') return
    yield doc
  }
}
