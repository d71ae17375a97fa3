/**
 * The front door of 批量办理: one order on many rows. A room declares a kind in its manifest (`batches`), orders batches of it here, and
 * the kernel does the rows one by one: each in a transaction of its own, as the one who ordered, done once whatever is killed.
 */
import type { Ctx } from '#kernel/module.ts'
import type { BatchKind } from './schema/kind.ts'

export { type Adopted, adoptBatch } from './actions/adopt.ts'
export { beginBatch, orderBatch, previewBatch } from './actions/begin.ts'
export { batchesOf, keysOf, resultsOf, showBatch } from './actions/read.ts'
export { holdBatch, recallBatch, resumeBatch, stopBatch } from './actions/steer.ts'
export type { BatchOver } from './schema/kind.ts'

/** Declares a kind of batch; the types of its input and of what its rows leave are taken from `takes` and `act`. */
export const defineBatch = <Input, Result>(kind: BatchKind<Ctx, Input, Result>): BatchKind<Ctx> => kind
