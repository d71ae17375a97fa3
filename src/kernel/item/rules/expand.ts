/** From one item file to the three layers: a catalogue entry, an implementation for each organ, a handling item for each. */
import { refusals } from '#base/refusal.ts'
import { onApplication } from '../schema/dictionary.ts'
import type { CatalogItem, HandlingItem, Implementer, ImplItem, ItemFile } from '../schema/item.ts'
import type { Organ } from '../schema/organ.ts'
import type { Remedies } from '../schema/parts.ts'
import { composeHandlingCode, composeTaskCode } from './code.ts'

const refuse = refusals({
  'item.no-organ': [422, '事项“{name}”写的实施机关 {organ} 不在机构名录里，请先在机构名录里登记或改正'],
  'item.no-branch': [422, '事项“{name}”要由条线 {branch} 实施，但所选范围里没有这个条线的机构'],
  'item.twice': [422, '事项“{name}”给机关 {organ} 写了两次，请删去一处'],
  'item.no-division': [422, '机构 {organ} 的区划 {division} 不在区划表里'],
})

/** The city as expansion needs it. Divisions are the city, its counties and its zones. */
export type City = { organs: readonly Organ[]; divisions: readonly { code: string; name: string }[] }

export type Expanded = { catalogue: CatalogItem; handlings: HandlingItem[] }

/** Writes an item file out for each organ that carries it out. The answer depends on file and city alone, in the order of the file. */
export function expandItem(file: ItemFile, city: City): Expanded {
  const catalogue: CatalogItem = { ...file.catalogue, demo: file.demo }
  const seen = new Set<string>()
  const handlings = file.implementedBy.flatMap((by) =>
    organsOf(file.name, by, city).map((organ) => {
      if (seen.has(organ.id)) throw refuse('item.twice', { name: file.name, organ: organ.id })
      seen.add(organ.id)
      const impl = implOf(file, by, organ, divisionName(organ, city))
      return handlingOf(file, catalogue, impl, governmentOf(impl, city))
    }),
  )
  return { catalogue, handlings }
}

/** Whether anybody can apply for it (依申请); 处罚, 强制, 征收 and 检查 are the organ's own acts. */
export const isOnApplication = (taskType: string): boolean => (onApplication as readonly string[]).includes(taskType)

function organsOf(name: string, by: Implementer, city: City): Organ[] {
  if ('organ' in by) {
    const organ = city.organs.find((o) => o.id === by.organ)
    if (!organ) throw refuse('item.no-organ', { name, organ: by.organ })
    return [organ]
  }
  const found = city.organs.filter((o) => o.branch === by.branch && by.in.includes(scopeOf(o.division)) && !by.except.includes(o.division))
  if (found.length === 0) throw refuse('item.no-branch', { name, branch: by.branch })
  return found
}

/** City codes end in 00 and have 6 digits, zone codes have 9, what is left is a county. */
export function scopeOf(division: string): 'city' | 'counties' | 'zones' {
  if (division.length === 9) return 'zones'
  return division.endsWith('00') ? 'city' : 'counties'
}

function divisionName(organ: Organ, city: City): string {
  const division = city.divisions.find((d) => d.code === organ.division)
  if (!division) throw refuse('item.no-division', { organ: organ.id, division: organ.division })
  return division.name
}

/** The government that hears reconsideration: the division's own, or the city's for a zone. */
function governmentOf(impl: ImplItem, city: City): string {
  if (impl.division.length === 6) return impl.divisionName
  return city.divisions.find((d) => d.code === `${impl.division.slice(0, 4)}00`)?.name ?? impl.divisionName
}

function implOf(file: ItemFile, by: Implementer, organ: Organ, divisionName: string): ImplItem {
  return {
    taskCode: composeTaskCode(organ.uscc, organ.level, file.catalogue.code),
    catalogueCode: file.catalogue.code,
    organ: organ.id,
    organName: organ.name,
    uscc: organ.uscc,
    division: organ.division,
    divisionName,
    useLevel: organ.level,
    organKind: organ.kind,
    powerSource: by.powerSource ?? file.powerSource,
    entrustedBy: by.entrustedBy,
    localTaskCode: by.localTaskCode,
    phone: by.phone ?? organ.phone,
    complaintPhone: by.complaintPhone ?? organ.complaintPhone,
    place: by.place ?? { name: organ.hall, address: organ.address, hours: organ.hours },
    demo: file.demo,
  }
}

function handlingOf(file: ItemFile, catalogue: CatalogItem, impl: ImplItem, government: string): HandlingItem {
  const { code, implementedBy: _by, powerSource: _source, ...guide } = file
  const handlingCode = composeHandlingCode(impl.taskCode, file.order)
  return { ...guide, item: code, handlingCode, catalogue, impl, remedies: remediesIn(file.remedies, impl.divisionName, government) }
}

/**
 * Whom to turn to: the government of the division within 60 days (行政复议法), a court within 6 months (行政诉讼法 第四十六条).
 * A zone has a committee and no government of its own: the city's answers for it.
 */
function remediesIn(given: Remedies, division: string, government: string): HandlingItem['remedies'] {
  const named = (text: string) => text.replaceAll('{地区}', division)
  const {
    reconsideration = { organ: `${government}人民政府`, withinDays: 60 },
    litigation = { court: '有管辖权的人民法院', withinMonths: 6 },
  } = given
  return {
    reconsideration: { ...reconsideration, organ: named(reconsideration.organ) },
    litigation: { ...litigation, court: named(litigation.court) },
  }
}
