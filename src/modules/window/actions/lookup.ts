/** Looking without signing in: a case by its code, a paper by its check code. */
import { asSystem } from '#base/as-system.ts'
import { sm3 } from '#base/digest.ts'
import { attemptsAt, countAttempt, forgiveAttempt } from '#base/limit.ts'
import { Refusal, refusals } from '#base/refusal.ts'
import { sameText } from '#base/secret.ts'
import { dossier, findFileByCode } from '#kernel/case/api.ts'
import type { CaseFile } from '#kernel/case/rules/dossier.ts'
import { readQueryCode } from '#kernel/case/rules/number.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhDate, zhFullDate, zhTime } from '#kernel/clock/rules/text.ts'
import { checkPaper, mayReadPaper } from '#kernel/document/api.ts'
import { organOf } from '#kernel/item/api.ts'
import type { Ctx } from '#kernel/module.ts'
import { registeredNumbers, speaksToday } from '#kernel/party/api.ts'
import { house, refusedButKept, type Visit } from '#kernel/permission/api.ts'
import { dueOf, stepsOf, turnWords, wordOf } from '../rules/progress.ts'
import type { CheckPaper, LookUp } from '../schema/apply.ts'
import type { CheckedView, FoundView } from '../schema/view.ts'

const refuse = refusals({
  'window.lookup-fields': [422, '请填 8 位查询码，和证件号码的后 4 位'],
  'window.not-found': [404, '没有查到。请核对查询码和证件后 4 位：单位办的，填统一社会信用代码或法定代表人身份证的后 4 位'],
  'window.too-many': [429, '试得太多了，请在 {until} 以后再查；着急的话打 12345'],
})

const mostTries = 10
const windowMs = 15 * 60_000

/** The last four characters that open a case: of the applicant's number, his company's code, its representative's, and his agent's while his letter reaches the case. */
async function tailsOf(ctx: Ctx, file: CaseFile): Promise<string[]> {
  const agent = file.agent && (await speaksToday(ctx, file.agent, file.applicant, file)) ? [file.agent] : []
  const parties = [file.applicant, ...agent]
  return (await registeredNumbers(ctx, parties)).map((no) => no.slice(-4).toUpperCase())
}

/** As much work for a code that is not there as for one that is, so that the time tells nothing. */
async function matches(ctx: Ctx, file: CaseFile | undefined, tail: string): Promise<boolean> {
  const tails = file ? await tailsOf(ctx, file) : ['____', '____']
  return tails.map((t) => sameText(t, tail.toUpperCase())).some(Boolean) && file !== undefined
}

export const lookUpPage = async (): Promise<FoundView> => ({ found: false })

const tooMany = ({ until }: { until: Date }) => refuse('window.too-many', { until: zhTime(until) })

/** Wrong tries are counted by network and by code. A code's count is held while one looks, so that many tries at once are counted one after another. */
async function find(ctx: Visit, { code, tail }: LookUp): Promise<CaseFile> {
  const asked = readQueryCode(code)
  if (asked.length !== 8 || tail.length !== 4) throw refuse('window.lookup-fields')
  const [network, ofCode] = [`lookup:${ctx.origin?.ip ?? ''}`, `lookup:${sm3(asked)}`]
  const here = await attemptsAt(ctx.tx, network, ctx.now)
  if (here && here.n >= mostTries) throw tooMany(here)
  const tries = await countAttempt(ctx.tx, ofCode, ctx.now, windowMs)
  if (tries.n > mostTries) throw tooMany(tries)
  const file = await findFileByCode(ctx.tx, asked)
  if (!(await matches(ctx, file, tail)) || !file) {
    await countAttempt(ctx.tx, network, ctx.now, windowMs)
    throw refuse('window.not-found')
  }
  await forgiveAttempt(ctx.tx, ofCode)
  return file
}

async function standing(ctx: Visit, file: CaseFile): Promise<FoundView> {
  const { state, ...d } = await dossier({ ...ctx, who: house }, file.id)
  const today = dayOf(ctx.now)
  const turn = turnWords(file.turn, (await organOf(ctx.tx, file.organ)).shortName, state)
  const due = dueOf({ state, ...d }, today)
  return {
    found: true,
    division: file.division,
    itemName: file.itemName,
    word: wordOf(file.status),
    turn: turn.who === '您' ? '申请人' : turn.who,
    due: due?.on ? `${due.ask}：${due.on}` : undefined,
    ...stepsOf(state),
    submittedOn: zhDate(dayOf(file.submittedAt), today),
  }
}

/** Where a case stands, for whoever knows its code and the end of a number: no name, no answer, no file. Tries are counted also where nothing is found. */
export const lookUp = async (ctx: Visit, asked: LookUp): Promise<FoundView> =>
  asSystem(ctx.tx, async () => {
    try {
      return await standing(ctx, await find(ctx, asked))
    } catch (error) {
      if (error instanceof Refusal) return refusedButKept(error)
      throw error
    }
  })

/** Whether a paper is ours and says what it says: title, kind, number, organ, act, day and the digest of the file; no name on it. */
export const checkPage = async (ctx: Visit, { code }: CheckPaper): Promise<CheckedView> => {
  if (!code) return { asked: false }
  const paper = await checkPaper(ctx, code)
  const organ = await organOf(ctx.tx, paper.organ)
  return {
    asked: true,
    title: paper.title,
    kind: paper.ofRoom ? `${paper.kindTitle}（${paper.ofRoom}）` : paper.kindTitle,
    no: paper.no,
    organ: organ.name,
    act: paper.actTitle ?? null,
    madeOn: zhFullDate(dayOf(paper.madeAt)),
    file: paper.fileHash,
    ofd: paper.ofdHash,
    open: (await mayReadPaper(ctx, paper.id)) ? paper.id : null,
    standing: '本系统出具，内容没有改动过',
  }
}
