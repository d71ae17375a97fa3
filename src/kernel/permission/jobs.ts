import type { Action } from '#kernel/module.ts'
import { dropForgiven } from './store/failure.ts'
import { dropOldChallenges } from './store/passkey.ts'
import { dropExpired } from './store/session.ts'

/** Sessions that are over, challenges too old, and failures that no longer count, go after the hour. */
export const sweep: Action<void, void> = async ({ tx, now }) => {
  await dropExpired(tx, now)
  await dropForgiven(tx, now)
  await dropOldChallenges(tx, now)
}
