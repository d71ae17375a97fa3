/** Words of a guide that are made from an item's codes and limits. */
import { formatsText, limitText } from '#kernel/item/rules/text.ts'
import type { FlowStep, Material } from '#kernel/item/schema/parts.ts'

/** How many of a material, on paper or as which files: 1 份，照片或 PDF，20 MB 以内. */
export const materialForm = ({ copies, formats, medium, maxMb }: Pick<Material, 'copies' | 'formats' | 'medium' | 'maxMb'>): string =>
  [`${copies} 份`, formats.length > 0 && medium !== '1' ? `${formatsText(formats)}，${maxMb} MB 以内` : '纸质'].join('，')

type Timed = { kind: FlowStep['kind']; limit: Parameters<typeof limitText>[0] | null }

const starts: Readonly<Record<FlowStep['kind'], string>> = {
  accept: '',
  examine: '受理',
  special: '受理',
  decide: '受理',
  issue: '决定',
  deliver: '决定',
}

/** When a step is done. What is examined and decided counts from acceptance, and the rest from what went before it (行政许可法 第四十二条、第四十四条). */
export function whenOf({ kind, limit }: Timed): string {
  const from = starts[kind]
  if (!limit) return `${from}当天`
  return limit.amount === 0 ? '当场' : `${from && `${from}后 `}${limitText(limit)}内`
}

/** A law as it is called every day: 食品安全法. */
export const shortLaw = (law: string): string => law.replace(/^中华人民共和国/, '')
