/** A person asks that what is wrong about him be corrected (个人信息保护法 第四十六条): class by class it is said how, and by whom and when he is answered. */
import { refusals } from '#base/refusal.ts'
import { addWorkdays } from '#kernel/clock/rules/calendar.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { findOrganInForce, whoAnswers } from '#kernel/item/api.ts'
import type { HeldRecord, Person, Personal } from '#kernel/module.ts'
import { listColleagues, mustReach, type Visit } from '#kernel/permission/api.ts'
import { usualDays } from '../rules/mend.ts'
import type { AskClass, AskCorrection, Asking, Correction, CorrectionsShown, CorrectShown } from '../schema.ts'
import { addCorrection, type CorrectionRow, listCorrectionsOf } from '../store/correction.ts'
import { himself } from './data.ts'
import { opened, sealed } from './sealed.ts'
import { tellAsked } from './told.ts'

const refuse = refusals({
  'personal.no-class': [404, '没有这一类信息，请回到“更正我的信息”重新选'],
  'personal.own-way': [409, '这一类不用提请求：{how}'],
  'personal.no-record': [422, '请选是哪一件'],
  'personal.asked': [409, '同一处的更正请求还没有答复，答复以后可以再提'],
  'personal.no-organ': [409, '本市还没有指定由谁答复更正请求，请打 12345，或者带证件到政务服务大厅'],
})

export const correctionsPath = '/me/data/corrections'
const askPath = '/me/data/correct'
/** What is held is corrected for whoever is known by name and number. */
const askLevel = 2

const classOf = ({ tables }: Personal): string => tables[0]!
const entriesOf = (ctx: Visit): Personal[] => ctx.rooms.flatMap((room) => room.personal)
const daysOf = (ctx: Visit): number => ctx.city.corrections?.days ?? usualDays

const askingOf = (entry: Personal, records: readonly HeldRecord[]): Asking => ({
  class: classOf(entry),
  title: entry.title,
  by: entry.mends.by,
  how: entry.mends.how,
  ...(entry.mends.href ? { href: entry.mends.href } : {}),
  records,
})

export const corrections = async (ctx: Visit): Promise<CorrectionsShown> => {
  const { account } = himself(ctx)
  const made = (await listCorrectionsOf(ctx.tx, account)).map((row) => opened(ctx, row))
  return { name: ctx.who.name, classes: entriesOf(ctx).map((e) => askingOf(e, [])), made, days: daysOf(ctx) }
}

/** The class that is asked about, with the records he can name; one that has a way of its own is answered with that way. */
async function asked(ctx: Visit, wanted: string, person: Person): Promise<{ entry: Personal; records: readonly HeldRecord[] }> {
  const entry = entriesOf(ctx).find((e) => classOf(e) === wanted)
  if (!entry) throw refuse('personal.no-class')
  if (entry.mends.href) throw refuse('personal.own-way', { how: entry.mends.how })
  return { entry, records: (await entry.mends.records?.(ctx, person)) ?? [] }
}

export const correctPage = async (ctx: Visit, { class: wanted }: AskClass): Promise<CorrectShown> => {
  const { entry, records } = await asked(ctx, wanted, himself(ctx))
  return { asking: askingOf(entry, records), days: daysOf(ctx) }
}

type Answering = { organ: string; organName: string; division: string }

/** The organ that keeps the record, where somebody there answers such requests; else the one that the city names for all. */
async function answeringFor(ctx: Visit, record: HeldRecord | undefined): Promise<Answering> {
  const keeper = record && (await whoAnswers(ctx.tx, record.organ)).answering
  const today = dayOf(ctx.now)
  const place = keeper && { permission: 'personal.correct', organ: keeper.id, division: keeper.division }
  const named = ctx.city.corrections?.organ
  const organ =
    place && (await listColleagues(ctx.tx, place, today)).length > 0 ? keeper : named ? await findOrganInForce(ctx.tx, named) : undefined
  if (!organ) throw refuse('personal.no-organ')
  return { organ: organ.id, organName: organ.name, division: organ.division }
}

const none = { outcome: null, answerSealed: null, ground: null, answeredName: null, answeredAt: null }

export const correct = async (ctx: Visit, { class: wanted, record: named, ...said }: AskCorrection): Promise<Correction> => {
  const person = himself(ctx)
  mustReach(ctx, askLevel, `${askPath}?class=${wanted}`)
  const { entry, records } = await asked(ctx, wanted, person)
  const record = records.find((r) => r.id === named)
  if (records.length > 0 && !record) throw refuse('personal.no-record')
  const row: CorrectionRow = {
    ...person,
    ...none,
    ...(await answeringFor(ctx, record)),
    id: ctx.id(),
    byName: ctx.who.name,
    class: wanted,
    title: entry.title,
    record: record?.id ?? null,
    recordTitle: record?.title ?? null,
    askedSealed: sealed(ctx, said),
    askedAt: ctx.now,
    dueOn: addWorkdays(ctx.calendar, dayOf(ctx.now), daysOf(ctx)),
  }
  if (!(await addCorrection(ctx.tx, row))) throw refuse('personal.asked')
  await ctx.emit({
    name: 'personal.correction-asked',
    about: `data-correction:${row.id}`,
    readers: [`who:${person.account}`, `organ:${row.organ}`, 'office:auditor'],
    data: { class: wanted, title: entry.title, record: row.record, organ: row.organ, dueOn: row.dueOn },
  })
  await tellAsked(ctx, row)
  return opened(ctx, row)
}
