import { sm3 } from '#base/digest.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Action, SeedCity } from '#kernel/module.ts'
import { indexCity, rebuild } from './actions/index-item.ts'
import { readLexicon } from './rules/lexicon.ts'
import { saveLexicon } from './store/lexicon.ts'

/** The city's words, and every own item at once; new words cut the texts anew, so that all entries are made again. */
export const seed: Action<SeedCity, void> = async (ctx, city) => {
  const read = async (name: string) => (await city.find<string>(`search/${name}`)) ?? ''
  const lexicon = readLexicon(await read('dictionary.txt'), await read('synonyms.txt'))
  const fresh = await saveLexicon(ctx.tx, lexicon, sm3(canonical(lexicon)))
  if (fresh) await rebuild(ctx, {})
  else await indexCity(ctx.tx)
}
