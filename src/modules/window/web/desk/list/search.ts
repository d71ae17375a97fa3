import { useParams, useSearchParams } from 'react-router'
import { channels, statuses } from '#kernel/case/schema.ts'
import type { FilterChoices } from '../../../schema/desk.ts'
import { lampWords, type Narrow, sortNames } from '../../../schema/desk.ts'

export const parts = [
  'q',
  'lamp',
  'item',
  'status',
  'channel',
  'holder',
  'since',
  'due',
  'noticed',
  'sort',
] as const satisfies readonly (keyof Narrow)[]
export type Part = (typeof parts)[number]
export type NarrowBy = (change: Partial<Record<Part, string>>) => void

/** What a part of the address says, in words: the chips over the list. */
export const words: Record<
  Exclude<Part, 'q' | 'lamp' | 'sort'>,
  { label: string; say(value: string, choices: FilterChoices | undefined): string }
> = {
  status: { label: '环节', say: (v) => statuses[v as keyof typeof statuses]?.label ?? v },
  item: { label: '事项', say: (v, c) => c?.items.find((i) => i.value === v)?.label ?? v },
  holder: { label: '经办', say: (v, c) => ({ me: '我', none: '没有人领' })[v] ?? c?.people.find((p) => p.value === v)?.label ?? v },
  since: { label: '提交', say: (v) => `近 ${v} 天` },
  due: { label: '到期', say: (v) => (v === '0' ? '今天或已过' : `${v} 天内`) },
  channel: { label: '来源', say: (v) => channels[v as keyof typeof channels]?.label ?? v },
  noticed: { label: '告知补正', say: (v) => `${v} 次以上` },
}
export const chipParts = Object.keys(words) as (keyof typeof words)[]

/** The address of a list: its queue and what narrows it. The address is the filter: it can be sent to a colleague. */
export function useSearch() {
  const { queue = 'mine' } = useParams()
  const [params, setParams] = useSearchParams()
  const now = Object.fromEntries(parts.map((p) => [p, params.get(p) ?? ''])) as Record<Part, string>
  const set = parts.filter((p) => now[p] !== '')
  const narrow: NarrowBy = (change) => {
    const next = { ...now, ...change }
    setParams(parts.flatMap((p): [string, string][] => (next[p] ? [[p, next[p]]] : [])))
  }
  const search = new URLSearchParams([['queue', queue], ...set.map((p): [string, string] => [p, now[p]])]).toString()
  return { queue, now, narrow, search, here: params.size ? `${queue}?${params}` : queue, filtered: set.some((p) => p !== 'sort') }
}
export type Search = ReturnType<typeof useSearch>

export const lampChoices = Object.entries(lampWords) as [keyof typeof lampWords, string][]
export const sortChoices = Object.entries(sortNames).map(([value, label]) => ({ value, label }))
