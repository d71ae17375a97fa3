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

/** The power that each office has. */
export const powerOf = (office: Office): string => Object.keys(powers).find((power) => powers[power] === office)!

/** A proposal to put an officer out, as far as it has come. */
export type Removal = { account: string; office: Office; proposedBy: string; proposedOffice: Office; settled: boolean }

/** Why somebody may not ask for an officer to be put out, or undefined. `his`: the office that whoever asks holds. */
export function whyNotRemove(
  who: string,
  his: Office | undefined,
  third: { account: string; office: Office | undefined },
): Why | undefined {
  if (!his) return { code: 'permission.officers-only' }
  if (third.account === who) return { code: 'permission.own-account' }
  return third.office && third.office !== his ? undefined : { code: 'permission.no-officer' }
}

/** Why somebody may not confirm it, or undefined: the third of three, neither the one who asked nor the one it is about. */
export function whyNotConfirmRemoval(who: string, his: Office | undefined, removal: Removal): Why | undefined {
  if (!his) return { code: 'permission.officers-only' }
  if (removal.settled) return { code: 'permission.settled' }
  if (removal.account === who) return { code: 'permission.own-account' }
  if (removal.proposedBy === who) return { code: 'permission.own-removal' }
  return his === removal.office || his === removal.proposedOffice ? { code: 'permission.officers-only' } : undefined
}
