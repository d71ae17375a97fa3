/** 事项质量规则: run on every publication; an item with an error is not published. */
import { refusals } from '#base/refusal.ts'
import { bareName } from '#kernel/holding/rules.ts'
import type { HoldingType } from '#kernel/holding/schema.ts'
import type { Finding } from '../schema/desk.ts'
import type { HandlingItem, ItemFile } from '../schema/item.ts'
import { type City, expandItem } from './expand.ts'
import { limitRules } from './quality/limit.ts'
import { materialRules } from './quality/material.ts'
import { codeRules, organRules } from './quality/organ.ts'
import { procedureRules } from './quality/procedure.ts'
import type { Breach, OrganRule, QualityRule } from './quality/rule.ts'
import { serviceRules } from './quality/service.ts'

const refuse = refusals({
  'item.not-ready': [422, '“{name}”还不能发布，要先改 {count} 处：{first}'],
  'item.demands-held': [
    422,
    '“{name}”还不能发布：{first}。本市的电子证照库有的，不能再让人交（国务院令第716号第十条）。请在材料的“免提交”里写明从哪里取',
  ],
})

/** Rules about what an item says, and rules about the organ it is written out for, in the order in which findings are shown. */
export const qualityRules: readonly QualityRule[] = [...limitRules, ...serviceRules, ...materialRules, ...procedureRules]
export const implementationRules: readonly OrganRule[] = [...codeRules, ...organRules]

/** All that is wrong with an item (GB/T 39554-2020): a file by what it says, a handling item by its codes and telephones too. */
export function lintItem(item: ItemFile | HandlingItem): Finding[] {
  const said = qualityRules.flatMap((rule) => findings(rule, rule.check(item)))
  return 'impl' in item ? [...implementationRules.flatMap((rule) => findings(rule, rule.check(item))), ...said] : said
}

/** All that is wrong with an item file at any of its organs, each finding once. */
export function lintFile(file: ItemFile, city: City): Finding[] {
  const found = expandItem(file, city).handlings.flatMap(lintItem)
  return [...new Map(found.map((f) => [JSON.stringify([f.rule, f.path, f.sentence]), f])).values()]
}

/** Refuses an item that has an error; warnings pass. */
export function mustBePublishable(item: ItemFile | HandlingItem): void {
  const errors = lintItem(item).filter((f) => f.severity === 'error')
  if (errors.length > 0)
    throw refuse('item.not-ready', { name: item.name, count: errors.length, first: errors[0]!.sentence, findings: errors })
}

/** 原食品经营许可证（复印件） is the same licence as 食品经营许可证. */
const sameLicence = (material: string): string => bareName(material.replace(/（.*?）/g, '').replace(/^(原|有效的|旧)/, ''))

/** Refuses an item that demands on paper what is of a type that the library holds. */
export function mustNotDemandHeld(item: Pick<ItemFile, 'name' | 'materials'>, types: readonly Pick<HoldingType, 'name' | 'also'>[]): void {
  const held = new Set(types.flatMap((t) => [t.name, ...t.also]))
  const demanded = item.materials.filter((m) => m.free === undefined && m.sourceType === '20' && held.has(sameLicence(m.name)))
  if (demanded.length > 0) throw refuse('item.demands-held', { name: item.name, first: `材料“${demanded[0]!.name}”要人自己交` })
}

const findings = ({ id, severity }: { id: string; severity: Finding['severity'] }, breaches: Breach[]): Finding[] =>
  breaches.map((breach) => ({ rule: id, severity, ...breach }))
