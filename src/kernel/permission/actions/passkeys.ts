/** The passkeys of an account: made, listed and removed by its owner. */
import { asSystem } from '#base/as-system.ts'
import { whyNotWithout } from '../rules/passkey.ts'
import { stepUpMinutes } from '../rules/step-up.ts'
import { type AskPasskey, type NewPasskey, type PasskeyId, refusedButKept, type Visit } from '../schema.ts'
import { type Credentials, findCredentials } from '../store/account.ts'
import { addPasskey, dropPasskey, listPasskeys } from '../store/passkey.ts'
import { emitAccount } from './fact.ts'
import { factorsOf, whyNotOwner } from './owner.ts'
import { refuse } from './refuse.ts'
import { present } from './visit.ts'
import { askForPasskey, readPasskey } from './webauthn.ts'

const most = 20

async function mine(ctx: Visit): Promise<Credentials> {
  const account = (await findCredentials(ctx.tx, present(ctx).account))!
  if (account.kind !== 'staff') throw refuse('permission.staff-only')
  return account
}

/** What the browser is asked for, after the owner has shown himself. */
export const beginPasskey = (ctx: Visit, { password }: AskPasskey) =>
  asSystem(ctx.tx, async () => {
    const account = await mine(ctx)
    const no = await whyNotOwner(ctx, account, password)
    if (no) return refusedButKept(no)
    const known = await listPasskeys(ctx.tx, account.id)
    if (known.length >= most) throw refuse('permission.many-passkeys', { most })
    return askForPasskey(ctx, account, known)
  })

/** Binds a passkey that the browser made to the account. */
export const enrolPasskey = (ctx: Visit, { title, password, response }: NewPasskey): Promise<{ id: string }> =>
  asSystem(ctx.tx, async () => {
    const account = await mine(ctx)
    const no = await whyNotOwner(ctx, account, password)
    if (no) return refusedButKept(no)
    const passkey = await readPasskey(ctx, response, 'enrol', account.id)
    if (!(await addPasskey(ctx.tx, { ...passkey, account: account.id, title }, ctx.now))) throw refuse('permission.passkey-bound')
    await emitAccount(ctx, 'account.passkey-enrolled', account.id, { title })
    return { id: passkey.id }
  })

/** Removes one of the own passkeys; the last factor stays where acts ask for one. */
export const removePasskey = (ctx: Visit, { id, password }: PasskeyId): Promise<void> =>
  asSystem(ctx.tx, async () => {
    const account = await mine(ctx)
    const gone = (await listPasskeys(ctx.tx, account.id)).find((p) => p.id === id)
    if (!gone) throw refuse('permission.unknown-passkey')
    const factors = await factorsOf(ctx, account)
    const why = whyNotWithout({ ...factors, passkeys: factors.passkeys - 1 }, stepUpMinutes(ctx.city) !== undefined)
    if (why) throw refuse(why)
    const no = await whyNotOwner(ctx, account, password)
    if (no) return refusedButKept(no)
    await dropPasskey(ctx.tx, account.id, id)
    await emitAccount(ctx, 'account.passkey-removed', account.id, { title: gone.title })
  })
