import { stateWords } from '#kernel/holding/rules.ts'
import type { HoldingState } from '#kernel/holding/schema.ts'

/** A material that the city's own holding satisfies. */
export type Rest = { material: string; materialName: string; holding: string }
/** One that did, and whose holding is out of force. `name` is that of the holding, with its number. */
export type Gone = Rest & { name: string; state: HoldingState }

/** Why an act cannot rely on it, and what to do. */
export const goneWords = ({ name, state, material }: { name: string; state: HoldingState; material: string }): string =>
  `“${name}”${stateWords[state]}，不能再当作“${material}”。还没受理的，请一次告知申请人补正；已经受理的，请核实后不予许可或终止办理`

type Told = { code: string; name: string; provide?: string; holding?: string }
/** A material that another organ was asked for. */
export type AskedOf = { material: string; materialName: string }

/** What still waits for another organ's word after materials were handed in. */
export function askedAfter(before: readonly AskedOf[], handed: readonly Told[]): AskedOf[] {
  const stay = before.filter((a) => !handed.some((m) => m.code === a.material))
  return [...stay, ...handed.filter((m) => m.provide === 'inquiry').map(({ code, name }) => ({ material: code, materialName: name }))]
}

/** What a case rests on after materials were handed in: each takes the place of the one before. */
export function restsAfter(before: readonly Rest[], handed: readonly Told[]): Rest[] {
  const stay = before.filter((r) => !handed.some((m) => m.code === r.material))
  const come = handed.flatMap(({ code, name, holding }) => (holding ? [{ material: code, materialName: name, holding }] : []))
  return [...stay, ...come]
}
