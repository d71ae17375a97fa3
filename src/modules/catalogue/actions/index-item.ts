import type { Tx } from '#base/db.ts'
import { sm3 } from '#base/digest.ts'
import { findItem, handlingToday, itemsOfOrgan, listCurrent, listItems, listOrgans, pageImported } from '#kernel/item/api.ts'
import type { ImportedItem } from '#kernel/item/schema/imported.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { entryOfImported, entryOfItem, indexed, termsOf } from '../rules/entry.ts'
import { soundOf } from '../rules/sound.ts'
import type { Indexed, Lexicon, Nothing } from '../schema.ts'
import { clearTerms, countCase, keepOwn, removeEntry, saveEntries, saveTerms } from '../store/entry.ts'
import { forgetMisses } from '../store/miss.ts'
import { type Words, wordsNow } from './words.ts'

/** The hash is taken over all that is written, so that other words or another way of cutting change it too. */
const hashed = (entry: Omit<Indexed, 'hash'>): Indexed => ({ ...entry, hash: sm3(canonical(entry)) })

/** What else of an item people may look for: its materials, its results, its questions. */
const bodyOf = (item: HandlingItem): string[] => [
  item.who,
  ...item.materials.map((m) => m.name),
  ...item.results.map((r) => r.name),
  ...item.faqs.map((f) => f.question),
  ...item.scenarios.flatMap((s) => [s.question, ...s.options.map((o) => o.label)]),
]

async function ownEntry(tx: Tx, code: string, words: Words, branches: ReadonlyMap<string, string>): Promise<Indexed | undefined> {
  const current = await listCurrent(tx, code)
  if (current.length === 0) return undefined
  const handlings: HandlingItem[] = []
  for (const c of current) handlings.push(await handlingToday(tx, code, c))
  const entry = entryOfItem(code, handlings, (organ) => branches.get(organ))
  return hashed(indexed(entry, bodyOf(handlings[0]!), words.cut))
}

const branchesOf = async (tx: Tx) => new Map((await listOrgans(tx)).map((o) => [o.id, o.branch]))

/** Writes what is new or changed, with its words. After the words were cleared, those of every entry are written. */
async function keep(tx: Tx, entries: readonly Indexed[], cleared = false): Promise<string[]> {
  const written = new Set(await saveEntries(tx, entries))
  const terms = entries.filter((e) => cleared || written.has(e.code)).flatMap(termsOf)
  if (terms.length > 0) await saveTerms(tx, terms)
  return [...written]
}

/** Brings one own item's entry up to its published version, or takes it out where it is published no more. A repeat changes nothing. */
export async function indexItem(ctx: Pick<Ctx, 'tx'>, code: string): Promise<void> {
  const item = await findItem(ctx.tx, code)
  const entry = item?.state === 'published' ? await ownEntry(ctx.tx, code, await wordsNow(ctx.tx), await branchesOf(ctx.tx)) : undefined
  if (entry) await keep(ctx.tx, [entry])
  else await removeEntry(ctx.tx, code)
}

/** Writes the entries of imported items that are new or changed; answers their codes. */
export async function indexImported(tx: Tx, items: readonly ImportedItem[], cleared = false): Promise<string[]> {
  const words = await wordsNow(tx)
  const entries = items.map((item) => {
    const body = item.materials.map((m) => m.name)
    return hashed(indexed(entryOfImported(item), body, words.cut))
  })
  return keep(tx, entries, cleared)
}

/** Every own item's entry anew; what did not change is not written again. */
async function indexOwn(tx: Tx): Promise<void> {
  const [words, branches] = [await wordsNow(tx), await branchesOf(tx)]
  const entries: Indexed[] = []
  for (const { code, state } of await listItems(tx)) {
    const entry = state === 'published' ? await ownEntry(tx, code, words, branches) : undefined
    if (entry) entries.push(entry)
  }
  await keepOwn(
    tx,
    entries.map((e) => e.code),
  )
  await keep(tx, entries, true)
}

/** The sayings and the dictionary as words that can be found by sound. */
async function indexLexicon(tx: Tx, lexicon: Lexicon): Promise<void> {
  const said = lexicon.synonyms.flatMap((s) => s.says).map((term) => ({ term, weight: 2 }))
  const words = [...lexicon.words, ...lexicon.synonyms.flatMap((s) => s.means)].map((term) => ({ term, weight: 1 }))
  const fit = [...said, ...words].filter((t) => t.term.length >= 2 && t.term.length <= 24)
  await saveTerms(
    tx,
    fit.map((t) => ({ ...t, ...soundOf(t.term) })),
  )
}

async function indexAllImported(tx: Tx): Promise<void> {
  for (let after = ''; ; ) {
    const rows = await pageImported(tx, after, 500)
    if (rows.length === 0) return
    await indexImported(
      tx,
      rows.map((r) => r.content as ImportedItem),
      true,
    )
    after = rows.at(-1)!.code
  }
}

/** What the city itself brings: its words and its own items. */
export async function indexCity(tx: Tx): Promise<void> {
  await indexLexicon(tx, (await wordsNow(tx)).lexicon)
  await indexOwn(tx)
}

/** Repairs the catalogue: every entry is made anew from its item, and old misses that were asked once are forgotten. */
export const rebuild: Action<Nothing, void> = async (ctx) => {
  await clearTerms(ctx.tx)
  await indexCity(ctx.tx)
  await indexAllImported(ctx.tx)
  await forgetMisses(ctx.tx, new Date(ctx.now.getTime() - 180 * 86_400_000))
}

export const onPublished: Action<Recorded, void> = async (ctx, fact) => indexItem(ctx, String(fact.data.code))

/** An organ is found by its new name, in every item that it carries out. */
export const onRenamed: Action<Recorded, void> = async (ctx, fact) => {
  for (const code of await itemsOfOrgan(ctx.tx, String(fact.data.organ))) await indexItem(ctx, code)
}

/** More people file it, earlier it stands. */
export const onSubmitted: Action<Recorded, void> = async (ctx, fact) => {
  if (typeof fact.data.item === 'string') await countCase(ctx.tx, fact.id, fact.data.item)
}
