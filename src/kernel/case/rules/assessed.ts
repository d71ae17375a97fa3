/** What the decision model of an item adds to a case: it narrows what may be done, and decides nothing in place of the clerk. */
import type { Verdict } from '#kernel/decision/schema/assessment.ts'
import type { Purpose } from '#kernel/decision/schema/model.ts'
import type { CaseFact } from './fold.ts'

/** One verdict as its fact tells it: without the facts of the person, which stay sealed. */
export type ToldVerdict = { purpose: Purpose; verdict: Verdict; value?: unknown }
/** The last time that the model was asked. `hash`: SM3 over snapshot, verdicts and proof. */
export type Assessed = { factId: number; at: Date; model: string; version: number; hash: string; verdicts: ToldVerdict[] }

export const assessedIn = ({ id, at, data }: CaseFact): Assessed => ({
  factId: id,
  at,
  model: String(data.model),
  version: Number(data.version),
  hash: String(data.hash),
  verdicts: data.verdicts as ToldVerdict[],
})

const verdictFor = (assessed: Assessed | undefined, purpose: Purpose) => assessed?.verdicts.find((v) => v.purpose === purpose)

/** Of the materials that an item tolerates to come later, those that its table tolerates for this case; all of them while it cannot tell. */
export function tolerable(listed: readonly string[], assessed: Assessed | undefined): readonly string[] {
  const told = verdictFor(assessed, 'tolerance')
  if (!told || told.verdict === 'unknown') return listed
  const allowed = [told.value ?? []].flat()
  return listed.filter((material) => allowed.includes(material))
}

/** Whether a pledge alone does not do for this case (告知承诺 is not for everybody: 国办发〔2020〕42号). */
export const needsReview = (assessed: Assessed | undefined): boolean => verdictFor(assessed, 'commitment')?.verdict === 'not met'
