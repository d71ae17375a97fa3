/** The city's search words as files: one word a line, and `说法、说法 => 事项里的词、词` a line; `#` begins a remark. */
import { Lexicon } from '../schema.ts'
import { agesIn } from './age.ts'
import { keyOf } from './key.ts'

const linesIn = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => line !== '')

const listIn = (text: string): string[] =>
  text
    .split(/[、,，]/)
    .map((t) => t.trim())
    .filter((t) => t !== '')

/** `…` stands for any words between: `老人…补贴`. */
const gap = '…'
const sayingOf = (text: string): string =>
  text
    .split(gap)
    .map(keyOf)
    .filter((part) => part !== '')
    .join(gap)

/** `80-120岁 => 高龄津贴`: what an age hints at. */
const ageSaid = /^(\d{1,3})-(\d{1,3})岁$/

export function readLexicon(dictionary: string, synonyms: string): Lexicon {
  const lines = linesIn(synonyms).map((line) => {
    const [says = '', means = ''] = line.split('=>')
    return { says: listIn(says), means: listIn(means) }
  })
  return Lexicon.parse({
    words: linesIn(dictionary),
    synonyms: lines
      .map(({ says, means }) => ({ says: says.filter((s) => !ageSaid.test(s)).map(sayingOf), means }))
      .filter(({ says }) => says.length > 0),
    ages: lines.flatMap(({ says, means }) =>
      says.flatMap((s) => {
        const [, from, to] = ageSaid.exec(s) ?? []
        return from === undefined ? [] : [{ from: Number(from), to: Number(to), means }]
      }),
    ),
  })
}

/** Whether the parts of a saying stand in a text, one after another. */
function isSaid(saying: string, text: string): boolean {
  let at = 0
  for (const part of saying.split(gap)) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return true
}

/** What the words in a query mean in the catalogue. A longer saying hides the shorter ones inside it: `房产证过户` is no `房产证`. */
export function meaningsOf(lexicon: Lexicon, wanted: string): string[] {
  const said = lexicon.synonyms.flatMap(({ says, means }) => says.filter((s) => isSaid(s, wanted)).map((s) => ({ s, means })))
  const whole = said.filter(({ s }) => !said.some((other) => other.s !== s && other.s.includes(s)))
  const old = agesIn(wanted).flatMap((age) => lexicon.ages.filter((a) => a.from <= age && age <= a.to).flatMap((a) => a.means))
  return [...new Set([...whole.flatMap(({ means }) => means), ...old])]
}
