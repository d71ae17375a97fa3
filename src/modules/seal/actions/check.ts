/** The page that checks sealed files: what it trusts goes with it, so that it needs nothing more. */
import { refusals } from '#base/refusal.ts'
import type { Action, Ctx, Upload } from '#kernel/module.ts'
import { checkSealed } from '../rules/check.ts'
import type { CheckedView, CheckView, Trusted } from '../schema/check.ts'
import { authority } from './authority.ts'
import { revocationList } from './revoked.ts'

const refuse = refusals({ 'seal.no-file-to-check': [422, '请先选要核验的文件（OFD 或 PDF）'] })

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** The city's certificates and the revocation list as of now. */
export async function trustedNow(ctx: Ctx): Promise<Trusted> {
  const { roots, certificates } = await authority(ctx)
  return {
    roots: roots.map((c) => base64(c.der)),
    certificates: certificates.map((c) => base64(c.der)),
    revoked: [base64(await revocationList(ctx))],
  }
}

export const checkPage: Action<unknown, CheckView> = async (ctx) => ({ trusted: await trustedNow(ctx) })

/** The same check here, for a browser without JavaScript. Nothing of the file is kept. */
export const checkSent: Action<{ file?: Upload }, CheckedView> = async (ctx, { file }) => {
  if (!file) throw refuse('seal.no-file-to-check')
  const trusted = await trustedNow(ctx)
  return { trusted, name: file.name, report: await checkSealed(file.bytes, trusted) }
}
