/**
 * A demonstration authority: a root, an authority beneath it, and a time stamp authority. Its certificates say 演示 in
 * every name, so that nobody takes them for those of a licensed authority (电子签名法 article 18).
 */
import { oids } from '../oid.ts'
import { PrivateKey } from '../sm2/keys.ts'
import type { Certificate } from './certificate.ts'
import { ForeignKey, type ForeignKind } from './foreign-key.ts'
import { issueCertificate, issueRoot, type Profile, type Signer, type SubjectKey } from './issue.ts'
import type { SigningKey } from './signing-key.ts'

export type DemoOptions = {
  organization: string
  /** Written after every name; 演示 where nothing is said. */
  mark?: string
  validFrom: Date
  validTo: Date
  /** Gives a serial number that was not given before, below 2^159. */
  nextSerialNumber: () => bigint
  revocationListAt?: string
}

export type DemoAuthority<Key extends SigningKey = PrivateKey> = {
  root: Signer<Key>
  issuing: Signer<Key>
  timeStamping: Signer<Key>
  /** Root and issuing authority, as verifiers need them. */
  chain: Certificate[]
  /** Issues a certificate for signing documents or making seals. */
  issue(publicKey: SubjectKey, subject: Record<string, string>, period?: { validFrom: Date; validTo: Date }): Certificate
}

const signing: Pick<Profile, 'keyUsage'> = { keyUsage: ['digitalSignature', 'nonRepudiation'] }
const issuingUse: Pick<Profile, 'keyUsage'> = { keyUsage: ['keyCertSign', 'cRLSign'] }

export const makeDemoAuthority = (options: DemoOptions): DemoAuthority => found(PrivateKey.generate, options)

/** The same with RSA or ECDSA, for signatures that readers abroad check. */
export function makeForeignDemoAuthority(kind: ForeignKind, options: DemoOptions): DemoAuthority<ForeignKey> {
  return found(() => ForeignKey.generate(kind), options)
}

function found<Key extends SigningKey>(newKey: () => Key, options: DemoOptions): DemoAuthority<Key> {
  const { organization, mark = '（演示）', validFrom, validTo, nextSerialNumber } = options
  const listAt = options.revocationListAt ? { revocationListAt: options.revocationListAt } : {}
  const base = () => ({ validFrom, validTo, serialNumber: nextSerialNumber() })
  const named = (what: string) => ({ C: 'CN', O: organization, CN: `${organization}${what}${mark}` })

  const rootKey = newKey()
  const root = { key: rootKey, certificate: issueRoot(rootKey, { ...base(), ...issuingUse, subject: named('根'), authority: {} }) }
  const under = (issuer: Signer<Key>, profile: Omit<Profile, keyof ReturnType<typeof base>>): Signer<Key> => {
    const key = newKey()
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
