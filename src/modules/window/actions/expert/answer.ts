/** The expert's side: by his link alone he sees the question and its files, and answers once. */
import { asSystem } from '#base/as-system.ts'
import { sm3 } from '#base/digest.ts'
import { refusals } from '#base/refusal.ts'
import { findFile } from '#kernel/case/api.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate, zhMoment } from '#kernel/clock/rules/text.ts'
import { organOf } from '#kernel/item/api.ts'
import { type Action, type Ctx, FileAnswer } from '#kernel/module.ts'
import { sideOf } from '#kernel/who.ts'
import { tell } from '#modules/message/api.ts'
import { type AnswerExpert, type ExpertFile, type ExpertPageView, type Token, verdictWords } from '../../schema/expert.ts'
import { answerSeat, findQuestion, lockSeat, type Question, type Seat } from '../../store/expert.ts'
import { aboutExperts } from './ask.ts'

const refuse = refusals({
  'window.no-seat': [404, '这个链接没有用了，可能已经收回，或者没有复制完整。请联系发给您链接的工作人员'],
  'window.seat-answered': [409, '您已经答复过了，一个链接只能答一次。要改，请联系发给您链接的工作人员'],
  'window.expert-late': [409, '答复的期限（{due}）已经过了。还想答复，请联系发给您链接的工作人员'],
  'window.no-attachment': [404, '这份文件没有附在问题里'],
})

type Opened = { seat: Seat; question: Question }

async function open(ctx: Ctx, token: string): Promise<Opened> {
  const seat = await lockSeat(ctx.tx, sm3(token))
  const question = seat && (await findQuestion(ctx.tx, seat.question))
  if (!seat || !question || seat.state === 'withdrawn') throw refuse('window.no-seat')
  return { seat, question }
}

const isLate = (ctx: Ctx, { seat, question }: Opened) => seat.state === 'open' && question.dueOn < dayOf(ctx.now)

async function show(ctx: Ctx, token: string): Promise<ExpertPageView> {
  const opened = await open(ctx, token)
  const { seat, question } = opened
  const organ = await organOf(ctx.tx, question.organ)
  const file = await findFile(ctx.tx, question.caseId)
  return {
    token,
    name: seat.name,
    itemName: question.itemName,
    organ: organ.name,
    division: file!.division,
    phone: organ.phone,
    question: question.text,
    due: zhDate(question.dueOn),
    files: question.files.map((f) => ({ hash: f.hash, name: f.material })),
    state: isLate(ctx, opened) ? 'late' : seat.state,
    answered:
      seat.verdict && seat.answeredAt
        ? { verdict: verdictWords[seat.verdict], answer: seat.answer ?? '', at: zhMoment(seat.answeredAt, ctx.now) }
        : null,
  }
}

export const expertPage: Action<Token, ExpertPageView> = (ctx, { token }) => asSystem(ctx.tx, () => show(ctx, token))

/** One attached file; the look is recorded where the applicant sees it. */
export const expertFile: Action<ExpertFile, FileAnswer> = (ctx, { token, hash }) =>
  asSystem(ctx.tx, async () => {
    const { seat, question } = await open(ctx, token)
    const stored = question.files.find((f) => f.hash === hash)
    if (!stored) throw refuse('window.no-attachment')
    const file = await findFile(ctx.tx, question.caseId)
    await ctx.emit({
      name: 'case.read',
      about: `case-reads:${question.caseId}`,
      readers: [...sideOf(file!), `organ:${question.organ}`, 'organ:*'],
      data: { what: stored.material, purpose: '专家咨询', office: seat.office, case: question.caseId, byName: seat.name },
    })
    return new FileAnswer(await ctx.storage.read(hash), stored.type, stored.name)
  })

/** The answer, once: recorded with the digest of its words, and told to the one who asked. */
export const answerExpert: Action<AnswerExpert, ExpertPageView> = (ctx, { token, verdict, answer }) =>
  asSystem(ctx.tx, async () => {
    const opened = await open(ctx, token)
    const { seat, question } = opened
    if (seat.state === 'answered') throw refuse('window.seat-answered')
    if (isLate(ctx, opened)) throw refuse('window.expert-late', { due: zhDate(question.dueOn) })
    await answerSeat(ctx.tx, seat.id, verdict, answer, ctx.now)
    await ctx.emit({
      name: 'window.expert-answered',
      about: aboutExperts(question.caseId),
      data: { question: question.id, seat: seat.id, verdict, answerHash: sm3(answer), byName: seat.name, office: seat.office },
    })
    await tell(ctx, {
      template: 'desk.expert-answered',
      source: `seat:${seat.id}`,
      to: [{ account: question.askedBy }],
      fields: { item: question.itemName, expert: seat.name, verdict: verdictWords[verdict] },
      link: `/desk/cases/${question.caseId}`,
    })
    return show(ctx, token)
  })
