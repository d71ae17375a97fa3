/** Taking a case away as one file, and checking such a file. */
import { strToU8 } from 'fflate'
import { asSystem } from '#base/as-system.ts'
import { refusals } from '#base/refusal.ts'
import { findFile, findFileByNo, readWhole, type WholeCase } from '#kernel/case/api.ts'
import { listPapers, openPaper } from '#kernel/document/api.ts'
import { organOf } from '#kernel/item/api.ts'
import { bindingRoots, knownKeys, receiptOf, receiptOver } from '#kernel/ledger/api.ts'
import { type Action, type Ctx, FileAnswer, isHis, may, type Upload } from '#kernel/module.ts'
import { sideOf } from '#kernel/who.ts'
import { checkDossier } from './rules/check.ts'
import { signingKey } from './rules/key.ts'
import { hex, manifestPath, type Part, pack, sm3Hex } from './rules/pack.ts'
import { readme } from './rules/words.ts'
import { type CheckedView, type CheckView, format, type Manifest } from './schema.ts'

const refuse = refusals({
  'dossier.not-yours': [404, '没有找到这一件，可能编号输错了，或者您不能下载它的案卷和凭证'],
  'dossier.too-large': [413, '这一件的材料超过 500 MB，网页上不能打成一个文件。请联系系统管理员用命令导出'],
  'dossier.no-file': [422, '请先选要核对的案卷文件（.zip）'],
})

const purpose = 'dossier'
const mostBytes = 500 * 2 ** 20

/** The public keys that this city signs dossiers with, 130 hex digits each, the current one first. */
export const dossierKeys = (keys: Pick<Ctx['keys'], 'derived'>): string[] =>
  keys.derived(purpose).map((secret) => hex(signingKey(secret).publicKey.point))

const jsonPart = (path: string, value: unknown): Part => ({ path, bytes: strToU8(JSON.stringify(value, null, 1)) })

/** A name from outside as the last part of a path: no folders, no control characters, no end in dots. */
const safe = (name: string) =>
  name
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, '_')
    .replace(/^\.+|\.+$/g, '')
    .slice(-80) || '文件'

/** The answers, a file a version: its bytes are those whose digest stands in the history. */
function answerParts({ answers }: WholeCase): Part[] {
  const files = answers.map((a) => ({ ...a, file: `answers/${a.version}.json` }))
  return [
    jsonPart(
      'answers.json',
      files.map(({ text: _, ...a }) => a),
    ),
    ...files.map((a) => ({ path: a.file, bytes: strToU8(a.text) })),
  ]
}

async function materialParts(ctx: Ctx, { materials }: WholeCase): Promise<Part[]> {
  const listed = materials.map((m) => ({
    ...m,
    files: m.files.map((f, n) => ({ ...f, file: `materials/${safe(m.code)}-${m.version}-${n + 1}-${safe(f.name)}` })),
  }))
  if (listed.flatMap((m) => m.files).reduce((sum, f) => sum + f.size, 0) > mostBytes) throw refuse('dossier.too-large')
  const parts: Part[] = [jsonPart('materials.json', listed)]
  for (const { hash, file } of listed.flatMap((m) => m.files)) parts.push({ path: file, bytes: await ctx.storage.read(hash) })
  return parts
}

async function paperParts(ctx: Ctx, id: string): Promise<Part[]> {
  const papers = await listPapers(ctx.tx, id)
  const parts: Part[] = []
  const listed = []
  for (const [n, paper] of papers.entries()) {
    const drawn = await openPaper(ctx, { id: paper.id })
    const path = `papers/${String(n + 1).padStart(2, '0')}-${safe(drawn.name)}`
    parts.push({ path, bytes: drawn.bytes })
    listed.push({ kind: paper.kind, title: paper.title, no: paper.no, checkCode: paper.checkCode, madeAt: paper.madeAt, file: path })
  }
  return [jsonPart('papers.json', listed), ...parts]
}

/** The case with its facts, papers, calendar, versions and chains, sealed; `no` names the file. */
async function make(ctx: Ctx, id: string, why: string): Promise<{ no: string; bytes: Uint8Array }> {
  const whole = await readWhole(ctx, id, why)
  const { file, item, form, chains, clocks } = whole
  const key = signingKey(ctx.keys.derived(purpose)[0]!)
  const organ = await organOf(ctx.tx, file.organ)
  const facts = chains.flatMap((c) => c.facts)
  const ids = facts.map((f) => f.id)
  const heads = chains.map((c) => ({ ...c, head: { seq: c.facts.at(-1)?.seq ?? 0, hash: c.facts.at(-1)?.hash ?? '' } }))
  const parts: Part[] = [
    { path: '说明.txt', bytes: strToU8(readme(file.no, file.itemName, hex(key.publicKey.point))) },
    jsonPart('case.json', file),
    jsonPart('facts.json', heads),
    jsonPart('roots.json', await asSystem(ctx.tx, () => bindingRoots(ctx.tx, ids))),
    jsonPart('ledger.json', await receiptOver(ctx, `办件 ${file.no}`, facts)),
    jsonPart('versions.json', { item, form, calendar: ctx.calendar }),
    jsonPart('clocks.json', clocks),
    ...answerParts(whole),
    ...(await materialParts(ctx, whole)),
    ...(await paperParts(ctx, id)),
  ]
  const manifest: Manifest = {
    format,
    case: id,
    no: file.no,
    item: file.itemName,
    organ: organ.name,
    madeAt: ctx.now.toISOString(),
    demo: file.demo,
    entries: parts.map(({ path, bytes }) => ({ path, size: bytes.length, sm3: sm3Hex(bytes) })),
  }
  const bytes = pack([jsonPart(manifestPath, manifest), ...parts], ctx.now, key)
  await ctx.emit({
    name: 'dossier.exported',
    about: `dossier:${id}`,
    readers: sideOf(file),
    data: { case: id, no: file.no, purpose: why, sm3: sm3Hex(bytes), size: bytes.length, byName: ctx.who.name },
  })
  return { no: file.no, bytes }
}

const answerOf = ({ no, bytes }: { no: string; bytes: Uint8Array }) => new FileAnswer(bytes, 'application/zip', `案卷 ${no}.zip`, false)

/** The dossier of one's own case, or of one whose records one keeps. */
export const exportDossier: Action<{ id: string }, FileAnswer> = async (ctx, { id }) => {
  const file = await findFile(ctx.tx, id)
  if (!file) throw refuse('dossier.not-yours')
  if (!isHis(ctx.who, file) && !may(ctx.who, 'dossier.export', { organ: file.organ, division: file.division }))
    throw refuse('dossier.not-yours')
  return answerOf(await make(ctx, id, '导出案卷'))
}

/** The dossier of a case by its id or its number, for the command line. */
export async function dossierOf(ctx: Ctx, idOrNo: string): Promise<{ no: string; bytes: Uint8Array }> {
  const file = (await findFileByNo(ctx.tx, idOrNo)) ?? (await findFile(ctx.tx, idOrNo))
  if (!file) throw refuse('dossier.not-yours')
  return make(ctx, file.id, '命令行导出案卷')
}

/** 账本凭证 of one's own case: a small file that proves later, without this house, what stood in the ledger. */
export const ledgerReceipt: Action<{ id: string }, FileAnswer> = async (ctx, { id }) => {
  const file = await findFile(ctx.tx, id)
  if (!file || !isHis(ctx.who, file)) throw refuse('dossier.not-yours')
  const receipt = await receiptOf(ctx, `办件 ${file.no}`, [`case:${id}`])
  return new FileAnswer(strToU8(JSON.stringify(receipt, null, 1)), 'application/json', `账本凭证 ${file.no}.json`, false)
}

/** By what a dossier is believed here: the keys that seal dossiers, and those that sign checkpoints. */
const believed = (ctx: Ctx): string[] => [...dossierKeys(ctx.keys), ...knownKeys(ctx)]

/** The page that checks; the keys go with it, so that it needs nothing more. */
export const checkPage: Action<unknown, CheckView> = async (ctx) => ({ keys: believed(ctx) })

/** The same check here, for a browser without JavaScript. Nothing of the file is kept. */
export const checkSent: Action<{ file?: Upload }, CheckedView> = async (ctx, { file }) => {
  if (!file) throw refuse('dossier.no-file')
  const keys = believed(ctx)
  return { keys, name: file.name, report: checkDossier(file.bytes, keys) }
}
