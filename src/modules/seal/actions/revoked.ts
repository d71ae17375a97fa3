/** The revocation list of the demo's authority (RFC 5280): what its certificates name as the place to ask. */
import { issueRevocationList, type RevocationReason } from '@haoban/gm'
import { asSystem } from '#base/as-system.ts'
import { type Action, type Ctx, FileAnswer } from '#kernel/module.ts'
import { listRevoked } from '../store/seal.ts'
import { authority, certificateOf } from './authority.ts'

const day = 86_400_000

/** The list as of now, DER. Seals that are lost or frozen are on hold; found again, they are on it no more. */
export async function revocationList(ctx: Ctx): Promise<Uint8Array> {
  const { issuing } = await authority(ctx)
  const rows = await asSystem(ctx.tx, () => listRevoked(ctx.tx))
  const revoked = rows.map(({ serial, certificate, at, reason }) => ({
    serialNumber: serial ?? certificateOf(certificate).serialNumber,
    at,
    reason: reason as RevocationReason,
  }))
  const content = { issuedAt: ctx.now, nextAt: new Date(ctx.now.getTime() + day), number: BigInt(ctx.now.getTime()), revoked }
  return issueRevocationList(issuing, content).der
}

export const revokedCrl: Action<unknown, FileAnswer> = async (ctx) =>
  new FileAnswer(await revocationList(ctx), 'application/pkix-crl', 'revoked.crl', false)
