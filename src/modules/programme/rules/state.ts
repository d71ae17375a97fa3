import type { Measure, State } from '../schema.ts'

type Room = { id: string; title: string; measures: readonly string[] }

/** The rooms of a measure: those that stand and say that they serve it, and those still to be built. */
export function roomsOf(measure: Pick<Measure, 'code' | 'rooms'>, rooms: readonly Room[]): { existing: Room[]; missing: string[] } {
  const serves = (id: string) => rooms.find((r) => r.id === id && r.measures.includes(measure.code))
  return {
    existing: measure.rooms.flatMap((id) => serves(id) ?? []),
    missing: measure.rooms.filter((id) => serves(id) === undefined),
  }
}

/** How far a measure is built: nothing without a room and a live number, all only with every room and a story that proves it. */
export function stateOf(has: { existing: number; missing: number; figures: number; story: boolean }): State {
  if (has.existing === 0 || has.figures === 0) return 'unbuilt'
  if (has.missing > 0) return 'partial'
  return has.story ? 'live' : 'trial'
}

export const stateWords: Record<State, { word: string; tone?: 'soft' | 'try'; means: string }> = {
  live: { word: '已可用', means: '这项举措的功能都建好了，有实时数字，有一个从头办到尾的故事在检验它' },
  trial: { word: '试运行', tone: 'try', means: '功能都建好了，有实时数字，还没有一个从头办到尾的故事检验它' },
  partial: { word: '部分建成', tone: 'try', means: '建好了一部分，其余还在建' },
  unbuilt: { word: '尚未建成', tone: 'soft', means: '这个平台里还没有专门为这项举措建的功能' },
}
