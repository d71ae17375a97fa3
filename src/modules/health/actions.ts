import { readFileSync } from 'node:fs'
import { asSystem } from '#base/as-system.ts'
import { findLastBackup } from '#base/backup/noted.ts'
import { countPowerless } from '#kernel/authority/api.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { findLedgerStanding, findUnsigned, standingOutside } from '#kernel/ledger/api.ts'
import { type Action, type Ctx, taskTitle } from '#kernel/module.ts'
import { countDemoAccounts, countOfficers, directoryStanding } from '#kernel/permission/api.ts'
import { diagnose } from './rules/doctor.ts'
import type { Diagnosis, Examined, Health } from './schema.ts'
import { findDatabase, findLogin, listJobCounts } from './store.ts'

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string }

/** No file has this name; that the storage can say so is the proof that it can be asked. */
const nowhere = '0'.repeat(64)

async function storageOf(ctx: Ctx): Promise<Health['storage']> {
  try {
    await ctx.storage.has(nowhere)
    return { ok: true, told: null }
  } catch (error) {
    return { ok: false, told: (error as Error).message }
  }
}

async function scannerOf({ scanner }: Ctx): Promise<Health['scanner']> {
  if (!scanner) return null
  try {
    return { name: scanner.name, ok: true, told: await scanner.version() }
  } catch (error) {
    return { name: scanner.name, ok: false, told: (error as Error).message }
  }
}

/** A clock that differs by more than a minute from the machine's is the demo's. */
const demoMs = 60_000

/** How the house stands at this moment. */
export const health: Action<unknown, Health> = async (ctx) => {
  const { real, ...database } = await findDatabase(ctx.tx)
  return {
    now: ctx.now.toISOString(),
    real: real.toISOString(),
    demo: Math.abs(real.getTime() - ctx.now.getTime()) > demoMs,
    version,
    node: process.version,
    database,
    jobs: (await listJobCounts(ctx.tx)).map((j) => ({ ...j, title: taskTitle(ctx.rooms, j.task) })),
    ledger: await asSystem(ctx.tx, () => findLedgerStanding(ctx.tx)),
    storage: await storageOf(ctx),
    scanner: await scannerOf(ctx),
    rooms: ctx.rooms.length,
  }
}

/** Has the whole ledger recomputed as a job, for it may take minutes. */
export const verifyNow: Action<unknown, { queued: true }> = async (ctx) => {
  await ctx.later('ledger.verify', {}, { key: 'ledger.verify:now' })
  return { queued: true }
}

const yearState = ({ calendar }: Ctx, year: number): Examined['calendars'][number] => ({
  year,
  state: calendar.years.find((y) => y.year === year)?.status ?? 'missing',
})

async function examine(ctx: Ctx): Promise<Examined> {
  const { free, ...machine } = await ctx.machine()
  const [{ real }, jobs, scanner, storage] = [
    await findDatabase(ctx.tx),
    await listJobCounts(ctx.tx),
    await scannerOf(ctx),
    await storageOf(ctx),
  ]
  const sum = (key: 'late' | 'dead') => jobs.reduce((n, j) => n + j[key], 0)
  const [age, year] = [ctx.replicaAge(), ctx.now.getUTCFullYear()]
  const skewMs = real.getTime() - ctx.now.getTime()
  return {
    ...machine,
    ...{ now: ctx.now, site: ctx.site, demo: ctx.city.demo, storage: { ...storage, free } },
    demoAccounts: await countDemoAccounts(ctx.tx),
    officers: await countOfficers(ctx.tx, dayOf(ctx.now)),
    clock: { shifted: Math.abs(skewMs) > demoMs, skewMs },
    calendars: [yearState(ctx, year), yearState(ctx, year + 1)],
    ledger: await findLedgerStanding(ctx.tx),
    unsigned: await findUnsigned(ctx.tx),
    outside: await standingOutside(ctx),
    witnesses: ctx.city.ledger?.witnesses.length ?? 0,
    powers: await countPowerless(ctx),
    scanner: scanner?.ok ?? null,
    jobs: { late: sum('late'), dead: sum('dead') },
    database: await findLogin(ctx.tx),
    replica: age === undefined ? null : { ageSeconds: age },
    backup: (await findLastBackup(ctx.tx)) ?? null,
    directory: (await directoryStanding(ctx)) ?? null,
  }
}

/** Looks through a production: what stands between the city and the people who are to use it, each with what to do. */
export const doctor: Action<unknown, Diagnosis> = (ctx) => asSystem(ctx.tx, async () => diagnose(await examine(ctx)))
