/** Exports that an earlier release kept in `window`, taken over where they stand. */
import { adoptBatch } from '#kernel/batch/api.ts'
import type { Ctx } from '#kernel/module.ts'
import type { ExportState } from '../schema/export.ts'
import { addExport, type Export } from '../store.ts'
import { writeKind } from './write.ts'

export type OldExport = Export & {
  state: ExportState
  /** rows written, and where the next page begins: null where none follows */
  told: number
  next: string | null
  endedAt: Date | null
}

const failed = '没有写成'

/** Takes over an export; one that runs goes on behind its last row. A repeat changes nothing. */
export async function adoptExport(ctx: Ctx, { state, told, next, endedAt, ...e }: OldExport): Promise<void> {
  if (!(await addExport(ctx.tx, e))) return
  const before = told > 0 ? [{ key: '', cells: [], state: 'done' as const, count: told, at: e.madeAt }] : []
  const waiting = state === 'done' || (told > 0 && next === null) ? [] : [{ key: next ?? '', cells: [] }]
  const none = before.length + waiting.length === 0 ? [{ key: '', cells: [], state: 'done' as const, count: 0, at: e.madeAt }] : []
  const { id, by, byName, title, madeAt } = e
  const stands = state === 'failed' ? ({ state: 'stopped', reason: failed } as const) : { state }
  await adoptBatch(ctx, {
    id,
    kind: writeKind,
    input: {},
    by,
    byName,
    title,
    madeAt,
    endedAt,
    ...stands,
    rows: [...before, ...waiting, ...none],
  })
}
