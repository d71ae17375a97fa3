/** The one place where a seal signs: hold it, find the approval, sign, write the use, leave a fact. All of it or nothing. */
import { setImmediate as breathe } from 'node:timers/promises'
import type { Draft } from '@haoban/gm/ofd'
import { asSystem } from '#base/as-system.ts'
import { once } from '#base/once.ts'
import { refusals } from '#base/refusal.ts'
import { inStep } from '#base/together.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Ctx } from '#kernel/module.ts'
import { sealKinds } from '../rules/kinds.ts'
import type { SealKind, SealRow } from '../schema/seal.ts'
import type { Approval, SealPlace, SealUse } from '../schema/use.ts'
import { findStanding, type Held, holdSeal } from '../store/seal.ts'
import { type ApprovalRow, addUse } from '../store/use.ts'
import { approvalOf, mustBeApproved } from './approve.ts'
import { mustHavePdfKey } from './pdf-key.ts'
import { readersOf } from './reach.ts'
import { ofdToSeal, pdfToSeal, type ToSeal } from './sign.ts'

const refuse = refusals({
  'seal.none': [409, '{organ}还没有可用的“{kind}”，不能盖章。请先申领印章'],
  'seal.unknown': [404, '没有找到这枚印章，请从印章列表重新打开'],
  'seal.not-valid': [409, '“{name}”现在{state}，不能盖章。{next}'],
  'seal.case-only': [403, '“{name}”是 2 号章，只能用在受托办理的办件和证照上。请写明办件'],
})

/** Why a seal cannot be used now and what to do, by its status. */
const out: Partial<Record<SealRow['status'], { state: string; next: string }>> = {
  lost: { state: '已挂失', next: '找回后请印章管理员解除挂失，找不回请注销重做' },
  frozen: { state: '被冻结', next: '请联系印章管理员问清原因，解冻后再盖' },
  cancelled: { state: '已注销', next: '请用现在有效的印章' },
  changed: { state: '已换新', next: '请用换发的新印章' },
  expired: { state: '已过有效期', next: '请申领新印章' },
}

export type Sealing = {
  /** A seal by its id, or the one of a kind that an organ has in force; `powerOf` names the organ whose powers a 2号章 stamps. */
  seal: { id: string } | { organ: string; kind: SealKind; powerOf?: string }
  /** What it belongs to: `case:…`, `licence:…`, `document:…` */
  subject: string
  title: string
  approval: Approval
  places: readonly SealPlace[]
  /** Nobody may sign after this. */
  lock?: boolean
  /** one of many: packed in a thread of its own, so that people do not wait */
  apart?: boolean
} & (
  | { /** a finished file, or one that is still to be written */ ofd: Uint8Array | Draft; pdf?: undefined }
  | { /** a finished file; its one place is a page and a point */ pdf: Uint8Array; ofd?: undefined }
)

export type Sealed = { bytes: Uint8Array; file: { hash: string; size: number }; use: Omit<SealUse, 'approvedBy' | 'approvedAt'> }

const standingOf = (ctx: Ctx, { organ, kind, powerOf }: { organ: string; kind: SealKind; powerOf?: string }): Promise<string | undefined> =>
  once(ctx.tx, `seal.standing:${organ}:${kind}:${powerOf}`, async () => (await findStanding(ctx.tx, organ, kind, powerOf))?.id)

async function hold(ctx: Ctx, { seal: asked, pdf }: Sealing): Promise<Held> {
  const id = 'id' in asked ? asked.id : await standingOf(ctx, asked)
  if (id && pdf) await mustHavePdfKey(ctx, id)
  if (!id) throw 'id' in asked ? refuse('seal.unknown') : refuse('seal.none', { organ: '这个机关', kind: sealKinds[asked.kind].title })
  const seal = await once(ctx.tx, `seal.held:${id}`, () => holdSeal(ctx.tx, id))
  if (!seal) throw refuse('seal.unknown')
  mustBeValid(seal, ctx.now)
  return seal
}

/** Refuses a seal that is not in force, with what to do about it. */
export function mustBeValid(seal: SealRow, now: Date): void {
  const today = dayOf(now)
  const inTime = seal.validFrom !== null && seal.validTo !== null && seal.validFrom <= today && today <= seal.validTo
  if (seal.status === 'valid' && inTime) return
  const told = out[seal.status === 'valid' ? 'expired' : seal.status] ?? { state: '还没有制作好', next: '制作好以后再盖' }
  throw refuse('seal.not-valid', { name: seal.name, ...told })
}

/** Signing takes a while: whoever is served by this process comes between two of many. In the press's thread it keeps nobody waiting. */
const pause = ({ apart }: Sealing) => (apart ? undefined : breathe())

/** Signs the file that was approved and no other, and keeps it; what is not signed leaves the press. */
async function signed(ctx: Ctx, asked: Sealing, approval: ApprovalRow, { documentHash, sign, leave }: ToSeal) {
  try {
    mustBeApproved(approval, documentHash)
    await pause(asked)
    const made = await sign()
    return { ...made, file: await ctx.storage.put(made.bytes, { hash: made.hash }) }
  } catch (error) {
    leave?.()
    throw error
  }
}

/**
 * Seals a document, in the caller's transaction. Refused without an approval that fits this seal, this subject and these
 * bytes; the use, with the digest of what was signed, stands in the same transaction or not at all.
 */
export const sealDocument = (ctx: Ctx, asked: Sealing): Promise<Sealed> =>
  asSystem(ctx.tx, async () => {
    const seal = await hold(ctx, asked)
    if (sealKinds[seal.kind].caseOnly && !/^(case|licence):/.test(asked.subject)) throw refuse('seal.case-only', { name: seal.name })
    await inStep(ctx.tx)
    const approval = await approvalOf(ctx, { seal, subject: asked.subject, approval: asked.approval })
    await pause(asked)
    const ready = asked.pdf ? pdfToSeal(ctx, seal, asked.pdf, asked) : await ofdToSeal(ctx, seal, asked.ofd, asked)
    const { file, ...made } = await signed(ctx, asked, approval, ready)
    await inStep(ctx.tx)
    const use: Sealed['use'] = {
      id: ctx.id(),
      seal: seal.id,
      subject: asked.subject,
      title: asked.title,
      approval: approval.id,
      request: approval.request,
      format: asked.pdf ? 'pdf' : 'ofd',
      documentHash: ready.documentHash,
      dataHash: made.dataHash,
      signatureHash: made.signatureHash,
      resultHash: file.hash,
      places: asked.places,
      by: ctx.who.id,
      at: ctx.now,
    }
    await addUse(ctx.tx, use)
    await ctx.emit({
      name: 'seal.used',
      about: `sealing:${use.id}`,
      readers: readersOf(seal),
      begins: true,
      data: {
        seal: seal.id,
        subject: use.subject,
        title: use.title,
        approval: use.approval,
        dataHash: use.dataHash,
        resultHash: use.resultHash,
      },
    })
    return { bytes: made.bytes, file, use }
  })
