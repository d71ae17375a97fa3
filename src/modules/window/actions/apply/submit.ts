/** A draft becomes a case, in one step: the case is there or the draft still is, never both and never neither. */
import { refusals } from '#base/refusal.ts'
import { type Submitted, submit as submitCase } from '#kernel/case/api.ts'
import type { Material } from '#kernel/case/schema.ts'
import { endDraft } from '#kernel/form/api.ts'
import { stopOf } from '#kernel/form/rules/visible.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { mustReach, type Visit } from '#kernel/permission/api.ts'
import { Level } from '#kernel/provider.ts'
import type { SubmitDraft } from '../../schema/apply.ts'
import { sourceOf } from '../earlier.ts'
import { type Journey, openJourney } from './journey.ts'
import type { DraftFile } from './material.ts'

const refuse = refusals({
  'window.not-ready': [422, '还有没做完的，先回到列表补齐再提交'],
  'window.stopped': [422, '{sentence}'],
  'window.pledge-first': [422, '这件事按告知承诺办，请先看完告知书，勾选“我承诺”再提交'],
})

const provideOf: Record<string, Material['provide']> = { uploaded: 'upload', later: 'tolerant', asked: 'inquiry' }

function materialsOf({ lines }: Journey): Material[] {
  return lines
    .filter((l) => provideOf[l.state])
    .map(({ material, state, files }) => ({
      code: material.id,
      name: material.name,
      provide: provideOf[state]!,
      ...sourceOf([...new Set(files.flatMap((f) => f.from ?? []))]),
      files: (files as DraftFile[]).map((f) => ({ hash: f.id, name: f.name, type: f.type, size: f.bytes })),
    }))
}

/** How surely whoever sends an item is known: by name and number (实名) where the item says nothing else. */
const levelOf = ({ assurance = '2' }: Pick<HandlingItem, 'assurance'>): Level => Level.parse(Number(assurance))

/** Sends the application. A draft that a first press has turned into a case answers a second with that case, by the client key. */
export const submitDraft = async (ctx: Visit, { id, pledge }: SubmitDraft): Promise<Submitted> => {
  const journey = await openJourney(ctx, id)
  const { row, item, answers, plan, form } = journey
  const stop = stopOf(form, answers)
  if (stop) throw refuse('window.stopped', { sentence: stop.sentence })
  if (!plan.ready) throw refuse('window.not-ready')
  if (item.mode === 'commitment' && !pledge) throw refuse('window.pledge-first')
  mustReach(ctx, levelOf(item), `/drafts/${id}/check`)
  const agent = ctx.session?.speaking.find((s) => s.as === 'self')?.party
  const application = {
    item: row.item,
    division: row.division,
    applicant: row.applicant,
    channel: 'web' as const,
    declared: true as const,
    pledged: pledge,
    answers,
    materials: materialsOf(journey),
    ...(agent && agent !== row.applicant ? { agent } : {}),
  }
  const submitted = await submitCase(ctx, application, journey.sources)
  await endDraft(ctx, id)
  return submitted
}
