/** 审查要点 of a case: what its item says must hold, what the house can tell by itself, and what people found. */
import type { Verdict } from '#kernel/decision/schema/assessment.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { ReviewPoint } from '#kernel/item/schema/parts.ts'
import type { Status } from '../schema.ts'
import { provides } from '../schema.ts'
import type { MaterialRow } from './dossier.ts'
import type { CaseState } from './fold.ts'
import type { Narrowing, Refused } from './open.ts'

/** What somebody found of one point; `unknown` takes back what was found before. */
export type Mark = { point: string; verdict: Verdict; note?: string; by: { id: string; name: string }; at: Date }

/** What the house found before anybody looked, and from what. */
export type MachineView = { verdict: Verdict; why: string }

/** One point as it stands in a case. `verdict` is a person's where one has judged, else the machine's; `why` says which. */
export type PointState = Pick<ReviewPoint, 'id' | 'text' | 'material' | 'basis' | 'onSite'> & {
  verdict: Verdict
  judgedBy: 'person' | 'machine' | 'nobody'
  why: string
  machine?: MachineView
  note?: string
  at?: Date
}

/** A point as an opinion keeps it. */
export type KeptPoint = { id: string; text: string; verdict: Verdict; why: string; note?: string }

export const verdictWords: Record<Verdict, string> = { met: '符合', 'not met': '不符合', unknown: '未定' }

/** In these a case is looked at, and its points are judged. */
const lookedAt: readonly Status[] = ['accepted', 'examining', 'suspended']
export const isLookedAt = (status: Status): boolean => lookedAt.includes(status)

/** What the points of a case are read from. */
export type Shown = {
  item: Pick<HandlingItem, 'points'>
  state: Pick<CaseState, 'gone' | 'asked' | 'assessed'>
  materials: readonly MaterialRow[]
  marks: readonly Mark[]
}

const hasCome = (m: MaterialRow | undefined): m is MaterialRow => m !== undefined && ['licence', 'shared', 'exempt'].includes(m.provide)

/** What the house itself can tell of a point; nothing where it has not what it would tell it from. */
const machines: Record<NonNullable<ReviewPoint['machine']>, (point: ReviewPoint, shown: Shown) => MachineView | undefined> = {
  holding({ material }, { state, materials }) {
    const gone = state.gone.find((g) => g.material === material)
    if (gone) return { verdict: 'not met', why: `“${gone.name}”已经失效` }
    if (state.asked.some((a) => a.material === material)) return { verdict: 'unknown', why: '正在请发证机关核实，有答复再定' }
    const row = materials.find((m) => m.code === material)
    return hasCome(row) ? { verdict: 'met', why: `${row.source ?? provides[row.provide]}已核验` } : undefined
  },
  rules(_, { state: { assessed } }) {
    const told = assessed?.verdicts.find((v) => v.purpose === 'eligibility')
    return told && { verdict: told.verdict, why: `按规则表第 ${assessed!.version} 版` }
  },
}

const machineText = ({ verdict, why }: MachineView): string => (verdict === 'unknown' ? why : `${why}，机判${verdictWords[verdict]}`)

/** A judgement stands while what was looked at is still the same paper. */
function standingMark(point: ReviewPoint, { materials, marks }: Shown): { mark?: Mark; outdated: boolean } {
  const mark = marks.findLast((m) => m.point === point.id)
  if (!mark || mark.verdict === 'unknown') return { outdated: false }
  const row = materials.find((m) => m.code === point.material)
  return row && row.at > mark.at ? { outdated: true } : { mark, outdated: false }
}

function stateOf(point: ReviewPoint, shown: Shown): PointState {
  const { id, text, material, basis, onSite } = point
  const machine = point.machine && machines[point.machine](point, shown)
  const { mark, outdated } = standingMark(point, shown)
  const known = { id, text, material, basis, onSite, ...(machine ? { machine } : {}) }
  if (mark) {
    const { verdict, note, at, by } = mark
    return { ...known, verdict, judgedBy: 'person', why: `${by.name}判${verdictWords[verdict]}`, at, ...(note ? { note } : {}) }
  }
  if (outdated) return { ...known, verdict: 'unknown', judgedBy: 'nobody', why: '判定之后材料换过，请再看一次' }
  if (machine) return { ...known, verdict: machine.verdict, judgedBy: 'machine', why: machineText(machine) }
  return { ...known, verdict: 'unknown', judgedBy: 'nobody', why: point.needs ?? (onSite ? '到场看了就能定' : '还没有人判') }
}

/** The points of a case in their order; one about a material that this case does not need is not there. */
export function pointsOf(shown: Shown): PointState[] {
  const handed = new Set(shown.materials.map((m) => m.code))
  return (shown.item.points ?? []).filter((p) => p.material === undefined || handed.has(p.material)).map((p) => stateOf(p, shown))
}

const named = (points: readonly PointState[]): string => points.map((p) => `“${p.text}”`).join('、')
const having = (points: readonly PointState[], verdict: Verdict) => points.filter((p) => p.verdict === verdict)

/** Who gives an opinion has judged every point, or has found one that does not hold. */
export const narrowByPoints =
  (points: readonly PointState[]): Narrowing =>
  (verb) => {
    if (verb !== 'propose') return undefined
    const open = having(points, 'unknown')
    if (open.length === 0 || having(points, 'not met').length > 0) return undefined
    return { code: 'case.points-open', sentence: `还有 ${open.length} 个审查要点没有定：${named(open)}。逐条定了再提审查意见` }
  }

/** Why the points speak against an opinion; nothing where they carry it, or where the item has none. */
export function contradicted(points: readonly PointState[], verdict: 'approve' | 'refuse'): Refused | undefined {
  const failing = having(points, 'not met')
  if (verdict === 'approve' && failing.length > 0)
    return { code: 'case.points-against', sentence: `${named(failing)}判了不符合，不能建议准予。判错了的请改判，确实不符合的请建议不予` }
  if (verdict === 'refuse' && points.length > 0 && failing.length === 0)
    return { code: 'case.points-against', sentence: '审查要点都判了符合，不能建议不予。不符合的是哪一条，请先改判那一条并写明理由' }
  return undefined
}

/** What a judgement needs beside its verdict: whoever finds against the applicant, or against the machine, says why. */
export const needsNote = (machine: Verdict | undefined, verdict: Verdict): boolean =>
  verdict === 'not met' || (verdict === 'met' && machine === 'not met')

/** The points as the opinion carries them to the one who decides. */
export const keptPoints = (points: readonly PointState[]): KeptPoint[] =>
  points.map(({ id, text, verdict, why, note }) => ({ id, text, verdict, why, ...(note ? { note } : {}) }))
