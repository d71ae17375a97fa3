/** How Chinese sounds in letters without tones (GB/T 16159), for those who type pinyin or its first letters. */
import { pinyin } from 'pinyin-pro'

const options = { toneType: 'none', type: 'array', nonZh: 'consecutive', v: true } as const

/** `驾驶证` is `jiashizheng` and `jsz`; words of several readings are read by their neighbours. */
export function soundOf(key: string): { pinyin: string; initials: string } {
  const syllables = pinyin(key, options)
  return { pinyin: syllables.join(''), initials: syllables.map((s) => s[0] ?? '').join('') }
}
