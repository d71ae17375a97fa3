/** `haoban seal verify`: checks the seals of a file on this computer, without a house and without the network. */
import { open, readFile } from 'node:fs/promises'
import type { PdfReport } from '@haoban/gm'
import { type Certificate, formatName, isPdf, type OfdReport, type OfdSignatureReport, readCertificate, verifyOfd } from '@haoban/gm/verify'
import { type Refusal, refusals } from '#base/refusal.ts'
import { say } from './say.ts'

const refuse = refusals({
  'cli.no-sealed-file': [400, '请写明要核对的文件，例如：npx haoban seal verify 证照.ofd'],
  'cli.unreadable': [400, '打不开 {path}，请检查文件名和读取权限'],
  'cli.no-certificate': [400, '{path} 不是证书，请给 PEM 或 DER 格式的根证书'],
})

async function bytesOf(path: string): Promise<Uint8Array> {
  return readFile(path).catch(() => {
    throw refuse('cli.unreadable', { path })
  })
}

async function rootAt(path: string): Promise<Certificate> {
  const bytes = await bytesOf(path)
  try {
    return readCertificate(bytes)
  } catch {
    throw refuse('cli.no-certificate', { path })
  }
}

const marks = { true: '✓', false: '✗', null: '–' } as const
const mark = (verdict: boolean | null) => marks[String(verdict) as keyof typeof marks]

const names: Record<keyof OfdSignatureReport['steps'], string> = {
  format: '格式',
  signature: '签名值',
  dataHash: '签名文件',
  references: '受保护的文件',
  sealEqual: '印章一致',
  certInSeal: '签章人',
  sealSignature: '印章真伪',
  sealValid: '印章有效期',
  certificate: '证书有效期',
  revocation: '吊销',
  timeStamp: '时间戳',
}

type Told = Pick<OfdSignatureReport, 'id' | 'valid' | 'reason' | 'sealName' | 'signer' | 'signedAt'> & {
  steps: Partial<OfdSignatureReport['steps']>
  reasons: Partial<OfdSignatureReport['reasons']>
}
type Report = Pick<OfdReport, 'valid' | 'trusted' | 'reason' | 'doubt' | 'uncovered'> & { signatures: Told[] }

function told(signature: Told): string[] {
  const steps = (Object.keys(names) as (keyof typeof names)[]).filter((step) => step in signature.steps)
  const who = [signature.sealName, signature.signer, signature.signedAt].filter(Boolean).join('，')
  return [
    `${mark(signature.valid)} ${signature.id || '签名'}${who ? `（${who}）` : ''}：${signature.reason}`,
    ...steps.map((step) => `  ${mark(signature.steps[step] ?? null)} ${names[step]}：${signature.reasons[step]}`),
  ]
}

const trust: Record<string, string> = {
  true: '签名人的证书出自您信任的根',
  false: '签名人的证书不是您信任的根所签发',
  null: '没有给出信任的根，未判断',
}

function conclusionOf({ valid, doubt, reason }: Report): string {
  if (!valid) return `不能认定有效。${reason}`
  return doubt === null ? '签名有效，签过的内容没有改动' : `签名有效，但是${doubt}`
}

function tell(report: Report): void {
  for (const line of report.signatures.flatMap(told)) say(line)
  if (report.uncovered.length > 0) say(`签名没有保护：${report.uncovered.join('、')}`)
  if (report.signatures.length > 0) say(`信任：${trust[String(report.trusted)]}`)
  say(`结论：${conclusionOf(report)}`)
}

function whyPdf({ steps, reasons }: Pick<PdfReport['signatures'][number], 'steps' | 'reasons'>): string {
  const failing = (Object.keys(steps) as (keyof typeof steps)[]).find((step) => steps[step] === false)
  return failing ? reasons[failing] : '签名不能认定有效'
}

/** A PDF in the shape of an OFD report, so that a program reads both alike; bytes behind the last signature are what is not covered. */
function ofPdf({ valid, signatures, reason }: PdfReport): Report {
  const verdicts = signatures.map((s) => s.trusted)
  const whole = signatures.some((s) => s.uncovered === 0)
  const behind = Math.min(...signatures.map((s) => s.uncovered))
  return {
    valid,
    trusted: verdicts.includes(false) ? false : verdicts.length > 0 && verdicts.every((v) => v === true) ? true : null,
    reason: reason ?? (valid ? '签名都有效' : whole ? '有签名不能认定有效' : '签名以后又添加了内容'),
    doubt: null,
    signatures: signatures.map(({ signer, field, signedAt, ...rest }) => ({
      id: field,
      version: null,
      ...rest,
      signer: signer ? formatName(signer.subject) : null,
      signedAt: signedAt?.toISOString() ?? null,
      sealName: null,
      reason: rest.valid ? '签名有效' : whyPdf(rest),
    })),
    uncovered: signatures.length > 0 && !whole ? [`${behind} 字节`] : [],
  }
}

/** An OFD is read where it lies, piece by piece; a PDF as a whole, and what reads it is loaded for it alone. */
async function reportOn(path: string, roots: readonly Certificate[]): Promise<Report> {
  const file = await open(path)
  const { buffer, bytesRead } = await file.read(Buffer.alloc(1024), 0, 1024, 0).finally(() => file.close())
  if (!isPdf(buffer.subarray(0, bytesRead))) return verifyOfd(path, { roots })
  const { verifyPdf } = await import('@haoban/gm')
  return ofPdf(verifyPdf(new Uint8Array(await readFile(path)), { roots }))
}

/** What came of one file: a report, or why there is none. */
type Result = { path: string; report: Report } | { path: string; refusal: Refusal }

async function check(path: string, roots: readonly Certificate[]): Promise<Result> {
  try {
    return { path, report: await reportOn(path, roots) }
  } catch (error) {
    if (!(error as NodeJS.ErrnoException).code?.startsWith('E')) throw error
    return { path, refusal: refuse('cli.unreadable', { path }) }
  }
}

const toJson = (result: Result) =>
  'report' in result
    ? { path: result.path, ...result.report }
    : { path: result.path, valid: false, error: { code: result.refusal.code, message: result.refusal.message } }

function tellMany(results: readonly Result[]): void {
  for (const result of results) {
    say(result.path)
    if ('report' in result) tell(result.report)
    else say(`结论：${result.refusal.message}`)
    say('')
  }
  const valid = results.filter((r) => 'report' in r && r.report.valid).length
  say(`共 ${results.length} 个文件：${valid} 个有效，${results.length - valid} 个不能认定有效或打不开`)
}

const isFile = (path: string): boolean => /\.(ofd|pdf)$/i.test(path)

/** Whether nothing could be read of some file (2), some signature is not valid (1), or all are (0). */
function codeOf(results: readonly Result[]): number {
  if (results.some((r) => 'refusal' in r)) return 2
  return results.every((r) => 'report' in r && r.report.valid) ? 0 : 1
}

/**
 * The first argument is a file, and so is each other that ends in .ofd or .pdf; the rest are roots. Ends with 0 only where
 * every signature of every file is valid by cryptography, with 1 where not; trust is told apart. With 2 where a file could
 * not be read. One file is told as its report, several as `files` with their paths.
 */
export async function verifySeals({ args, json }: { args: string[]; json: boolean }): Promise<number> {
  const [first, ...rest] = args
  if (!first) throw refuse('cli.no-sealed-file')
  const roots = await Promise.all(rest.filter((path) => !isFile(path)).map(rootAt))
  const paths = [first, ...rest.filter(isFile)]
  const results: Result[] = []
  for (const path of paths) results.push(await check(path, roots))
  const [only] = results
  if (results.length > 1) {
    if (json) say(JSON.stringify({ valid: codeOf(results) === 0, files: results.map(toJson) }))
    else tellMany(results)
    return codeOf(results)
  }
  if ('refusal' in only!) throw only.refusal
  if (json) say(JSON.stringify(only!.report))
  else tell(only!.report)
  return codeOf(results)
}
