/** Who may take which step of a version, and why not: read by the server and by the buttons. */
import { may, type Who } from '#kernel/who.ts'
import type { VerbState } from '../schema/desk.ts'
import type { Step } from '../schema/draft.ts'
import type { VersionStatus, VersionVerb } from '../schema/life.ts'
import { life, openVerbs } from './life.ts'

/** `editors` are all who wrote on this version, `organs` those that carry the item out, `errors` how many findings keep it from going on. */
export type Standing = {
  status: VersionStatus
  steps: readonly Pick<Step, 'verb' | 'by'>[]
  editors: readonly string[]
  organs: readonly string[]
  errors: number
}

const offices: Record<string, string> = {
  'item.edit': '事项编制员',
  'item.review': '事项审核员',
  'item.approve': '事项审定员',
  'item.publish': '事项审定员',
}
/** Steps that hand the version on: they take a version without errors. */
const handsOn: readonly VersionVerb[] = ['submit', 'endorse', 'approve', 'publish']

/** Writing is for the organs that carry the item out, or for whoever writes for the whole city. */
export const mayWrite = (who: Who, organs: readonly string[]): boolean =>
  may(who, 'item.edit', { organ: '*' }) || organs.some((organ) => may(who, 'item.edit', { organ }))

function holds(who: Who, permission: string, organs: readonly string[]): boolean {
  return permission === 'item.edit' ? mayWrite(who, organs) : may(who, permission)
}

/** Whoever wrote on a version counts as its drafter, whichever button he pressed. */
const did = ({ steps, editors }: Standing, verbs: readonly VersionVerb[], by: string): boolean =>
  steps.some((s) => s.by === by && verbs.includes(s.verb)) || (verbs.includes('draft') && editors.includes(by))

/** Why a step cannot be taken now, in a sentence; undefined where it can. The status is `moveOf`'s matter. */
export function whyNotTake(standing: Standing, verb: VersionVerb, who: Who): string | undefined {
  const move = life[standing.status][verb]
  if (!move) return undefined
  if (!holds(who, move.may, standing.organs))
    return move.may === 'item.edit' ? '由实施这个事项的单位的事项编制员来做' : `由${offices[move.may]}来做`
  if (move.otherThan && did(standing, move.otherThan, who.id)) return '您编制或审核过这个版本，要由另一位同事来做'
  if (handsOn.includes(verb) && standing.errors > 0) return `还有 ${standing.errors} 处要改，改好才能${move.title}`
  return undefined
}

/** Every step that the status knows, with the reason where it is barred. */
export const verbStates = (standing: Standing, who: Who): VerbState[] =>
  openVerbs(standing.status).map((verb) => {
    const why = whyNotTake(standing, verb, who)
    const move = life[standing.status][verb]!
    return { verb, title: move.title, open: why === undefined, why, reason: move.reason === true }
  })
