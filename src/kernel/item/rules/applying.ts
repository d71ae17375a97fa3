import { holds } from '#kernel/form/rules/conditions.ts'
import type { Answers } from '#kernel/form/schema/answers.ts'
import type { Material, When } from '../schema/parts.ts'

/** The parts of an item that apply under these answers to its scenarios: materials, steps, fees, special procedures. */
export const applying = <T extends { when?: When }>(parts: readonly T[], answers: Answers): T[] =>
  parts.filter((p) => holds(p.when, answers))

/** 容缺清单: what of the materials may follow after acceptance (国发〔2022〕5号). */
export const tolerantMaterials = (materials: readonly Material[]): Material[] => materials.filter((m) => m.need === '3')

/** What the applicant has to bring himself, and what the house gets without him (measure C2). */
export const toBring = (materials: readonly Material[]): { bring: Material[]; free: Material[] } => ({
  bring: materials.filter((m) => !m.free),
  free: materials.filter((m) => m.free),
})
