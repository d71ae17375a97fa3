/** What the house gives to an action: one transaction, who asks, the city's moment, and the means to leave facts and work behind. */
import { randomBytes } from 'node:crypto'
import type { Checkpoints } from '#base/checkpoints.ts'
import type { CityClock } from '#base/clock.ts'
import { attempt, type Db, type Tx, within } from '#base/db.ts'
import { enqueue, type Job, takeBack } from '#base/job.ts'
import type { Logger } from '#base/log.ts'
import type { Machine } from '#base/machine.ts'
import type { Replica } from '#base/replica.ts'
import type { Keys } from '#base/secret.ts'
import type { Storage } from '#base/storage/storage.ts'
import { type Question, together } from '#base/together.ts'
import type { Scanner } from '#base/upload/clamd.ts'
import type { CitySettings } from '#kernel/city.ts'
import type { Calendar } from '#kernel/clock/schema.ts'
import { append } from '#kernel/ledger/store.ts'
import type { Ctx, LeasedWork, Recorded, RoomInfo } from '#kernel/module.ts'
import { seeingIn } from '#kernel/order/api.ts'
import type { Divisions } from '#kernel/party/schema.ts'
import { type Origin, type Session, settingsFor, house as system, type Visit } from '#kernel/permission/api.ts'
import type { Who } from '#kernel/who.ts'
import type { Division } from '#ui/public/shell.tsx'
import { refreshSometimes } from './calendar.ts'
import type { Room } from './house.ts'
import type { Assets } from './http/assets.ts'

/** The running house: everything that lives as long as the process. */
export type House = {
  db: Db
  /** a second PostgreSQL that answers what only looks */
  replica?: Replica
  /** the login under which the house runs, and the one that owns the tables, where this process has it */
  url: string
  ownerUrl: string | undefined
  rooms: Room[]
  infos: RoomInfo[]
  /** the address people reach this house at */
  site: string
  machine(): Promise<Machine>
  clock: CityClock
  /** the settings of this city */
  city: CitySettings
  calendar: Calendar
  places: Divisions
  /** which years the calendar was made from, and when that was last looked at */
  calendarMark: { mark: number; lookedAt: number }
  storage: Storage
  /** looks through uploads for viruses, where `HAOBAN_CLAMD` names one */
  scanner?: Scanner | undefined
  keys: Keys
  /** the keys that sign checkpoints of the ledger, and where those are written */
  checkpoints: Checkpoints
  log: Logger
  /** the divisions one can choose on the public pages, the city first */
  divisions: readonly Division[]
  /** version of the served assets, for addresses that may be cached for a year */
  assets: Assets
  /** for how long figures that were counted for strangers are shown to further strangers, in milliseconds */
  figuresForMs: number
  /** set once this process is to stop: it serves whoever comes and asks to be sent nobody new */
  leaving?: boolean
  /** rooms that react to a fact, by its name */
  reactions: Map<string, Room[]>
}

export { system }

/** Who asks, by which session, and from where. */
export type Visitor = {
  who: Who
  session?: Session
  origin?: Origin
  /** messages not opened yet */
  unread?: number
  /** the division he has chosen, and the page of this house he comes from */
  near?: string
  from?: string
}

export function reactionsOf(rooms: Room[]): Map<string, Room[]> {
  const byFact = new Map<string, Room[]>()
  for (const room of rooms) for (const fact of Object.keys(room.on ?? {})) byFact.set(fact, [...(byFact.get(fact) ?? []), room])
  return byFact
}

/** 26 characters of Crockford base 32: 48 bits of time, 80 of randomness, so that ids sort by when they were made. */
export function newId(now: Date): string {
  const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'
  let time = now.getTime()
  let head = ''
  for (let i = 0; i < 10; i++, time = Math.floor(time / 32)) head = alphabet[time % 32]! + head
  return head + [...randomBytes(16)].map((b) => alphabet[b % 32]!).join('')
}

const reactionKey = (room: string, fact: number) => `react:${room}:${fact}`

/** Reactions to facts that are told in one breath are enqueued by one statement. */
const enqueueAll: Question<readonly Job[], undefined> = async (tx, jobs) => {
  enqueue(tx, jobs.flat())
  return jobs.map(() => undefined)
}

function contextOf(house: House, tx: Tx, { who, session, origin, near, from }: Visitor, now: Date): Visit {
  const { clock, city, calendar, places, storage, scanner, keys, checkpoints, log } = house
  const job = (task: string, payload: unknown, { key, at }: { key?: string; at?: Date } = {}): Job => ({
    ...{ task, payload, key },
    at: at && clock.real(at),
  })
  const reacting = (name: string) => house.reactions.get(name) ?? []
  return {
    tx,
    who,
    session,
    origin,
    near,
    from,
    now,
    city,
    calendar,
    places,
    storage,
    scanner,
    keys,
    checkpoints,
    log,
    later: async (task, payload, options) => enqueue(tx, [job(task, payload, options)]),
    rooms: house.infos,
    site: house.site,
    machine: house.machine,
    figuresForMs: house.figuresForMs,
    replicaAge: () => (house.replica ? (house.replica.ageSeconds() ?? null) : undefined),
    random: (bytes) => new Uint8Array(randomBytes(bytes)),
    id: () => newId(now),
    async emit(fact): Promise<Recorded> {
      const recorded = await append(tx, fact, who.id, now)
      const react = ({ id: room }: Room) =>
        job('react', { fact: recorded.id, room }, { key: reactionKey(room, recorded.id), at: fact.settlesAt })
      await together(tx, enqueueAll, reacting(fact.name).map(react))
      return recorded
    },
    unsay: (facts) =>
      takeBack(
        tx,
        facts.flatMap(({ id, name }) => reacting(name).map((room) => reactionKey(room.id, id))),
      ),
    as(other, work) {
      if (who.kind !== 'system') throw new Error('only a job of the house works as somebody else')
      return attempt(tx, () => within(tx, scopeOf(house, other), () => work(contextOf(house, tx, { who: other }, now))))
    },
  }
}

const scopeOf = (house: House, who: Who, timeoutMs?: number) => ({
  role: who.kind === 'system' ? ('system' as const) : ('app' as const),
  settings: settingsFor(who, seeingIn(house.infos)),
  timeoutMs,
})

/** Runs work as somebody, in one transaction under the database's second wall. */
export function act<T>(house: House, who: Who, work: (ctx: Ctx) => Promise<T>, timeoutMs?: number): Promise<T> {
  const now = house.clock.now()
  return house.db.tx(scopeOf(house, who, timeoutMs), (tx) => work(contextOf(house, tx, { who }, now)))
}

type RoomJob = NonNullable<Room['jobs']>[string]

/** Does one job of a room as the house: in one transaction, or around a call to a foreign system in two. */
export async function doJob(house: House, job: RoomJob, payload: unknown): Promise<void> {
  if ('act' in job) return act(house, system, (ctx) => job.act(ctx, payload))
  await carryOutside(house, job.outside, payload)
}

/** Asks a foreign system between two transactions; false where there was nothing to ask. */
async function carryOutside<Claimed, Result>(
  house: House,
  { claim, call, settle }: LeasedWork<unknown, Claimed, Result>,
  payload: unknown,
): Promise<boolean> {
  const claimed = await act(house, system, (ctx) => claim(ctx, payload))
  if (claimed === undefined) return false
  const result = await call(claimed)
  await act(house, system, (ctx) => settle(ctx, { claimed, result }))
  return true
}

type RoomWatch = NonNullable<Room['watches']>[string]

/** One turn of what a room watches; how much was done. */
export async function doTurn(house: House, watch: RoomWatch): Promise<number> {
  if ('act' in watch) return act(house, system, (ctx) => watch.act(ctx, undefined))
  return (await carryOutside(house, watch.outside, undefined)) ? 1 : 0
}

/** The house looks, which costs one trip and no transaction; the database refuses every write. */
export function look<T>(house: House, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  const now = house.clock.now()
  return house.db.tx({ ...scopeOf(house, system), looks: true }, (tx) => work(contextOf(house, tx, { who: system }, now)))
}

type Identify = (tx: Tx, now: Date) => Promise<Visitor>

/** Finds out who asks, at the primary: what somebody may do is never read from a copy that lags behind. */
export const whoAsks = (house: House, identify: Identify): Promise<Visitor> =>
  house.db.tx({ role: 'system' }, async (tx) => {
    await refreshSometimes(house, tx)
    return identify(tx, house.clock.now())
  })

/**
 * Finds out who asks and runs the work as that person, all in one transaction. `as` comes along to the work. A visitor who is
 * known needs no finding out, and one trip to the database less; only then may the work be done at a replica, or only look.
 */
export function actAs<T>(
  house: House,
  identify: Visitor | Identify,
  work: (ctx: Visit, as: Visitor) => Promise<T>,
  { db = house.db, looks = false }: { db?: Db; looks?: boolean } = {},
): Promise<T> {
  const now = house.clock.now()
  if (typeof identify !== 'function')
    return db.tx({ ...scopeOf(house, identify.who), looks }, (tx) => work(contextOf(house, tx, identify, now), identify))
  const who = async (tx: Tx) => {
    await refreshSometimes(house, tx)
    const as = await identify(tx, now)
    return { scope: scopeOf(house, as.who), as }
  }
  return house.db.txAs(who, (tx, as) => work(contextOf(house, tx, as, now), as))
}
