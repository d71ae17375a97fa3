import { asSystem } from '#base/as-system.ts'
import type { Action, Recorded } from '#kernel/module.ts'
import { findParty } from '#kernel/party/api.ts'
import { setNameOf } from '../store/account.ts'

/** A name that was corrected in the register is corrected on the account too. A repeat changes nothing. */
export const onNameCorrected: Action<Recorded, void> = async (ctx, { data }) => {
  const party = String(data.party)
  const row = await findParty(ctx.tx, party)
  if (row) await asSystem(ctx.tx, () => setNameOf(ctx.tx, party, row.name))
}
