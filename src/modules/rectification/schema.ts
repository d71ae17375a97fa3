import { z } from 'zod'

/** Working days from opening; `verify` names what still has to be confirmed with the city. */
export const Limits = z.object({
  contact: z.number().int().positive(),
  simple: z.number().int().positive(),
  complex: z.number().int().positive(),
  verify: z.array(z.string()).default([]),
})
export type Limits = z.infer<typeof Limits>
