/** Keeping what a register says, resting a case on it, and writing down who used what. */
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import type { Answer, Sourced } from '#kernel/form/schema/answers.ts'
import type { Ctx, Personal } from '#kernel/module.ts'
import { holdingName, standingOn, stateWords } from './rules.ts'
import type { Holding, HoldingState, HoldingUse, UseKind } from './schema.ts'
import { addUses, type HoldingRow, listAllUsesOf, listHoldings, saveHolding, shareHoldings } from './store.ts'

const refuse = refusals({
  'holding.not-valid': [409, '“{name}”{state}，不能用来办事。请改用别的材料，或者先把证照的事办好'],
})

const context = 'holding.elements'

export type Elements = Readonly<Record<string, Answer>>

/** A register writes what it keeps now, in the transaction in which it changes it. For rooms that keep registers, as the house. */
export const keepHolding = (ctx: Ctx, holding: Omit<Holding, 'called'>, elements: Elements): Promise<void> =>
  asSystem(ctx.tx, async () => {
    const before = await saveHolding(ctx.tx, { ...holding, elements: ctx.keys.seal(JSON.stringify(elements), context) }, ctx.now)
    if (before === holding.state) return
    const { id, type, identifier, state, no } = holding
    await ctx.emit({
      name: 'holding.changed',
      about: `holding:${id}`,
      readers: [`party:${holding.party}`],
      begins: before === undefined,
      data: { holding: id, type, identifier, no, state, before: before ?? null },
    })
  })

/** What is held of a party, in whatever state. The caller has made sure that whoever asks acts for the party, or takes in its application. */
export const holdingsOf = (ctx: Ctx, party: string): Promise<HoldingRow[]> =>
  ctx.who.kind === 'system' || ctx.who.parties.includes(party)
    ? listHoldings(ctx.tx, party)
    : asSystem(ctx.tx, () => listHoldings(ctx.tx, party))

/** What the holdings in force say of their holder, by data element, each with where it is from. */
export function sourcesFrom(ctx: Ctx, holdings: readonly HoldingRow[]): Record<string, Sourced[]> {
  const found: Record<string, Sourced[]> = {}
  for (const h of holdings) {
    if (!h.elements || standingOn(h, dayOf(ctx.now)) !== 'valid') continue
    const elements = JSON.parse(ctx.keys.open(h.elements, context)) as Elements
    for (const [element, value] of Object.entries(elements)) {
      found[element] ??= []
      found[element].push({ value, from: h.called[0]!, kind: `licence:${h.called[0]}`, at: `${h.fromOn} 签发` })
    }
  }
  return found
}

export type Using = {
  kind: UseKind
  subject?: string
  purpose: string
  organName: string
  /** ids of holdings, each with the material that it satisfies where `kind` is material */
  of: readonly { holding: string; material?: string }[]
}

/**
 * Uses holdings: holds each as it stands, refuses one that is not in force at this moment, and writes the use down for its
 * holder, in the caller's transaction; an organ's own look (`query`) is written down in any state. A revocation that comes first is seen; one that comes later waits.
 */
export const drawOn = (ctx: Ctx, { kind, subject, purpose, organName, of }: Using): Promise<Holding[]> =>
  asSystem(ctx.tx, async () => {
    if (of.length === 0) return []
    const held = await shareHoldings(
      ctx.tx,
      of.map((o) => o.holding),
    )
    if (kind !== 'query') mustStand(held, dayOf(ctx.now))
    const uses = of.map(({ holding, material }): HoldingUse => {
      const { identifier } = held.find((h) => h.id === holding)!
      const by = { by: ctx.who.id, byName: ctx.who.name, at: ctx.now }
      return { id: ctx.id(), holding, identifier, kind, subject: subject ?? null, material: material ?? null, organName, purpose, ...by }
    })
    await addUses(ctx.tx, uses)
    for (const { id, holding, identifier, material } of uses) {
      const readers = [`party:${held.find((h) => h.id === holding)!.party}`]
      const data = { use: id, holding, identifier, kind, subject: subject ?? null, material, organName, purpose, byName: ctx.who.name }
      await ctx.emit({ name: 'holding.used', about: `holding-uses:${holding}`, readers, data })
    }
    return held
  })

function mustStand(held: readonly Holding[], today: string): void {
  for (const h of held) {
    const state = standingOn(h, today)
    if (state !== 'valid') throw refuse('holding.not-valid', { name: holdingName(h), state: stateWords[state], holding: h.id })
  }
}

/** Of what somebody rests on, all that is not in force at this moment, with its name and how it stands; the rest is held as it stands until the transaction is over. */
export async function brokenOf<R extends { holding: string }>(
  ctx: Ctx,
  rests: readonly R[],
): Promise<(R & { name: string; state: HoldingState })[]> {
  if (rests.length === 0) return []
  const ids = [...new Set(rests.map((r) => r.holding))]
  const held = new Map((await asSystem(ctx.tx, () => shareHoldings(ctx.tx, ids))).map((h) => [h.id, h]))
  return rests.flatMap((rest) => {
    const found = held.get(rest.holding)
    const state = found ? standingOn(found, dayOf(ctx.now)) : 'expired'
    return state === 'valid' ? [] : [{ ...rest, state, name: found ? holdingName(found) : '证照' }]
  })
}

/** What is held of a person and who has used it, for himself. */
export const personal: readonly Personal[] = [
  {
    title: '免提交用到的证照信息',
    why: '办事时不再让您交本市手里有的；每次谁用了都记下来',
    kept: '证照在就留着；用证记录长期保存',
    mends: { by: 'register', how: '来自发证机关的登记，请发证机关改；那边改了，这里跟着改' },
    tables: ['holding.held', 'holding.use'],
    async read(ctx, { party }) {
      const held = (await listHoldings(ctx.tx, party)).map(({ elements, ...h }) => ({
        ...h,
        elements: elements && (JSON.parse(ctx.keys.open(elements, context)) as Elements),
      }))
      return { rows: [...held, ...(await listAllUsesOf(ctx.tx, party)).map((use) => ({ what: 'use', ...use }))] }
    },
  },
]
