/** What a check of the ledger says, in the words of the page. */
import type { ProofReport } from '../schema.ts'

export const stepNames = {
  file: '文件',
  checkpoint: '检查点的签名',
  roots: '总根都在检查点里',
  facts: '每一条事实都在总根里',
  heads: '给您的时候记到哪里',
  growth: '账本只增不改',
} as const

const witnessed = (names: readonly string[]) => (names.length ? `，${names.join('、')} 见证过` : '')

export const sayings = {
  noProof: '这不是账本凭证、检查点或者增长证明，或者文件没有下载完整',
  noKeys: '没有给出城市的公钥，没法判断是谁签的',
  noCheckpoint: '拿到的时候还没有检查点（每 5 分钟一个），过几分钟再下载一份就有',
  signed: (size: number, witnesses: readonly string[]) => `第 ${size} 号检查点的签名对得上${witnessed(witnesses)}`,
  notSigned: '检查点的签名对不上：不是这座城市签的，或者签名以后被改过',
  cannot: '前面一步没有通过，没法核对',
  roots: (n: number) => `${n} 个总根都在检查点里`,
  rootsWrong: (ids: readonly number[]) => `第 ${ids.join('、')} 个总根不在检查点里`,
  facts: (n: number, late: number) => `${n} 条事实都在${late ? `；最新 ${late} 条比检查点晚，过几分钟再下载一份就有` : ''}`,
  factsWrong: (places: readonly number[]) => `第 ${places.join('、')} 条事实不在总根里`,
  heads: '每条链的最后一条和签名里写的一样，中间没有缺',
  headsWrong: '每条链的最后一条和签名里写的不一样，或者中间有缺',
  grew: (from: number, to: number) => `从第 ${from} 号到第 ${to} 号只增加、没改动`,
  notGrown: '后一个检查点不是从前一个长出来的：历史被改过，或者两个检查点出自两本账',
} as const

/** The verdict in a sentence, and what to do with it. */
export function standing({ valid, trusted, steps }: Pick<ProofReport, 'valid' | 'trusted' | 'steps'>): {
  tone: 'done' | 'warn'
  title: string
  more: string
} {
  // a wrong file says nothing about the ledger: nobody is to call for it
  if (steps.some((s) => s.name === stepNames.file && s.holds === false))
    return { tone: 'warn', title: '这个文件没法核对', more: '请到“我的办件”重新下载账本凭证，再选一次。选错了文件，换一个就行' }
  if (!valid) return { tone: 'warn', title: '核对没有通过', more: '下面说明是哪一处对不上。请保留这个文件，打 12345，请审计部门核对账本' }
  if (trusted === false)
    return { tone: 'warn', title: '文件自身对得上，但签名的公钥不是给出的那一把', more: '请问清文件从哪里来，到签发的城市核对' }
  if (trusted === null) return { tone: 'done', title: '文件自身对得上', more: '没有给出城市的公钥，没有判断是谁签发的' }
  return { tone: 'done', title: '核对通过，是这座城市签发的', more: '请留好这个文件：以后谁改了账本，拿它一对就知道' }
}

export const marks = { true: '✓', false: '✗', null: '–' } as const

/** The hash of a checkpoint as people compare it: in groups of eight. */
export const grouped = (hash: string): string => hash.match(/.{1,8}/g)?.join(' ') ?? ''

/** What the file says of itself. */
export function factsOf({ title, checkpoint, facts }: ProofReport, name: string): { name: string; value: string }[] {
  return [
    { name: '文件', value: name },
    ...(title ? [{ name: '凭证', value: title }] : []),
    ...(facts ? [{ name: '事实', value: `${facts} 条` }] : []),
    ...(checkpoint
      ? [
          { name: '账本', value: checkpoint.origin },
          { name: '检查点', value: `第 ${checkpoint.size} 号` },
          { name: '根（SM3）', value: grouped(checkpoint.hash) },
        ]
      : []),
  ]
}
