/** The counter: find the item, find or register the applicant, take in the application exactly as online. */

import { invalidFields } from '#base/refusal.ts'
import { submit } from '#kernel/case/api.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { listPapers } from '#kernel/document/api.ts'
import { standaloneSource } from '#kernel/form/validate/standalone.ts'
import { holdingsOf } from '#kernel/holding/api.ts'
import { currentIn, formOf, handlingOf, handlingsOf, listCurrent, listDivisions, nearestOf, organOf } from '#kernel/item/api.ts'
import { limitText } from '#kernel/item/rules/text.ts'
import { type Action, type Ctx, FileAnswer, type Recorded } from '#kernel/module.ts'
import { findByNo, profileOf, registerLegal, registerNatural } from '#kernel/party/api.ts'
import { checkIdNo } from '#kernel/party/rules/certificate.ts'
import { checkUscc, doubtUscc, normalNo } from '#kernel/party/rules/identifier.ts'
import type { Applicant, CounterForm, CounterItem, CounterItemId, FindItems, FoundApplicant, Receive, Received } from '../../schema/desk.ts'
import { listCounterItems, saveCounterItem } from '../../store/desk.ts'
import { filedScans } from './scan.ts'
import { asStaff, organsOf } from './staff.ts'

const receives = (ctx: Ctx) => asStaff(ctx, '收件', 'case.receive')

/** Items this person's window takes in, by words of their name or of what people call them. */
export const findCounterItems: Action<FindItems, { items: CounterItem[] }> = async (ctx, { q }) => {
  receives(ctx)
  const names = new Map((await listDivisions(ctx.tx)).map((d) => [d.code, d.name]))
  const rows = await listCounterItems(ctx.tx, organsOf(ctx, 'case.receive') ?? ['*'], q.split(/\s+/).filter(Boolean))
  return { items: rows.map((r) => ({ ...r, divisionName: names.get(r.division) ?? r.division })) }
}

/** All that one page needs to take in an application: questions, materials, fees, promise. */
export const openCounterForm: Action<CounterItemId, CounterForm> = async (ctx, { code, division }) => {
  receives(ctx)
  const { handlingCode, version, organ } = await currentIn(ctx.tx, code, division)
  const item = await handlingOf(ctx.tx, handlingCode, version)
  const divisions = await listDivisions(ctx.tx)
  return {
    code,
    division,
    version,
    name: item.name,
    organ: (await organOf(ctx.tx, organ)).name,
    divisionName: divisions.find((d) => d.code === division)?.name ?? division,
    lead: item.lead,
    promise: limitText(item.promise),
    mode: item.mode,
    audiences: item.audiences,
    form: await formOf(ctx.tx, code, version),
    fees: { charged: item.fees.charged, rows: item.fees.rows.map(({ name, standard }) => ({ name, standard })) },
    materials: item.materials.map(({ id, name, need, note, acceptStandard, formats, maxMb, when, free }) => ({
      id,
      name,
      need,
      note,
      acceptStandard,
      formats,
      maxMb,
      when,
      free,
    })),
    divisions,
    pledge: item.mode === 'commitment',
    today: dayOf(ctx.now),
  }
}

/** The form's validator as a module for the browser: the same code that checks on the server. */
export const openCounterCheck: Action<CounterItemId, FileAnswer> = async (ctx, { code, division }) => {
  receives(ctx)
  const { version } = await currentIn(ctx.tx, code, division)
  const source = standaloneSource(await formOf(ctx.tx, code, version))
  return new FileAnswer(new TextEncoder().encode(source), 'text/javascript; charset=utf-8', 'check.js')
}

function checkNo(ctx: Ctx, given: Applicant): string {
  const no = normalNo(given.kind === 'natural' ? given.idNo : given.uscc)
  const wrong = given.kind === 'natural' ? checkIdNo(given.idType, no, dayOf(ctx.now)) : checkUscc(no)
  if (wrong) throw invalidFields([{ field: given.kind === 'natural' ? 'idNo' : 'uscc', sentence: wrong }])
  return no
}

/** What the city holds of an applicant, without what it says of him. */
const heldBy = async (ctx: Ctx, party: string) => (await holdingsOf(ctx, party)).map(({ elements: _, ...h }) => h)

/** Finds an applicant by number; with a name, registers him where he is new. Without one it says that he is. */
export const findOrRegister: Action<Applicant, FoundApplicant> = async (ctx, given) => {
  receives(ctx)
  const no = checkNo(ctx, given)
  const known = await findByNo(ctx, { idType: given.kind === 'legal' ? '001' : given.idType, idNo: no })
  const kind = given.kind
  if (known && !given.name) {
    const { name, idNo, uscc } = profileOf(ctx.keys, known)
    return {
      found: true,
      party: known.id,
      name,
      kind,
      no: uscc ?? idNo ?? '',
      sentence: `已经登记过：${name}`,
      holdings: await heldBy(ctx, known.id),
    }
  }
  if (!given.name)
    return { found: false, party: null, name: '', kind, no, sentence: '还没有登记过。请照着证件填写名称，再登记', holdings: [] }
  const { party, known: before } =
    given.kind === 'natural' ? await registerNatural(ctx, { ...given, idNo: no }) : await registerLegal(ctx, { ...given, uscc: no })
  const doubt = given.kind === 'legal' ? doubtUscc(no) : undefined
  return {
    found: true,
    party,
    name: given.name,
    kind,
    no,
    sentence: [before ? '已经登记过，核对一致' : '已登记', doubt].filter(Boolean).join('。'),
    holdings: await heldBy(ctx, party),
  }
}

/** Takes in an application at the counter: the same item, questions, checks and clock as online. */
export const receive: Action<Receive, Received> = async (ctx, input) => {
  receives(ctx)
  const materials = await filedScans(ctx, input.materials)
  const { id, no, queryCode, seq, status } = await submit(ctx, { ...input, materials, channel: 'window' })
  const papers = (await listPapers(ctx.tx, id)).map((p) => ({ id: p.id, title: p.title }))
  return { id, no, queryCode, seq, status, papers }
}

/** Writes one item of the index of what is taken in where; an item that nobody handles any more leaves it. */
export async function indexItem(ctx: Ctx, code: string): Promise<void> {
  const rows = []
  const places = await listCurrent(ctx.tx, code)
  if (places[0]) await handlingsOf(ctx.tx, code, places[0].version)
  for (const { code: division } of await listDivisions(ctx.tx)) {
    const current = nearestOf(places, division)
    if (!current) continue
    const item = await handlingOf(ctx.tx, current.handlingCode, current.version)
    rows.push({
      code,
      division,
      organ: current.organ,
      name: item.name,
      search: [item.name, code, item.handlingCode, ...item.keywords].join(' '),
    })
  }
  await saveCounterItem(ctx.tx, code, rows)
}

export const onItemPublished: Action<Recorded, void> = (ctx, fact) => indexItem(ctx, String(fact.data.code))
