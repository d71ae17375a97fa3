/** What may be written in the directory of organs, and what a change of it says. */
import type { FieldError } from '#base/refusal.ts'
import { checkUscc, doubtUscc, normalNo } from '#kernel/party/rules/identifier.ts'
import type { Organ } from '../schema/organ.ts'
import type { Contact, OrganChange, OrganDiff } from '../schema/organ-desk.ts'
import { fixedLine } from './quality/organ.ts'

const contactTitles: Readonly<Record<keyof Contact, string>> = {
  shortName: '简称',
  phone: '咨询电话',
  complaintPhone: '投诉电话',
  hall: '办理地点',
  address: '地址',
  hours: '办公时间',
}
export const contactFields = Object.keys(contactTitles) as (keyof Contact)[]
export const contactTitle = (field: keyof Contact): string => contactTitles[field]

export const contactOf = ({ shortName, phone, complaintPhone, hall, address, hours }: Contact): Contact => ({
  shortName,
  phone,
  complaintPhone,
  hall,
  address,
  hours,
})

type Others = readonly Organ[]
const at = (field: string, sentence: string | undefined): FieldError[] => (sentence === undefined ? [] : [{ field, sentence }])

function phoneFault(phone: string, others: Others): string | undefined {
  if (!fixedLine.test(phone)) return '电话带区号写，例如 0797-0001001；有分机的接着写 -801'
  const taken = others.find((o) => o.phone === phone || o.complaintPhone === phone)
  return taken && `${taken.name}已经登记了这个电话，请核对`
}

const named = (name: string, others: Others): string | undefined => {
  if ([...name].length < 2) return '请填写，至少 2 个字'
  const taken = others.find((o) => o.name === name || o.shortName === name)
  return taken && `${taken.name}已经叫这个名字，请换一个`
}
const long = (text: string, least: number, example: string): string | undefined =>
  [...text].length < least ? `请写全，例如 ${example}` : undefined

/** What is wrong with contact data, a sentence a field. `others` are the other organs in force. */
export const contactFaults = (c: Contact, others: Others): FieldError[] => [
  ...at('shortName', named(c.shortName, others)),
  ...at('phone', phoneFault(c.phone, others)),
  ...at(
    'complaintPhone',
    phoneFault(c.complaintPhone, others) ?? (c.phone === c.complaintPhone ? '投诉电话不能和咨询电话是同一个' : undefined),
  ),
  ...at('hall', long(c.hall, 2, '某某区政务服务中心')),
  ...at('address', long(c.address, 5, '某某区长征大道 1 号')),
  ...at('hours', long(c.hours, 5, '工作日 9:00–12:00，13:30–17:00')),
]

/** What is wrong with the names of an organ that is renamed. */
export const nameFaults = ({ name, shortName }: { name: string; shortName: string }, others: Others): FieldError[] => [
  ...at('name', [...name].length < 4 ? '全称照着文件写，至少 4 个字' : named(name, others)),
  ...at('shortName', named(shortName, others)),
]

/** What is wrong with an organ that is to be founded. `known` are all organs that there ever were, `inForce` those that there are. */
export function foundFaults(organ: Organ, known: Others, inForce: Others): FieldError[] {
  const uscc = checkUscc(organ.uscc) ?? doubtUscc(organ.uscc)
  const sameCode = known.find((o) => o.uscc === organ.uscc)
  const sameId = known.find((o) => o.id === organ.id)
  return [
    ...at('branch', sameId && `这个地区的这个条线已经有${sameId.name}（${sameId.id}），一个条线在一个地区登记一个机构`),
    ...nameFaults(organ, inForce).filter((f) => f.field === 'name'),
    ...at('uscc', uscc ?? (sameCode && `这个代码是${sameCode.name}的，请核对`)),
    ...at('parent', organ.parent !== undefined && !inForce.some((o) => o.id === organ.parent) ? '上级机构不在名录里，请重新选' : undefined),
    ...contactFaults(organ, inForce),
  ]
}

/** 行使层级: a code that ends in 00 is the city's, every other one of this city a county's or a zone's. */
export const levelOf = (division: string): Organ['level'] => (division.length === 6 && division.endsWith('00') ? '3' : '4')

/** An organ as it is founded: named after its branch and its division. */
export function organFrom(
  f: Contact & Pick<Organ, 'branch' | 'division' | 'name' | 'uscc' | 'kind'> & { parent?: string | undefined },
  demo: boolean,
): Organ {
  const { branch, division, name, kind, parent } = f
  return {
    id: `${branch}-${division}`,
    branch,
    name,
    ...contactOf(f),
    uscc: normalNo(f.uscc),
    division,
    level: levelOf(division),
    kind,
    ...(parent ? { parent } : {}),
    isApprovalBureau: branch === 'approval',
    demo,
  }
}

/** Fields of contact data that differ. */
export const changedFields = (before: Contact, after: Contact): (keyof Contact)[] => contactFields.filter((f) => before[f] !== after[f])

/** Of what is to be changed, what somebody else has changed to something else since it was read. */
export const overtaken = (seen: Contact, now: Contact, wanted: Contact): (keyof Contact)[] =>
  changedFields(seen, wanted).filter((f) => now[f] !== seen[f] && now[f] !== wanted[f])

/** The contact data after a change: what was changed on the page, and of the rest what stands there now. */
export const merged = (seen: Contact, now: Contact, wanted: Contact): Contact => {
  const changed = changedFields(seen, wanted)
  return Object.fromEntries(contactFields.map((f) => [f, changed.includes(f) ? wanted[f] : now[f]])) as Contact
}

export const diffsOf = (before: Contact, after: Contact): OrganDiff[] =>
  changedFields(before, after).map((f) => ({ title: contactTitles[f], before: before[f], after: after[f] }))

/** What a change of two people does, in the words of the page. `nameOf` names an organ by its id. */
export function changeDiffs({ before, content }: Pick<OrganChange, 'before' | 'content'>, nameOf: (id: string) => string): OrganDiff[] {
  if ('organ' in content) {
    const o = content.organ
    const rows: [string, string][] = [
      ['全称', o.name],
      ['统一社会信用代码', o.uscc],
      ...contactFields.map((f): [string, string] => [contactTitles[f], o[f]]),
    ]
    return [...rows, ...(o.parent ? [['上级', nameOf(o.parent)] as [string, string]] : [])].map(([title, after]) => ({
      title,
      before: null,
      after,
    }))
  }
  if ('successor' in content) return [{ title: '职责由谁承接', before: before?.name ?? null, after: nameOf(content.successor) }]
  const was = before ?? { name: '', shortName: '' }
  return [
    { title: '全称', before: was.name, after: content.name },
    { title: '简称', before: was.shortName, after: content.shortName },
  ].filter((d) => d.before !== d.after)
}

/** `咨询电话 0797-0001001 → 0797-0001009`, joined. */
export const diffText = (diffs: readonly OrganDiff[]): string =>
  diffs.map((d) => (d.before === null ? `${d.title} ${d.after ?? ''}` : `${d.title} ${d.before} → ${d.after ?? ''}`)).join('；')

/** A branch is called after the city's organ, or else after its first one, without the place: 某某市市场监督管理局 → 市场监督管理局. */
export function branchNames(organs: Others): Map<string, string> {
  const cityFirst = [...organs].sort((a, b) => a.division.length - b.division.length || (a.division < b.division ? -1 : 1))
  const first = new Map([...cityFirst].reverse().map((o) => [o.branch, o]))
  return new Map([...first].map(([branch, o]) => [branch, o.name.replace(/^[一-龥]{2,4}?(区|县|市)/, '')]))
}
