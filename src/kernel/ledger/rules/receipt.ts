/** Checks what a citizen or another city holds of the ledger, anywhere: no house and no network is asked. */
import { sm3 } from '@haoban/gm'
import { factTree, rootHash, rootLeaf } from '../rules.ts'
import {
  Growth,
  growthFormat,
  type Place,
  type ProofReport,
  type ProofStep,
  type ProvenRoot,
  Receipt,
  type ReceiptFact,
} from '../schema.ts'
import { fromHex, toHex, utf8 } from './bytes.ts'
import { grewFrom, includes, inclusionProof, leafHash } from './merkle.ts'
import { type Checkpoint, openCheckpoint, readNote, readVerifiers, signersOf, type Verifier } from './note.ts'
import { sayings, stepNames } from './words.ts'

const digest = (text: string): string => toHex(sm3(utf8(text)))
const bytesOf = (hashes: readonly string[]): Uint8Array[] => hashes.map((h) => fromHex(h)!)

/** The text that is signed over the ends of some chains. Its first line is no origin, so that nobody takes it for a checkpoint. */
export function headsText(origin: string, madeAt: string, facts: readonly Pick<ReceiptFact, 'about' | 'seq' | 'hash'>[]): string {
  const last = new Map<string, Pick<ReceiptFact, 'about' | 'seq' | 'hash'>>()
  for (const fact of facts) if (fact.seq > (last.get(fact.about)?.seq ?? 0)) last.set(fact.about, fact)
  return ['haoban-ledger-heads/1', origin, madeAt, ...[...last.values()].map((f) => `${f.about} ${f.seq} ${f.hash}`), ''].join('\n')
}

/** A root with its path, and where facts stand in it, from the hashes of all its facts. */
export function placeIn(root: { id: number; form: 1 | 2 }, hashes: readonly string[], hash: string): Place | undefined {
  const index = hashes.indexOf(hash)
  if (index < 0) return undefined
  return { root: root.id, index, path: root.form === 2 ? inclusionProof(factTree(hashes), index).map(toHex) : [] }
}

function standsIn(root: ProvenRoot, { index, path }: Place, hash: string): boolean {
  if (root.form === 2) return includes(leafHash(fromHex(hash)!), index, root.facts, bytesOf(path), fromHex(root.hash)!)
  return root.flat?.hashes[index] === hash
}

const isWhole = ({ form, flat, hash, facts }: ProvenRoot): boolean =>
  form === 2 || (flat !== undefined && flat.hashes.length === facts && rootHash(digest, 1, flat.before, flat.hashes) === hash)

const isProven = (root: ProvenRoot, { size, hash }: Checkpoint): boolean =>
  isWhole(root) && includes(rootLeaf(root), root.id - 1, size, bytesOf(root.path), fromHex(hash)!)

const step = (name: keyof typeof stepNames, holds: boolean | null, sentence: string): ProofStep => ({
  name: stepNames[name],
  holds,
  sentence,
})

type Opened = ReturnType<typeof openCheckpoint>

const told = (opened: NonNullable<Opened>) => ({
  origin: opened.origin,
  size: opened.size,
  hash: opened.hash,
  witnesses: opened.witnesses.map((w) => w.name),
})

/** Who is believed: those whom the reader knows, and those whom the file itself names. That the two agree is `trusted`. */
const believed = (given: readonly Verifier[], own: readonly string[]): Verifier[] => [...given, ...readVerifiers(own)]

function signedStep(opened: Opened): ProofStep {
  if (!opened) return step('checkpoint', false, sayings.notSigned)
  return step(
    'checkpoint',
    true,
    sayings.signed(
      opened.size,
      opened.witnesses.map((w) => w.name),
    ),
  )
}

function rootsStep({ roots }: Receipt, opened: Opened): ProofStep {
  if (!opened) return step('roots', null, sayings.cannot)
  const wrong = roots.filter((root) => !isProven(root, opened)).map((r) => r.id)
  return step('roots', wrong.length === 0, wrong.length ? sayings.rootsWrong(wrong) : sayings.roots(roots.length))
}

function factsStep({ facts, roots }: Receipt, opened: Opened): ProofStep {
  const byId = new Map(roots.map((r) => [r.id, r]))
  const holds = (f: ReceiptFact) => {
    const root = f.place ? byId.get(f.place.root) : undefined
    return !f.place || (root !== undefined && f.id > root.afterFact && f.id <= root.uptoFact && standsIn(root, f.place, f.hash))
  }
  const wrong = facts.filter((f) => !holds(f))
  const late = facts.filter((f) => !f.place).length
  if (wrong.length) return step('facts', false, sayings.factsWrong(wrong.map((f) => f.seq)))
  return step('facts', opened ? true : late === facts.length, sayings.facts(facts.length - late, late))
}

function headsStep({ heads, origin, madeAt, facts }: Receipt, keys: readonly Verifier[]): ProofStep {
  const note = readNote(heads)
  const signed = note !== undefined && signersOf(note, keys)?.some((v) => v.type === 'log' && v.name === origin) === true
  const whole = facts.every((f) => f.seq === 1 || facts.some((g) => g.about === f.about && g.seq === f.seq - 1))
  const holds = signed && whole && note.text === headsText(origin, madeAt, facts)
  return step('heads', holds, holds ? sayings.heads : sayings.headsWrong)
}

/** Every step on a receipt; `keys` are the verifier keys of the city, where whoever asks knows them. */
export function checkReceipt(receipt: Receipt, keys: readonly string[] = []): ProofReport {
  const given = readVerifiers(keys)
  const all = believed(given, receipt.keys)
  const opened = receipt.checkpoint === null ? undefined : openCheckpoint(receipt.checkpoint, all)
  const ofThisLog = opened?.origin === receipt.origin ? opened : undefined
  const bound = receipt.checkpoint === null && receipt.roots.length === 0 && receipt.facts.every((f) => !f.place)
  const steps = [
    ...(bound ? [step('checkpoint', true, sayings.noCheckpoint)] : [signedStep(ofThisLog), rootsStep(receipt, ofThisLog)]),
    bound ? step('facts', true, sayings.facts(0, receipt.facts.length)) : factsStep(receipt, ofThisLog),
    headsStep(receipt, all),
  ]
  const trusts = () =>
    headsStep(receipt, given).holds === true && (receipt.checkpoint === null || openCheckpoint(receipt.checkpoint, given) !== undefined)
  return {
    valid: steps.every((s) => s.holds === true),
    trusted: given.length ? trusts() : null,
    title: receipt.title,
    ...(ofThisLog ? { checkpoint: told(ofThisLog) } : {}),
    facts: receipt.facts.length,
    steps,
  }
}

/** Every step on a proof that a log only grew. */
export function checkGrowth({ keys: own, from, to, proof }: Growth, keys: readonly string[] = []): ProofReport {
  const given = readVerifiers(keys)
  const [old, now] = [from, to].map((note) => openCheckpoint(note, believed(given, own)))
  const sized = (c: Checkpoint) => ({ size: c.size, root: fromHex(c.hash)! })
  const grew = old && now && old.origin === now.origin ? grewFrom(sized(old), sized(now), bytesOf(proof)) : null
  const steps = [
    signedStep(old),
    signedStep(now),
    step('growth', grew, grew === null ? sayings.cannot : grew ? sayings.grew(old!.size, now!.size) : sayings.notGrown),
  ]
  return {
    valid: steps.every((s) => s.holds === true),
    trusted: given.length ? [from, to].every((note) => openCheckpoint(note, given) !== undefined) : null,
    ...(now ? { checkpoint: told(now) } : {}),
    facts: 0,
    steps,
  }
}

/** A checkpoint alone: who signed it. */
function checkNote(note: string, keys: readonly string[]): ProofReport {
  const opened = openCheckpoint(note, readVerifiers(keys))
  const first = readVerifiers(keys).length ? signedStep(opened) : step('checkpoint', null, sayings.noKeys)
  return {
    valid: opened !== undefined,
    trusted: keys.length ? opened !== undefined : null,
    ...(opened ? { checkpoint: told(opened) } : {}),
    facts: 0,
    steps: [first],
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Whatever of the ledger a file holds: a receipt, a proof of growth, a checkpoint. Other files are told to be none. */
export function checkProof(text: string, keys: readonly string[] = []): ProofReport {
  if (readNote(text)) return checkNote(text, keys)
  const value = parsed(text) as { format?: unknown } | undefined
  const receipt = value?.format === growthFormat ? undefined : Receipt.safeParse(value)
  if (receipt?.success) return checkReceipt(receipt.data, keys)
  const growth = Growth.safeParse(value)
  if (growth.success) return checkGrowth(growth.data, keys)
  return { valid: false, trusted: null, facts: 0, steps: [step('file', false, sayings.noProof)] }
}
