/** Kinds of openings as the rooms of the house declare them, and how what happens to a booking is told. */
import { refusals } from '#base/refusal.ts'
import { zhMoment } from '#kernel/clock/rules/text.ts'
import type { Ctx } from '#kernel/module.ts'
import { placesReaching } from '#kernel/who.ts'
import { changeUntil } from '../rules.ts'
import type { SlotKind } from '../schema/kind.ts'
import type { BookingView, OpeningView } from '../schema/slot.ts'
import type { Booking, Opening, Placed } from '../store.ts'

export const refuse = refusals({
  'slot.none': [404, '没有找到这个时段，请刷新后再选'],
  'slot.closed': [409, '这个时段停约了：{why}。请选别的时段'],
  'slot.over': [409, '这个时段已经开始，请选后面的时段'],
  'slot.full': [409, '这个时段刚刚约满，请选别的时段'],
  'slot.twice': [409, '同一件事只能约一次，已经约了{when}。要换时间，请改约'],
  'slot.had': [409, '这件事已经约过、也来过了，不能再约'],
  'slot.no-booking': [404, '没有找到这个预约，或者不是您约的'],
  'slot.hold-over': [409, '给您留的位子时间到了，请重新选时段'],
  'slot.moved': [409, '这个预约现在是“{word}”，不能这样做。请刷新看最新的情况'],
  'slot.changed': [409, '这个预约刚刚改过，请刷新后再试'],
  'slot.late': [409, '离开始不到 {minutes} 分钟，不能自己改约或取消。来不了，请打电话告诉办理单位'],
  'slot.early': [409, '还没到预约的时间，不能记为没有来'],
  'slot.small': [422, '已经约出 {taken} 个位子，名额不能比这个少'],
})

/** The declaration of a kind; that no room declares it is a fault of the program. */
export function kindOf({ rooms }: Pick<Ctx, 'rooms'>, name: string): SlotKind {
  const kind = rooms.find((r) => Object.hasOwn(r.slots, name))?.slots[name]
  if (!kind) throw new Error(`no room declares slots of ${name}`)
  return kind
}

export const whenText = ({ startsAt }: Pick<Opening, 'startsAt'>, now: Date): string => zhMoment(startsAt, now)

const staffOf = ({ organ, division }: Pick<Opening, 'organ' | 'division'>) => placesReaching(organ, division).map((p) => `place:${p}`)

/** The chain of an opening in the ledger; the staff of its organ read it. */
export const openingFact = (name: string, o: Pick<Opening, 'id' | 'organ' | 'division'>, data: Record<string, unknown>) => ({
  name: `slot.${name}`,
  about: `opening:${o.id}`,
  readers: staffOf(o),
  data: { opening: o.id, ...data },
})

/** The chain of a booking; the person, who took it for him, and the staff of the organ read it. It names nobody. */
export const bookingFact = (
  name: string,
  b: Pick<Booking, 'id' | 'kind' | 'purpose' | 'person' | 'by' | 'organ' | 'division'>,
  data: Record<string, unknown>,
) => ({
  name: `slot.${name}`,
  about: `booking:${b.id}`,
  readers: [`party:${b.person}`, `who:${b.by}`, ...staffOf(b)],
  data: { booking: b.id, kind: b.kind, purpose: b.purpose, ...data },
})

export const openingView = (o: Opening, now: Date): OpeningView => ({
  id: o.id,
  kind: o.kind,
  organ: o.organ,
  division: o.division,
  place: o.place,
  startsAt: o.startsAt.toISOString(),
  endsAt: o.endsAt.toISOString(),
  capacity: o.capacity,
  left: o.closedWhy !== null || o.startsAt <= now ? 0 : o.capacity - o.taken,
  closed: o.closedWhy,
})

export function bookingView(ctx: Ctx, b: Placed): BookingView {
  const { title, changeMinutes } = kindOf(ctx, b.kind)
  const until = changeUntil(b.startsAt, changeMinutes)
  return {
    id: b.id,
    opening: b.opening,
    kind: b.kind,
    title,
    place: b.place,
    startsAt: b.startsAt.toISOString(),
    endsAt: b.endsAt.toISOString(),
    person: b.person,
    purpose: b.purpose,
    state: b.state,
    expiresAt: b.expiresAt?.toISOString() ?? null,
    why: b.why,
    changeUntil: b.state === 'booked' && until > ctx.now ? until.toISOString() : null,
  }
}
