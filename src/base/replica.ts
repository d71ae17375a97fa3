/** A second PostgreSQL that follows the first by streaming replication and answers what only looks, as long as it is close behind. */
import type { Db } from './db.ts'
import { isAway, openDb } from './db.ts'
import type { Logger } from './log.ts'

/** A place in the write-ahead log as PostgreSQL writes it, such as `0/3000148`. */
export type Lsn = string

export type Replica = {
  db: Db
  /** whether it may be read from now: close behind, and past `seen`, the last thing that whoever asks has written */
  serves(seen?: Lsn): boolean
  /** how old the state is that it shows, in seconds; undefined where nobody knows */
  ageSeconds(): number | undefined
  close(): Promise<void>
}

/** Beyond this it is left alone until it has caught up. */
const oldestMs = 5_000
const lookMs = 250

const lsnText = /^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/

/** As a number that can be compared; undefined for what is no such place. */
export function placeOf(lsn: string): bigint | undefined {
  const [, high, low] = lsnText.exec(lsn) ?? []
  return high && low ? (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`) : undefined
}

/** Where the primary stands: everything that was committed before is at or before this place. */
export async function placeNow(primary: Db): Promise<Lsn> {
  return (await primary.pool.query<{ lsn: Lsn }>('select pg_current_wal_insert_lsn()::text lsn')).rows[0]!.lsn
}

/** A read that the replica could not do and the primary can: it writes, it stands in the way of replaying (40001), or the replica is away. */
export const isForPrimary = (error: unknown): boolean =>
  isAway(error) || /^(25006|40001|40P01|57014)$/.test(String((error as { code?: unknown }).code))
/**
 * Watches how far the replica has replayed what the primary wrote. What it knows is a little older than the truth, never newer, so that
 * a reader is at worst sent to the primary without need.
 */
export async function openReplica(url: string, primary: Db, log: Logger): Promise<Replica> {
  const db = openDb(url, { onError: (err) => log.warn({ err }, 'a connection to the replica was lost') })
  const passed: { place: bigint; at: number }[] = []
  let replayed: bigint | undefined
  let asOf: number | undefined
  let told = ''
  const say = (what: string, err?: unknown) => {
    if (what !== told && what) log.warn({ err }, what)
    told = what
  }
  async function look(): Promise<void> {
    const at = performance.now()
    passed.push({ at, place: placeOf(await placeNow(primary))! })
    const { rows } = await db.pool.query<{ lsn: Lsn | null }>(
      'select case when pg_is_in_recovery() then pg_last_wal_replay_lsn() end::text lsn',
    )
    replayed = placeOf(rows[0]!.lsn ?? '')
    while (replayed !== undefined && passed[0] && passed[0].place <= replayed) asOf = passed.shift()!.at
    if (passed.length > 1_000) passed.splice(1, passed.length - 1_000)
    say(replayed === undefined ? 'what is configured as a replica follows nobody, and is not read from' : '')
  }
  const lookAgain = () =>
    look().catch((err) => {
      replayed = undefined
      say('the replica is away; everything is read from the primary', err)
    })
  const age = () => (asOf === undefined ? undefined : performance.now() - asOf)
  let looking = lookAgain()
  await looking
  let stopped = false
  const timer = setInterval(() => {
    looking = looking.then(() => (stopped ? undefined : lookAgain()))
  }, lookMs)
  timer.unref()
  return {
    db,
    serves(seen) {
      if (replayed === undefined || (age() ?? Infinity) > oldestMs) return false
      return seen === undefined || (placeOf(seen) ?? 0n) <= replayed
    },
    ageSeconds: () => (age() === undefined ? undefined : age()! / 1_000),
    async close() {
      stopped = true
      clearInterval(timer)
      await looking
      await db.close()
    },
  }
}
