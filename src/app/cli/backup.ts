import { resolve } from 'node:path'
import { refusals } from '#base/refusal.ts'
import { backUpCity, restoreCity, type Signing } from '../backup.ts'
import { type Call, withHouse } from './house.ts'
import { say } from './say.ts'

const refuse = refusals({ 'cli.no-folder': [422, '请写明备份的文件夹，例如：npx haoban {verb} /备份/2026-11-25'] })

function folderOf([path]: readonly string[], verb: string): string {
  if (!path) throw refuse('cli.no-folder', { verb })
  return resolve(path)
}

const keyAdvice = (key: string) =>
  `\n主密钥另放在 ${key}：请把它搬到另一个地方保管。没有它，备份里加密的内容打不开；和备份放在一起，偷走备份的人就能打开。`

const signersAdvice = (key: string) => `\n检查点密钥另放在 ${key}：请把它搬到第三个地方。它给账本签名，和数据库、主密钥都不要放在一起。`

/** How the restored city signs, and what is left to do, in sentences. */
function signingAdvice({ key, name, outside }: Signing): string {
  const folder =
    outside === 'contradicts' ? '\nHAOBAN_CHECKPOINTS 里有备份以后签的检查点：留作证据，启动前给 HAOBAN_CHECKPOINTS 换一个空文件夹。' : ''
  const tell = '请把 /ledger/keys 里的新公钥交给见证方，并重新公布'
  if (key === 'same') return '\n检查点接着签，密钥和名字不变。'
  if (key === 'renamed')
    return `\n备份以后可能还签过检查点，同一个名字不能签两段历史：改用新名字 ${name} 签，旧密钥留在后面。${tell}。${folder}`
  if (key === 'made')
    return `\n没有找到原来的检查点密钥，做了一把新的，名字是 ${name}。${tell}；以前的检查点要用以前公布的公钥核对。找到旧密钥的，加在 checkpoint.key 后面。${folder}`
  if (key === 'given')
    return `\n备份以后可能还签过检查点，同一个名字不能签两段历史：启动前在 HAOBAN_CHECKPOINT_KEY 最前面加一行“${name} 64 位十六进制”（openssl rand -hex 32），旧的留在后面。${tell}。${folder}`
  return ''
}

/** `haoban backup DIR`: beside the running server. */
export async function backup({ args, json, env }: Call): Promise<number> {
  const dir = folderOf(args, 'backup')
  return withHouse(env, async (house) => {
    const told = await backUpCity(house, dir, env)
    const { tables, rows, files, key, checkpointKey } = told
    const advice = `${key ? keyAdvice(key) : ''}${checkpointKey ? signersAdvice(checkpointKey) : ''}`
    say(json ? JSON.stringify(told) : `备份好了：${dir}，${tables} 张表 ${rows} 行，${files.count} 个文件。${advice}`)
    return 0
  })
}

/** `haoban restore DIR`: into an empty data directory. */
export async function restore({ args, json, env }: Call): Promise<number> {
  const told = await restoreCity(folderOf(args, 'restore'), env)
  const { rows, files, ledger, signing } = told
  const verdict = ledger.ok ? `账本完好（${ledger.facts} 条事实）` : '账本有断裂，请运行 npx haoban ledger verify 查看'
  say(json ? JSON.stringify(told) : `恢复好了：${rows} 行，${files.count} 个文件；${verdict}${signingAdvice(signing)}`)
  return ledger.ok ? 0 : 1
}
