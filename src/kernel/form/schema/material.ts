import { z } from 'zod'
import type { Condition } from './condition.ts'

/** What a form needs to know of a material; an item's `Material` is one. `need`: 1 必要, 2 非必要, 3 容缺后补. */
export type MaterialAsked = {
  id: string
  name: string
  need: string
  note?: string
  tip?: string
  when?: Condition
  formats: readonly string[]
  maxMb: number
  free?: { by: string; name: string; note?: string }
}

export const GivenFile = z.object({
  id: z.string(),
  name: z.string(),
  bytes: z.int().min(0),
  /** the moment it was handed in here, ISO 8601 */
  at: z.string().optional(),
  /** in words, the earlier application it was taken from instead of being sent again */
  from: z.string().optional(),
})
export type GivenFile = z.infer<typeof GivenFile>

/** How a material is provided: uploaded, taken from a licence or register, promised for later (容缺), brought to the window on paper, or asked of the organ that issued it (协查). */
export const provisions = ['upload', 'free', 'later', 'paper', 'inquire'] as const

/** One line of a draft's materials. */
export const GivenMaterial = z.object({ id: z.string(), provide: z.enum(provisions), files: z.array(GivenFile).default([]) })
export type GivenMaterial = z.infer<typeof GivenMaterial>
