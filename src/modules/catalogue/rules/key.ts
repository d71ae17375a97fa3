/** Texts as search compares them. */

/** A text without blanks and signs, small and half-width: `食品经营许可（新办）` is `食品经营许可新办`. */
export const keyOf = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '')

/** What people say around the thing they look for; longest first, so that the whole of it goes. */
const around = [
  '请问一下',
  '请问',
  '你好',
  '您好',
  '麻烦',
  '我想要',
  '我想',
  '我要',
  '想要',
  '我们',
  '我的',
  '怎么样才能',
  '怎么才能',
  '怎样才能',
  '怎么样',
  '怎么办理',
  '怎么申请',
  '怎么弄',
  '怎么去',
  '怎么办',
  '怎么',
  '怎样',
  '如何办理',
  '如何申请',
  '如何',
  '去哪里办',
  '去哪里',
  '去哪儿',
  '在哪里办',
  '在哪里',
  '在哪儿',
  '哪里可以',
  '哪里办',
  '哪里',
  '需要什么材料',
  '需要哪些材料',
  '要什么材料',
  '什么材料',
  '需要什么',
  '要带什么',
  '需要',
  '可以',
  '能不能',
  '多少钱',
  '多久',
  '什么手续',
  '手续',
  '流程',
  '网上办理',
  '网上',
  '一下',
  '吗',
  '呢',
  '啊',
  '呀',
].sort((a, b) => b.length - a.length)

/** The thing that is looked for: `我想开个饭馆，需要什么材料？` is `开饭馆`. Where nothing would be left, the text stays whole. */
export function wantedOf(text: string): string {
  const key = keyOf(text)
  const bare = around
    .reduce((t, words) => t.replaceAll(words, ''), key)
    .replace(/一家|一个(?!人)|一张|一份/gu, '')
    .replace(/(?<=[开办买卖租建生换补])(个小|家小|个|家|了)(?=..)/gu, '')
    .replace(/^(我|想|要|去)(?=..)/u, '')
  return bare.length > 0 ? bare : key
}

/** A query as it may be kept for those who tend the catalogue: long numbers name people (身份证号, 电话) and are left out. */
export const keepable = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/\d[\d\s-]{4,}[\dxX]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 40)

/** What was looked for on a page of answers, by its path and query; undefined where the page shows no search. */
export function queryIn(path: string | undefined): string | undefined {
  const [page, query = ''] = path?.split('?') ?? []
  return page === '/search' || page === '/items' ? (new URLSearchParams(query).get('q') ?? undefined) : undefined
}

/** Whether a text is written in letters, and so perhaps in pinyin. */
export const isLatin = (key: string): boolean => /^[a-z]{2,}$/.test(key)
