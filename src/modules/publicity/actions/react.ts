import { findFile } from '#kernel/case/api.ts'
import { listPapers } from '#kernel/document/api.ts'
import { handlingOf, organOf } from '#kernel/item/api.ts'
import type { Action, Recorded } from '#kernel/module.ts'
import { profile } from '#kernel/party/api.ts'
import { isPublished, licenceDraft } from '../rules/licence.ts'
import { publish } from './publish.ts'

const papers: Record<string, string> = { 'case.approved': 'approval', 'case.refused': 'refusal' }

/** A decision on a licence becomes a publication, once for its fact, however often this runs. */
export const onDecision: Action<Recorded, void> = async (ctx, fact) => {
  const file = await findFile(ctx.tx, String(fact.data.case))
  if (!file) throw new Error(`fact ${fact.id} speaks of a case that is not there`)
  const item = await handlingOf(ctx.tx, file.handleCode, file.itemVersion)
  if (!isPublished({ file, item })) return
  const party = await profile(ctx, { party: file.applicant })
  const paper = (await listPapers(ctx.tx, file.id)).find((p) => p.kind === papers[fact.name])
  const organ = await organOf(ctx.tx, file.organ)
  await publish(ctx, licenceDraft({ fact, file, item, organ, paper, number: party.idNo ?? party.uscc ?? undefined }))
}
