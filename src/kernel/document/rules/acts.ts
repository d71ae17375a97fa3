/** Which act of a subject's history a paper tells of, and which acts approve a seal. */
import type { RoomInfo, SealAct } from '#kernel/module.ts'

type Placed = { name: string; seq: number }
export type Acts = Readonly<Record<string, SealAct>>

/** All facts of the house that approve the seal on their own paper. */
export const actsOf = (rooms: readonly Pick<RoomInfo, 'sealActs'>[]): Acts => Object.assign({}, ...rooms.map((r) => r.sealActs))

/**
 * The declared act at a place of a history: the fact that stands there, or the one before it where only such was noted in between as the act
 * itself leaves beside it. An act that is not declared is none, and borrows nothing from an earlier one.
 */
export function actAt<F extends Placed>(acts: Acts, facts: readonly F[], at: number): F | undefined {
  const act = facts.findLast((f) => f.seq <= at && Object.hasOwn(acts, f.name))
  const beside = act && acts[act.name]?.beside
  return facts.every((f) => !act || f.seq <= act.seq || f.seq > at || beside?.includes(f.name)) ? act : undefined
}

/** What a fact is called where a person reads it. */
export const factTitle = (rooms: readonly Pick<RoomInfo, 'facts'>[], name: string): string | undefined =>
  rooms.find((r) => Object.hasOwn(r.facts, name))?.facts[name]

/** What is wrong with the acts that rooms declare: two rooms for one fact, or a fact that its room does not name. */
export function wrongActs(rooms: readonly Pick<RoomInfo, 'id' | 'facts' | 'sealActs'>[]): string[] {
  const all = rooms.flatMap((room) => Object.keys(room.sealActs).map((fact) => ({ room, fact })))
  return all.flatMap(({ room, fact }, i) => [
    ...(Object.hasOwn(room.facts, fact) ? [] : [`${room.id}: ${fact} approves a seal and is no fact of this room`]),
    ...all.slice(0, i).flatMap((a) => (a.fact === fact ? [`${room.id}: ${fact} is declared by ${a.room.id} already`] : [])),
  ])
}
