/** `haoban powers import FILE`: a city's list of powers, by the name that its guide and its clerks know; the same as `haoban import powers FILE`. */
import { refusals } from '#base/refusal.ts'
import type { Call } from './house.ts'
import { importTable } from './import.ts'

const refuse = refusals({ 'cli.powers': [400, '请写明权责清单的文件：npx haoban powers import 文件.xlsx，模板在工作台“数据导入”'] })

export async function importPowers(call: Call): Promise<number> {
  if (!call.args[0]) throw refuse('cli.powers')
  return importTable({ ...call, args: ['powers', ...call.args] })
}
