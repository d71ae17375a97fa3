/** What the rest of the house may ask of accounts, sessions and grants. */
import { asSystem } from '#base/as-system.ts'
import type { Tx } from '#base/db.ts'
import type { Account } from './schema.ts'
import { findAccount, listHolders } from './store/account.ts'

export { addUser, disableAccount, enableAccount, resetPassword } from './actions/accounts.ts'
export { csrfOf, csrfValid } from './actions/csrf.ts'
export { directoryNumbers, directoryStanding } from './actions/directory/standing.ts'
export { inviteOfficers } from './actions/invite.ts'
export { mustReach } from './actions/oidc/step-up.ts'
export { requireStepUp } from './actions/step-up.ts'
export { anonymous, groundFor, house, settingsFor } from './rules/scope.ts'
export { type Authenticated, type Origin, refusedButKept, type Session, SessionAnswer, type Speaking, type Visit } from './schema.ts'
export { findAccount, namesOf } from './store/account.ts'
export { authenticate, findStaff } from './store/session.ts'
export { countDemoAccounts, countOfficers } from './store/standing.ts'

type Place = { permission: string; organ: string; division: string }

/** Staff who hold a permission in a place on a day: to whom work can be handed, who can approve. */
export const listColleagues = (tx: Tx, place: Place, today: string): Promise<Account[]> => asSystem(tx, () => listHolders(tx, place, today))

/** One of them, by the id of his account; undefined where he does not hold it there. */
export const findColleague = async (tx: Tx, id: string, place: Place, today: string): Promise<Account | undefined> =>
  (await asSystem(tx, () => listHolders(tx, { ...place, id }, today)))[0]

/** Somebody of an organ's staff whose account is not shut; undefined where he is not one of them. */
export async function findStaffOf(tx: Tx, id: string, organ: string): Promise<Account | undefined> {
  const account = await asSystem(tx, () => findAccount(tx, id))
  return account?.kind === 'staff' && account.organ === organ && !account.disabledAt ? account : undefined
}
