/** The papers that belong to an act: numbered in its transaction, drawn afterwards. */
import { asSystem } from '#base/as-system.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { issuePaper, listPapers } from '#kernel/document/api.ts'
import type { Ctx } from '#kernel/module.ts'
import { recordsOf } from '#kernel/party/api.ts'
import { maskIdNo } from '#kernel/party/rules/mask.ts'
import { readClocks } from '../rules/clocks.ts'
import { contentOf, kindsOf, type Told } from '../rules/paper.ts'
import type { Channel } from '../schema.ts'
import { listMaterials } from '../store/file.ts'
import { type OpenCase, readersOf } from './open.ts'

/** Applicant and agent as papers name them: a credit code is public and whole, a person's number masked. */
async function partiesOf(ctx: Ctx, file: OpenCase['file']) {
  const numberOf = ({ uscc, idNo }: { uscc?: string; idNo?: string }) => uscc ?? (idNo && maskIdNo(idNo))
  const ids = [file.applicant, ...(file.agent ? [file.agent] : [])]
  const [applicant, agent] = await asSystem(ctx.tx, () => recordsOf(ctx, ids))
  return {
    applicant: { name: file.applicantName, kind: file.applicantKind as 'natural' | 'legal', idNo: numberOf(applicant!) },
    ...(agent ? { agent: { name: agent.name, idNo: numberOf(agent) } } : {}),
  }
}

/** Makes every paper that a fact calls for. */
export async function paperOf(ctx: Ctx, { file, state, item }: OpenCase, fact: string, data: Record<string, unknown>): Promise<void> {
  const channel = file.channel as Channel
  const kinds = kindsOf(fact, { channel, data, item })
  if (kinds.length === 0) return
  const told: Told = {
    state,
    item,
    data,
    calendar: ctx.calendar,
    issued: [...(await listPapers(ctx.tx, file.id))].reverse(),
    at: ctx.now,
    on: dayOf(ctx.now),
    channel,
    clocks: readClocks(state, item, ctx.calendar, ctx.now),
    materials: await listMaterials(ctx.tx, file.id),
  }
  const base = {
    ...(await partiesOf(ctx, file)),
    item: { name: item.name, taskType: item.catalogue.taskType, code: item.handlingCode },
    case: {
      no: file.no,
      queryCode: file.queryCode,
      submittedOn: dayOf(file.submittedAt),
      acceptedOn: state.acceptedAt && dayOf(state.acceptedAt),
    },
  }
  for (const kind of kinds) {
    const data = contentOf(kind, base, told)
    await issuePaper(ctx, { about: file.id, act: state.seq, kind, readers: readersOf(file), organ: file.organ, data })
  }
}
