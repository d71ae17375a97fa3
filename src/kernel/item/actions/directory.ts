import type { Action } from '#kernel/module.ts'
import type { OrganDirectory, OrganLine } from '../schema/desk.ts'
import { nameOf, useLevels } from '../schema/dictionary.ts'
import type { ListOrgans } from '../schema/draft.ts'
import type { Organ } from '../schema/organ.ts'
import { listDivisions, listOrgans } from '../store.ts'

const lineOf = (o: Organ, names: ReadonlyMap<string, string>): OrganLine => ({
  id: o.id,
  name: o.name,
  shortName: o.shortName,
  division: o.division,
  uscc: o.uscc,
  level: nameOf(useLevels, o.level),
  parentName: o.parent ? (names.get(o.parent) ?? o.parent) : null,
  phone: o.phone,
  complaintPhone: o.complaintPhone,
  hall: o.hall,
  address: o.address,
})

/** The directory of organs: those of one division, or those whose name holds a word. */
export const organs: Action<ListOrgans, OrganDirectory> = async ({ tx }, { division, q }) => {
  const all = await listOrgans(tx)
  const names = new Map(all.map((o) => [o.id, o.shortName]))
  const fits = (o: Organ) => (q === '' ? division === undefined || o.division === division : o.name.includes(q) || o.uscc.startsWith(q))
  return {
    organs: all.filter(fits).map((o) => lineOf(o, names)),
    divisions: (await listDivisions(tx)).map((d) => ({ value: d.code, label: d.name })),
  }
}
