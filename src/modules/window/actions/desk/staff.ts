/** Who works at the desk, and where. */
import { refusals } from '#base/refusal.ts'
import type { Ctx } from '#kernel/module.ts'
import { may } from '#kernel/who.ts'

const refuse = refusals({
  'window.staff-only': [403, '这里是工作人员的工作台。您要办的事和进度在“我的”里看'],
  'window.no-right': [403, '您没有“{what}”的权限。需要的话，请联系本单位管理员'],
})

/** Refuses whoever is no staff, or holds none of the permissions anywhere. */
export function asStaff({ who }: Ctx, what = '查看办件', ...permissions: string[]): void {
  if (who.kind !== 'staff' && who.kind !== 'system') throw refuse('window.staff-only')
  const asked = permissions.length ? permissions : ['case.read']
  if (!asked.some((p) => may(who, p))) throw refuse('window.no-right', { what })
}

/** The organs in which somebody holds a permission; undefined for the whole city. */
export function organsOf({ who }: Ctx, permission: string): string[] | undefined {
  const organs = who.grants.filter((g) => g.permission === permission).map((g) => g.organ)
  return organs.includes('*') ? undefined : [...new Set(organs)]
}
