/**
 * What an applicant sealed for a case, checked anew whenever somebody looks. The file is read at every look, which finds it whole
 * under its digest or fails, and so are the revocations and the roots; only the answer for these bytes under these is given again.
 */
import { asSystem } from '#base/as-system.ts'
import { sm3 } from '#base/digest.ts'
import { remembered } from '#base/remembered.ts'
import type { Ctx } from '#kernel/module.ts'
import { checkSealed } from '../rules/check.ts'
import type { SealCheck, Trusted } from '../schema/check.ts'
import type { SealedFor } from '../schema/firm.ts'
import { listAuthority } from '../store/key.ts'
import { listRevoked } from '../store/seal.ts'
import { listFirmUses } from '../store/use.ts'
import { trustedNow } from './check.ts'

/** Everything that a verdict rests on besides the bytes and can change, as one text; runs as the house. */
async function standingNow(ctx: Ctx): Promise<string> {
  const authority = (await listAuthority(ctx.tx)).map(({ part, certificate }) => `${part} ${certificate.toString('base64')}`)
  const revoked = await listRevoked(ctx.tx)
  const ended = revoked.map(({ serial, certificate, at, reason }) => [serial ?? sm3(certificate), at.toISOString(), reason].join(' '))
  return sm3([...authority.sort(), ...ended.sort()].join('\n'))
}

/** One look: what stands now is asked once for all its files, the revocation list is signed only where a file is not known under it. */
async function lookNow(ctx: Ctx) {
  const standing = await standingNow(ctx)
  let trusted: Promise<Trusted> | undefined
  return {
    standing,
    trusted: () => {
      trusted ??= trustedNow(ctx)
      return trusted
    },
  }
}
type Look = Awaited<ReturnType<typeof lookNow>>

const checks = remembered<{ check?: Promise<SealCheck> }>(2_000)

/** A signature that claims a later moment than now is judged by a list that will be younger then: nothing of it may stay. */
const isFinal = ({ signatures }: SealCheck, now: Date): boolean => signatures.every((s) => !s.signedAt || new Date(s.signedAt) <= now)

async function checkOf(ctx: Ctx, hash: string, bytes: Uint8Array, look: Look): Promise<SealCheck> {
  const known = checks(hash, [look.standing], () => ({}))
  if (known.check) return known.check
  const check = look.trusted().then((trusted) => checkSealed(bytes, trusted))
  known.check = check
  try {
    const answer = await check
    if (!isFinal(answer, ctx.now)) known.check = undefined
    return answer
  } catch (error) {
    known.check = undefined
    throw error
  }
}

const unread: SealedFor['check'] = { holds: false, sentence: '盖章的文件读不出来，现在不能核验。请联系系统管理员', steps: [] }

async function checked(ctx: Ctx, hash: string, look: Look): Promise<SealedFor['check']> {
  const bytes = await ctx.storage.read(hash).catch((error: unknown) => ctx.log.error({ err: error, hash }, 'a sealed file cannot be read'))
  if (!bytes) return unread
  const report = await checkOf(ctx, hash, new Uint8Array(bytes), look)
  const holds = report.valid && report.trusted === true
  return {
    holds,
    sentence: holds ? '已加盖企业电子印章，验证有效' : `企业电子印章验证不通过：${report.reason}`,
    steps: report.signatures.flatMap((s) => s.steps),
  }
}

/** The verdict on a sealed file of the store as it is now, step by step. */
export const checkedNow = (ctx: Ctx, hash: string): Promise<SealedFor['check']> =>
  asSystem(ctx.tx, async () => checked(ctx, hash, await lookNow(ctx)))

/** The files of a case that bear the seal of its applicant. Whoever asks has been let in to the case by then. */
export const sealedFor = (ctx: Ctx, file: { id: string; applicant: string }): Promise<SealedFor[]> =>
  asSystem(ctx.tx, async () => {
    const uses = await listFirmUses(ctx.tx, `case:${file.id}`, file.applicant)
    if (uses.length === 0) return []
    const look = await lookNow(ctx)
    const sealed: SealedFor[] = []
    for (const { id, title, sealName, at, pages, resultHash } of uses)
      sealed.push({ use: id, title, sealName, at: at.toISOString(), pages, check: await checked(ctx, resultHash, look) })
    return sealed
  })
