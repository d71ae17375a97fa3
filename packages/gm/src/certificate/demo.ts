/**
 * A demonstration authority: a root, an authority beneath it, and a time stamp authority. Its certificates say 演示 in
 * every name, so that nobody takes them for those of a licensed authority (电子签名法 article 18).
 */
import { oids } from '../oid.ts'
import { PrivateKey, type PublicKey } from '../sm2/keys.ts'
import type { Certificate } from './certificate.ts'
import { issueCertificate, issueRoot, type Profile, type Signer } from './issue.ts'

export type DemoOptions = {
  organization: string
  validFrom: Date
  validTo: Date
  /** Gives a serial number that was not given before, below 2^159. */
  nextSerialNumber: () => bigint
  revocationListAt?: string
}

export type DemoAuthority = {
  root: Signer
  issuing: Signer
  timeStamping: Signer
  /** Root and issuing authority, as verifiers need them. */
  chain: Certificate[]
  /** Issues a certificate for signing documents or making seals. */
  issue(publicKey: PublicKey, subject: Record<string, string>, period?: { validFrom: Date; validTo: Date }): Certificate
}

const signing: Pick<Profile, 'keyUsage'> = { keyUsage: ['digitalSignature', 'nonRepudiation'] }
const issuingUse: Pick<Profile, 'keyUsage'> = { keyUsage: ['keyCertSign', 'cRLSign'] }

export function makeDemoAuthority(options: DemoOptions): DemoAuthority {
  const { organization, validFrom, validTo, nextSerialNumber } = options
  const listAt = options.revocationListAt ? { revocationListAt: options.revocationListAt } : {}
  const base = () => ({ validFrom, validTo, serialNumber: nextSerialNumber() })
  const named = (what: string) => ({ C: 'CN', O: organization, CN: `${organization}${what}（演示）` })

  const rootKey = PrivateKey.generate()
  const root = { key: rootKey, certificate: issueRoot(rootKey, { ...base(), ...issuingUse, subject: named('根'), authority: {} }) }
  const under = (issuer: Signer, profile: Omit<Profile, keyof ReturnType<typeof base>>): Signer => {
    const key = PrivateKey.generate()
    return { key, certificate: issueCertificate(issuer, key.publicKey, { ...base(), ...listAt, ...profile }) }
  }
  const issuing = under(root, { ...issuingUse, subject: named('签发机构'), authority: { pathLength: 0 } })
  const timeStamping = under(issuing, {
    keyUsage: ['digitalSignature'],
    extendedKeyUsage: [oids.timeStamping],
    subject: named('时间戳机构'),
  })
  return {
    root,
    issuing,
    timeStamping,
    chain: [issuing.certificate, root.certificate],
    issue: (publicKey, subject, period) => issueCertificate(issuing, publicKey, { ...base(), ...listAt, ...signing, ...period, subject }),
  }
}
