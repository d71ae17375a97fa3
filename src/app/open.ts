/** Opens the whole house on a data directory or a database: settings, keys, storage, tables, city. */
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parse } from 'yaml'
import { type CityClock, openClock } from '#base/clock.ts'
import { whenItAnswers } from '#base/db.ts'
import { becomeFounder, findFoundation, layFoundation } from '#base/founding.ts'
import { openLog } from '#base/log.ts'
import { openKeys } from '#base/secret.ts'
import { openStorage } from '#base/storage/storage.ts'
import { openScanner } from '#base/upload/clamd.ts'
import { CitySettings } from '#kernel/city.ts'
import { makeCalendar } from '#kernel/clock/rules/calendar.ts'
import { listDivisions } from '#kernel/item/store.ts'
import type { RoomInfo, SeedCity } from '#kernel/module.ts'
import { Divisions } from '#kernel/party/schema.ts'
import { refreshCalendar } from './calendar.ts'
import { act, type House, reactionsOf, system } from './context.ts'
import { openDatabase } from './database.ts'
import { findRooms, type Room } from './house.ts'
import { openAssets } from './http/assets.ts'
import { digestOfCity, digestOfCode } from './sources.ts'

export type Env = Record<string, string | undefined>

export const dataDirOf = (env: Env): string => resolve(env.HAOBAN_DATA ?? 'data')

const demoCity = new URL('../../city/ganzhou/', import.meta.url)

/** The folder of the city that this house serves: `HAOBAN_CITY`, or the demo city. */
export const cityFolderOf = (env: Env): URL => (env.HAOBAN_CITY ? pathToFileURL(`${resolve(env.HAOBAN_CITY)}/`) : demoCity)

const readers: Record<string, (text: string) => unknown> = { json: JSON.parse, yaml: parse }

/** The city as files: JSON and YAML by their endings, anything else as text. */
export function openCity(folder: URL = demoCity): SeedCity {
  return {
    folder: folder.pathname,
    async read<T>(path: string): Promise<T> {
      const text = await readFile(new URL(path, folder), 'utf8')
      return (readers[path.split('.').at(-1)!]?.(text) ?? text) as T
    },
    async list(path) {
      const at = new URL(path, folder)
      return existsSync(at) ? (await readdir(at)).sort() : []
    },
  }
}

async function calendarOf(city: SeedCity) {
  const files = (await city.list('calendar/')).filter((f) => /^\d{4}\.json$/.test(f))
  return makeCalendar(await Promise.all(files.map((f) => city.read(`calendar/${f}`))))
}

const infoOf = ({ id, title, measures, permissions, sealPaper, ...room }: Room): RoomInfo => {
  const { kpis = [], facts = {}, about = {}, jobs = {}, services = {}, subjects = {}, branches = {}, atOrgans = [] } = room
  return { id, title, measures, permissions, kpis, facts, about, jobs, services, subjects, branches, atOrgans, sealPaper }
}

/** Opens the house over a running PostgreSQL; tables are brought up to date, and a new city is founded with its demo data. */
export async function openHouse(
  url: string,
  env: Env,
  options: { log?: House['log']; clock?: CityClock; seed?: boolean; max?: number; apart?: boolean } = {},
): Promise<House> {
  const log = options.log ?? openLog(env.HAOBAN_LOG ?? 'info')
  const dataDir = dataDirOf(env)
  const city = openCity(cityFolderOf(env))
  const rooms = await findRooms()
  const { max, apart } = options
  const database = await openDatabase(url, { rooms, log, max, ownerUrl: env.DATABASE_OWNER_URL, apart })
  const { db } = database
  const house: House = {
    ...database,
    rooms,
    log,
    site: (env.HAOBAN_URL ?? `http://localhost:${env.PORT ?? 8080}`).replace(/\/+$/, ''),
    infos: rooms.map(infoOf),
    clock: options.clock ?? openClock(env),
    city: CitySettings.parse(await city.read('city.yaml')),
    calendar: await calendarOf(city),
    places: Divisions.parse(await city.read('divisions.json')),
    calendarMark: { mark: 0, lookedAt: 0 },
    storage: await openStorage(env.HAOBAN_STORAGE ?? join(dataDir, 'files')),
    scanner: openScanner(env),
    keys: openKeys(dataDir, env),
    divisions: [],
    assets: await openAssets(),
    reactions: reactionsOf(rooms),
  }
  await whenItAnswers(async () => {
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
  const digest = `${digestOfCode()} ${digestOfCity()}`
  await house.db.tx({ role: 'system', timeoutMs: 600_000 }, async (tx) => {
    if ((await findFoundation(tx)) === digest) return
    await becomeFounder(tx)
    if ((await findFoundation(tx)) === digest) return
    for (const { seed } of house.rooms) if (seed) await act(house, system, (ctx) => seed(ctx, city), 300_000)
    await layFoundation(tx, digest)
  })
}
