/** Words of a text, and how much they tell. */
import { keyOf } from './key.ts'

/** Cuts a text into words; the longer words come with the shorter ones inside them. */
export type Cut = (text: string) => string[]

/** Words that stand in half the catalogue and say nothing about one item. */
const empty = new Set(
  (
    '的 和 与 及 或 在 了 是 有 其 其他 个 等 对 为 办 开 要 我 去 你 您 他 她 它 们 我们 自己 想 先 不 能 会 到 把 给 没 没有 再 还 就 也 都 让 从 跟 被 又 只 用 拿 请 可 可以 ' +
    '吗 呢 么 啊 吧 不是 什么 怎么 怎样 如何 哪里 哪个 哪些 多少 多久 一下 一个 这个 那个 现在 今年 需要 请问 咨询 办理 办证 手续 流程 东西 事情 时候 之后 以后 然后 还是 因为 所以 如果 弄 搞 做 里 上 下 来 过 得 着 人 年 月 号 条件 材料 程序 规定 政策 标准 最新 问题'
  ).split(' '),
)

export const wordsOf = (text: string, cut: Cut): string[] => [
  ...new Set(
    cut(text)
      .map(keyOf)
      .filter((w) => w !== '' && !empty.has(w)),
  ),
]

export type Weight = 'A' | 'B' | 'C' | 'D'
export type Weighted = { text: string; weight: Weight }

/** How much a word tells by where it stands: in the name, in a keyword, in what is said about it, in a list of papers. */
export const weights: Readonly<Record<Weight, number>> = { A: 1, B: 0.5, C: 0.15, D: 0.05 }
const letters: readonly Weight[] = ['A', 'B', 'C', 'D']

/** Every word once, with the letter of the weightiest place it stands in: `食品A 许可B`. Words hold letters and digits alone, so that nothing has to be escaped. */
export function weighed(parts: readonly Weighted[], cut: Cut): string {
  const heaviest = new Map<string, Weight>()
  for (const { text, weight } of parts)
    for (const word of wordsOf(text, cut)) {
      const known = heaviest.get(word)
      if (known === undefined || weight < known) heaviest.set(word, weight)
    }
  return [...heaviest].map(([word, weight]) => word + weight).join(' ')
}

/** The weight a word carries, as a small number. */
export const weightAt = (weighedWord: string): number => letters.indexOf(weighedWord.at(-1) as Weight)
export const tellingOf = (weight: number): number => weights[letters[weight]!]
