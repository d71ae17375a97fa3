/** What an applicant sealed for a case, checked anew whenever somebody looks. */
import { asSystem } from '#base/as-system.ts'
import type { Ctx } from '#kernel/module.ts'
import { checkSealed } from '../rules/check.ts'
import type { SealedFor } from '../schema/firm.ts'
import { listFirmUses } from '../store/use.ts'
import { trustedNow } from './check.ts'

/** The verdict on a sealed file of the store as it is now, step by step. */
export async function checkedNow(ctx: Ctx, hash: string): Promise<SealedFor['check']> {
  const report = await checkSealed(new Uint8Array(await ctx.storage.read(hash)), await trustedNow(ctx))
  const holds = report.valid && report.trusted === true
  return {
    holds,
    sentence: holds ? '已加盖企业电子印章，验证有效' : `企业电子印章验证不通过：${report.reason}`,
    steps: report.signatures.flatMap((s) => s.steps),
  }
}

/** The files of a case that bear the seal of its applicant. Whoever asks has been let in to the case by then. */
export const sealedFor = (ctx: Ctx, file: { id: string; applicant: string }): Promise<SealedFor[]> =>
  asSystem(ctx.tx, async () => {
    const sealed: SealedFor[] = []
    for (const { id, title, sealName, at, pages, resultHash } of await listFirmUses(ctx.tx, `case:${file.id}`, file.applicant))
      sealed.push({ use: id, title, sealName, at: at.toISOString(), pages, check: await checkedNow(ctx, resultHash) })
    return sealed
  })
