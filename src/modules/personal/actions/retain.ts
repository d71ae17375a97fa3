/** What is kept for a time only is deleted every night, and it is recorded what and how many. */
import { forgetLoose, letGo, listLoose, machineNow } from '#base/storage/loose.ts'
import type { Storage } from '#base/storage/storage.ts'
import type { Action, Ctx, LeasedWork } from '#kernel/module.ts'

const about = 'retention:city'
const dayMs = 86_400_000
const rounds = 100

const record = (ctx: Ctx, deleted: readonly { what: string; n: number }[]) =>
  ctx.emit({ name: 'personal.deleted', about, readers: ['office:auditor'], data: { deleted } })

/** Asks each room to delete what is over. What is too much for one night's job is done by the next, right after. */
export const retain: Action<{ round?: number } | undefined, void> = async (ctx, payload) => {
  const deleted: { what: string; n: number }[] = []
  for (const { title, drop } of ctx.rooms.flatMap((room) => room.retention)) {
    const n = await drop(ctx)
    if (n > 0) deleted.push({ what: title, n })
  }
  if (deleted.length === 0) return
  await record(ctx, deleted)
  const round = (payload?.round ?? 0) + 1
  if (round < rounds) await ctx.later('personal.retain', { round }, { key: 'personal.retain' })
}

/** Which of some files any room names. */
async function usedOf({ tx, rooms }: Ctx, hashes: readonly string[]): Promise<Set<string>> {
  const used = new Set<string>()
  for (const { keepsFiles } of rooms) for (const hash of (await keepsFiles?.(tx, hashes)) ?? []) used.add(hash)
  return used
}

/** `since`: what was put from then on stays; `more`: others wait. */
type Claimed = { hashes: readonly string[]; storage: Storage; since: Date; more: boolean }
type Removed = { gone: number; kept: readonly string[] }

const filesAtOnce = 1_000

/** Files let go of a day ago that nothing names. What is named after all is forgotten here and stays. */
const claim: Action<unknown, Claimed | undefined> = async (ctx) => {
  const loose = await listLoose(ctx.tx, new Date(ctx.now.getTime() - dayMs), filesAtOnce)
  if (loose.length === 0) return undefined
  const used = await usedOf(ctx, loose)
  await forgetLoose(ctx.tx, [...used])
  const since = new Date((await machineNow(ctx.tx)).getTime() - dayMs)
  return { hashes: loose.filter((hash) => !used.has(hash)), storage: ctx.storage, since, more: loose.length === filesAtOnce }
}

/** Takes them out of the storage, with no transaction open; one that was put again in the last day stays until it is looked at anew. */
async function call({ hashes, storage, since }: Claimed): Promise<Removed> {
  const kept: string[] = []
  let gone = 0
  for (const hash of hashes) {
    if (await storage.remove(hash, since)) gone++
    else if (await storage.has(hash)) kept.push(hash)
  }
  return { gone, kept }
}

const settle: Action<{ claimed: Claimed; result: Removed }, void> = async (ctx, { claimed, result: { gone, kept } }) => {
  await forgetLoose(ctx.tx, claimed.hashes)
  await letGo(ctx.tx, kept, ctx.now)
  if (gone > 0) await record(ctx, [{ what: '没有人再用的文件', n: gone }])
  if (claimed.more) await ctx.later('personal.remove-files', {}, { key: 'personal.remove-files' })
}

export const removeFiles: LeasedWork<unknown, Claimed, Removed> = { claim, call, settle }
