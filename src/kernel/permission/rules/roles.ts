/** What a change of a role gives and takes, and what no role may hold. */
import { officeOf, offices } from './offices.ts'

type Why = { code: string; data?: Record<string, unknown> }

export const given = (before: readonly string[], after: readonly string[]): string[] => after.filter((p) => !before.includes(p))

/** Why a role may not become this, or undefined: the three offices stay as the law has them, and nobody else gets a power of theirs. */
export function whyNotRole(role: string, permissions: readonly string[], known: ReadonlySet<string>): Why | undefined {
  if (Object.hasOwn(offices, role)) return { code: 'permission.office-role' }
  const power = permissions.find((permission) => officeOf({ permission }))
  if (power) return { code: 'permission.office-power', data: { office: offices[officeOf({ permission: power })!] } }
  const unknown = permissions.find((p) => !known.has(p))
  return unknown ? { code: 'permission.unknown-permission', data: { permission: unknown } } : undefined
}
