import { readFileSync } from 'node:fs'
import { asSystem } from '#base/as-system.ts'
import { findLedgerStanding } from '#kernel/ledger/api.ts'
import { type Action, type Ctx, taskTitle } from '#kernel/module.ts'
import type { Health } from './schema.ts'
import { findDatabase, listJobCounts } from './store.ts'

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
