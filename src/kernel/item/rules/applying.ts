import { holds } from '#kernel/form/rules/conditions.ts'
import type { Answers } from '#kernel/form/schema/answers.ts'
import type { Material, When } from '../schema/parts.ts'

/** The parts of an item that apply under these answers to its scenarios: materials, steps, fees, special procedures. */
export const applying = <T extends { when?: When }>(parts: readonly T[], answers: Answers): T[] =>
  parts.filter((p) => holds(p.when, answers))

/** 容缺清单: what of the materials may follow after acceptance (国发〔2022〕5号). */
export const tolerantMaterials = (materials: readonly Material[]): Material[] => materials.filter((m) => m.need === '3')

/** What the applicant has to bring himself, and what the house has without him (measure C2); `held` are the ids of the latter. */
export const toBring = (materials: readonly Material[], held: ReadonlySet<string>): { bring: Material[]; free: Material[] } => ({
  bring: materials.filter((m) => !held.has(m.id)),
  free: materials.filter((m) => held.has(m.id)),
})

export type ApplicantKind = 'natural' | 'legal'

/** Who may apply, by the codes of 服务对象: 1 is a natural person, all others are units. */
export const applicantKinds = (item: { audiences: readonly string[] }): ApplicantKind[] => [
  ...(item.audiences.includes('1') ? (['natural'] as const) : []),
  ...(item.audiences.some((a) => a !== '1') ? (['legal'] as const) : []),
]
