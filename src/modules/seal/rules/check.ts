/** Checks a sealed file, anywhere: in the browser, on the server, in a test. Every step comes back in words for whoever holds the file. */
import { isPdf, oids, type PdfSignatureReport, readCertificate, readRevocationList, verifyPdf } from '@haoban/gm'
import { type OfdReport, type OfdSignatureReport, verifyOfd } from '@haoban/gm/ofd'
import { zhClock } from '#kernel/clock/rules/text.ts'
import type { CheckedSignature, CheckStep, SealCheck, Trusted } from '../schema/check.ts'

/** What each step asks, in the order in which a reader follows them. */
const questions: Record<keyof OfdSignatureReport['steps'], string> = {
  format: '签章数据完整',
  signature: '签名是签章人的密钥签的',
  dataHash: '签名文件没有改过',
  references: '页面、资源和附件没有改过',
  sealEqual: '文件里的印章就是签的那枚',
  certInSeal: '签章人有权用这枚章',
  sealSignature: '印章是制章机构做的',
  sealValid: '盖章时印章在有效期内',
  certificate: '盖章时证书有效',
  revocation: '盖章时证书没有吊销',
  timeStamp: '时间戳可信',
}
/** In a PDF one signature covers the bytes of the file. */
const pdfQuestions: Partial<typeof questions> = {
  format: '签名数据完整',
  dataHash: '文件没有改过',
  signature: questions.signature,
  certificate: '签名时证书有效',
  revocation: '签名时证书没有吊销',
  timeStamp: questions.timeStamp,
}

const bytesOf = (base64: string) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))

function stepsOf(asked: Partial<typeof questions>, steps: Record<string, boolean | null>, reasons: Record<string, string>): CheckStep[] {
  return Object.entries(asked)
    .filter(([step]) => step in steps)
    .map(([step, name]) => ({ name, holds: steps[step] ?? null, sentence: reasons[step] ?? '' }))
}

const fact = (name: string, value: string | null | undefined) => (value ? [{ name, value }] : [])
const moment = (at: string | null) => (at ? zhClock(new Date(at)) : null)

const partOf = (name: string, short: string): string | undefined =>
  new RegExp(`(?:^|, )${short}=((?:\\\\.|[^,\\\\])*)`).exec(name)?.[1]?.replace(/\\(.)/g, '$1')

/** By what people know whom a certificate names: the common name, with the organisation where that is another; else all of it. */
export function knownAs(name: string | null): string | null {
  const [own, organization] = [partOf(name ?? '', 'CN'), partOf(name ?? '', 'O')]
  if (!own) return name
  return organization && organization !== own ? `${own}（${organization}）` : own
}

function ofOfd(s: OfdSignatureReport, n: number): CheckedSignature {
  return {
    title: s.sealName ?? (s.type === 'Sign' ? '没有印章的签名' : `签章 ${n + 1}`),
    valid: s.valid,
    signedAt: s.signedAt,
    reason: s.reason,
    facts: [
      ...fact('印章编码', s.sealId),
      ...fact('签章人', knownAs(s.signer)),
      ...fact('时间', moment(s.signedAt)),
      ...fact('盖在', s.stamps.length > 0 ? `${s.stamps.length} 处` : null),
      ...fact('以后', s.locked ? '已锁定，不能再加签' : null),
    ],
    steps: stepsOf(questions, s.steps, s.reasons),
  }
}

function ofPdf(s: PdfSignatureReport): CheckedSignature {
  const name = s.signer?.subject.attributes.find((a) => a.oid === oids.commonName)?.value
  const failing = Object.entries(s.steps).find(([, holds]) => holds === false)?.[0] as keyof typeof s.reasons | undefined
  const whole: CheckStep = {
    name: '签名覆盖整个文件',
    holds: s.uncovered === 0,
    sentence: s.uncovered === 0 ? '签名以后没有添加过内容' : `签名以后又添加了 ${s.uncovered} 个字节，签名管不到`,
  }
  return {
    title: name ?? s.field,
    valid: s.valid,
    signedAt: s.signedAt?.toISOString() ?? null,
    reason: s.valid ? '签名有效' : failing ? s.reasons[failing] : '签名不能认定有效',
    facts: [...fact('签名人', name), ...fact('时间', moment(s.signedAt?.toISOString() ?? null))],
    steps: [...stepsOf(pdfQuestions, s.steps, s.reasons), whole],
  }
}

/** Where something that is shown is signed by nobody, the house does not take the file, whatever its signatures are worth. */
const ofdCheck = (report: OfdReport): SealCheck => ({
  kind: 'ofd',
  valid: report.valid && report.doubt === null,
  trusted: report.trusted,
  reason: report.doubt ?? report.reason,
  signatures: report.signatures.map(ofOfd),
  uncovered: report.uncovered,
})

/** `file`: bytes, or in the browser the file itself, of which no more is read than is needed. */
export async function checkSealed(file: Uint8Array | Blob, trusted: Trusted): Promise<SealCheck> {
  const trust = {
    roots: trusted.roots.map((c) => readCertificate(bytesOf(c))),
    certificates: trusted.certificates.map((c) => readCertificate(bytesOf(c))),
    revocationLists: trusted.revoked.map((c) => readRevocationList(bytesOf(c))),
  }
  const head = file instanceof Uint8Array ? file.subarray(0, 1024) : new Uint8Array(await file.slice(0, 1024).arrayBuffer())
  if (!isPdf(head)) return ofdCheck(await verifyOfd(file, trust))
  const { valid, signatures, reason } = verifyPdf(file instanceof Uint8Array ? file : new Uint8Array(await file.arrayBuffer()), trust)
  const verdicts = signatures.map((s) => s.trusted)
  return {
    kind: 'pdf',
    valid,
    trusted: verdicts.includes(false) ? false : verdicts.length > 0 && verdicts.every((v) => v === true) ? true : null,
    reason: reason ?? (valid ? '签名都有效' : '有签名不能认定有效'),
    signatures: signatures.map(ofPdf),
    uncovered: [],
  }
}

export const marks = { true: '✓', false: '✗', null: '–' } as const

type Standing = { tone: 'done' | 'warn'; title: string; more: string }

/** The verdict in a sentence, and what to do with it; `demo`: the seals of this city are for show. */
export function standing({ kind, valid, trusted, reason, signatures }: SealCheck, demo: boolean): Standing {
  if (signatures.length === 0)
    return { tone: 'warn', title: '文件里没有签章', more: `${reason}。没有签章不能说明文件是谁出的，请向出具的机关核实` }
  const wrong = [...new Set(signatures.flatMap((s) => s.steps.filter((step) => step.holds === false).map((step) => step.name)))]
  if (!valid && wrong.length > 0)
    return {
      tone: 'warn',
      title: '这份文件不能相信',
      more: `不对的是：${wrong.join('、')}。请不要采用，到出具的机关重新要一份`,
    }
  if (!valid) return { tone: 'warn', title: '不能认定有效', more: `${reason}。请向出具的机关核实` }
  const what = kind === 'ofd' ? '盖章' : '签名'
  if (trusted !== true)
    return {
      tone: 'warn',
      title: `从${what}到现在没有改过，但不是本市的${kind === 'ofd' ? '印章' : '签名'}`,
      more: '是谁的，看下面的签章人；请到他那里核对',
    }
  return {
    tone: 'done',
    title: `${what}有效，从${what}到现在没有改过`,
    more: demo ? '是本市的演示印章，只作演示，没有法律效力' : '是本市的印章，签章人见下面',
  }
}
