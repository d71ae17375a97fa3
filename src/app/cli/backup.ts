import { resolve } from 'node:path'
import { refusals } from '#base/refusal.ts'
import { backUpCity, restoreCity } from '../backup.ts'
import { type Call, withHouse } from './house.ts'
import { say } from './say.ts'

const refuse = refusals({ 'cli.no-folder': [422, '请写明备份的文件夹，例如：npx haoban {verb} /备份/2026-11-25'] })

function folderOf([path]: readonly string[], verb: string): string {
  if (!path) throw refuse('cli.no-folder', { verb })
  return resolve(path)
}

const keyAdvice = (key: string) =>
  `\n主密钥另放在 ${key}：请把它搬到另一个地方保管。没有它，备份里加密的内容打不开；和备份放在一起，偷走备份的人就能打开。`

/** `haoban backup DIR`: beside the running server. */
export async function backup({ args, json, env }: Call): Promise<number> {
  const dir = folderOf(args, 'backup')
  return withHouse(env, async (house) => {
    const told = await backUpCity(house, dir, env)
    const { tables, rows, files, key } = told
    say(json ? JSON.stringify(told) : `备份好了：${dir}，${tables} 张表 ${rows} 行，${files.count} 个文件。${key ? keyAdvice(key) : ''}`)
    return 0
  })
}

/** `haoban restore DIR`: into an empty data directory. */
export async function restore({ args, json, env }: Call): Promise<number> {
  const told = await restoreCity(folderOf(args, 'restore'), env)
  const { rows, files, ledger } = told
  const verdict = ledger.ok ? `账本完好（${ledger.facts} 条事实）` : '账本有断裂，请运行 npx haoban ledger verify 查看'
  say(json ? JSON.stringify(told) : `恢复好了：${rows} 行，${files.count} 个文件；${verdict}`)
  return ledger.ok ? 0 : 1
}
