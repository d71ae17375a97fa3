/** One's own cases: the list, the progress, what was handed in, and the way out. */
import { refusals } from '#base/refusal.ts'
import {
  dossier,
  explainClock,
  findFile,
  listCorrections,
  listFiles,
  listReads,
  readAssessment,
  readMaterial,
  type Taken,
  take,
} from '#kernel/case/api.ts'
import type { CaseFile, Dossier } from '#kernel/case/rules/dossier.ts'
import { provides } from '#kernel/case/schema.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { wouldEndOn } from '#kernel/clock/rules/read.ts'
import { zhDate, zhMoment } from '#kernel/clock/rules/text.ts'
import { myDrafts } from '#kernel/form/api.ts'
import { itemName, organOf } from '#kernel/item/api.ts'
import { type Ctx, FileAnswer, isHis } from '#kernel/module.ts'
import type { Visit } from '#kernel/permission/api.ts'
import { clockView, dueOf, nextSteps, outcomeOf, stepsOf, todoOf, trackOf, turnWords, wordOf } from '../rules/progress.ts'
import { affairsOf, nameOfClient } from '../rules/whose.ts'
import type { CaseId, FileId, Withdraw } from '../schema/apply.ts'
import type { ClockView, DoneView, MineRow, MineView, ProgressView, WithdrawView } from '../schema/view.ts'

const refuse = refusals({
  'window.not-mine': [404, '没有找到这一件，可能编号输错了，或者不是您办的'],
  'window.not-withdrawable': [409, '这一件现在不能撤回：{why}'],
})

/** A case of one's own; a stranger's is not there, and neither is one that somebody sees only as staff. */
export async function mine(ctx: Ctx, id: string): Promise<Dossier> {
  const file = await findFile(ctx.tx, id)
  if (!file || !isHis(ctx.who, file)) throw refuse('window.not-mine')
  return dossier(ctx, id)
}

const running = ['submitted', 'received', 'accepted', 'examining', 'suspended', 'deciding', 'approved', 'refused', 'making', 'ready']
const turnOfRow = (f: CaseFile, organ: string) =>
  f.turn === 'applicant' || f.tolerantMissing > 0 ? '您' : f.turn === 'nobody' ? '' : organ

async function rowOf(ctx: Ctx, f: CaseFile): Promise<MineRow> {
  const organ = (await organOf(ctx.tx, f.organ)).shortName
  const due = f.dueOn ? `${zhDate(f.dueOn, dayOf(ctx.now))}前` : undefined
  return {
    id: f.id,
    itemName: f.itemName,
    applicantName: f.applicantName,
    word: wordOf(f.status),
    turn: turnOfRow(f, organ),
    due,
    submittedAt: f.submittedAt,
    href: `/cases/${f.id}`,
  }
}

/** Everything of mine: my turn first, then what runs, then what is over. */
export const myAffairs = async (ctx: Visit): Promise<MineView> => {
  const parties = affairsOf(ctx.session)
  const list = await listFiles(ctx.tx, { applicants: parties }, { today: dayOf(ctx.now), sort: 'newest', limit: 100 })
  const drafts = await Promise.all(
    (await myDrafts(ctx))
      .filter((d) => parties.includes(d.applicant))
      .map(async ({ id, item, applicant, savedAt, expiresOn }) => ({
        id,
        item,
        itemName: await itemName(ctx.tx, item),
        applicant,
        savedAt,
        expiresOn,
      })),
  )
  const yours = list.rows.filter((f) => (f.turn === 'applicant' || f.tolerantMissing > 0) && !f.endedAt)
  const rest = list.rows.filter((f) => !yours.includes(f))
  const rows = (files: CaseFile[]) => Promise.all(files.map((f) => rowOf(ctx, f)))
  return {
    yours: await rows(yours),
    running: await rows(rest.filter((f) => running.includes(f.status))),
    closed: await rows(rest.filter((f) => !running.includes(f.status))),
    drafts,
    more: list.next !== null,
  }
}

/** The progress of one's own case, like a parcel's, with every clock opened day by day. */
export const progress = async (ctx: Visit, { id }: CaseId): Promise<ProgressView> => {
  const d = await mine(ctx, id)
  const { file, state, item, organ } = d
  const today = dayOf(ctx.now)
  const clocks = await openedClocks(ctx, d, today)
  const reads = await listReads(ctx, id)
  return {
    id,
    client: nameOfClient(ctx.session, file.applicant),
    division: file.division,
    no: file.no,
    queryCode: file.queryCode,
    item: { code: file.item, name: file.itemName },
    applicantName: file.applicantName,
    submittedAt: file.submittedAt,
    status: { word: wordOf(file.status), step: '' },
    ...stepsOf(state),
    turn: turnWords(file.turn, organ.shortName, state),
    due: dueOf(d, today),
    todo: todoOf(d, today),
    clocks,
    track: trackOf(state, ctx.now),
    papers: d.papers
      .map((p) => ({
        id: p.id,
        title: p.title,
        about: [zhMoment(p.madeAt, ctx.now), p.no].filter(Boolean).join('，'),
        checkCode: p.checkCode,
      }))
      .reverse(),
    corrections: (await listCorrections(ctx, id, '本人查看')).map((c) => ({ when: zhMoment(c.at, ctx.now), changes: c.changes })),
    looks: reads.map((r) => ({
      when: zhMoment(r.at, ctx.now),
      who: String(r.data.office ?? ''),
      what: `${r.data.what}，${r.data.purpose}`,
    })),
    materials: d.materials.map((m) => ({
      name: m.name,
      how: m.source ?? provides[m.provide],
      files: m.files.map((f) => ({ hash: f.hash, name: f.name })),
    })),
    outcome: outcomeOf(d),
    firm: d.file.applicantKind === 'legal',
    verbs: d.verbs.filter((v) => v.open && v.verb === 'withdraw').map(({ verb, label }) => ({ verb, label })),
    organ: { name: organ.name, phone: organ.phone, hours: organ.hours, complaintPhone: organ.complaintPhone },
    rate: state.decision !== undefined,
    demo: item.demo,
    said: (await readAssessment(ctx, id, '本人查看'))?.said ?? [],
  }
}

/** Every clock of a case that runs or ran, opened, the pressing one first. */
async function openedClocks(ctx: Ctx, d: Dossier, today: string): Promise<ClockView[]> {
  const names = ['promise', 'legal', 'notice', 'correction', 'delivery'].sort((a, b) => Number(b === d.pressing) - Number(a === d.pressing))
  const clocks: ClockView[] = []
  for (const name of names) {
    const opened = d.clocks.some((c) => c.name === name) ? await explainClock(ctx, d.file.id, name) : undefined
    if (opened) clocks.push(clockView(opened, today))
  }
  return clocks
}

/** The confirmation after sending; it may be kept and still works later. */
export const done = async (ctx: Visit, { id }: CaseId): Promise<DoneView> => {
  const d = await mine(ctx, id)
  const ends = wouldEndOn(d.item.promise, dayOf(d.file.submittedAt), ctx.calendar)
  return {
    id,
    client: nameOfClient(ctx.session, d.file.applicant),
    division: d.file.division,
    no: d.file.no,
    queryCode: d.file.queryCode,
    itemName: d.file.itemName,
    organ: d.organ.name,
    phone: d.organ.phone,
    hours: d.organ.hours,
    submittedAt: d.file.submittedAt,
    receipt: d.papers.find((p) => p.kind === 'receipt')?.id,
    steps: nextSteps(d, ends, dayOf(ctx.now)),
  }
}

/** A file that was handed in with one's own case. */
export const caseFile = async (ctx: Visit, { id, hash }: FileId): Promise<FileAnswer> => {
  await mine(ctx, id)
  const stored = await readMaterial(ctx, id, hash, '本人查看')
  return new FileAnswer(await ctx.storage.read(hash), stored.type, stored.name)
}

export const withdrawPage = async (ctx: Visit, { id }: CaseId): Promise<WithdrawView> => {
  const { file, verbs } = await mine(ctx, id)
  const verb = verbs.find((v) => v.verb === 'withdraw')
  const { itemName, division } = file
  return {
    id,
    itemName,
    division,
    client: nameOfClient(ctx.session, file.applicant),
    why: verb?.open ? undefined : (verb?.why ?? '已经办完了'),
  }
}

export const withdraw = async (ctx: Visit, { id, reason }: Withdraw): Promise<Taken> => {
  await mine(ctx, id)
  return take(ctx, { id, verb: 'withdraw', input: { reason } })
}
