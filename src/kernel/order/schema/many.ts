/** One verb on many orders of a kind: what is asked, and what is answered. */
import { z } from 'zod'
import { Keys } from '#kernel/batch/schema/batch.ts'
import { Take } from './order.ts'
import type { AskedField } from './page.ts'

const kind = z.string().min(1).max(40)

export const Marked = z.object({ ids: Keys })
export type Marked = z.infer<typeof Marked>

/** What all rows of a batch share. */
export const VerbOnMany = z.object({ kind, verb: Take.shape.verb, input: Take.shape.input })
export type VerbOnMany = z.infer<typeof VerbOnMany>

export const BeginMany = VerbOnMany.extend({ ids: Keys })
export type BeginMany = z.infer<typeof BeginMany>

/** An order that cannot take the verb now, and why. */
export type Out = { id: string; no: string; why: string }

/** A verb over marked orders: of which kind, how many can take it, and why the others cannot. */
export type MarkedVerb = { kind: string; kindTitle: string; verb: string; label: string; asks: AskedField[]; can: number; out: Out[] }

/** `merge`: the marked orders are of one kind that can be merged, and whoever asks may merge them; each with the words to choose it by. */
export type MarkedVerbs = {
  total: number
  verbs: MarkedVerb[]
  merge: { id: string; text: string }[]
  organs: { value: string; label: string }[]
}
