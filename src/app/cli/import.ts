/** `haoban import`: takes a register in from a table, row by row, and says of every line that was not taken why. */
import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { refusals } from '#base/refusal.ts'
import { importerOf, takeTable } from '#modules/imports/api.ts'
import { act, system } from '../context.ts'
import { type Call, withHouse } from './house.ts'
import { say } from './say.ts'

const refuse = refusals({
  'cli.import': [400, '请这样写：npx haoban import 种类 文件.xlsx，种类例如 organs、staff、items、powers、licence-types、past-cases'],
  'cli.unreadable': [400, '打不开 {path}，请检查文件名和读取权限'],
})

/** Each row is a transaction of its own, so that a run that was cut off goes on with the same command; 0 where every line was taken, else 1. */
export async function importTable({ args, json, env }: Call): Promise<number> {
  const [kind, path] = args
  if (!kind || !path) throw refuse('cli.import')
  const bytes = await readFile(path).catch(() => {
    throw refuse('cli.unreadable', { path })
  })
  return withHouse(env, async (house) => {
    const importer = importerOf(house.infos, kind)
    const answer = await takeTable((work) => act(house, system, work), importer, { bytes, name: basename(path) })
    const { read, written, rejected } = answer
    const told = rejected.map((r) => `\n  第 ${r.line} 行：${r.message}`).join('')
    say(
      json
        ? JSON.stringify(answer)
        : `${importer.title}：读了 ${read} 行，写入 ${written} 行，原来就有 ${read - written - rejected.length} 行，退回 ${rejected.length} 行${told}`,
    )
    return rejected.length === 0 ? 0 : 1
  })
}
