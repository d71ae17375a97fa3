/**
 * The entries as this process keeps them. The catalogue is small, public, and read a thousand times for each change, so that
 * a request asks the database only whether something changed (ADR 0006).
 */
import { setImmediate as pause } from 'node:timers/promises'
import type { Tx } from '#base/db.ts'
import { type Corpus, emptyCorpus, isWorn, putDoc, removeDoc } from '../rules/corpus.ts'
import { makeTerms, type Terms } from '../rules/terms.ts'
import { entriesAfter, goneAfter, listTerms, readState, type State } from '../store/corpus.ts'
import { type Words, wordsAt } from './words.ts'

type Kept = { database: string; entries: number; terms: number; corpus: Corpus; known: Terms }
export type Catalogue = { corpus: Corpus; terms: Terms; words: Words }

let kept: Kept | undefined
let renewing: Promise<void> | undefined

/** So many are read and put in at once, that nobody else waits long for the process. */
const atOnce = 500

const nothing = (database: string): Kept => ({ database, entries: -1, terms: -1, corpus: emptyCorpus(), known: makeTerms([]) })

const isBehind = (state: State): boolean =>
  kept === undefined || kept.database !== state.database || kept.entries < state.entries || kept.terms < state.terms

async function takeEntries(tx: Tx, corpus: Corpus, since: number): Promise<number> {
  for (const code of await goneAfter(tx, since)) removeDoc(corpus, code)
  let last = { version: since, code: '\uffff' }
  for (;;) {
    const rows = await entriesAfter(tx, last, atOnce)
    for (const { version, ...doc } of rows) {
      putDoc(corpus, doc)
      last = { version, code: doc.code }
    }
    if (rows.length < atOnce) return last.version
    await pause()
  }
}

/** What was kept, with all that changed since. Entries read twice do no harm. */
async function renewed(tx: Tx, state: State, base: Kept): Promise<Kept> {
  const from = isWorn(base.corpus) ? nothing(state.database) : base
  const read = from.entries === state.entries ? from.entries : await takeEntries(tx, from.corpus, from.entries)
  const known = base.terms === state.terms ? base.known : makeTerms(await listTerms(tx))
  return { database: state.database, entries: Math.max(read, state.entries), terms: state.terms, corpus: from.corpus, known }
}

async function renew(tx: Tx, state: State): Promise<void> {
  kept = await renewed(tx, state, kept?.database === state.database ? kept : nothing(state.database))
}

/**
 * The catalogue of this moment. Whoever comes while another request renews it waits for that. A transaction that changed the
 * catalogue itself sees its own change, and keeps nothing of it for others, because it may still fail.
 */
export async function catalogueNow(tx: Tx): Promise<Catalogue> {
  const state = await readState(tx)
  const words = await wordsAt(tx, state)
  if (state.mine) {
    const { corpus, known } = await renewed(tx, state, nothing(state.database))
    return { corpus, terms: known, words }
  }
  while (renewing) await renewing.catch(() => undefined)
  if (isBehind(state)) {
    renewing = renew(tx, state).finally(() => {
      renewing = undefined
    })
    await renewing
  }
  return { corpus: kept!.corpus, terms: kept!.known, words }
}
