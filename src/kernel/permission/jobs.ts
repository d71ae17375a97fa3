import type { Action } from '#kernel/module.ts'
import { wallTime } from './store/account.ts'
import { dropForgiven } from './store/failure.ts'
import { dropOldSignIns } from './store/identity.ts'
import { dropOldChallenges } from './store/passkey.ts'

/** Sign-ins that were not finished, challenges too old, and failures that no longer count, go after the hour. */
export const sweep: Action<void, void> = async ({ tx, now }) => {
  await dropForgiven(tx, now)
  await dropOldSignIns(tx, now, await wallTime(tx))
  await dropOldChallenges(tx, now)
}
