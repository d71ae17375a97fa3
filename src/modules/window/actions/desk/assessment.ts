/** What the rules say of a case, for the clerk: headlines for everybody who sees the case, the proof opened with a trace. */
import { readAssessment } from '#kernel/case/api.ts'
import type { ToldVerdict } from '#kernel/case/rules/assessed.ts'
import type { Dossier } from '#kernel/case/rules/dossier.ts'
import { resultWords } from '#kernel/decision/rules/say.ts'
import { type Purpose, purposes } from '#kernel/decision/schema/model.ts'
import type { Action } from '#kernel/module.ts'
import type { CaseAssessment, CaseId, CasePage } from '../../schema/desk.ts'
import { asStaff } from './staff.ts'

const words = {
  met: { verdict: '符合', tone: 'ok' },
  'not met': { verdict: '不符合', tone: 'hot' },
  unknown: { verdict: '还不能确定', tone: 'soft' },
} as const

/** What the table lists or reckons is told as such; 符合 is said of conditions alone. */
const valued: readonly Purpose[] = ['tolerance', 'fee']

export function assessedOf({ state, item }: Dossier): CasePage['assessed'] {
  const names = Object.fromEntries(item.materials.map((m) => [m.id, m.name]))
  const told = ({ purpose, verdict, value }: ToldVerdict) =>
    valued.includes(purpose) && verdict !== 'unknown' && (purpose === 'tolerance' || typeof value === 'number')
      ? { verdict: resultWords[purpose]!(value, '', names), tone: 'soft' as const }
      : words[verdict]
  return state.assessed?.verdicts.map((v) => ({ title: purposes[v.purpose].title, ...told(v) })) ?? null
}

/** The proof with its articles and the facts it stands on. */
export const openAssessment: Action<CaseId, CaseAssessment> = async (ctx, { id }) => {
  asStaff(ctx)
  const found = await readAssessment(ctx, id, '办理审查')
  if (!found) return null
  const { at, version, hash, said, facts } = found
  return { at: at.toISOString(), version, hash, said, facts }
}
