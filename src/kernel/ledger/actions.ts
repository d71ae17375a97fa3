import type { Db, Tx } from '#base/db.ts'
import { sm3 } from '#base/digest.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { type Anchors, holdAgainst, inOrder } from './actions/anchored.ts'
import { logKeys } from './actions/tree.ts'
import { verifierOf } from './rules/note.ts'
import { chainsOf, checkChain, rootHash } from './rules.ts'
import type { RootRecord, Verdict } from './schema.ts'
import {
  addRoot,
  addVerification,
  findHeads,
  hashesBetween,
  holdRoots,
  lastRoot,
  leavesBetween,
  listEmptyChains,
  listRoots,
  pageByChain,
  rootsOver,
  settledUpTo,
} from './store.ts'

/** As many facts as a proof inside one root reads and digests in some milliseconds. */
const mostFacts = 4_096

/** Binds every fact since the last root into new ones, and has them signed; nothing happens where nothing is new. */
export const addNextRoot: Action<void, void> = async ({ tx, now, later }) => {
  await holdRoots(tx)
  const last = await lastRoot(tx)
  const settled = await settledUpTo(tx)
  let [id, afterFact] = [last?.id ?? 0, last?.uptoFact ?? 0]
  if (settled <= afterFact) return
  while (afterFact < settled) {
    const leaves = await leavesBetween(tx, afterFact, settled, mostFacts)
    const uptoFact = leaves.length === mostFacts ? leaves.at(-1)!.id : settled
    const hash = rootHash(
      sm3,
      2,
      '',
      leaves.map((f) => f.hash),
    )
    await addRoot(tx, { id: ++id, form: 2, afterFact, uptoFact, facts: leaves.length, hash, at: now.toISOString() })
    afterFact = uptoFact
  }
  await later('ledger.checkpoint', {}, { key: 'ledger.checkpoint' })
}

/** A root with all that it is computed from: the root before it, where its form binds that, and the hash of every fact. */
export type RootOver = RootRecord & { before: string; hashes: string[] }

/** The roots that bind some facts, oldest first; a fact since the last root is bound by none yet. */
export async function bindingRoots(tx: Tx, facts: readonly number[]): Promise<RootOver[]> {
  const binding = await rootsOver(tx, { facts })
  const all: RootOver[] = []
  for (const root of binding) {
    const before = root.form === 1 ? ((await rootsOver(tx, { id: root.id - 1 }))[0]?.hash ?? '') : ''
    all.push({ ...root, before, hashes: await hashesBetween(tx, root.afterFact, root.uptoFact) })
  }
  return all
}

/** Few enough that whoever else is served by this process waits some hundredths of a second, and that they take some megabytes. */
const pageSize = 1_000
type Page = Awaited<ReturnType<typeof pageByChain>>

type InTx = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>

/** All that a house knows of its own: its keys, and the place where its checkpoints lie. */
export const ownAnchors = ({ signers, shelf }: Ctx['checkpoints']): Anchors => ({
  verifiers: signers.map((s) => verifierOf(s)),
  keys: logKeys({ signers, shelf }),
  shelf,
})

/**
 * Recomputes every chain and every root from the stored facts, each page in a transaction of its own, and holds them against what lies
 * outside. Without anchors it finds what does not agree with itself, and no history that was rewritten whole.
 */
export const verify = (db: Db, anchors?: Anchors): Promise<Verdict> =>
  verifyIn((work) => db.tx({ role: 'system', timeoutMs: 600_000 }, work), anchors)

/** The same by the clock, with what it found written down. */
export const verifyNightly: Action<unknown, void> = async ({ tx, now, log, checkpoints }) => {
  const verdict = await verifyIn((work) => work(tx), ownAnchors(checkpoints))
  if (!verdict.ok) log.error({ broken: verdict.broken.slice(0, 20) }, 'the ledger is broken')
  await addVerification(tx, verdict, now)
}

async function verifyIn(inTx: InTx, anchors: Anchors | undefined): Promise<Verdict> {
  const verdict: Verdict = { ok: true, facts: 0, chains: 0, roots: 0, checkpoints: 0, first: null, broken: [] }
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
  if (anchors) await holdAgainst(inTx, anchors, verdict)
  verdict.broken = inOrder(verdict.broken)
  verdict.ok = verdict.broken.length === 0
  verdict.first = verdict.broken[0] ?? null
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
  let [before, id, upto] = ['', 0, 0]
  for (const root of await listRoots(tx)) {
    const hashes = await hashesBetween(tx, root.afterFact, root.uptoFact)
    const follows = root.id === id + 1 && root.afterFact === upto
    if (!follows || hashes.length !== root.facts || rootHash(sm3, root.form, before, hashes) !== root.hash)
      verdict.broken.push({
        fact: root.uptoFact,
        about: `root:${root.id}`,
        seq: root.id,
        name: '',
        why: follows
          ? `facts ${root.afterFact + 1} to ${root.uptoFact} do not give the root's hash`
          : `it does not follow root ${id}, which ends with fact ${upto}`,
      })
    ;[before, id, upto] = [root.hash, root.id, root.uptoFact]
    verdict.roots++
  }
}
