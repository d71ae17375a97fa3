/** More assurance for one step: asked for where it is needed, and not before. */
import { asSystem } from '#base/as-system.ts'
import type { Level } from '#kernel/provider.ts'
import { levelNow } from '../../rules/step-up.ts'
import type { StepUp, Visit } from '../../schema.ts'
import { refuse } from '../refuse.ts'
import { present } from '../visit.ts'
import { nameOf, providersOf, reaching } from './providers.ts'

/** Where somebody reaches a level, and comes back from with nothing lost. */
const stepUpHref = (level: Level, back: string): string => `/sign-in/step-up?level=${level}&back=${encodeURIComponent(back)}`

/** Refuses a step that needs more assurance than this session has. Staff at the counter look at the certificate themselves. `back` is the page to come back to. */
export function mustReach(ctx: Visit, level: Level, back: string): void {
  if (ctx.who.kind !== 'citizen') return
  const have = levelNow(ctx.session, ctx.city, ctx.now)
  if (have >= level) return
  throw refuse('permission.assurance', { need: nameOf(level), have: nameOf(have), level, to: stepUpHref(level, back) })
}

/** What the page shows that asks for more: by which platforms it can be reached. */
export const stepUpPage = (ctx: Visit, { level, back }: StepUp) =>
  asSystem(ctx.tx, async () => {
    const have = levelNow(present(ctx), ctx.city, ctx.now)
    const providers = reaching(await providersOf(ctx), level).map(({ id, title }) => ({ id, title }))
    return { level, back, need: nameOf(level), have: nameOf(have), reached: have >= level, providers }
  })
