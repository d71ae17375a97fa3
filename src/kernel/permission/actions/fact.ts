import type { Ctx, Recorded } from '#kernel/module.ts'

/** Puts a fact about an account into the ledger, where its holder and the auditor read it. */
export const emitAccount = (ctx: Ctx, name: string, account: string, data: Record<string, unknown>): Promise<Recorded> =>
  ctx.emit({ name, about: `account:${account}`, data, readers: [`who:${account}`, 'office:auditor'] })
