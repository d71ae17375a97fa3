import { mustAgree } from '#kernel/city.ts'
import type { Action, SeedCity } from '#kernel/module.ts'
import { registerLegal, registerNatural } from './actions/register.ts'
import { type AgencyRow, addAgency } from './store.ts'

type Natural = { id: string; name: string; idType: string; idNo: string; phone: string; address: string; demo: boolean }
type Legal = { id: string; name: string; uscc: string; type: string; legalRep: string; phone: string; address: string; demo: boolean }
type Agency = Pick<AgencyRow, 'id' | 'principal' | 'agent' | 'items' | 'divisions' | 'fromOn' | 'toOn' | 'basis' | 'demo'>
export type Citizens = { natural: Natural[]; legal: Legal[]; agencies: Agency[] }

/** The people of a demo city, their companies, and who acts for whom. */
export const seed: Action<SeedCity, void> = async (ctx, city) => {
  const file = ctx.city.demo ? await city.find<Citizens>('citizens.json') : undefined
  if (!file) return
  const { natural, legal, agencies } = file
  for (const one of [...natural, ...legal, ...agencies]) mustAgree(ctx.city, `citizens.json 里的 ${one.id} `, one)
  for (const person of natural) await registerNatural(ctx, person)
  for (const company of legal) await registerLegal(ctx, company)
  for (const a of agencies) await addAgency(ctx.tx, { ...a, grantedBy: 'system', grantedAt: ctx.now, revokedAt: null, revokedBy: null })
}
