/** What the rules say of a case, for the clerk: headlines for everybody who sees the case, the proof opened with a trace. */
import { readAssessment } from '#kernel/case/api.ts'
import type { Dossier } from '#kernel/case/rules/dossier.ts'
import { purposes } from '#kernel/decision/schema/model.ts'
import type { Action } from '#kernel/module.ts'
import type { CaseAssessment, CaseId, CasePage } from '../../schema/desk.ts'
import { asStaff } from './staff.ts'

const words = {
  met: { verdict: '符合', tone: 'ok' },
  'not met': { verdict: '不符合', tone: 'hot' },
  unknown: { verdict: '还不能确定', tone: 'soft' },
} as const

export const assessedOf = ({ state }: Dossier): CasePage['assessed'] =>
  state.assessed?.verdicts.map(({ purpose, verdict }) => ({ title: purposes[purpose].title, ...words[verdict] })) ?? null

/** The proof with its articles and the facts it stands on. */
export const openAssessment: Action<CaseId, CaseAssessment> = async (ctx, { id }) => {
  asStaff(ctx)
  const found = await readAssessment(ctx, id, '办理审查')
  if (!found) return null
  const { at, version, hash, said, facts } = found
  return { at: at.toISOString(), version, hash, said, facts }
}
