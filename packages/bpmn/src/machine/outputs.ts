/** What the instances of a multi-instance activity give, gathered in a list on their group. */
import type { Data } from '../model.ts'
import type { Live } from '../state.ts'
import { type Draft, find, nodeOf, put } from './draft.ts'

/** A name that no expression can speak of. */
export const outputs = '#outputs'

export function gather(d: Draft, group: Live, instance: Live, variables: Data = {}): void {
  const { loop } = nodeOf(d, group)
  if (loop?.kind !== 'multi' || loop.output === undefined || loop.outputItem === undefined) return
  const value = variables[loop.outputItem] ?? instance.data?.[loop.outputItem] ?? null
  const gathered = [...((find(d, group.id)!.data?.[outputs] as unknown[] | undefined) ?? [])]
  gathered[instance.item] = value
  put(d, { ...find(d, group.id)!, data: { ...find(d, group.id)!.data, [outputs]: Array.from(gathered, (v) => v ?? null) } })
}
