/** `haoban dossier`: a case as one file that proves itself, and the check of such a file. */
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { findSigners } from '#base/checkpoints.ts'
import { refusals } from '#base/refusal.ts'
import { findRing, openKeys } from '#base/secret.ts'
import { verifierOf, writeVerifier } from '#kernel/ledger/rules/note.ts'
import { checkDossier, dossierKeys, dossierOf } from '#modules/dossier/api.ts'
import { act, system } from '../context.ts'
import { dataDirOf, type Env } from '../open.ts'
import { type Call, withHouse } from './house.ts'
import { say } from './say.ts'

const refuse = refusals({
  'cli.no-case': [422, '请写明办件编号和文件名，例如：npx haoban dossier 办件编号 案卷.zip'],
  'cli.no-dossier': [422, '请写明要核对的案卷，例如：npx haoban dossier verify 案卷.zip'],
  'cli.no-such-file': [422, '打不开 {path}，请检查文件名和读取权限'],
  'cli.file-there': [409, '{path} 已经存在，没有覆盖。请换一个文件名'],
})

/** `haoban dossier CASE FILE`: also beside a running server. A file that is there already is never overwritten. */
export async function writeDossier({ args, json, env }: Call): Promise<number> {
  const [idOrNo, path] = args
  if (!idOrNo || !path) throw refuse('cli.no-case')
  return withHouse(env, async (house) => {
    const { no, bytes } = await act(house, system, (ctx) => dossierOf(ctx, idOrNo), 120_000)
    await writeFile(resolve(path), bytes, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
      throw error.code === 'EEXIST' ? refuse('cli.file-there', { path }) : error
    })
    say(json ? JSON.stringify({ no, path: resolve(path), size: bytes.length }) : `案卷写好了：${path}（${no}，${bytes.length} 字节）`)
    return 0
  })
}

/** The keys of the data directory, where there is one; none is made by asking. */
const keysHere = (env: Env): string[] => [
  ...(findRing(dataDirOf(env), env) ? dossierKeys(openKeys(dataDirOf(env), env)) : []),
  ...findSigners(dataDirOf(env), env).map((signer) => writeVerifier(verifierOf(signer))),
]

const marks = { true: '✓', false: '✗', null: '–' } as const
const trust = {
  true: '签名的公钥是本市的',
  false: '签名的公钥不是本市的，请核实来源',
  null: '这台电脑上没有城市的密钥，没有判断是谁签发的',
} as const

/** `haoban dossier verify FILE`: without a house and without a network; ends with 0 only where every step holds. */
export async function verifyDossier({ args: [path], json, env }: Call): Promise<number> {
  if (!path) throw refuse('cli.no-dossier')
  const bytes = await readFile(path).catch(() => {
    throw refuse('cli.no-such-file', { path })
  })
  const report = checkDossier(bytes, keysHere(env))
  if (json) say(JSON.stringify(report))
  else {
    for (const { holds, name, sentence, changed } of report.steps)
      say([`${marks[String(holds) as keyof typeof marks]} ${name}：${sentence}`, ...changed.map((what) => `    ${what}`)].join('\n'))
    say(trust[String(report.trusted) as keyof typeof trust])
    say(report.valid ? '结论：案卷完好，没有改动' : '结论：案卷被改过，或者不是案卷')
  }
  return report.valid ? 0 : 1
}
