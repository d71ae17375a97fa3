/** What the facts of an order say to a reader: the fields of its verbs give the labels and the words. */

import { askOf } from '../schema/fields.ts'
import type { OrderKind } from '../schema/kind.ts'
import { commonFacts } from '../schema/kind.ts'
import type { OrderFact } from '../schema/order.ts'
import { verbOf } from './choose.ts'

export type Told = { label: string; value: string }

const textOf = (value: unknown, words: Readonly<Record<string, string>> = {}): string =>
  (Array.isArray(value) ? value : [value]).map((v) => words[String(v)] ?? String(v)).join('；')

/** The answers to a verb's fields as rows of label and value. Organs are named by `organs`, from id to name. */
function answers(kind: OrderKind, f: OrderFact, organs: ReadonlyMap<string, string>): Told[] {
  const verb = verbOf(kind, f)?.[1]
  return Object.entries(verb?.takes?.shape ?? {}).flatMap(([key, field]) => {
    const ask = askOf(field)
    const value = f.data[key]
    if (!ask || value === undefined || value === null || value === '') return []
    return [
      { label: ask.label, value: textOf(value, ask.kind === 'organ' || ask.kind === 'organs' ? Object.fromEntries(organs) : ask.words) },
    ]
  })
}

const organName = (organs: ReadonlyMap<string, string>, id: unknown) => organs.get(String(id)) ?? String(id)

const commonLabel = (name: string): string | undefined => commonFacts[name as keyof typeof commonFacts]

/** What a fact is called: what the verb is called, but for common facts that the house leaves by itself. */
export function labelOf(kind: OrderKind, f: OrderFact): string {
  const common = commonLabel(f.name)
  return common !== undefined && !f.data.verb ? common : (verbOf(kind, f)?.[1].label ?? common ?? f.name)
}

/** What facts tell besides the answers to fields. */
const besides: Readonly<Record<string, (kind: OrderKind, f: OrderFact, organs: ReadonlyMap<string, string>) => Told[]>> = {
  'order.assigned': (_, f, organs) => {
    const to = f.data.to as { lead?: { organ: string }; with?: { organ: string }[] }
    const names = [...(to.lead ? [to.lead] : []), ...(to.with ?? [])].map((p) => organName(organs, p.organ))
    return [{ label: '交给', value: names.join('、') }]
  },
  'order.overdue': (kind, f, organs) => {
    const of = f.data.organ ? `（${organName(organs, f.data.organ)}）` : ''
    return [{ label: '过了', value: `${kind.clocks[f.data.clock]?.label ?? ''}${of}` }]
  },
  'order.closed': (kind, f) =>
    f.data.outcome && !f.data.verb ? [{ label: '结果', value: kind.outcomes[f.data.outcome] ?? '已并入' }] : [],
}

/** A fact as a person reads it. */
export function tellFact(kind: OrderKind, recorded: OrderFact, organs: ReadonlyMap<string, string>): { label: string; told: Told[] } {
  const f = kind.formerly?.[recorded.name]?.(recorded) ?? recorded
  return { label: labelOf(kind, f), told: [...(besides[f.name]?.(kind, f, organs) ?? []), ...answers(kind, f, organs)] }
}
