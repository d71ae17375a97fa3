/** What a guide can say to the one who reads it, before anything is begun: his draft, what is known of him, what he need not bring. */
import { heldMaterials, heldOfAnyone } from '#kernel/case/rules/materials.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { myDrafts } from '#kernel/form/api.ts'
import { materialLines } from '#kernel/form/rules/materials.ts'
import { type Meter, plan } from '#kernel/form/rules/plan.ts'
import { prefill, withKnown } from '#kernel/form/rules/prefill.ts'
import { visible } from '#kernel/form/rules/visible.ts'
import { emptyDraft, type Known } from '#kernel/form/schema/answers.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import { holdingsOf } from '#kernel/holding/api.ts'
import { currentIn, formOf, handlingOf } from '#kernel/item/api.ts'
import { applicantKinds } from '#kernel/item/rules/applying.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { ownRecord } from '#kernel/party/api.ts'
import { liesIn } from '#kernel/party/rules/division.ts'
import type { Speaking, Visit } from '#kernel/permission/api.ts'
import { knownOf, openJourney } from './apply/journey.ts'

type Place = { code: string; division: string }

/** Ready for whom: without `applicant` for anyone who may apply. `held` are ids of materials; the meter counts answers and materials. */
export type Ready = {
  applicant?: { party: string; name: string }
  held: string[]
  meter: Meter
  draft?: { id: string; savedAt: Date; left: number }
}

/** The parties of this session that may apply for an item in a place, the one acted for first. */
export function applicantsFor(ctx: Visit, item: HandlingItem, { code, division }: Place): Speaking[] {
  const kinds = applicantKinds(item)
  const covers = (s: Speaking) =>
    (s.items.length === 0 || s.items.includes(code)) &&
    (s.divisions.length === 0 || s.divisions.some((d) => liesIn(ctx.places, division, d)))
  const able = (ctx.session?.speaking ?? []).filter((s) => kinds.includes(s.kind) && covers(s))
  const isActing = (s: Speaking) => s.party === ctx.session?.acting
  return [...able.filter(isActing), ...able.filter((s) => !isActing(s))]
}

type Asking = { item: HandlingItem; form: Form; known: Known; held: ReadonlySet<string> }

function meterOf({ item, form, known, held }: Asking): Meter {
  const lines = materialLines(item.materials, visible(form, withKnown({}, known)).answers, [], held)
  return plan(form, emptyDraft, known, { materials: lines }).meter
}

/** Published versions never change and are one object a process: what anybody is told of one is reckoned once. */
const forAnyone = new WeakMap<HandlingItem, Ready>()

function readyForAnyone(item: HandlingItem, form: Form): Ready {
  const known = forAnyone.get(item)
  if (known) return known
  const held = heldOfAnyone(item)
  const ready = { held: [...held], meter: meterOf({ item, form, known: {}, held }) }
  forAnyone.set(item, ready)
  return ready
}

/** `found`: the item where the caller has it already. */
export async function readyFor(ctx: Visit, place: Place, found?: { item: HandlingItem; version: number }): Promise<Ready> {
  const { item, version } = found ?? (await findHere(ctx, place))
  const form = await formOf(ctx.tx, place.code, version)
  const [first] = ctx.who.kind === 'citizen' ? applicantsFor(ctx, item, place) : []
  if (!first) return readyForAnyone(item, form)
  const own = await ownRecord(ctx, first.party, { item: place.code, division: place.division })
  const holdings = await holdingsOf(ctx, first.party)
  const held = heldMaterials(item, own, { holdings, today: dayOf(ctx.now) })
  const draft = (await myDrafts(ctx)).find((d) => d.item === place.code && d.applicant === first.party && d.division === place.division)
  return {
    applicant: { party: first.party, name: first.name },
    held: [...held],
    meter: meterOf({ item, form, known: prefill(form, knownOf(ctx, own, holdings)), held }),
    ...(draft ? { draft: { id: draft.id, savedAt: draft.savedAt, left: await leftOf(ctx, draft.id) } } : {}),
  }
}

async function findHere(ctx: Visit, { code, division }: Place): Promise<{ item: HandlingItem; version: number }> {
  const { handlingCode, version } = await currentIn(ctx.tx, code, division)
  return { item: await handlingOf(ctx.tx, handlingCode, version), version }
}

const leftOf = async (ctx: Visit, draft: string): Promise<number> => (await openJourney(ctx, draft)).plan.meter.left
