/** Writing on a case: many read, one writes; what is written is kept as a draft until it is sent. */
import { refusals } from '#base/refusal.ts'
import { findFile } from '#kernel/case/api.ts'
import { zhMoment } from '#kernel/clock/rules/text.ts'
import { type Action, type Ctx, may } from '#kernel/module.ts'
import { tell } from '#modules/message/api.ts'
import type { AskPen, CaseId, PenView, SaveDraft, TakePen } from '../../schema/desk.ts'
import { dropPen, dropWriting, findPen, listDrafts, type Pen, saveDraft, takePen } from '../../store/pen.ts'
import { asStaff } from './staff.ts'

const refuse = refusals({
  'window.pen-taken': [
    409,
    '{name}从{since}开始正在写这一件，{until}前有效。您可以接着看；急着办，请按“请他让出”，或者等到期。您填的内容还在',
  ],
  'window.no-case': [404, '没有找到这一件，可能编号输错了，或者不在您能看的范围里'],
  'window.asked-only': [403, '本单位是被请来出意见的，可以看这一件，不能替承办单位办。意见请到“会办”里交'],
  'window.nobody-writes': [409, '现在没有人在写这一件，也没有人领，您可以直接办'],
})

/** How long a pen is held after the last word, in milliseconds. */
const penMs = 15 * 60_000

/** The case of somebody who may see it. */
export async function fileOf(ctx: Ctx, id: string) {
  const file = await findFile(ctx.tx, id)
  if (!file) throw refuse('window.no-case')
  return file
}

/** The case of somebody who may write on it: an organ that is only asked reads. */
async function ownFileOf(ctx: Ctx, id: string) {
  const file = await fileOf(ctx, id)
  const { organ, division, holder } = file
  if (!may(ctx.who, 'case.read', { organ, division }) && holder !== ctx.who.id) throw refuse('window.asked-only')
  return file
}

export const penView = (ctx: Ctx, pen: Pen | undefined): PenView | null =>
  pen ? { name: pen.name, mine: pen.account === ctx.who.id, since: pen.since.toISOString(), until: pen.until.toISOString() } : null

/** Refuses whoever comes while another writes: his pen was lost, or he never had it. */
export async function mustHavePen(ctx: Ctx, id: string): Promise<void> {
  const pen = await findPen(ctx.tx, id, ctx.now)
  if (pen && pen.account !== ctx.who.id)
    throw refuse('window.pen-taken', { name: pen.name, since: zhMoment(pen.since, ctx.now), until: zhMoment(pen.until, ctx.now) })
}

/** Takes the pen, or keeps it; where another has it, says who and until when. */
export const beginWriting: Action<TakePen, PenView | null> = async (ctx, { id, seen }) => {
  asStaff(ctx)
  const { organ, seq } = await ownFileOf(ctx, id)
  if (seen !== undefined && seen !== seq) return penView(ctx, await findPen(ctx.tx, id, ctx.now))
  const until = new Date(ctx.now.getTime() + penMs)
  return penView(ctx, await takePen(ctx.tx, { caseId: id, account: ctx.who.id, name: ctx.who.name, organ, since: ctx.now, until }))
}

export const endWriting: Action<CaseId, object> = async (ctx, { id }) => {
  asStaff(ctx)
  await fileOf(ctx, id)
  await dropPen(ctx.tx, id, ctx.who.id)
  return {}
}

/** Keeps what is being written, and the pen with it. */
export const keepDraft: Action<SaveDraft, { at: string; pen: PenView | null }> = async (ctx, { id, verb, values, seen }) => {
  const pen = await beginWriting(ctx, { id, seen })
  const { organ, seq } = await fileOf(ctx, id)
  if (seen === undefined || seen === seq)
    await saveDraft(ctx.tx, { caseId: id, organ, verb, values, account: ctx.who.id, name: ctx.who.name, at: ctx.now })
  return { at: ctx.now.toISOString(), pen }
}

/** Once an act is done its draft is gone, and the pen is free. */
export async function putDown(ctx: Ctx, id: string, verb: SaveDraft['verb']): Promise<void> {
  dropWriting(ctx.tx, id, ctx.who.id, verb)
}

/** Drafts as they are shown: what others write is announced, and only one's own is opened again. */
export async function draftViews(ctx: Ctx, id: string) {
  return (await listDrafts(ctx.tx, id)).map(({ verb, account, name, values, at }) => ({
    verb,
    by: name,
    mine: account === ctx.who.id,
    at: at.toISOString(),
    values: account === ctx.who.id ? values : null,
  }))
}

/** Asks the one who writes or holds a case to let go of it: a notice to him, and nothing else happens. */
export const askForCase: Action<AskPen, { sentence: string }> = async (ctx, { id, note }) => {
  asStaff(ctx)
  const file = await fileOf(ctx, id)
  const pen = await findPen(ctx.tx, id, ctx.now)
  const to = pen && pen.account !== ctx.who.id ? { id: pen.account, name: pen.name } : { id: file.holder, name: file.holderName }
  if (!to.id || to.id === ctx.who.id) throw refuse('window.nobody-writes')
  await tell(ctx, {
    template: 'desk.asked-for',
    source: `asked:${id}:${ctx.who.id}:${ctx.now.toISOString().slice(0, 15)}`,
    to: [{ account: to.id }],
    fields: { byName: ctx.who.name, item: file.itemName, applicant: file.applicantName, note: note ? `留言：${note}` : '' },
    link: `/desk/cases/${id}`,
  })
  return { sentence: `已经告诉${to.name}，等他让出。他放回或转交后，您会收到消息` }
}
