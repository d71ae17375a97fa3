/** A report in the words of the page, whoever draws it: the server or the browser alone. */
import { zhClock } from '#kernel/clock/rules/text.ts'
import type { DossierReport } from '../schema.ts'

export const marks = { true: '✓', false: '✗', null: '–' } as const

type Standing = { tone: 'done' | 'warn'; title: string; more: string }

/** The verdict in a sentence, and what to do with it. */
export function standing({ valid, trusted, steps }: DossierReport): Standing {
  if (steps.length === 1) return { tone: 'warn', title: '没法核对', more: steps[0]!.sentence }
  const wrong = steps.filter((s) => s.holds !== true).map((s) => s.name)
  if (!valid)
    return {
      tone: 'warn',
      title: '这份案卷被改过',
      more: `不对的是：${wrong.join('、')}。请不要采用，向给您文件的人要原件，或到原机关重新下载`,
    }
  if (trusted === false)
    return { tone: 'warn', title: '案卷自身完好，但不是本市签发的', more: '签名用的公钥不是本市的。请问清文件从哪里来，到签发的城市核对' }
  if (trusted === null) return { tone: 'done', title: '案卷完好', more: '没有给出城市的公钥，没有判断是谁签发的' }
  return { tone: 'done', title: '案卷完好，是本市签发的原样', more: '从导出到现在一个字节都没有改过' }
}

/** What the file says of itself. */
export function factsOf({ manifest, facts }: DossierReport, name: string): { name: string; value: string }[] {
  if (!manifest) return [{ name: '文件', value: name }]
  return [
    { name: '文件', value: name },
    { name: '办件编号', value: manifest.no },
    { name: '事项', value: manifest.demo ? `${manifest.item}（演示）` : manifest.item },
    { name: '办理机关', value: manifest.organ },
    { name: '导出时间', value: zhClock(new Date(manifest.madeAt)) },
    { name: '办理经过', value: `${facts} 条记录` },
  ]
}
