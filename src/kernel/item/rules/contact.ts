/** What a published version says of the organ's own contact data, and what it leaves to the directory. */
import type { HandlingItem, Implementer, ImplItem, ItemFile } from '../schema/item.ts'
import type { Organ } from '../schema/organ.ts'
import { scopeOf } from './expand.ts'

/** What the version itself says of one implementer: it stays as it was published. */
export type Said = Pick<Implementer, 'phone' | 'complaintPhone' | 'place'>

const names = (by: Implementer, { organ, division }: Pick<ImplItem, 'organ' | 'division'>): boolean =>
  'organ' in by
    ? by.organ === organ
    : organ === `${by.branch}-${division}` && by.in.includes(scopeOf(division)) && !by.except.includes(division)

/** What an item's file says for one organ beside the directory's entry; nothing where it leaves all to the directory. */
export const saidFor = (file: Pick<ItemFile, 'implementedBy'>, impl: Pick<ImplItem, 'organ' | 'division'>): Said =>
  file.implementedBy.find((by) => names(by, impl)) ?? {}

/**
 * A handling item as people read it today: its organ is called and reached as the directory says now, but for what the version says itself.
 * The same object where nothing differs.
 */
export function asToday(handling: HandlingItem, said: Said, organ: Organ | undefined): HandlingItem {
  if (!organ) return handling
  const { impl } = handling
  const place = said.place ?? { name: organ.hall, address: organ.address, hours: organ.hours }
  const today = {
    organName: organ.name,
    phone: said.phone ?? organ.phone,
    complaintPhone: said.complaintPhone ?? organ.complaintPhone,
    place,
  }
  const same =
    today.organName === impl.organName &&
    today.phone === impl.phone &&
    today.complaintPhone === impl.complaintPhone &&
    (['name', 'address', 'hours', 'traffic'] as const).every((k) => place[k] === impl.place[k])
  return same ? handling : { ...handling, impl: { ...impl, ...today } }
}
