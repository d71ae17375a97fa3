/**
 * Broken input of every kind: nothing crashes, nothing hangs, and nothing is valid that does not say what was signed.
 * `GM_FUZZ=100000` tries as many inputs, `GM_FUZZ_SEED` others; without them a few thousand, in seconds.
 */
import { expect, test } from 'vitest'
import { toHex } from '../src/bytes.ts'
import { readCertificate, unarmoured } from '../src/certificate/certificate.ts'
import { issueRevocationList } from '../src/certificate/issue.ts'
import { findPath } from '../src/certificate/path.ts'
import { readRevocationList, revocationOf } from '../src/certificate/revocation.ts'
import { readSignedData, type SignerInfo } from '../src/cms/read.ts'
import { signData } from '../src/cms/write.ts'
import { Asn1Error, read } from '../src/der/read.ts'
import { canonical } from '../src/der/values.ts'
import { readSeal } from '../src/seal/read.ts'
import { readSealSignature } from '../src/seal/read-signature.ts'
import { verifySeal } from '../src/seal/verify.ts'
import { signWithSeal } from '../src/seal/write.ts'
import { verifySignedValue } from '../src/signed-value.ts'
import { readings } from '../src/sm2/signature.ts'
import { sign, verify } from '../src/sm2/sm2.ts'
import { checkTimeStamp } from '../src/timestamp/verify.ts'
import { chance, mutate } from './mutate.ts'
import { authority, data, maker, seal, signed, signedAt, signer, signing, timeStamp } from './office.ts'
import { buildSeal, buildSignature, newParts, oldParts } from './variants.ts'

const count = Number(process.env.GM_FUZZ ?? 3_000)
const draw = chance(Number(process.env.GM_FUZZ_SEED ?? 1))

const strict = (bytes: Uint8Array) => toHex(canonical(read(unarmoured(bytes))))

/** A kind of input: whole examples, and what it says when it counts; `undefined` where it does not. */
type Target = { examples: Uint8Array[]; said: (bytes: Uint8Array) => string | undefined }

const trust = { roots: [authority.root.certificate], certificates: [authority.issuing.certificate] }
const signature = sign(signer.key, data)
const list = issueRevocationList(authority.issuing, {
  issuedAt: signedAt,
  nextAt: new Date('2026-08-01T00:00:00Z'),
  number: 1n,
  revoked: [{ serialNumber: '77', at: signedAt, reason: 'keyCompromise' }],
})

/** The signed attributes are a set: their order says nothing. */
const attributesOf = ({ signedAttributes }: SignerInfo): string =>
  signedAttributes!.node.children
    .map((node) => toHex(canonical(node)))
    .sort()
    .join()

const targets: Record<string, Target> = {
  'seal signature': {
    examples: [signed, signWithSeal({ ...signing, timeStamp }), buildSignature(oldParts), buildSignature(newParts)],
    said: (bytes) => {
      if (!verifySignedValue(bytes, { data }).valid) return undefined
      const { claimedAt, dataHash, propertyInfo, certificate, seal: own } = readSealSignature(unarmoured(bytes))
      return [
        claimedAt?.toISOString(),
        toHex(dataHash),
        propertyInfo,
        strict(certificate),
        JSON.stringify(own.info.name),
        own.info.validTo.toISOString(),
      ].join()
    },
  },
  seal: {
    examples: [seal, buildSeal(oldParts), buildSeal(newParts)],
    said: (bytes) => {
      const { valid, trusted } = verifySeal(bytes, signedAt, trust)
      if (!valid) return undefined
      const { info, makerCertificate } = readSeal(bytes)
      // The maker's certificate is not signed with the seal: another with the same key counts, and is not trusted.
      if (trusted && strict(makerCertificate) !== strict(maker.certificate.der)) throw new Error('Another maker is trusted.')
      return [info.id, info.name, toHex(info.picture.data), info.validTo.toISOString()].join()
    },
  },
  'signed data': {
    examples: [signData({ data, signer, at: signedAt }), signData({ data, signer, timeStamp })],
    said: (bytes) => {
      const report = verifySignedValue(bytes, { data, claimedAt: signedAt })
      if (!report.valid) return undefined
      const [info] = readSignedData(unarmoured(bytes)).signers
      return [toHex(report.signer!.der), readings(info!.signature).length, attributesOf(info!)].join()
    },
  },
  certificate: {
    // All that lie in other examples too: a change may put one in the place of another, which is none.
    examples: [signer, maker, authority.root, authority.issuing, authority.timeStamping].map(({ certificate }) => certificate.der),
    said: (bytes) => {
      const certificate = readCertificate(bytes)
      return findPath(certificate, { roots: trust.roots, intermediates: trust.certificates, at: signedAt }) && toHex(certificate.tbs)
    },
  },
  'revocation list': {
    examples: [list.der],
    said: (bytes) => {
      const read = readRevocationList(bytes)
      return revocationOf(signer.certificate, signedAt, [read], authority.chain).revoked === null ? undefined : toHex(read.tbs)
    },
  },
  'time stamp': {
    examples: [timeStamp(data)],
    said: (bytes) => checkTimeStamp({ token: bytes, stamped: [data] }, []).at?.toISOString(),
  },
  'bare signature': {
    examples: [signature],
    said: (bytes) =>
      verify(signer.key.publicKey, data, bytes)
        ? readings(bytes)
            .map(({ r, s }) => `${r} ${s}`)
            .join()
        : undefined,
  },
}

const names = Object.keys(targets)

/** What was said by the whole examples: a changed one that counts may say nothing else. */
const honest = Object.fromEntries(names.map((name) => [name, new Set(targets[name]!.examples.map(targets[name]!.said))]))

const tried: Record<string, { inputs: number; refused: number; harmless: number; slowest: number }> = {}

function attempt(name: string): void {
  const { examples, said } = targets[name]!
  const example = examples[draw(examples.length)]!
  const other = targets[names[draw(names.length)]!]!
  const input = mutate(example, draw, other.examples[draw(other.examples.length)]!)
  const started = process.cpuUsage()
  const words = outcome(said, input)
  const { user } = process.cpuUsage(started)
  tried[name] ??= { inputs: 0, refused: 0, harmless: 0, slowest: 0 }
  const line = tried[name]!
  line.inputs++
  line.slowest = Math.max(line.slowest, user / 1000)
  if (words === undefined) line.refused++
  else line.harmless++
  if (words !== undefined && !honest[name]!.has(words)) throw new Error(`${name} counts and says something else: ${toHex(input)}`)
}

/** Readers refuse with an Asn1Error and with nothing else; verifiers do not throw at all, which their callers rely on. */
function outcome(said: Target['said'], input: Uint8Array): string | undefined {
  try {
    return said(input)
  } catch (error) {
    if (error instanceof Asn1Error) return undefined
    throw new Error(`${(error as Error).stack}\nfor ${toHex(input)}`)
  }
}

test.each(names)('%s is valid as it stands', (name) => {
  for (const example of targets[name]!.examples) expect(targets[name]!.said(example)).toBeDefined()
})

test(
  'whatever is changed, nothing crashes, hangs, or passes for what it is not',
  () => {
    for (let i = 0; i < count; i++) attempt(names[i % names.length]!)
    const lines = Object.entries(tried).map(
      ([name, t]) =>
        `  ${name}: ${t.inputs} inputs, ${t.refused} refused, ${t.harmless} say the same, slowest ${t.slowest.toFixed(0)} ms\n`,
    )
    process.stdout.write(`Broken input\n${lines.join('')}`)
    for (const { slowest } of Object.values(tried)) expect(slowest).toBeLessThan(2_000)
  },
  24 * 3_600_000,
)
