/** 事项质量规则: run on every publication; an item with an error is not published. */
import { refusals } from '#base/refusal.ts'
import type { Finding } from '../schema/desk.ts'
import type { HandlingItem, ItemFile } from '../schema/item.ts'
import { type City, expandItem } from './expand.ts'
import { limitRules } from './quality/limit.ts'
import { materialRules } from './quality/material.ts'
import { codeRules, organRules } from './quality/organ.ts'
import { procedureRules } from './quality/procedure.ts'
import type { Breach, OrganRule, QualityRule } from './quality/rule.ts'
import { serviceRules } from './quality/service.ts'

const refuse = refusals({ 'item.not-ready': [422, '“{name}”还不能发布，要先改 {count} 处：{first}'] })

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

const findings = ({ id, severity }: { id: string; severity: Finding['severity'] }, breaches: Breach[]): Finding[] =>
  breaches.map((breach) => ({ rule: id, severity, ...breach }))
