import type { Session, Visit } from '../schema.ts'
import { refuse } from './refuse.ts'

/** The session of this request, which a signed-in route always has. */
export function present(ctx: Visit): Session {
  if (!ctx.session) throw refuse('permission.signed-out')
  return ctx.session
}
