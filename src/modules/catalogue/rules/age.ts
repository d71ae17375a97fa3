/** Ages that people say in digits or in words. */

const digits = '零一二三四五六七八九'
const numeral = '[0-9]{1,3}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]|百'

/** 八十 is 80, 十五 is 15, 九十二 is 92, 百 (as in 百岁老人) is 100. */
export function numberOf(said: string): number {
  if (/^\d+$/.test(said)) return Number(said)
  if (said === '百') return 100
  const [tens, ones] = said.includes('十') ? said.split('十') : [undefined, said]
  const digit = (text: string | undefined, otherwise: number) => (text ? Math.max(digits.indexOf(text.replace('两', '二')), 0) : otherwise)
  return (tens === undefined ? 0 : 10 * digit(tens, 1)) + digit(ones, 0)
}

/** Years of age in a query: `我妈80岁了`, `阿公九十了`. A number alone is no age: `满3年`, `C1`. */
export function agesIn(query: string): number[] {
  const years = query.matchAll(new RegExp(`(${numeral})(?:多|几|来)?(?:周?岁|大寿)`, 'g'))
  const turned = query.matchAll(new RegExp(`(?:妈|爸|公|婆|爷|奶|老人|娘|爹|今年)[\\p{L}]{0,3}?(${numeral})(?:多|几)?了`, 'gu'))
  return [...years, ...turned].map((m) => numberOf(m[1]!)).filter((n) => n <= 130)
}
