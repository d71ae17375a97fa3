/** Checks every signature of an OFD file, step by step. Whatever bytes come in, a report comes out. */
import { unarmoured } from '../../certificate/certificate.ts'
import { formatName } from '../../certificate/name.ts'
import { type Finding, type Reasons, type Steps, stepNames, type Verdict } from '../../seal/steps.ts'
import { rejected, type SignatureReport, type Trust } from '../../seal/verify.ts'
import { verifySignedValue, withoutPadding } from '../../signed-value.ts'
import { fault, OfdFault } from '../fault.ts'
import { openFile } from '../file.ts'
import { type Limits, openPackage, type Package } from '../package.ts'
import {
  type ListedSignature,
  parseSignatureFile,
  readSignatureList,
  type SignatureFile,
  type SignatureList,
  valueBeside,
} from '../read/signatures.ts'
import type { Input } from '../source.ts'
import { parseXml } from '../xml/parse.ts'
import { children, childText } from '../xml/values.ts'
import { checkReferences, type Digests, digestsOf } from './references.ts'
import { withSealBeside } from './seal-beside.ts'
import { whyDoubted } from './shown.ts'
import { claimedAt } from './time.ts'

export type OfdSteps = Steps & { references: Verdict }
export type OfdReasons = Reasons & { references: string }

export type OfdSignatureReport = {
  id: string
  type: 'Seal' | 'Sign'
  /** By cryptography and times alone. */
  valid: boolean
  /** Whether the signer's certificate, and that of whoever made the seal, lead to a root that the caller trusts; `null` where none was given. */
  trusted: boolean | null
  kind: SignatureReport['kind']
  /** 1–5 of the seal's data structure, `null` without a seal. */
  version: number | null
  steps: OfdSteps
  reasons: OfdReasons
  /** The first step that fails or stays open, in a sentence. */
  reason: string
  /** ISO 8601; by a time stamp that holds, else as the signer says. */
  signedAt: string | null
  signer: string | null
  sealName: string | null
  sealId: string | null
  provider: string | null
  /** No further signature may be added (its references cover the list of signatures). */
  locked: boolean
  stamps: SignatureFile['stamps']
  /** Entries of the package of which this signature says nothing. */
  uncovered: string[]
}

export type OfdReport = {
  /** There are signatures, and every one is valid, by cryptography and times. */
  valid: boolean
  trusted: boolean | null
  reason: string
  /** Why the file is not to be believed although its signatures are valid: something that is shown is signed by nobody. */
  doubt: string | null
  signatures: OfdSignatureReport[]
  /** Entries of which no signature says anything. */
  uncovered: string[]
}

export type VerifyOptions = Trust & { limits?: Limits }

const order = ['format', 'signature', 'dataHash', 'references', ...stepNames.slice(3)] as const

/** Verifies a file from memory, from the browser's file dialogue, from a source of bytes or, in Node, by its path. */
export async function verifyOfd(input: Input | string, options: VerifyOptions = {}): Promise<OfdReport> {
  if (typeof input !== 'string') return verifyInput(input, options)
  const file = await openFile(input)
  try {
    return await verifyInput(file, options)
  } finally {
    await file.close()
  }
}

async function verifyInput(input: Input, options: VerifyOptions): Promise<OfdReport> {
  try {
    return await verified(await openPackage(input, options.limits), options)
  } catch (error) {
    if (!(error instanceof OfdFault)) throw error
    return refusedPackage(error.message)
  }
}

async function verified(pack: Package, options: VerifyOptions): Promise<OfdReport> {
  const digests = digestsOf(pack)
  const lists = await signatureLists(pack)
  const checked: Checked[] = []
  const seen = new Set<string>()
  for (const list of lists) {
    for (const listed of list.signatures) checked.push(await verifyOne(pack, list, once(listed, seen), digests, options))
  }
  const signatures = checked.map(({ report }) => report)
  const everywhere = checked.map(({ covered }) => covered)
  const uncovered = [...pack.entries.keys()].filter((path) => !everywhere.some((covered) => covered.has(path)))
  const failing = signatures.length === 0 ? '文件里没有签名或签章' : signatures.find((signature) => !signature.valid)?.reason
  const signed = new Set(everywhere.flatMap((covered) => [...covered]))
  return {
    valid: failing === undefined,
    trusted: together(signatures.map(({ trusted }) => trusted)),
    reason: failing ?? '签名都有效',
    doubt: failing === undefined ? await whyDoubted(pack, signed, uncovered) : null,
    signatures,
    uncovered,
  }
}

function together(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes(false)) return false
  return verdicts.length > 0 && verdicts.every((verdict) => verdict === true) ? true : null
}

/** A file that cannot be opened safely counts as one signature whose format fails. */
function refusedPackage(reason: string): OfdReport {
  const report = reportOf({ id: '', type: 'Seal', location: '' }, rejected([false, reason]), untold)
  return { valid: false, trusted: null, reason, doubt: null, signatures: [report], uncovered: [] }
}

const entryPoint = 'OFD.xml'

/** Where the entry file was changed so that it cannot be read, signatures are found by their name: they tell of that change. */
async function signatureLists(pack: Package): Promise<SignatureList[]> {
  const lists: SignatureList[] = []
  for (const path of await listPaths(pack)) lists.push(await readSignatureList(pack, path))
  return lists
}

async function listPaths(pack: Package): Promise<string[]> {
  let missing: string | undefined
  try {
    const bodies = children(parseXml(await pack.read(entryPoint), entryPoint), 'DocBody')
    const locations = bodies.flatMap((body) => childText(body, 'Signatures') ?? [])
    const found = locations.flatMap((location) => pack.locate(entryPoint, location)?.path ?? [])
    if (found.length === locations.length) return [...new Set(found)]
    missing = locations[0]!
  } catch (error) {
    if (!(error instanceof OfdFault)) throw error
  }
  const named = [...pack.entries.keys()].filter((path) => /(^|\/)signatures\.xml$/i.test(path))
  if (named.length === 0 && missing !== undefined) throw fault('zip.missing', { name: missing })
  return named
}

type Checked = { report: OfdSignatureReport; covered: Set<string> }

const untold: Finding = [null, '格式不可识别，未检查']

async function verifyOne(
  pack: Package,
  list: SignatureList,
  listed: ListedSignature,
  digests: Digests,
  options: VerifyOptions,
): Promise<Checked> {
  try {
    return await verifyListed(pack, list, listed, digests, options)
  } catch (error) {
    if (!(error instanceof OfdFault)) throw error
    return { report: reportOf(listed, rejected([false, error.message]), untold), covered: new Set() }
  }
}

async function verifyListed(
  pack: Package,
  list: SignatureList,
  listed: ListedSignature,
  digests: Digests,
  options: VerifyOptions,
): Promise<Checked> {
  if (listed.path === undefined) return broken(listed, `签名文件 ${listed.location} 不在包里`)
  const data = await pack.read(listed.path)
  const file = described(data, listed.path, pack)
  if (file instanceof OfdFault) return garbled(pack, listed, data, file, options)
  const value = await signatureValue(file, pack)
  if (typeof value === 'string') {
    // What the signature protects can be compared without the value; it is signed by nobody, so nothing counts as covered.
    const { finding } = await checkReferences(file, pack, digests)
    return { report: { ...reportOf(listed, rejected([false, value]), finding), ...detailsOf(file) }, covered: new Set() }
  }
  const { seal, gone } = await sealBeside(file, pack)
  const claimed = claimedAt(file.at)
  const plain = verifySignedValue(value, { ...options, data, seal, claimedAt: claimed })
  const report = seal && sealless.has(plain.kind) ? withSealBeside(plain, seal, plain.signedAt ?? claimed, options) : plain
  const { finding, covered } = await checkReferences(file, pack, digests)
  const ownPaths = [listed.path, file.value!, ...(report.steps.sealEqual === true && file.seal ? [file.seal] : [])]
  const protectedPaths = new Set([...covered, ...ownPaths])
  const uncovered = [...pack.entries.keys()].filter((path) => !protectedPaths.has(path))
  const own = reportOf(listed, gone === undefined ? report : withoutSeal(report, gone), finding)
  return { report: { ...own, ...detailsOf(file), locked: covered.has(list.path), uncovered }, covered: protectedPaths }
}

/** The bytes of the signature value, or why there are none. */
async function signatureValue(file: SignatureFile, pack: Package): Promise<Uint8Array | string> {
  if (file.value === undefined) return '签名值文件不在包里'
  try {
    return withoutPadding(await pack.read(file.value))
  } catch (error) {
    if (error instanceof OfdFault) return error.message
    throw error
  }
}

function described(data: Uint8Array, path: string, pack: Package): SignatureFile | OfdFault {
  try {
    return parseSignatureFile(data, path, pack)
  } catch (error) {
    if (error instanceof OfdFault) return error
    throw error
  }
}

/** Where Signature.xml cannot be read any more, the value beside it still tells whether it is what was signed. */
async function garbled(
  pack: Package,
  listed: ListedSignature,
  data: Uint8Array,
  { message }: OfdFault,
  options: VerifyOptions,
): Promise<Checked> {
  const value = valueBeside(listed.path!, pack)
  if (value === undefined) return broken(listed, message)
  const { steps, reasons, ...report } = verifySignedValue(withoutPadding(await pack.read(value)), { ...options, data })
  const refused = { ...report, valid: false, steps: { ...steps, format: false }, reasons: { ...reasons, format: message } }
  return { report: reportOf(listed, refused, [null, '签名文件读不出来，不知道它保护哪些文件']), covered: new Set() }
}

/** Kinds of values that hold no seal of their own. */
const sealless = new Set<SignatureReport['kind']>(['signed-data', 'bare'])

/** One signature may not pass for two by standing in the list twice: the second time it counts as missing. */
function once(listed: ListedSignature, seen: Set<string>): ListedSignature {
  if (listed.path === undefined || !seen.has(listed.path)) {
    if (listed.path !== undefined) seen.add(listed.path)
    return listed
  }
  return { ...listed, path: undefined, location: `${listed.location}（已属于另一个签名）` }
}

const broken = (listed: ListedSignature, reason: string): Checked => ({
  report: reportOf(listed, rejected([false, reason]), untold),
  covered: new Set(),
})

type SealBeside = { seal?: Uint8Array; gone?: string }

/** The seal that lies beside the signature, or why it is gone although the signature names it. */
async function sealBeside({ seal, sealMissing }: SignatureFile, pack: Package): Promise<SealBeside> {
  if (sealMissing) return { gone: '签名所说的印章文件不在包里' }
  if (seal === undefined) return {}
  try {
    return { seal: withoutPadding(unarmoured(await pack.read(seal))) }
  } catch (error) {
    if (error instanceof OfdFault) return { gone: error.message }
    throw error
  }
}

function withoutSeal(report: SignatureReport, reason: string): SignatureReport {
  return { ...report, valid: false, steps: { ...report.steps, sealEqual: false }, reasons: { ...report.reasons, sealEqual: reason } }
}

const detailsOf = ({ provider, stamps }: SignatureFile) => ({
  provider: [provider.name, provider.version].filter(Boolean).join(' ') || null,
  stamps,
})

function reportOf(listed: ListedSignature, report: SignatureReport, [references, why]: Finding): OfdSignatureReport {
  const steps = ordered({ ...report.steps, references })
  const reasons = ordered({ ...report.reasons, references: why })
  const valid = report.valid && references === true
  const wrong = order.find((step) => steps[step] === false) ?? order.find((step) => steps[step] === null && !report.valid) ?? 'references'
  return {
    id: listed.id,
    type: listed.type,
    valid,
    trusted: report.trusted,
    kind: report.kind,
    version: report.version,
    steps,
    reasons,
    reason: valid ? '签名有效' : reasons[wrong],
    signedAt: report.signedAt?.toISOString() ?? null,
    signer: report.signer ? formatName(report.signer.subject) : null,
    sealName: report.seal?.info.name ?? null,
    sealId: report.seal?.info.id ?? null,
    provider: null,
    locked: false,
    stamps: [],
    uncovered: [],
  }
}

/** In the order in which a reader follows them. */
const ordered = <T>(values: Record<(typeof order)[number], T>) =>
  Object.fromEntries(order.map((name) => [name, values[name]])) as typeof values
