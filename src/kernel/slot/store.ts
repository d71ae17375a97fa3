/** The SQL of openings and bookings. All that writes needs the scope `system`. */
import type { Tx } from '#base/db.ts'
import { fragment } from '#base/db.ts'
import type { BookingState, NewOpening } from './schema/slot.ts'

export type Opening = NewOpening & { id: string; kind: string; taken: number; closedWhy: string | null }
export type Booking = {
  id: string
  opening: string
  kind: string
  organ: string
  division: string
  person: string
  purpose: string
  by: string
  state: BookingState
  ever: boolean
  expiresAt: Date | null
  why: string | null
  madeAt: Date
}
/** A booking with the opening it is in. */
export type Placed = Booking & Pick<Opening, 'place' | 'startsAt' | 'endsAt' | 'closedWhy'>

const openingColumns = fragment`o.id, o.kind, o.organ, o.division, o.place, o.starts_at "startsAt", o.ends_at "endsAt", o.capacity, o.taken,
  o.closed_why "closedWhy"`
const placedColumns = fragment`b.id, b.opening, b.kind, b.organ, b.division, b.person, b.purpose, b.by_whom "by", b.state, b.ever,
  b.expires_at "expiresAt", b.why, b.made_at "madeAt", o.place, o.starts_at "startsAt", o.ends_at "endsAt", o.closed_why "closedWhy"`

/** Adds an opening; false, and nothing is written, where its place is open at that time already. */
export async function addOpening(tx: Tx, o: NewOpening & { id: string; kind: string }, at: Date): Promise<boolean> {
  const rows = await tx.sql`insert into slot.opening (id, kind, organ, division, place, starts_at, ends_at, capacity, made_at)
    values (${o.id}, ${o.kind}, ${o.organ}, ${o.division}, ${o.place}, ${o.startsAt}, ${o.endsAt}, ${o.capacity}, ${at})
    on conflict do nothing returning 1`
  return rows.length === 1
}

type Range = { kind: string; from: Date; to: Date; place: string | undefined; limit: number }

/** Openings that begin in a stretch of time, with holds that ran out counted as free. */
export async function listOpenings(tx: Tx, { kind, from, to, place = undefined, limit }: Range, now: Date): Promise<Opening[]> {
  return tx.sql<Opening>`select o.id, o.kind, o.organ, o.division, o.place, o.starts_at "startsAt", o.ends_at "endsAt", o.capacity,
      o.taken - (select count(*)::int from slot.booking b where b.opening = o.id and b.state = 'held' and b.expires_at <= ${now}) taken,
      o.closed_why "closedWhy"
    from slot.opening o where o.kind = ${kind} and o.starts_at >= ${from} and o.starts_at < ${to}
      and (${place ?? null}::text is null or o.place = ${place ?? null}) order by o.starts_at, o.place, o.id limit ${limit}`
}

/** Holds openings until the transaction is over, always in the same order, so that of two who want the same ones neither waits for the other. */
export async function lockOpenings(tx: Tx, ids: readonly string[]): Promise<Opening[]> {
  return tx.sql<Opening>`select ${openingColumns} from slot.opening o where o.id = any(${[...new Set(ids)]}) order by o.id for no key update`
}

export async function setCapacity(tx: Tx, id: string, capacity: number): Promise<void> {
  await tx.sql`update slot.opening set capacity = ${capacity} where id = ${id}`
}

export async function shutOpening(tx: Tx, id: string, why: string, at: Date): Promise<void> {
  await tx.sql`update slot.opening set closed_at = ${at}, closed_why = ${why} where id = ${id}`
}

export async function findBooking(tx: Tx, id: string): Promise<Placed | undefined> {
  return (await tx.sql<Placed>`select ${placedColumns} from slot.booking b join slot.opening o on o.id = b.opening where b.id = ${id}`)[0]
}

export type Purpose = { kind: string; person: string; purpose: string }

/** The place that somebody holds or has booked for a purpose. */
export async function findLive(tx: Tx, { kind, person, purpose }: Purpose): Promise<Placed | undefined> {
  return (
    await tx.sql<Placed>`select ${placedColumns} from slot.booking b join slot.opening o on o.id = b.opening
    where b.kind = ${kind} and b.person = ${person} and b.purpose = ${purpose} and b.state in ('held', 'booked')`
  )[0]
}

/** Adds a booking; false, and nothing is written, where the person has one for this purpose. */
export async function addBooking(tx: Tx, b: Booking): Promise<boolean> {
  const rows =
    await tx.sql`insert into slot.booking (id, opening, kind, organ, division, person, purpose, by_whom, state, ever, expires_at, made_at, moved_at)
    values (${b.id}, ${b.opening}, ${b.kind}, ${b.organ}, ${b.division}, ${b.person}, ${b.purpose}, ${b.by}, ${b.state}, ${b.ever},
      ${b.expiresAt}, ${b.madeAt}, ${b.madeAt}) on conflict do nothing returning 1`
  return rows.length === 1
}

type Settled = { opening: string; organ: string; division: string; state: BookingState; why: string | null }

/** Writes where a booking has come to; its opening is held. */
export async function settleBooking(tx: Tx, id: string, s: Settled, at: Date): Promise<void> {
  await tx.sql`update slot.booking set opening = ${s.opening}, organ = ${s.organ}, division = ${s.division}, state = ${s.state},
    why = ${s.why}, expires_at = null, moved_at = ${at} where id = ${id}`
}

/** Lets go of holds in openings that are held: those that ran out, and one that is given up. */
export async function dropHolds(tx: Tx, openings: readonly string[], now: Date, also: string | null = null): Promise<number> {
  return (
    await tx.sql`delete from slot.booking where opening = any(${[...openings]}) and state = 'held'
    and (expires_at <= ${now} or id = ${also}) returning 1`
  ).length
}

/** Holds some openings with holds that ran out; whoever works on one frees it himself, and it is passed over. */
export async function lockStale(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const rows = await tx.sql<{ id: string }>`select o.id from slot.opening o
    where o.id in (select opening from slot.booking where state = 'held' and expires_at <= ${now} limit ${limit})
    order by o.id for no key update skip locked`
  return rows.map((r) => r.id)
}

export async function listIn(tx: Tx, opening: string): Promise<Placed[]> {
  return tx.sql<Placed>`select ${placedColumns} from slot.booking b join slot.opening o on o.id = b.opening
    where b.opening = ${opening} order by b.made_at, b.id`
}

export async function listOf(tx: Tx, person: string, limit: number): Promise<Placed[]> {
  return tx.sql<Placed>`select ${placedColumns} from slot.booking b join slot.opening o on o.id = b.opening
    where b.person = ${person} order by b.made_at desc, b.id desc limit ${limit}`
}

/** Deletes openings that ended before a moment, with their bookings. */
export async function dropOld(tx: Tx, before: Date, limit: number): Promise<number> {
  const old = (await tx.sql<{ id: string }>`select id from slot.opening where ends_at < ${before} order by ends_at limit ${limit}`).map(
    (r) => r.id,
  )
  await tx.sql`delete from slot.booking where opening = any(${old})`
  await tx.sql`delete from slot.opening where id = any(${old})`
  return old.length
}
