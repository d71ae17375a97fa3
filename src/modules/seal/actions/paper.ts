/** Papers of the house, sealed as they are drawn. The act that made the paper is the approval; no seal signs a paper of another act. */
import { asSystem } from '#base/as-system.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { actAt, actsOf, findKind } from '#kernel/document/api.ts'
import { isRecalled, listFacts } from '#kernel/ledger/api.ts'
import type { Ctx, PaperSealer, Recorded } from '#kernel/module.ts'
import type { SealRow } from '../schema/seal.ts'
import { findStanding } from '../store/seal.ts'
import { whyNot } from './approve.ts'
import { sealDocument } from './use.ts'

type Paper = Parameters<PaperSealer>[1]

/** The organ's seal that is in force and fits. */
async function sealFor(ctx: Ctx, { kind, organ }: Pick<Paper, 'kind' | 'organ'>): Promise<SealRow | undefined> {
  const today = dayOf(ctx.now)
  for (const wanted of findKind(ctx.rooms, kind)?.spec.seals ?? []) {
    const seal = await findStanding(ctx.tx, organ, wanted)
    if (seal?.status === 'valid' && seal.validFrom! <= today && today <= seal.validTo!) return seal
  }
  return undefined
}

/** The act that made the paper, where it stands, is declared to approve a seal, and is the organ's own. */
async function actOf(ctx: Ctx, { subject, act, organ }: Paper): Promise<Recorded | undefined> {
  const fact = actAt(actsOf(ctx.rooms), await listFacts(ctx.tx, subject), act)
  if (!fact || (await isRecalled(ctx.tx, fact))) return undefined
  return (await whyNot(ctx, fact, { subject, owner: organ })) ? undefined : fact
}

/** Whether a paper will be sealed, asked before it is drawn, so that it shows no empty place for a seal. Where the applicant signs too, it stays open for him. */
export const sealPaper: PaperSealer = (ctx, paper) =>
  asSystem(ctx.tx, async () => {
    const seal = await sealFor(ctx, paper)
    const fact = seal && (await actOf(ctx, paper))
    if (!seal || !fact) return undefined
    const asked = (page: number, x: number, y: number) => ({
      seal: { id: seal.id },
      subject: paper.subject,
      title: paper.no ? `${paper.title} ${paper.no}` : paper.title,
      approval: { fact: fact.id },
      places: [{ page, x, y }],
    })
    return {
      pdf: async (pdf, { page, x, y }) => (await sealDocument(ctx, { ...asked(page - 1, x, y), pdf })).file,
      ofd: async (ofd, { page, x, y }) =>
        (await sealDocument(ctx, { ...asked(page, x, y), ofd, lock: !findKind(ctx.rooms, paper.kind)?.spec.signedByApplicant })).file,
    }
  })
