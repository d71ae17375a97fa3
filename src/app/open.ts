/** Opens the whole house on a data directory or a database: settings, keys, storage, tables, city. */
import { join, resolve } from 'node:path'
import { openCheckpoints } from '#base/checkpoints.ts'
import { type CityClock, openClock } from '#base/clock.ts'
import { whenItAnswers } from '#base/db.ts'
import { becomeFounder, findFoundation, findNature, keepNature, layFoundation } from '#base/founding.ts'
import { openLog } from '#base/log.ts'
import { lookAtMachine } from '#base/machine.ts'
import { openKeys } from '#base/secret.ts'
import { openStorage } from '#base/storage/storage.ts'
import { openScanner } from '#base/upload/clamd.ts'
import { makeCalendar } from '#kernel/clock/rules/calendar.ts'
import { wrongActs, wrongKinds } from '#kernel/document/api.ts'
import { listDivisions } from '#kernel/item/store.ts'
import type { Module, RoomInfo, SeedCity } from '#kernel/module.ts'
import { kindsIn } from '#kernel/order/api.ts'
import { Divisions } from '#kernel/party/schema.ts'
import { refreshCalendar } from './calendar.ts'
import { cityFolderOf, type Env, mustBeOfCity, mustBeTheSame, mustKeepTime, openCity, settingsOf } from './city.ts'
import { act, type House, reactionsOf, system } from './context.ts'
import { openDatabase } from './database.ts'
import { findRooms } from './house.ts'
import { openAssets } from './http/assets.ts'
import { digestOfCity, digestOfCode } from './sources.ts'

export { type Env, openCity } from './city.ts'

export const dataDirOf = (env: Env): string => resolve(env.HAOBAN_DATA ?? 'data')

async function calendarOf(city: SeedCity) {
  const files = (await city.list('calendar/')).filter((f) => /^\d{4}\.json$/.test(f))
  return makeCalendar(await Promise.all(files.map((f) => city.read(`calendar/${f}`))))
}

/** A room as the house tells other rooms of it. */
export const infoOf = ({ id, title, measures, permissions, keepsFiles, sealPaper, ...room }: Module): RoomInfo => {
  const { kpis = [], facts = {}, about = {}, jobs = {}, services = {}, subjects = {}, branches = {} } = room
  const {
    atOrgans = [],
    ties = [],
    personal = [],
    retention = [],
    imports = {},
    batches = {},
    exports = {},
    slots = {},
    papers = {},
    sealActs = {},
    orders = {},
  } = room
  const declared = {
    kpis,
    facts,
    about,
    jobs,
    services,
    subjects,
    branches,
    atOrgans,
    ties,
    personal,
    retention,
    imports,
    batches,
    exports,
    slots,
    papers,
    sealActs,
    orders,
  }
  return { id, title, measures, permissions, ...declared, keepsFiles, sealPaper }
}

/** A house whose rooms declare papers that cannot be told apart, or seals that nobody could account for, does not open. */
export function mustBringGoodPapers(rooms: readonly RoomInfo[]): void {
  const wrong = [...wrongKinds(rooms), ...wrongActs(rooms)]
  if (wrong.length > 0) throw new Error(`papers: ${wrong.join('; ')}`)
}

/** Opens the house over a running PostgreSQL; tables are brought up to date, and a new city is founded from its files. */
export async function openHouse(
  url: string,
  env: Env,
  options: { log?: House['log']; clock?: CityClock; seed?: boolean; max?: number; apart?: boolean } = {},
): Promise<House> {
  const log = options.log ?? openLog(env.HAOBAN_LOG ?? 'info')
  const dataDir = dataDirOf(env)
  const city = openCity(cityFolderOf(env))
  const settings = await settingsOf(city)
  mustKeepTime(settings, env)
  const places = Divisions.parse(await city.read('divisions.json'))
  mustBeOfCity(settings, places)
  const rooms = await findRooms()
  const infos = rooms.map(infoOf)
  mustBringGoodPapers(infos)
  const { max, apart } = options
  kindsIn(infos)
  const database = await openDatabase(url, { rooms, log, max, ownerUrl: env.DATABASE_OWNER_URL, apart })
  const { db } = database
  const site = (env.HAOBAN_URL ?? `http://localhost:${env.PORT ?? 8080}`).replace(/\/+$/, '')
  const house: House = {
    ...database,
    rooms,
    log,
    site,
    machine: () => lookAtMachine(env, dataDir),
    infos,
    clock: options.clock ?? openClock(env),
    city: settings,
    calendar: await calendarOf(city),
    places,
    calendarMark: { mark: 0, lookedAt: 0 },
    storage: await openStorage(env.HAOBAN_STORAGE ?? join(dataDir, 'files')),
    scanner: openScanner(env),
    keys: openKeys(dataDir, env),
    checkpoints: openCheckpoints(dataDir, env, settings.ledger?.origin ?? `${new URL(site).host}/ledger`),
    divisions: [],
    figuresForMs: 30_000,
    assets: await openAssets(settings),
    reactions: reactionsOf(rooms),
  }
  await whenItAnswers(async () => {
    await db.tx({ role: 'system' }, async (tx) => mustBeTheSame(await findNature(tx), settings))
    if (options.seed !== false) await found(house, city)
    await refreshCalendar(house)
    house.divisions = await db.tx({ role: 'system' }, listDivisions)
  })
  return house
}

/**
 * Puts in what the city's files say, room by room from the ground up. What is there already stays as it is. A city that was
 * founded from the same program and the same files has nothing to take in: a start then costs no more than the question.
 */
async function found(house: House, city: SeedCity): Promise<void> {
  const digest = `${digestOfCode()} ${digestOfCity(city.folder)}`
  await house.db.tx({ role: 'system', timeoutMs: 600_000 }, async (tx) => {
    if ((await findFoundation(tx)) === digest) return
    await becomeFounder(tx)
    if ((await findFoundation(tx)) === digest) return
    mustBeTheSame(await findNature(tx), house.city)
    await keepNature(tx, house.city)
    for (const { seed } of house.rooms) if (seed) await act(house, system, (ctx) => seed(ctx, city), 300_000)
    await layFoundation(tx, digest)
  })
}
