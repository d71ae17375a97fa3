import type { Action } from '#kernel/module.ts'
import { dropExpired } from './store/session.ts'

/** Sessions that are over, and failures that no longer count, go after the hour. */
export const sweep: Action<void, void> = ({ tx, now }) => dropExpired(tx, now)
