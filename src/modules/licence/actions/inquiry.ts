/** Asking another organ instead of the citizen: opened by the application itself, answered by whoever keeps the register. */
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { confirmMaterial, findFile } from '#kernel/case/api.ts'
import { addWorkdays } from '#kernel/clock/rules/calendar.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { handlingOf, listOrgans, organOf } from '#kernel/item/api.ts'
import type { Action, Ctx, Recorded } from '#kernel/module.ts'
import { placesReaching } from '#kernel/who.ts'
import type { AnswerInquiry, InquiriesView, Inquiry, SendInquiry } from '../schema/inquiry.ts'
import { addInquiry, answerInquiry, listInquiries, lockInquiry, setAsked } from '../store/inquiry.ts'

const refuse = refusals({
  'licence.no-inquiry': [404, '没有这项协查，可能已经答复了，或者不归您的单位答复'],
  'licence.no-such-organ': [404, '没有这个机关，请从列表里选'],
})

const days = 3
type Told = { code: string; name: string; provide: string }

/** The organ that issues what a material names: in the division of the case first, else the city's. */
async function issuerOf(ctx: Ctx, source: string | undefined, division: string): Promise<{ id: string; name: string } | undefined> {
  if (!source) return undefined
  const organs = (await listOrgans(ctx.tx)).filter((o) => o.name.endsWith(source) || o.shortName.endsWith(source))
  return (
    organs.find((o) => o.division === division) ??
    organs.find((o) => o.division === division.slice(0, 6)) ??
    organs.find((o) => o.division === ctx.city.division)
  )
}

const readersOf = (i: Inquiry) => [
  ...placesReaching(i.asking, i.division).map((place) => `place:${place}`),
  ...(i.asked ? [`organ:${i.asked}`] : []),
]

/** An application that leaves a licence to be verified opens its inquiries. A repeat opens none twice. */
export const onSubmitted: Action<Recorded, void> = async (ctx, fact) => {
  const left = ((fact.data.materials ?? []) as Told[]).filter((m) => m.provide === 'inquiry')
  const file = left.length > 0 ? await findFile(ctx.tx, String(fact.data.case)) : undefined
  if (!file) return
  const item = await handlingOf(ctx.tx, file.handleCode, file.itemVersion)
  const asking = await organOf(ctx.tx, file.organ)
  for (const { code, name } of left) {
    const issuer = await issuerOf(ctx, item.materials.find((m) => m.id === code)?.source, file.division)
    const inquiry: Inquiry = {
      ...{ id: ctx.id(), caseId: file.id, material: code, materialName: name, holderName: file.applicantName },
      ...{
        asking: asking.id,
        askingName: asking.name,
        division: file.division,
        asked: issuer?.id ?? null,
        askedName: issuer?.name ?? null,
      },
      ...{ at: ctx.now, dueOn: addWorkdays(ctx.calendar, dayOf(ctx.now), days), state: 'open' as const },
      ...{ answer: null, answeredName: null, answeredAt: null },
    }
    if (!(await addInquiry(ctx.tx, inquiry))) continue
    const data = { inquiry: inquiry.id, case: file.id, material: code, asked: inquiry.asked, dueOn: inquiry.dueOn }
    await ctx.emit({ name: 'licence.inquired', about: `inquiry:${inquiry.id}`, readers: readersOf(inquiry), data })
  }
}

const mostListed = 200

/** Inquiries of one's own organ and those it is asked, the most pressing first. */
export const inquiries = async (ctx: Ctx): Promise<InquiriesView> => {
  const today = dayOf(ctx.now)
  const lamp = (i: Inquiry) => (i.state !== 'open' || i.dueOn > today ? 'green' : i.dueOn === today ? 'yellow' : 'red')
  return {
    rows: (await listInquiries(ctx.tx, mostListed)).map((i) => ({ ...i, lamp: lamp(i), mine: i.asked === ctx.who.organ })),
    organs: (await listOrgans(ctx.tx)).map((o) => ({ value: o.id, label: o.name })),
  }
}

/** Sends an inquiry to the organ that can answer it: whoever asks may, and whoever was asked in error. */
export async function send(ctx: Ctx, { id, organ }: SendInquiry): Promise<{ id: string }> {
  const inquiry = await asSystem(ctx.tx, () => lockInquiry(ctx.tx, id))
  const to = (await listOrgans(ctx.tx)).find((o) => o.id === organ)
  if (!to) throw refuse('licence.no-such-organ')
  if (inquiry?.state !== 'open' || ![inquiry.asking, inquiry.asked].includes(ctx.who.organ ?? null)) throw refuse('licence.no-inquiry')
  await asSystem(ctx.tx, () => setAsked(ctx.tx, id, to))
  const data = { inquiry: id, case: inquiry.caseId, asked: organ, byName: ctx.who.name }
  await ctx.emit({ name: 'licence.inquiry-sent', about: `inquiry:${id}`, readers: readersOf({ ...inquiry, asked: organ }), data })
  return { id }
}

/** The asked organ answers; confirmed, the material of the case is there, with where it is from. */
export async function answer(ctx: Ctx, { id, verdict, answer }: AnswerInquiry): Promise<{ id: string }> {
  return asSystem(ctx.tx, async () => {
    const inquiry = await lockInquiry(ctx.tx, id)
    if (inquiry?.state !== 'open' || inquiry.asked === null || inquiry.asked !== ctx.who.organ) throw refuse('licence.no-inquiry')
    const answered = { state: verdict, answer, by: ctx.who.id, answeredName: ctx.who.name, answeredAt: ctx.now }
    await answerInquiry(ctx.tx, { ...inquiry, ...answered })
    const data = { inquiry: id, case: inquiry.caseId, material: inquiry.material, verdict, byName: ctx.who.name }
    await ctx.emit({ name: 'licence.inquiry-answered', about: `inquiry:${id}`, readers: readersOf(inquiry), data })
    const settled = {
      code: inquiry.material,
      name: inquiry.materialName,
      source: `协查：${inquiry.askedName}${verdict === 'confirmed' ? '核实' : '核实没有'}`,
    }
    await confirmMaterial(ctx, inquiry.caseId, { ...settled, confirmed: verdict === 'confirmed' })
    return { id }
  })
}
