/** Lists over the entries of a process: what a filter lets through, page by page, and how many there are by each filter's values. */
import { upwards } from '#kernel/party/rules/division.ts'
import type { Asked, Filters } from '../schema.ts'
import { type Corpus, type Count, inOrder, type Kept, placeIn } from './corpus.ts'

type Test = (doc: Kept) => boolean

const themesOf = (doc: Kept, audience: string | undefined): readonly string[] => {
  if (audience === 'person') return doc.personThemes
  return audience === 'enterprise' ? doc.enterpriseThemes : doc.themes
}

/** Where an item may be handled for a division: of this city also around it, of another one there alone. */
const placesFor = (division: string): readonly string[] => upwards(division)

/** The tests that the filters set; none where nothing is filtered. */
function testsOf({ audience, theme, event, branch, division, source, online }: Filters): Test[] {
  const places = division === undefined ? [] : placesFor(division)
  const tests: (Test | undefined)[] = [
    audience === undefined ? undefined : (d) => d.audiences.includes(audience),
    theme === undefined ? undefined : (d) => themesOf(d, audience).includes(theme),
    event === undefined ? undefined : (d) => d.lifeEvents.includes(event),
    branch === undefined ? undefined : (d) => d.branches.includes(branch),
    division === undefined ? undefined : (d) => places.some((p) => d.divisions.includes(p)),
    source === undefined ? undefined : (d) => d.source === source,
    online === undefined ? undefined : (d) => d.onlineGrade === '3' || d.onlineGrade === '4',
  ]
  return tests.filter((t) => t !== undefined)
}

/** The filters as one test. */
export function passes(filters: Filters): Test {
  const tests = testsOf(filters)
  return (doc) => tests.every((t) => t(doc))
}

const listsKept = 32

/** A list without words, the city's own items first, with its counts. Those that people ask for most are made once for each state of the catalogue. */
export function list(corpus: Corpus, filters: Filters): { docs: readonly Kept[]; counts: Count[] } {
  const { audience, theme, event, branch, division, source, online } = filters
  const key = JSON.stringify([audience, theme, event, branch, division, source, online])
  const known = corpus.lists.get(key)
  if (known) return known
  const tests = testsOf(filters)
  const docs = tests.length === 0 ? inOrder(corpus) : inOrder(corpus).filter((doc) => tests.every((t) => t(doc)))
  const made = { docs, counts: countsOf(docs, audience) }
  if (corpus.lists.size >= listsKept) corpus.lists.delete(corpus.lists.keys().next().value!)
  corpus.lists.set(key, made)
  return made
}

/** What stands behind the key of the last one seen. */
export function pageOfList(docs: readonly Kept[], { after }: Pick<Asked, 'after'>, limit: number): Kept[] {
  let [low, high] = [0, after === undefined ? 0 : docs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if (placeIn(docs[middle]!) > after!) high = middle
    else low = middle + 1
  }
  return docs.slice(low, low + limit)
}

/** How many entries have each list of values. The lists are shared, so that thousands of entries have few of them. */
function countBy(docs: readonly Kept[], of: (doc: Kept) => readonly string[]): Map<string, number> {
  const lists = new Map<readonly string[], number>()
  for (const doc of docs) {
    const values = of(doc)
    lists.set(values, (lists.get(values) ?? 0) + 1)
  }
  const counts = new Map<string, number>()
  for (const [values, n] of lists) for (const v of values) counts.set(v, (counts.get(v) ?? 0) + n)
  return counts
}

/** How many there are by each value of each filter. */
export function countsOf(docs: readonly Kept[], audience: string | undefined): Count[] {
  const own = docs.reduce((n, d) => (d.source === 'own' ? n + 1 : n), 0)
  const facets: readonly (readonly [Count['facet'], ReadonlyMap<string, number>])[] = [
    ['audience', countBy(docs, (d) => d.audiences)],
    ['theme', countBy(docs, (d) => themesOf(d, audience))],
    ['branch', countBy(docs, (d) => d.branches)],
    ['division', countBy(docs, (d) => d.divisions)],
    ['source', new Map(Object.entries({ own, imported: docs.length - own }).filter(([, n]) => n > 0))],
  ]
  return facets.flatMap(([facet, counts]) => [...counts].map(([value, count]) => ({ facet, value, count })))
}
