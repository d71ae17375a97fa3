import { z } from 'zod'

/** A digest of text to lower-case hex; the server gives SM3. */
export type Digest = (text: string) => string

/** A place where history is not what it was. `fact` is 0 where no single fact can be named. */
export const Break = z.object({ fact: z.number().int(), about: z.string(), seq: z.number().int(), name: z.string(), why: z.string() })
export type Break = z.infer<typeof Break>

/** What `haoban ledger verify` answers. `checkpoints`: how many were held against it; `first`: the first place that differs. */
export const Verdict = z.object({
  ok: z.boolean(),
  facts: z.number().int(),
  chains: z.number().int(),
  roots: z.number().int(),
  checkpoints: z.number().int(),
  first: Break.nullable(),
  broken: z.array(Break),
})
export type Verdict = z.infer<typeof Verdict>

/** `rooted`: the last fact that a root binds; `verified`: what the last recomputation found. */
export type LedgerStanding = {
  facts: number
  chains: number
  roots: number
  rooted: number
  rootAt: Date | null
  verified: { at: Date; ok: boolean; facts: number; chains: number; roots: number; broken: number } | null
}

/** Roots over which no checkpoint stands yet; `since`: when the first of them was made. */
export type Unsigned = { roots: number; since: Date | null }

const Hash = z.string().regex(/^[0-9a-f]{64}$/)
const Count = z.number().int().nonnegative()
const Path = z.array(Hash).max(64)

/** A root as it stands in the city's tree; `at` in ISO 8601. */
export const RootRecord = z.object({
  id: Count,
  form: z.union([z.literal(1), z.literal(2)]),
  afterFact: Count,
  uptoFact: Count,
  facts: Count,
  hash: Hash,
  at: z.iso.datetime(),
})
export type RootRecord = z.infer<typeof RootRecord>

/** A root with its path in the city's tree. A root of form 1 brings all that it is computed from, because it has no paths inside. */
export const ProvenRoot = RootRecord.extend({
  path: Path,
  flat: z.object({ before: z.union([Hash, z.literal('')]), hashes: z.array(Hash).max(1_000_000) }).optional(),
})
export type ProvenRoot = z.infer<typeof ProvenRoot>

/** Where a fact stands among those of a root: its place from 0, and its path in a root of form 2. */
export const Place = z.object({ root: Count, index: Count, path: Path })
export type Place = z.infer<typeof Place>

export const receiptFormat = 'haoban-ledger-receipt/1'
export const growthFormat = 'haoban-ledger-growth/1'

export const ReceiptFact = z.object({
  about: z.string().max(200),
  seq: Count,
  id: Count,
  name: z.string().max(100),
  at: z.string().max(40),
  hash: Hash,
  /** null where the fact is younger than the checkpoint */
  place: Place.nullable(),
})
export type ReceiptFact = z.infer<typeof ReceiptFact>

/**
 * 账本凭证: what proves, without this house, which facts stood in its ledger. `checkpoint` is a signed note over the tree of roots, null
 * where there is none yet; `heads` is a signed note over the last fact of each chain, the newest facts with them.
 */
export const Receipt = z.object({
  format: z.literal(receiptFormat),
  title: z.string().max(200),
  origin: z.string().max(200),
  madeAt: z.iso.datetime(),
  keys: z.array(z.string().max(1000)).max(20),
  checkpoint: z.string().nullable(),
  roots: z.array(ProvenRoot),
  facts: z.array(ReceiptFact),
  heads: z.string(),
})
export type Receipt = z.infer<typeof Receipt>

/** That the tree of one checkpoint is the beginning of another's (RFC 9162 section 2.1.4). */
export const Growth = z.object({
  format: z.literal(growthFormat),
  keys: z.array(z.string().max(1000)).max(20),
  from: z.string(),
  to: z.string(),
  proof: Path,
})
export type Growth = z.infer<typeof Growth>

/** One step of a check: `holds` is null where it could not be taken. */
export type ProofStep = { name: string; holds: boolean | null; sentence: string }

/** `trusted`: whether the keys are among those that were given; null where none was. */
export type ProofReport = {
  valid: boolean
  trusted: boolean | null
  title?: string
  checkpoint?: { origin: string; size: number; hash: string; witnesses: string[] }
  facts: number
  steps: ProofStep[]
}

const verifierKey = z.string().regex(/^[^\s+]+\+[0-9a-f]{8}\+[A-Za-z0-9+/=]+$/, '公钥写成：名字+八位编号+base64')

/** How a city has its ledger witnessed, in `city.yaml`. */
export const LedgerSettings = z.object({
  /** the name on its checkpoints, for a key that is not made yet; the address of the house where nothing is said */
  origin: z
    .string()
    .regex(/^[^\s+]{1,200}$/)
    .optional(),
  /** who cosigns our checkpoints: where they are sent (`…/add-checkpoint`), and by which key the answer is believed */
  witnesses: z.array(z.object({ url: z.url(), key: verifierKey })).default([]),
  /** the logs of others that this house cosigns, by their keys */
  cosigns: z.array(verifierKey).default([]),
})
export type LedgerSettings = z.infer<typeof LedgerSettings>

const Size = z.coerce.number().int().min(1).max(1e12)
export const AskCheckpoint = z.object({ size: Size })
export const AskNewest = z.object({ size: Size.optional() })
export const AskGrowth = z.object({ from: Size, to: Size.optional() })
/** A fact by what its owner holds: the number and the hash that stand in his receipt. */
export const AskInclusion = z.object({ fact: z.coerce.number().int().min(1), hash: Hash, size: Size.optional() })
export const Nothing = z.object({})

/** `note`: the checkpoint itself with the lines of its witnesses, who are named in `witnesses` where they are known. */
export type CheckpointView = { size: number; hash: string; at: string; note: string; witnesses: string[] }
export type OneCheckpoint = CheckpointView & { origin: string; keys: string[] }
/** `older`: where the next page begins; `cosigned`: the logs of others, as far as this house has seen them. */
export type CheckpointsView = {
  origin: string
  keys: string[]
  witnessKey: string
  witnesses: string[]
  checkpoints: CheckpointView[]
  older: number | null
  cosigned: { origin: string; size: number; at: string }[]
}

/** What the page that checks is given: the keys that are believed. */
export type CheckView = { keys: readonly string[] }
/** The answer to a file that was sent up, for browsers without JavaScript. */
export type CheckedView = CheckView & { name?: string; report?: ProofReport }

/** The checkpoint that stands on a paper. */
export type PrintedCheckpoint = { size: number; hash: string }
