import { fragment, type Tx } from '#base/db.ts'
import { sm3 } from '#base/digest.ts'
import { found, type Question, together } from '#base/together.ts'
import type { Fact, Recorded } from '#kernel/module.ts'
import type { Leaf } from './rules/leaves.ts'
import { canonical, chainsOf, linkHash } from './rules.ts'
import type { LedgerStanding, RootRecord, Verdict } from './schema.ts'

type FactRow = { id: number; about: string; seq: number; name: string; data: Record<string, unknown>; by: string; at: Date; hash: string }

type Linked = Omit<Recorded, 'id'>

/** A fact as it stands after another of its chain. */
function linked(fact: Fact, before: { seq: number; hash: string }, by: string, at: Date): Linked {
  const { name, about } = fact
  const data = JSON.parse(canonical(fact.data)) as Record<string, unknown>
  const seq = before.seq + 1
  return { name, about, data, seq, by, at, hash: linkHash(sm3, { about, seq, name, data, by, at, before: before.hash }) }
}

/** Appends a fact to its subject's chain. Holds the chain until commit, so that two writers never take the same place. */
export async function append(tx: Tx, fact: Fact, by: string, at: Date): Promise<Recorded> {
  const readers = fact.readers ?? []
  if (fact.begins) return together(tx, beginChains, { ...linked(fact, { seq: 0, hash: '' }, by, at), readers })
  const head = await holdHead(tx, fact.about, readers)
  const next = linked(fact, head, by, at)
  const { seq, name, data, hash } = next
  const [row] = await tx.sql<{
    id: number
  }>`select ledger.append(${fact.about}, ${seq}, ${name}, ${JSON.stringify(data)}::jsonb, ${by}, ${at}, ${head.hash},
    ${hash}, ${fact.readers ?? null}) id`
  return { ...next, id: row!.id }
}

/** The first facts of chains that nobody else can know of yet, in the order in which they were told. */
const beginChains: Question<Linked & { readers: readonly string[] }, Recorded> = async (tx, firsts) => {
  const rows = await tx.sql<{ id: number; about: string }>`select id, about from ledger.begin_chains(${JSON.stringify(firsts)}::jsonb)`
  const ids = new Map(rows.map(({ about, id }) => [about, id]))
  return firsts.map(({ readers: _, ...first }) => ({ ...first, id: ids.get(first.about)! }))
}

type Head = { seq: number; hash: string }

const holdHead = async (tx: Tx, about: string, readers: readonly string[]): Promise<Head> =>
  (await tx.sql<Head>`select seq, hash from ledger.hold(${about}, ${readers})`)[0]!

const histories: Question<string, Recorded[]> = async (tx, abouts) => {
  const chains = chainsOf(await listFactsOf(tx, abouts))
  return abouts.map((about) => chains.get(about) ?? [])
}

/** The whole history of one subject, oldest first. */
export const listFacts = (tx: Tx, about: string): Promise<Recorded[]> => together(tx, histories, about)

/** Facts of some names over several subjects, newest first. */
export async function listNamed(tx: Tx, abouts: readonly string[], names: readonly string[], limit: number): Promise<Recorded[]> {
  return tx.sql<Recorded>`select id, about, seq, name, data, by_whom "by", at, hash from ledger.fact
    where about = any(${abouts}) and name = any(${names}) order by id desc limit ${limit}`
}

/** Facts by their ids, in no order; one that is not there is left out. */
export async function findFacts(tx: Tx, ids: readonly number[]): Promise<Recorded[]> {
  return tx.sql<Recorded>`select id, about, seq, name, data, by_whom "by", at, hash from ledger.fact where id = any(${ids})`
}

const facts = found(findFacts, (fact) => fact.id)
export const findFact = (tx: Tx, id: number): Promise<Recorded | undefined> => together(tx, facts, id)

/** The histories of several subjects, each oldest first. */
export async function listFactsOf(tx: Tx, abouts: readonly string[]): Promise<Recorded[]> {
  return tx.sql<Recorded>`select id, about, seq, name, data, by_whom "by", at, hash from ledger.fact where about = any(${abouts}) order by about, seq`
}

/** The facts of these names on several chains, each chain in its order. */
export async function listNamedFactsOf(tx: Tx, abouts: readonly string[], names: readonly string[]): Promise<Recorded[]> {
  return tx.sql<Recorded>`select id, about, seq, name, data, by_whom "by", at, hash from ledger.fact
    where about = any(${abouts}) and name = any(${names}) order by about, seq`
}

const recalls: Question<Recorded, boolean> = async (tx, asked) => {
  const abouts = asked.map(({ about }) => about)
  const rows = await tx.sql<{ about: string; seq: number; from: number; to: number }>`
    select about, seq, (data->>'from')::int "from", (data->>'to')::int "to" from ledger.fact where about = any(${abouts}) and name like '%.recalled'`
  return asked.map((fact) => rows.some((r) => r.about === fact.about && r.seq > fact.seq && r.from <= fact.seq && r.to >= fact.seq))
}

/** Whether a later fact of the same chain, `….recalled` over the places `from` to `to`, took this one back. */
export const isRecalled = (tx: Tx, fact: Recorded): Promise<boolean> => together(tx, recalls, fact)

export type FactPage = {
  by?: readonly string[]
  about?: string
  /** a fact's name, or its first word */
  kind?: string
  since?: string
  until?: string
  before?: number
  /** looks at a party's whole data that nothing connected with it: no case, and not the audit itself */
  untied?: boolean
  limit: number
}

/** Facts that whoever asks may read, newest first; days are the city's and count whole. */
export async function pageFacts(tx: Tx, page: FactPage): Promise<Recorded[]> {
  const { by = null, about = null, kind = null, since = null, until = null, before = null, untied = false, limit } = page
  return tx.sql<Recorded>`select f.id, f.about, f.seq, f.name, f.data, f.by_whom "by", f.at, f.hash from ledger.fact f
    where (${before}::bigint is null or f.id < ${before}) and (${by}::text[] is null or f.by_whom = any(${by})) and (${about}::text is null or f.about = ${about})
      and (${kind}::text is null or f.name = ${kind} or f.name like ${kind}::text || '.%')
      and (${since}::date is null or f.at >= ${since}::date::timestamp at time zone 'Asia/Shanghai')
      and (${until}::date is null or f.at < (${until}::date + 1)::timestamp at time zone 'Asia/Shanghai')
      and (not ${untied}::boolean or (f.name = 'party.unmasked' and f.data->>'case' is null and not f.data ? 'office'))
    order by f.id desc limit ${limit}`
}

/** Facts in order of subject and place, a page at a time, for the one who checks every chain. */
export async function pageByChain(tx: Tx, after: { about: string; seq: number }, limit: number): Promise<FactRow[]> {
  return tx.sql<FactRow>`select id, about, seq, name, data, by_whom "by", at, hash from ledger.fact
    where (about, seq) > (${after.about}, ${after.seq}) order by about, seq limit ${limit}`
}

export async function hasFacts(tx: Tx): Promise<boolean> {
  return (await tx.sql<{ any: boolean }>`select exists (select from ledger.fact) "any"`)[0]!.any
}

export async function findHeads(tx: Tx, abouts: string[]): Promise<Map<string, { seq: number; hash: string }>> {
  const rows = await tx.sql<{
    about: string
    seq: number
    hash: string
  }>`select about, seq, hash from ledger.chain where about = any(${abouts})`
  return new Map(rows.map((r) => [r.about, r]))
}

/** Chains whose head says there are facts, and none is there: a whole history was cut out. */
export async function listEmptyChains(tx: Tx): Promise<{ about: string; seq: number }[]> {
  return tx.sql`select c.about, c.seq from ledger.chain c
    where c.seq > 0 and not exists (select from ledger.fact f where f.about = c.about) order by c.about limit 100`
}

/** The last fact that is settled: waits for writers under way and holds new ones for a moment. */
export async function settledUpTo(tx: Tx): Promise<number> {
  return (await tx.sql<{ upto: number }>`select ledger.settle() upto`)[0]!.upto
}

/** A backup of an earlier release is verified before its tables are brought up to date: its roots are all of form 1, which no column says. */
const rootColumns = fragment`id, coalesce((to_jsonb(root)->>'form')::int, 1) form, after_fact "afterFact", upto_fact "uptoFact", facts, hash, at`
type RootRow = Omit<RootRecord, 'at'> & { at: Date }
const recordOf = (row: RootRow): RootRecord => ({ ...row, at: row.at.toISOString() })

/** The roots in their order, after the first `after` of them. */
export async function listRoots(tx: Tx, after = 0): Promise<RootRecord[]> {
  return (await tx.sql<RootRow>`select ${rootColumns} from ledger.root where id > ${after} order by id`).map(recordOf)
}

/** Roots by id, or those that bind any of some facts, oldest first. */
export async function rootsOver(
  tx: Tx,
  { id = null, facts = [] }: { id?: number | null; facts?: readonly number[] },
): Promise<RootRecord[]> {
  const rows = await tx.sql<RootRow>`select ${rootColumns} from ledger.root where id = ${id} or id in (
      select b.id from unnest(${facts}::bigint[]) f (id), lateral (
        select r.id, r.after_fact from ledger.root r where r.upto_fact >= f.id order by r.upto_fact limit 1) b where b.after_fact < f.id)
    order by id`
  return rows.map(recordOf)
}

/** Whoever adds a root or signs over the roots does so alone. */
export async function holdRoots(tx: Tx): Promise<void> {
  await tx.sql`select pg_advisory_xact_lock(7017001)`
}

export async function lastRoot(tx: Tx): Promise<RootRecord | undefined> {
  return (await tx.sql<RootRow>`select ${rootColumns} from ledger.root order by id desc limit 1`).map(recordOf)[0]
}

/** The facts after one and up to another, in order of id: id and hash alone. */
export async function leavesBetween(tx: Tx, after: number, upto: number, limit: number | null = null): Promise<Leaf[]> {
  return tx.sql<Leaf>`select id, hash from ledger.fact where id > ${after} and id <= ${upto} order by id limit ${limit}::int`
}

export const hashesBetween = async (tx: Tx, after: number, upto: number): Promise<string[]> =>
  (await leavesBetween(tx, after, upto)).map((f) => f.hash)

export async function addRoot(tx: Tx, r: RootRecord): Promise<void> {
  await tx.sql`insert into ledger.root (id, form, after_fact, upto_fact, facts, hash, at)
    values (${r.id}, ${r.form}, ${r.afterFact}, ${r.uptoFact}, ${r.facts}, ${r.hash}, ${r.at})`
}

export async function addVerification(tx: Tx, v: Verdict, at: Date): Promise<void> {
  await tx.sql`insert into ledger.verification (at, ok, facts, chains, roots, broken)
    values (${at}, ${v.ok}, ${v.facts}, ${v.chains}, ${v.roots}, ${JSON.stringify(v.broken.slice(0, 100))}) on conflict do nothing`
}

/** How far the roots reach, and when the whole was last recomputed. Needs the scope `system`. */
export async function findLedgerStanding(tx: Tx): Promise<LedgerStanding> {
  const [row] = await tx.sql<{ facts: number; chains: number; roots: number; rooted: number; rootAt: Date | null }>`
    select (select coalesce(max(id), 0)::int from ledger.fact) facts, (select count(*)::int from ledger.chain) chains,
      (select coalesce(max(id), 0) from ledger.root) roots, (select coalesce(max(upto_fact), 0)::int from ledger.root) rooted,
      (select max(at) from ledger.root) "rootAt"`
  return { ...row!, verified: (await findLastVerification(tx)) ?? null }
}

/** What the last recomputation of the whole ledger found. */
export async function findLastVerification(tx: Tx): Promise<LedgerStanding['verified'] | undefined> {
  return (
    await tx.sql<NonNullable<LedgerStanding['verified']>>`
      select at, ok, facts, chains, roots, jsonb_array_length(broken)::int broken from ledger.verification order by at desc limit 1`
  )[0]
}
