import { type Fragment, fragment, type Tx } from '#base/db.ts'
import type { Cursor } from '../rules/cursor.ts'
import type { AskList, Listed, OwnPublication, Publication } from '../schema.ts'

const listed = fragment`id, kind, title, organ_name "organName", division, state, published_at "publishedAt", ends_on "endsOn", demo`
const columns = fragment`${listed}, source, facts, entries, organ, decided_at "decidedAt", due_on "dueOn", objection_days "objectionDays",
  objection_basis "objectionBasis", withdrawn_at "withdrawnAt", withdrawn_reason "withdrawnReason", made_at "madeAt"`

/** Adds a publication; false where the same source was taken up before. */
export async function addPublication(tx: Tx, p: Publication): Promise<boolean> {
  const rows = await tx.sql`
    insert into publicity.publication (id, source, kind, title, facts, entries, organ, organ_name, division, decided_at, due_on,
      objection_days, objection_basis, state, demo, made_at)
    values (${p.id}, ${p.source}, ${p.kind}, ${p.title}, ${JSON.stringify(p.facts)}, ${JSON.stringify(p.entries)}, ${p.organ}, ${p.organName},
      ${p.division}, ${p.decidedAt}, ${p.dueOn}, ${p.objectionDays}, ${p.objectionBasis}, ${p.state}, ${p.demo}, ${p.madeAt})
    on conflict (source) do nothing returning 1`
  return rows.length === 1
}

const one = (rows: Publication[]): Publication | undefined => rows[0]

export const findPublication = async (tx: Tx, id: string): Promise<Publication | undefined> =>
  one(await tx.sql<Publication>`select ${columns} from publicity.publication where id = ${id}`)

export const findBySource = async (tx: Tx, source: string): Promise<Publication | undefined> =>
  one(await tx.sql<Publication>`select ${columns} from publicity.publication where source = ${source}`)

/** Holds a publication until the transaction is over. */
export const lockPublication = async (tx: Tx, id: string): Promise<Publication | undefined> =>
  one(await tx.sql<Publication>`select ${columns} from publicity.publication where id = ${id} for update`)

/** Publishes what waits; false where it waits no more. */
export async function setPublished(tx: Tx, id: string, at: Date, endsOn: string | null): Promise<boolean> {
  const rows = await tx.sql`
    update publicity.publication set state = 'open', published_at = ${at}, ends_on = ${endsOn} where id = ${id} and state = 'waiting' returning 1`
  return rows.length === 1
}

export async function setClosed(tx: Tx, id: string): Promise<void> {
  await tx.sql`update publicity.publication set state = 'closed' where id = ${id} and state = 'open'`
}

export async function setWithdrawn(tx: Tx, id: string, reason: string, at: Date): Promise<void> {
  await tx.sql`
    update publicity.publication set state = 'withdrawn', withdrawn_reason = ${reason}, withdrawn_at = ${at} where id = ${id}`
}

/** What waits to be published, oldest first. */
export const listWaiting = async (tx: Tx, limit: number): Promise<string[]> =>
  (await tx.sql<{ id: string }>`select id from publicity.publication where state = 'waiting' order by made_at, id limit ${limit}`).map(
    (r) => r.id,
  )

/** Open publications whose last day lies before a day. */
export const listEnded = (tx: Tx, today: string, limit: number): Promise<Publication[]> => tx.sql<Publication>`
  select ${columns} from publicity.publication where state = 'open' and ends_on < ${today} order by ends_on, id limit ${limit} for update`

/** The state as it is on a day, so that a period is over whether or not the job has noted it. */
const stateIs = (state: NonNullable<AskList['state']>, today: string): Fragment =>
  ({
    open: fragment`state = 'open' and (ends_on is null or ends_on >= ${today})`,
    closed: fragment`(state = 'closed' or (state = 'open' and ends_on < ${today}))`,
    withdrawn: fragment`state = 'withdrawn'`,
  })[state]

const likeText = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

/** Where a page lies: at the beginning, behind a cursor, or in front of one. */
export type Window = { after?: Cursor; before?: Cursor; limit: number }

/** A page of what is published, newest first; a division takes in the zones that lie in it, and words do not find what was taken down. */
export async function pagePublished(tx: Tx, asked: AskList, today: string, { after, before, limit }: Window): Promise<Listed[]> {
  const wishes = [
    fragment`published_at is not null`,
    ...(asked.kind ? [fragment`kind = ${asked.kind}`] : []),
    ...(asked.state ? [stateIs(asked.state, today)] : []),
    ...(asked.division ? [fragment`division like ${`${asked.division}%`}`] : []),
    ...(asked.q ? [fragment`state <> 'withdrawn' and (title ilike ${likeText(asked.q)} or organ_name ilike ${likeText(asked.q)})`] : []),
    ...(after ? [fragment`(published_at, id) < (${after.at}, ${after.id})`] : []),
    ...(before ? [fragment`(published_at, id) > (${before.at}, ${before.id})`] : []),
  ]
  const order = before ? fragment`published_at, id` : fragment`published_at desc, id desc`
  const rows = await tx.sql<Listed>`
    select ${listed} from publicity.publication where ${fragment.join(wishes, fragment` and `)} order by ${order} limit ${limit}`
  return before ? rows.reverse() : rows
}

/** All publications, newest first, with how many objections to each wait for an answer; ids sort by when they were made. */
export async function pageOwn(tx: Tx, after: string | undefined, limit: number): Promise<OwnPublication[]> {
  return tx.sql<OwnPublication>`
    select p.id, p.kind, p.title, p.organ, p.organ_name "organName", p.division, p.state, p.published_at "publishedAt", p.ends_on "endsOn", p.demo,
      p.due_on "dueOn", p.withdrawn_at "withdrawnAt",
      (select count(*)::int from publicity.objection o where o.publication = p.id and o.state = 'open') waiting
    from publicity.publication p where ${after ?? null}::text is null or p.id < ${after ?? null} order by p.id desc limit ${limit}`
}
