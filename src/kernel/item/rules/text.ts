/** Sentences of the guide that are computed from the item. */
import type { TimeUnit } from '#kernel/clock/schema.ts'

const units: Readonly<Record<TimeUnit, string>> = { workday: '个工作日', calendarDay: '个自然日', workhour: '个工作小时', hour: '小时' }

/** `5 个工作日`, `半个工作日`, `当场办结`. */
export function limitText({ amount, unit }: { amount: number; unit: TimeUnit }): string {
  if (amount === 0) return '当场办结'
  return amount === 0.5 ? `半${units[unit]}` : `${amount} ${units[unit]}`
}

/** 要不要跑: 0 trips is 不用跑 (全程网办). */
export const tripsText = (trips: number): string => (trips === 0 ? '不用跑' : `要跑 ${trips} 次`)

/** 网办等级 from what is sure: whether it can be filed online, and how many trips remain. */
export function onlineGradeOf(online: boolean, trips: number): '1' | '2' | '3' | '4' {
  if (!online) return '1'
  if (trips === 0) return '4'
  return trips === 1 ? '3' : '2'
}

/** What people call a file by whose ending it has. */
const formatNames: Readonly<Record<string, string>> = {
  jpg: '照片',
  jpeg: '照片',
  png: '照片',
  pdf: 'PDF',
  ofd: 'OFD',
  doc: 'Word',
  docx: 'Word',
  xls: 'Excel',
  xlsx: 'Excel',
}

/** `jpg, png, pdf`: 照片或 PDF. */
export function formatsText(formats: readonly string[]): string {
  const names = [...new Set(formats.map((f) => formatNames[f] ?? f.toUpperCase()))]
  const last = names.pop() ?? ''
  return names.length === 0 ? last : `${names.join('、')}或${last}`.replace(/([a-z])或/i, '$1 或').replace(/或([a-z])/i, '或 $1')
}
