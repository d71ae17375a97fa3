/** The three administrators (三员分立): three people, each with one power, and none with any over himself. */
import type { Who } from '#kernel/who.ts'

export const offices = { sysadmin: '系统管理员', secadmin: '安全保密管理员', auditor: '安全审计员' } as const
export type Office = keyof typeof offices

const powers: Record<string, Office> = { 'permission.manage': 'sysadmin', 'permission.confirm': 'secadmin', 'permission.audit': 'auditor' }

type Asked = { role?: string | null; permission?: string | null }

/** The office that a role or a single permission belongs to, or undefined for everybody else's work. */
export function officeOf({ role, permission }: Asked): Office | undefined {
  if (role && Object.hasOwn(offices, role)) return role as Office
  return permission ? powers[permission] : undefined
}

/** How the one who gets it stands: the office he has held, and whether he does other work. */
export type Holder = { id: string; office: Office | undefined; otherWork: boolean }

type Why = { code: string; data?: Record<string, unknown> }

/** Why a grant may not be asked for, or undefined. Administrators do no other work, so that nobody watches himself. */
export function whyNotPropose(who: Who, holder: Holder, asked: Asked): Why | undefined {
  const office = officeOf(asked)
  if (holder.id === who.id) return { code: 'permission.for-oneself' }
  if (office && holder.office && office !== holder.office)
    return { code: 'permission.another-office', data: { office: offices[holder.office] } }
  if (!office && holder.office) return { code: 'permission.officer-only', data: { office: offices[holder.office] } }
  if (office && holder.otherWork) return { code: 'permission.has-work', data: { office: offices[office] } }
  return undefined
}

/** Why a grant may not be confirmed, or undefined. */
export function whyNotConfirm(
  who: Who,
  grant: { account: string; proposedBy: string; confirmedAt: Date | null; endedAt: Date | null },
): Why | undefined {
  if (grant.confirmedAt || grant.endedAt) return { code: 'permission.settled' }
  if (grant.account === who.id) return { code: 'permission.for-oneself' }
  if (grant.proposedBy === who.id) return { code: 'permission.own-proposal' }
  return undefined
}
