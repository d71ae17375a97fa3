/** The authority that makes seals and their certificates: the house's own. In a demo city it says 演示 in every name, elsewhere that the city founded it itself. */
import {
  type Certificate,
  issueCertificate,
  issueTimeStamp,
  makeDemoAuthority,
  makeForeignDemoAuthority,
  PublicKey,
  readCertificate,
  type Signer,
  type SigningKey,
} from '@haoban/gm'
import { asSystem } from '#base/as-system.ts'
import { once } from '#base/once.ts'
import type { Ctx } from '#kernel/module.ts'
import { openForeignKey, openKey, sealForeignKey, sealKey } from '../gateway/software.ts'
import { type AuthorityPart, type AuthorityRow, addAuthority, addKey, listAuthority } from '../store/key.ts'

/** From before any story of a demo city to long after it. */
export const period = { validFrom: new Date('2020-01-01T00:00:00+08:00'), validTo: new Date('2040-01-01T00:00:00+08:00') }

/** Under which the demo's time stamps are given: an arc for examples that names nobody (RFC 7299 has none; ITU-T X.660 2.999). */
const stampPolicy = '2.999.1'

/** A serial number of 120 random bits (RFC 5280 section 4.1.2.2 allows 159). */
export const serialNumber = (ctx: Ctx): bigint => BigInt(`0x01${Buffer.from(ctx.random(15)).toString('hex')}`)

/** Founds the city's own authority, once. */
export async function foundAuthority(ctx: Ctx): Promise<void> {
  if ((await listAuthority(ctx.tx)).length > 0) return
  const options = {
    organization: `好办${ctx.city.shortName}`,
    mark: ctx.city.demo ? '（演示）' : '（本市自建）',
    ...period,
    nextSerialNumber: () => serialNumber(ctx),
    revocationListAt: `${ctx.site}/seals/revoked.crl`,
  }
  const own = makeDemoAuthority(options)
  const foreign = makeForeignDemoAuthority('ec', options)
  const keep = async (part: AuthorityPart, publicKey: Uint8Array, certificate: Certificate, seal: (id: string) => Buffer) => {
    const id = ctx.id()
    await addKey(ctx.tx, { id, store: 'software', publicKey, sealed: seal(id), label: null }, ctx.now)
    await addAuthority(ctx.tx, part, id, certificate.der)
  }
  for (const [part, signer] of [
    ['root', own.root],
    ['issuing', own.issuing],
    ['time-stamping', own.timeStamping],
  ] as const)
    await keep(part, signer.key.publicKey.point, signer.certificate, (id) => sealKey(ctx.keys, id, signer.key))
  for (const [part, signer] of [
    ['foreign-root', foreign.root],
    ['foreign-issuing', foreign.issuing],
  ] as const)
    await keep(part, signer.key.publicKey.bits, signer.certificate, (id) => sealForeignKey(ctx.keys, id, signer.key))
}

/** Reading a certificate takes longer than a signature; the few of the authority are read once a process. */
const read = new Map<string, Certificate>()

export function certificateOf(bytes: Buffer): Certificate {
  const name = bytes.toString('base64')
  const known = read.get(name)
  if (known) return known
  const certificate = readCertificate(new Uint8Array(bytes))
  if (read.size >= 2_000) read.delete(read.keys().next().value!)
  read.set(name, certificate)
  return certificate
}

const part = (rows: readonly AuthorityRow[], name: AuthorityPart): AuthorityRow => {
  const row = rows.find((r) => r.part === name)
  if (!row) throw new Error(`the authority has no ${name} certificate: the city is not founded`)
  return row
}

export type Authority = {
  issuing: Signer
  /** A time stamp token of RFC 3161 on a signature value. */
  stamp(signature: Uint8Array): Uint8Array
  roots: Certificate[]
  certificates: Certificate[]
}

/** The authority with its keys open. */
export async function authority(ctx: Ctx): Promise<Authority> {
  const rows = await once(ctx.tx, 'seal.authority', () => asSystem(ctx.tx, () => listAuthority(ctx.tx)))
  const signer = (name: AuthorityPart): Signer => {
    const row = part(rows, name)
    return { key: openKey(ctx.keys, row), certificate: certificateOf(row.certificate) }
  }
  const stamping = signer('time-stamping')
  return {
    issuing: signer('issuing'),
    stamp: (signature) =>
      issueTimeStamp(signature, { signer: stamping, policy: stampPolicy, serialNumber: serialNumber(ctx), at: ctx.now }),
    roots: [certificateOf(part(rows, 'root').certificate), certificateOf(part(rows, 'foreign-root').certificate)],
    certificates: [
      certificateOf(part(rows, 'issuing').certificate),
      stamping.certificate,
      certificateOf(part(rows, 'foreign-issuing').certificate),
    ],
  }
}

/** The part that issues certificates for readers abroad, with its key open. */
export async function foreignIssuing(ctx: Ctx): Promise<Signer<SigningKey>> {
  const row = part(await asSystem(ctx.tx, () => listAuthority(ctx.tx)), 'foreign-issuing')
  return { key: openForeignKey(ctx.keys, row), certificate: certificateOf(row.certificate) }
}

/** A certificate for the holder of a seal (GB/T 20518): its key signs documents and nothing else. */
export function certify(
  ctx: Ctx,
  issuing: Signer,
  point: Uint8Array,
  subject: Record<string, string>,
  period: { validFrom: Date; validTo: Date },
): Certificate {
  return issueCertificate(issuing, PublicKey.fromPoint(point), {
    ...period,
    subject,
    serialNumber: serialNumber(ctx),
    keyUsage: ['digitalSignature', 'nonRepudiation'],
    revocationListAt: `${ctx.site}/seals/revoked.crl`,
  })
}
