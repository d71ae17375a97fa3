/** How the directory of the staff stands, for whoever looks after the house. */
import { asSystem } from '#base/as-system.ts'
import { directoryProvider } from '#kernel/directory.ts'
import type { Ctx } from '#kernel/module.ts'
import { whyNotReached } from '../../gateway/membership.ts'
import type { DirectoryNumbers, DirectoryStanding } from '../../schema.ts'
import { wallTime } from '../../store/account.ts'
import { countMemberships, findAnswering } from '../../store/directory.ts'

/** What the database knows of it; undefined in a city without one. */
export const directoryNumbers = ({
  tx,
  city: { directory },
  now,
}: Pick<Ctx, 'tx' | 'city' | 'now'>): Promise<DirectoryNumbers | undefined> =>
  asSystem(tx, async () => {
    if (!directory) return undefined
    const { n: sessions, oldestDue } = await countMemberships(tx)
    const silentSince = (await findAnswering(tx, directory.issuer))?.silentSince ?? null
    return { sessions, silentSince, lateSeconds: oldestDue ? Math.max(0, (now.getTime() - oldestDue.getTime()) / 1000) : 0 }
  })

/** The same, and whether it answers now. */
export async function directoryStanding(ctx: Ctx): Promise<DirectoryStanding | undefined> {
  const { directory } = ctx.city
  const numbers = await directoryNumbers(ctx)
  if (!directory || !numbers) return undefined
  const at = (await wallTime(ctx.tx)).getTime()
  const fault = (await whyNotReached(directoryProvider(directory), { env: process.env, at })) ?? null
  const { title, silenceMinutes, onSilence } = directory
  return { ...numbers, title, silenceMinutes, onSilence, fault }
}
