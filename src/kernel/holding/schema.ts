/** What the city keeps itself of a party, so that nobody is asked to bring it (国务院令第716号 第十条). */
import { z } from 'zod'

/** 有效, 暂扣, 撤销, 吊销, 注销, 失效. Only the first satisfies anything. */
export const HoldingState = z.enum(['valid', 'suspended', 'rescinded', 'revoked', 'cancelled', 'expired'])
export type HoldingState = z.infer<typeof HoldingState>

/** Whom a type of licence is given to: people, units, or both. */
export const HolderKind = z.enum(['natural', 'legal', 'both'])
export type HolderKind = z.infer<typeof HolderKind>

/** A type of licence as the kernel must know it; `code` is the 证照类型代码 (GB/T 36904, 21 characters), `also` what else people call it. */
export const HoldingType = z.object({
  code: z.string().length(21),
  name: z.string().min(2),
  also: z.array(z.string().min(2)).default([]),
  definer: z.string().min(2),
  holder: HolderKind,
  /** its code is made up */
  demo: z.boolean().default(false),
})
export type HoldingType = z.infer<typeof HoldingType>

/** The types of a city's file, with whatever else a room above reads in it. */
export const HoldingTypes = z.object({ demo: z.boolean().default(false), types: z.array(HoldingType) })

/** One thing held: of whom, of which type, from which register, and how it stands. Days as 'YYYY-MM-DD'; `toOn` null: for good. */
export type Holding = {
  id: string
  party: string
  type: string
  /** the name of its type, and what else that is called */
  called: string[]
  /** where it lies, in the citizen's words: 电子证照库 */
  register: string
  no: string
  /** what names this version of it in the whole country (电子证照标识, GB/T 36904) */
  identifier: string
  organ: string
  organName: string
  state: HoldingState
  fromOn: string
  toOn: string | null
  demo: boolean
}

/** What one case, call or look took from a holding. */
export const UseKind = z.enum(['material', 'call', 'shown', 'checked', 'copy', 'query'])
export type UseKind = z.infer<typeof UseKind>

export type HoldingUse = {
  id: string
  holding: string
  identifier: string
  kind: UseKind
  /** `case:…` where a case took it */
  subject: string | null
  /** the material of the case that it satisfied */
  material: string | null
  organName: string
  purpose: string
  by: string
  byName: string
  at: Date
}
