/** How Chinese sounds in letters without tones (GB/T 16159), for those who type pinyin or its first letters. */
import { pinyin } from 'pinyin-pro'

const options = { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true } as const

/** One syllable after another: 驾驶证 is jia, shi, zheng. */
export const syllablesOf = (key: string): string[] => pinyin(key, options)

/** `驾驶证` is `jiashizheng` and `jsz`; words of several readings are read by their neighbours. */
export function soundOf(key: string): { pinyin: string; initials: string } {
  const syllables = syllablesOf(key)
  return { pinyin: syllables.join(''), initials: syllables.map((s) => s[0] ?? '').join('') }
}
