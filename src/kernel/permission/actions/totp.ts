import { createHmac } from 'node:crypto'
import QRCode from 'qrcode'
import { asSystem } from '#base/as-system.ts'
import { whyNotWithout } from '../rules/passkey.ts'
import { stepUpMinutes } from '../rules/step-up.ts'
import { base32, type HmacSha1, matchTotp, totpUri } from '../rules/totp.ts'
import { type Enrolment, refusedButKept, type TotpCode, type TotpOff, type Visit } from '../schema.ts'
import { type Credentials, draftTotp, findCredentials, setTotp, spendTotp, wallTime } from '../store/account.ts'
import { emitAccount } from './fact.ts'
import { factorsOf, isProved, whyNotOwner, whyNotPassword } from './owner.ts'
import { refuse } from './refuse.ts'
import { present } from './visit.ts'

export const totpContext = 'permission.account.totp'
const hmac: HmacSha1 = (key, data) => createHmac('sha1', key).update(data).digest()

/** The counter whose code this is of a secret that was never used; undefined where the code is wrong. */
export const stepOf = (secret: Uint8Array, code: string, at: Date): number | undefined => matchTotp(hmac, secret, code, at, 0)

async function matching(ctx: Visit, account: Credentials, sealed: Buffer, code: string): Promise<number | undefined> {
  const secret = Buffer.from(ctx.keys.open(sealed, totpContext), 'hex')
  return matchTotp(hmac, secret, code, await wallTime(ctx.tx), account.totpStep)
}

/** Whether a one-time code is right and not used yet; it is used from now on. Needs the scope `system`. */
export async function spendCode(ctx: Visit, account: Credentials, sealed: Buffer, code: string): Promise<boolean> {
  const step = await matching(ctx, account, sealed, code)
  return step !== undefined && (await spendTotp(ctx.tx, account.id, step))
}

const mine = async (ctx: Visit): Promise<Credentials> => (await findCredentials(ctx.tx, present(ctx).account))!

/** What an authenticator app calls this city. */
export const issuerOf = ({ city }: Pick<Visit, 'city'>): string => city.brand.zh.replaceAll(' ', '')

export function enrolment(issuer: string, account: Pick<Credentials, 'login' | 'name'>, secret: Uint8Array): Enrolment {
  const uri = totpUri(issuer, account.login ?? account.name, secret)
  const { size, data } = QRCode.create(uri, { errorCorrectionLevel: 'M' }).modules
  const d = [...data].flatMap((dark, i) => (dark ? [`M${i % size} ${Math.floor(i / size)}h1v1h-1z`] : [])).join('')
  return { secret: base32(secret), uri, qr: { d, size } }
}

/** Makes a secret for an authenticator app; it counts only after its first code was given. */
export const enrolTotp = (ctx: Visit): Promise<Enrolment> =>
  asSystem(ctx.tx, async () => {
    const account = await mine(ctx)
    if (account.totpSealed) throw refuse('permission.totp-on')
    const secret = ctx.random(20)
    await draftTotp(ctx.tx, account.id, ctx.keys.seal(Buffer.from(secret).toString('hex'), totpContext))
    return enrolment(issuerOf(ctx), account, secret)
  })

/** The secret that waits for its first code, for the page that shows it. */
export const pendingTotp = (ctx: Visit): Promise<Enrolment & { asksPassword: boolean }> =>
  asSystem(ctx.tx, async () => {
    const account = await mine(ctx)
    if (account.totpSealed) throw refuse('permission.totp-on')
    if (!account.totpDraft) throw refuse('permission.totp-off')
    const shown = enrolment(issuerOf(ctx), account, Buffer.from(ctx.keys.open(account.totpDraft, totpContext), 'hex'))
    return { ...shown, asksPassword: stepUpMinutes(ctx.city) !== undefined && account.passwordHash !== null && !isProved(ctx) }
  })

/** Switches the one-time code on, with its first code as the proof that the app has the secret. */
export const confirmTotp = (ctx: Visit, { code, password }: TotpCode): Promise<void> =>
  asSystem(ctx.tx, async () => {
    const account = await mine(ctx)
    if (account.totpSealed) throw refuse('permission.totp-on')
    if (!account.totpDraft) throw refuse('permission.totp-off')
    // where acts ask for a second factor, a browser left signed in must not become one
    const no = stepUpMinutes(ctx.city) === undefined ? undefined : await whyNotOwner(ctx, account, password)
    if (no) return refusedButKept(no)
    const step = await matching(ctx, account, account.totpDraft, code)
    if (step === undefined) throw refuse('permission.wrong-code')
    await setTotp(ctx.tx, account.id, account.totpDraft, step)
    await emitAccount(ctx, 'account.totp-enrolled', account.id, {})
  })

/** Switches the one-time code off; both the password and a code are asked for. */
export const disableTotp = (ctx: Visit, { password, code }: TotpOff): Promise<void> =>
  asSystem(ctx.tx, async () => {
    const account = await mine(ctx)
    if (!account.totpSealed) throw refuse('permission.totp-off')
    const factors = await factorsOf(ctx, account)
    const why = whyNotWithout({ ...factors, totp: false }, stepUpMinutes(ctx.city) !== undefined)
    if (why) throw refuse(why)
    const no = account.passwordHash === null ? undefined : await whyNotPassword(ctx, account, password)
    if (no) return refusedButKept(no)
    if (!(await spendCode(ctx, account, account.totpSealed, code))) throw refuse('permission.wrong-code')
    await setTotp(ctx.tx, account.id, null, account.totpStep)
    await emitAccount(ctx, 'account.totp-removed', account.id, {})
  })
