import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import { holdCase } from './hold.ts'
import { record } from './record.ts'

/**
 * Says in a case's history that personal information in it was found to be wrong (个人信息保护法 第四十六条): what was written stays as it was. What
 * is right stands in the request; a history holds no personal data.
 */
export async function annotate(ctx: Ctx, { record: id, ...data }: { record: string; correction: string; ground: string }): Promise<void> {
  await asSystem(ctx.tx, async () => record(ctx, await holdCase(ctx, id), 'case.annotated', data))
}
