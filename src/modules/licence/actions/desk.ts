/** The desk of those who issue and keep licences: lists, one licence whole, corrections answered. */
import { asSystem } from '#base/as-system.ts'
import { invalidFields, refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { drawOn, listUsesOf } from '#kernel/holding/api.ts'
import { standingOn } from '#kernel/holding/rules.ts'
import { organOf } from '#kernel/item/api.ts'
import { listFacts } from '#kernel/ledger/api.ts'
import { type Action, type Ctx, FileAnswer } from '#kernel/module.ts'
import { maskName } from '#kernel/party/rules/mask.ts'
import { may } from '#kernel/who.ts'
import { personOf, tell } from '#modules/message/api.ts'
import { acts, opensIn, stateCodes } from '../rules/acts.ts'
import { maskFace } from '../rules/mask.ts'
import type { AnswerCorrection } from '../schema/holder.ts'
import { ActName as ActNames, type AskList, type AskOne, type FaceValue, type Licence } from '../schema/licence.ts'
import type { DeskView, ListView, Row } from '../schema/view.ts'
import { answerCorrection, listCorrections, lockCorrection } from '../store/holder.ts'
import { listAsked, listLicences, listVersions, listWaiting } from '../store/licence.ts'
import { reads } from './act.ts'
import { drawn } from './draw.ts'
import { nextVersion } from './issue.ts'
import { about, getLicence, hold, readersOf, whole } from './keep.ts'

const refuse = refusals({
  'licence.no-correction': [404, '没有这条纠错，可能已经答复过了。请刷新看最新情况'],
  'licence.no-file': [404, '这张证照没有版式文件：是从历史数据导入的，还没有重新制证'],
})

const pageSize = 100

const rowOf =
  (today: string) =>
  (l: Licence): Row => {
    const { id, typeName, no, state, organName, issuedOn, toOn, updatedAt } = l
    const holder = l.holderKind === 'natural' ? maskName(l.holderName) : l.holderName
    return { id, typeName, no, state, organName, issuedOn, toOn, updatedAt, holder, label: stateCodes[standingOn(l, today)].label }
  }

/** Licences of one's organs, and what should have become one and could not. */
export const list: Action<AskList, ListView> = async (ctx, asked) => {
  const waiting = await listWaiting(ctx.tx)
  if (asked.show === 'waiting') return { rows: [], waiting, more: false }
  const found = await listLicences(ctx.tx, asked, pageSize + 1)
  return { rows: found.slice(0, pageSize).map(rowOf(dayOf(ctx.now))), waiting, more: found.length > pageSize }
}

const wordsOf = ({ reason, article, why }: Record<string, unknown>) =>
  [reason, article, why].filter((w) => typeof w === 'string').join('，')

/** One licence with its versions, what may be done, who asked for what, and who has used it. */
export const open: Action<AskOne, DeskView> = async (ctx, { id }) => {
  const licence = await getLicence(ctx, id)
  reads(ctx, licence, 'licence.read', '查看')
  const { face } = await asSystem(ctx.tx, () => whole(ctx, licence))
  const { identifier, version, fromOn, demo, origin } = licence
  const mayHandle = may(ctx.who, 'licence.handle', licence)
  const names = new Map(ctx.rooms.flatMap((r) => Object.entries(r.facts)))
  return {
    licence: { ...rowOf(dayOf(ctx.now))(licence), identifier, version, fromOn, demo, origin },
    face: maskFace(face),
    versions: (await listVersions(ctx.tx, id)).map(({ face: _, sealUse: __, licence: ___, file, ...v }) => ({ ...v, file: file !== null })),
    acts: ActNames.options
      .filter((act) => mayHandle && opensIn(act, licence.state))
      .map((act) => ({ act, label: acts[act].label, article: acts[act].article, two: acts[act].approver !== undefined })),
    asked: (await listAsked(ctx.tx, id)).map((a) => ({ ...a, label: acts[a.act].label, mine: a.by === ctx.who.id })),
    corrections: await listCorrections(ctx.tx, id),
    uses: (await asSystem(ctx.tx, () => listUsesOf(ctx.tx, licence.party, 500))).filter((u) => u.holding === about(id)),
    history: (await listFacts(ctx.tx, about(id))).reverse().map((f) => ({
      name: names.get(f.name) ?? f.name,
      byName: String(f.data.byName ?? '系统'),
      at: f.at,
      words: wordsOf(f.data),
    })),
  }
}

/** The sealed file of the current version; whoever opens it leaves a trace that its holder sees. */
export const openFile = async (ctx: Ctx, { id }: AskOne): Promise<FileAnswer> => {
  const licence = await getLicence(ctx, id)
  reads(ctx, licence, 'licence.read', '查看')
  const [version] = await listVersions(ctx.tx, id)
  const file = version?.file ?? (await asSystem(ctx.tx, () => drawn(ctx, id)))
  if (!file) throw refuse('licence.no-file')
  const office = ctx.who.organ ? (await organOf(ctx.tx, ctx.who.organ)).name : licence.organName
  await drawOn(ctx, { kind: 'query', purpose: '查看证照文件', organName: office, of: [{ holding: about(id) }] })
  return new FileAnswer(await ctx.storage.read(file), 'application/ofd', `${licence.typeName} ${licence.no}.ofd`, false)
}

/** 名称=新的内容, line by line, over the face as it stands; a line that the face does not have is refused. */
function changed(face: readonly FaceValue[], lines: readonly string[]): FaceValue[] {
  const told = new Map(lines.map((line) => [line.slice(0, line.search(/[=＝]/)).trim(), line.slice(line.search(/[=＝]/) + 1).trim()]))
  const wrong = lines.filter((line) => !face.some((v) => v.name === line.slice(0, Math.max(0, line.search(/[=＝]/))).trim()))
  if (lines.length === 0 || wrong.length > 0) {
    const names = face.map((v) => v.name).join('、')
    throw invalidFields([{ field: 'lines', sentence: `请一行写一项，照“名称=新的内容”写。照面上有：${names}` }])
  }
  return face.map((v) => (told.has(v.name) ? { ...v, text: told.get(v.name)!, ...(v.element ? { value: told.get(v.name)! } : {}) } : v))
}

/** Answers a correction: a face that was wrong becomes the next version, sealed anew; a face that is right stays, with the reason. */
export const answer: Action<AnswerCorrection, { id: string }> = async (ctx, { id, verdict, answer, lines = [] }) => {
  const correction = await asSystem(ctx.tx, () => lockCorrection(ctx.tx, id))
  if (correction?.state !== 'open') throw refuse('licence.no-correction')
  const licence = await getLicence(ctx, correction.licence)
  reads(ctx, licence, 'licence.issue', '更正')
  await asSystem(ctx.tx, async () => {
    await answerCorrection(ctx.tx, { ...correction, state: verdict, answer, answeredAt: ctx.now })
    const data = { licence: licence.id, organ: licence.organ, correction: id, verdict, byName: ctx.who.name }
    await ctx.emit({ name: 'licence.correction-answered', about: about(licence.id), readers: readersOf(licence), data })
    if (verdict === 'corrected') {
      const held = await hold(ctx, licence.id)
      await nextVersion(ctx, held, changed(held.face, lines), { why: '照面更正', caseId: null, approval: 'this' })
    }
    const to = await personOf(ctx, licence.party)
    const fields = {
      licence: licence.typeName,
      verdict: verdict === 'corrected' ? '已经更正' : '核实后没有更正',
      answer,
      organ: licence.organName,
    }
    if (to)
      await tell(ctx, {
        template: 'licence.correction-answered',
        to: [to],
        source: `licence-correction:${id}`,
        fields,
        link: `/licences/${licence.id}`,
      })
  })
  return { id }
}
