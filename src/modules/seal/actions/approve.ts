/** What allows a use: the act whose paper is sealed, or a request that a second person approved. Nothing else does. */
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { actsOf } from '#kernel/document/api.ts'
import { findFact, isRecalled } from '#kernel/ledger/api.ts'
import type { Ctx, Recorded } from '#kernel/module.ts'
import { whyNotStanding } from '../rules/standing.ts'
import type { SealRow } from '../schema/seal.ts'
import type { Approval } from '../schema/use.ts'
import { type ApprovalRow, addApproval, findApprovalOf } from '../store/use.ts'

const refuse = refusals({
  'seal.unapproved': [403, '这次用印没有经过审批，不能盖章。请先提交用印申请，批准后再盖'],
  'seal.no-standing': [403, '这项记录不能作为用印的批准。请提交用印申请，批准后再盖'],
  'seal.other-subject': [403, '批准的是另一件事，不能用来给这份文件盖章。请为这份文件提交用印申请'],
  'seal.other-organ': [403, '作出决定的机关和印章的机关不一致，不能盖这枚章。请用作出决定的机关的印章'],
  'seal.recalled': [409, '作为批准的那一步已经撤回，不能再盖章。请等重新办理后再盖'],
  'seal.changed': [409, '文件和批准时的不一样了，不能盖章。请用批准的那一份，或者重新申请'],
})

export type Asked = { seal: SealRow; subject: string; approval: Approval }

/** The approval of a use, written down where it was not yet. Runs as the house. */
export const approvalOf = (ctx: Ctx, asked: Asked): Promise<ApprovalRow> =>
  'fact' in asked.approval ? byFact(ctx, asked, asked.approval.fact) : byRequest(ctx, asked, asked.approval.request)

const declared = (ctx: Ctx, fact: string) => {
  const acts = actsOf(ctx.rooms)
  return Object.hasOwn(acts, fact) ? acts[fact] : undefined
}

/** Why an organ's seal may not rely on a fact for a subject; undefined where it may. The room that left the fact says whose act it was. */
export async function whyNot(ctx: Ctx, fact: Recorded, asked: { subject: string; owner: string }) {
  const act = declared(ctx, fact.name)
  const organ = act && (await asSystem(ctx.tx, () => act.organ(ctx, fact)))
  return whyNotStanding(act, { about: fact.about, organ }, asked)
}

async function byFact(ctx: Ctx, { seal, subject }: Asked, id: number): Promise<ApprovalRow> {
  const fact = await findFact(ctx.tx, id)
  if (!fact) throw refuse('seal.unapproved')
  if (await isRecalled(ctx.tx, fact)) throw refuse('seal.recalled')
  const act = declared(ctx, fact.name)
  const why = await whyNot(ctx, fact, { subject, owner: seal.owner })
  if (!act || why) throw refuse(`seal.${why ?? 'no-standing'}`)
  return addApproval(ctx.tx, {
    id: ctx.id(),
    seal: seal.id,
    subject,
    fact: id,
    request: null,
    documentHash: null,
    basis: `${act.title}（${act.basis}）`,
    by: fact.by,
    byName: typeof fact.data.byName === 'string' ? fact.data.byName : '系统',
    at: fact.at,
  })
}

async function byRequest(ctx: Ctx, { seal, subject }: Asked, request: string): Promise<ApprovalRow> {
  const approval = await findApprovalOf(ctx.tx, request)
  if (!approval || approval.seal !== seal.id) throw refuse('seal.unapproved')
  if (approval.subject !== subject) throw refuse('seal.other-subject')
  return approval
}

/** A request is approved for one file, of which the SM3 is told; an act is approved for the paper that it makes. */
export function mustBeApproved({ request, documentHash }: ApprovalRow, sealed: string): void {
  if (request !== null && documentHash !== sealed) throw refuse('seal.changed')
}
