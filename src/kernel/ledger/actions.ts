import type { Db, Tx } from '#base/db.ts'
import { sm3 } from '#base/digest.ts'
import type { Action } from '#kernel/module.ts'
import { chainsOf, checkChain, rootHash } from './rules.ts'
import type { Verdict } from './schema.ts'
import {
  addRoot,
  addVerification,
  findHeads,
  hashesBetween,
  lastRoot,
  listEmptyChains,
  listRoots,
  pageByChain,
  settledUpTo,
} from './store.ts'

/** Binds every fact since the last root into a new one; nothing happens where nothing is new. */
export const addNextRoot: Action<void, void> = async ({ tx, now }) => {
  const last = await lastRoot(tx)
  const afterFact = last?.uptoFact ?? 0
  const uptoFact = await settledUpTo(tx)
  if (uptoFact <= afterFact) return
  const hashes = await hashesBetween(tx, afterFact, uptoFact)
  await addRoot(
    tx,
    { id: (last?.id ?? 0) + 1, afterFact, uptoFact, facts: hashes.length, hash: rootHash(sm3, last?.hash ?? '', hashes) },
    now,
  )
}

/** A root with all that it is computed from: the root before it and the hash of every fact it binds. */
export type RootOver = { id: number; before: string; afterFact: number; uptoFact: number; hash: string; hashes: string[] }

/** The roots that bind some facts, oldest first; a fact since the last root is bound by none yet. */
export async function bindingRoots(tx: Tx, facts: readonly number[]): Promise<RootOver[]> {
  const roots = await listRoots(tx)
  const binding = roots.filter((r) => facts.some((id) => id > r.afterFact && id <= r.uptoFact))
  const whole = async (r: (typeof roots)[number]): Promise<RootOver> => ({
    id: r.id,
    before: roots.find((x) => x.id === r.id - 1)?.hash ?? '',
    afterFact: r.afterFact,
    uptoFact: r.uptoFact,
    hash: r.hash,
    hashes: await hashesBetween(tx, r.afterFact, r.uptoFact),
  })
  return Promise.all(binding.map(whole))
}

/** Few enough that whoever else is served by this process waits some hundredths of a second, and that they take some megabytes. */
const pageSize = 1_000
type Page = Awaited<ReturnType<typeof pageByChain>>

type InTx = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/** Recomputes every chain and every root from the stored facts, each page in a transaction of its own. */
export const verify = (db: Db): Promise<Verdict> => verifyIn((work) => db.tx({ role: 'system', timeoutMs: 600_000 }, work))

/** The same by the clock, with what it found written down. */
export const verifyNightly: Action<unknown, void> = async ({ tx, now, log }) => {
  const verdict = await verifyIn((work) => work(tx))
  if (!verdict.ok) log.error({ broken: verdict.broken.slice(0, 20) }, 'the ledger is broken')
  await addVerification(tx, verdict, now)
}

async function verifyIn(inTx: InTx): Promise<Verdict> {
  const verdict: Verdict = { ok: true, facts: 0, chains: 0, roots: 0, broken: [] }
  let rest: Page = []
  let after = { about: '', seq: 0 }
  for (;;) {
    const page = await inTx((tx) => pageByChain(tx, after, pageSize))
    const last = page.at(-1)
    const rows = [...rest, ...page]
    const whole = last && page.length === pageSize ? rows.filter((r) => r.about !== last.about) : rows
    rest = last && page.length === pageSize ? rows.filter((r) => r.about === last.about) : []
    await inTx((tx) => checkPage(tx, whole, verdict))
    if (!last || page.length < pageSize) break
    after = { about: last.about, seq: last.seq }
  }
  await inTx((tx) => checkRoots(tx, verdict))
  verdict.ok = verdict.broken.length === 0
  return verdict
}

async function checkPage(tx: Tx, rows: Page, verdict: Verdict): Promise<void> {
  const chains = chainsOf(rows)
  const heads = await findHeads(tx, [...chains.keys()])
  for (const [about, chain] of chains) {
    const found = checkChain(sm3, chain, heads.get(about))
    if (found) verdict.broken.push(found)
  }
  verdict.facts += rows.length
  verdict.chains += chains.size
}

async function checkRoots(tx: Tx, verdict: Verdict): Promise<void> {
  for (const c of await listEmptyChains(tx))
    verdict.broken.push({ fact: 0, about: c.about, seq: c.seq, name: '', why: 'its whole history is missing' })
  let before = ''
  for (const root of await listRoots(tx)) {
    const hashes = await hashesBetween(tx, root.afterFact, root.uptoFact)
    if (rootHash(sm3, before, hashes) !== root.hash)
      verdict.broken.push({
        fact: root.uptoFact,
        about: `root:${root.id}`,
        seq: root.id,
        name: '',
        why: `facts ${root.afterFact + 1} to ${root.uptoFact} do not give the root's hash`,
      })
    before = root.hash
    verdict.roots++
  }
}
