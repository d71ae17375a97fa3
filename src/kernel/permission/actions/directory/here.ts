/** Whether a password or a passkey of this house signs somebody in whom the directory knows. */
import type { Refusal } from '#base/refusal.ts'
import type { Visit } from '../../schema.ts'
import { findBound } from '../../store/directory.ts'
import { refuse } from '../refuse.ts'

/** Why not, as a refusal; undefined for officers, who are never bound, for all others who are not, and in a city without a directory. Needs the scope `system`. */
export async function whyNotHere(ctx: Visit, account: string): Promise<Refusal | undefined> {
  const { directory } = ctx.city
  const bound = directory && (await findBound(ctx.tx, directory.issuer, account))
  if (!bound) return undefined
  if (directory.exclusive) return refuse('permission.directory-only', { title: directory.title })
  return bound.leftAt ? refuse('permission.directory-left', { title: directory.title }) : undefined
}
