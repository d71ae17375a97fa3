import { z } from 'zod'

/** A digest of text to lower-case hex; the server gives SM3. */
export type Digest = (text: string) => string

/** What `haoban ledger verify` answers. */
export const Verdict = z.object({
  ok: z.boolean(),
  facts: z.number().int(),
  chains: z.number().int(),
  roots: z.number().int(),
  broken: z.array(z.object({ fact: z.number().int(), about: z.string(), seq: z.number().int(), name: z.string(), why: z.string() })),
})
export type Verdict = z.infer<typeof Verdict>

/** `rooted`: the last fact that a root binds; `verified`: what the last recomputation found. */
export type LedgerStanding = {
  facts: number
  chains: number
  roots: number
  rooted: number
  rootAt: Date | null
  verified: { at: Date; ok: boolean; facts: number; chains: number; roots: number; broken: number } | null
}
