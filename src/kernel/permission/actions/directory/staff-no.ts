/** By which number the directory finds an account, and the end of a binding that is wrong: the system administrator's work. */
import { asSystem } from '#base/as-system.ts'
import type { Action } from '#kernel/module.ts'
import type { SetStaffNo } from '../../schema.ts'
import { findByStaffNo, setStaffNo } from '../../store/account.ts'
import { unbindAll } from '../../store/directory.ts'
import { endSessionsOf } from '../../store/session.ts'
import { checkOrdinary } from '../accounts.ts'
import { emitAccount } from '../fact.ts'
import { refuse } from '../refuse.ts'

/** Sets or takes away the number. The binding ends with it, and every session: whoever it is signs in at the directory and is checked anew. */
export const changeStaffNo: Action<SetStaffNo, void> = async (ctx, { account: id, staffNo, reason }) => {
  if ([...reason].length < 2) throw refuse('permission.no-reason')
  await checkOrdinary(ctx, id)
  await asSystem(ctx.tx, async () => {
    const other = staffNo === '' ? undefined : await findByStaffNo(ctx.tx, staffNo)
    if (other && other.id !== id) throw refuse('permission.staff-no-taken', { staffNo, name: other.name })
    await setStaffNo(ctx.tx, id, staffNo || null)
    await unbindAll(ctx.tx, id)
    await endSessionsOf(ctx.tx, id)
  })
  await emitAccount(ctx, 'account.staff-no-set', id, { staffNo: staffNo || null, reason })
}
