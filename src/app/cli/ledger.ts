/** `haoban ledger`: holding the ledger against what lies outside the database, and checking what somebody holds of it. */
import { readFile } from 'node:fs/promises'
import { findSigners } from '#base/checkpoints.ts'
import { refusals } from '#base/refusal.ts'
import type { Anchors } from '#kernel/ledger/actions/anchored.ts'
import { signCheckpoint } from '#kernel/ledger/actions/checkpoint.ts'
import { addNextRoot, ownAnchors, verify } from '#kernel/ledger/actions.ts'
import { readGiven, readPrinted } from '#kernel/ledger/rules/given.ts'
import { verifierOf, writeVerifier } from '#kernel/ledger/rules/note.ts'
import { checkProof } from '#kernel/ledger/rules/receipt.ts'
import { marks, standing } from '#kernel/ledger/rules/words.ts'
import type { Verdict } from '#kernel/ledger/schema.ts'
import { act, system } from '../context.ts'
import { dataDirOf } from '../open.ts'
import { type Call, withHouse } from './house.ts'
import { say } from './say.ts'

const refuse = refusals({
  'cli.no-such-file': [422, '打不开 {path}，请检查文件名和读取权限'],
  'cli.no-checkpoint': [422, '{path} 不是检查点，也不是账本凭证。要核对文书上印的检查点，请写 号数:根，例如 12:3f8a…'],
  'cli.no-proof': [422, '请写明要核对的文件，例如：npx haoban ledger check 账本凭证.json 公钥.txt'],
  'cli.verify-words': [400, '请这样写：npx haoban ledger verify --checkpoint 文件 [文件 …]'],
})

const textOf = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch(() => {
    throw refuse('cli.no-such-file', { path })
  })

/** Files, or checkpoints written as `12:…`, behind `--checkpoint`, which may come more than once. */
async function givenAnchors(args: readonly string[]): Promise<Pick<Anchors, 'notes' | 'receipts' | 'printed'>> {
  if (args.length && args[0] !== '--checkpoint') throw refuse('cli.verify-words')
  const [notes, receipts, printed]: [
    { from: string; note: string }[],
    NonNullable<Anchors['receipts']>[number][],
    NonNullable<Anchors['printed']>[number][],
  ] = [[], [], []]
  for (const path of args.filter((a) => a !== '--checkpoint')) {
    const words = readPrinted(path)
    const given = words ? { is: 'printed' as const, ...words } : readGiven(await textOf(path))
    if (!given) throw refuse('cli.no-checkpoint', { path })
    if (given.is === 'note') notes.push({ from: path, note: given.note })
    else if (given.is === 'receipt') receipts.push({ from: path, receipt: given.receipt })
    else printed.push({ from: path, size: given.size, hash: given.hash })
  }
  return { notes, receipts, printed }
}

const placeOf = (b: Verdict['broken'][number]): string =>
  b.name
    ? `第 ${b.fact} 条事实（${b.about} 第 ${b.seq} 条 ${b.name}）被改过：${b.why}`
    : `${b.fact ? `第 ${b.fact} 条事实，` : ''}${b.about}：${b.why}`

/** `haoban ledger verify [--checkpoint FILE …]`: ends with 0 only where nothing differs. */
export async function verifyLedger({ args, json, env }: Call): Promise<number> {
  const given = await givenAnchors(args)
  return withHouse(env, async (house) => {
    const verdict = await verify(house.db, { ...ownAnchors(house.checkpoints), ...given })
    const { chains, facts, roots, checkpoints } = verdict
    const whole = `账本完好：${chains} 条链，${facts} 条事实，${roots} 个总根，跟 ${checkpoints} 份检查点和凭证核对过`
    say(json ? JSON.stringify(verdict) : verdict.ok ? whole : verdict.broken.map(placeOf).join('\n'))
    return verdict.ok ? 0 : 1
  })
}

/** `haoban ledger checkpoint`: what the clock does every five minutes, now; the witnesses are asked by the worker. */
export async function makeCheckpoint({ json, env }: Call): Promise<number> {
  return withHouse(env, async (house) => {
    await act(house, system, (ctx) => addNextRoot(ctx, undefined), 300_000)
    const made = await act(house, system, (ctx) => signCheckpoint(ctx, undefined), 300_000)
    const told = made ? `第 ${made.size} 号检查点：${made.hash}，写在 ${house.checkpoints.shelf.place}` : '账本里还没有事实，没有可签的'
    say(json ? JSON.stringify({ checkpoint: made ?? null, place: house.checkpoints.shelf.place }) : told)
    return 0
  })
}

/** `haoban ledger check FILE [KEYS.txt]`: without a house and without a network; the keys of the data directory are believed where there are some. */
export async function checkFile({ args: [path, keysPath], json, env }: Call): Promise<number> {
  if (!path) throw refuse('cli.no-proof')
  const own = findSigners(dataDirOf(env), env).map((s) => writeVerifier(verifierOf(s)))
  const keys = keysPath ? (await textOf(keysPath)).split(/\s+/).filter(Boolean) : own
  const report = checkProof(await textOf(path), keys)
  if (json) say(JSON.stringify(report))
  else {
    const { title, more } = standing(report)
    for (const { holds, name, sentence } of report.steps) say(`${marks[String(holds) as keyof typeof marks]} ${name}：${sentence}`)
    say(`结论：${title}。${more}`)
  }
  return report.valid && report.trusted !== false ? 0 : 1
}
