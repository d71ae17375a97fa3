/** Those who answer requests to correct personal information: what waits in their organs, and the answer, once, with its ground. */
import { invalidFields, refusals } from '#base/refusal.ts'
import type { Ctx, Mending } from '#kernel/module.ts'
import { may } from '#kernel/who.ts'
import { outcomesOf } from '../rules/mend.ts'
import type { AnswerCorrection, Correction, CorrectionId, CorrectionOpened } from '../schema.ts'
import { type CorrectionRow, findCorrection, listWaiting, lockCorrection, setAnswered } from '../store/correction.ts'
import { opened, sealed } from './sealed.ts'
import { tellAnswered } from './told.ts'

const refuse = refusals({
  'personal.no-correction': [404, '没有找到这条更正请求，可能不在您的单位'],
  'personal.answered': [409, '这条更正请求已经答复过了，请刷新看答复'],
})

const most = 200

const answers = (ctx: Ctx, { organ, division }: Pick<CorrectionRow, 'organ' | 'division'>): boolean =>
  may(ctx.who, 'personal.correct', { organ, division })

export const waiting = async (ctx: Ctx): Promise<Correction[]> => {
  const organs = ctx.who.grants.filter((g) => g.permission === 'personal.correct').map((g) => g.organ)
  return (await listWaiting(ctx.tx, organs, most)).filter((row) => answers(ctx, row)).map((row) => opened(ctx, row))
}

/** A request of this person's organs; any other is not there for him. */
function seen(ctx: Ctx, row: CorrectionRow | undefined): CorrectionRow {
  if (!row || !answers(ctx, row)) throw refuse('personal.no-correction')
  return row
}

/** How the class is put right. Of a class that a later program has no more, the request can be answered all the same. */
const mendsOf = (ctx: Ctx, { class: asked }: CorrectionRow): Mending =>
  ctx.rooms.flatMap((r) => r.personal).find((e) => e.tables[0] === asked)?.mends ?? { by: 'register', how: '' }

const putOf = (mends: Mending) => (mends.by === 'register' ? mends.put : undefined)

export const openCorrection = async (ctx: Ctx, { id }: CorrectionId): Promise<CorrectionOpened> => {
  const row = seen(ctx, await findCorrection(ctx.tx, id))
  const mends = mendsOf(ctx, row)
  return { correction: opened(ctx, row), outcomes: outcomesOf(mends), value: putOf(mends)?.label ?? null }
}

/** Does what the answer says: the register gets the value that was verified, the record its note. */
async function carryOut(ctx: Ctx, row: CorrectionRow, { outcome, ground, value }: AnswerCorrection): Promise<void> {
  const mends = mendsOf(ctx, row)
  if (!outcomesOf(mends).includes(outcome)) throw invalidFields([{ field: 'outcome', sentence: '这一类信息不能这样处理，请重新选' }])
  const put = putOf(mends)
  if (outcome === 'corrected' && put && value) await put.act(ctx, { party: row.party, account: row.account }, value)
  if (outcome === 'noted' && mends.by === 'note' && row.record) await mends.note?.(ctx, { record: row.record, correction: row.id, ground })
}

export const answerCorrection = async (ctx: Ctx, input: AnswerCorrection): Promise<{ id: string }> => {
  const row = seen(ctx, await lockCorrection(ctx.tx, input.id))
  if (row.outcome) throw refuse('personal.answered')
  await carryOut(ctx, row, input)
  const { outcome, ground } = input
  await setAnswered(ctx.tx, row.id, { outcome, ground, sealed: sealed(ctx, input.answer), by: ctx.who.id, name: ctx.who.name, at: ctx.now })
  await ctx.emit({
    name: 'personal.correction-answered',
    about: `data-correction:${row.id}`,
    data: { outcome, ground, class: row.class, record: row.record, organ: row.organ, byName: ctx.who.name },
  })
  await tellAnswered(ctx, row, outcome)
  return { id: row.id }
}
