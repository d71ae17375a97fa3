/** The four lamps of a clock. Always shown with colour, word, shape and days. */
export type LampColour = 'green' | 'yellow' | 'red' | 'paused'

export const lampWord: Record<LampColour, string> = { green: '正常', yellow: '临期', red: '超时', paused: '已暂停' }

/** What stands beside the lamp for a citizen; `days` are working days left, over (red) or left after resuming (paused). */
export const lampDays = (lamp: LampColour, days: number | undefined): string => {
  if (days === undefined) return ''
  if (lamp === 'red') return `超了 ${Math.abs(days)} 个工作日`
  if (lamp === 'paused') return `恢复后还有 ${days} 个工作日`
  return days === 0 ? '今天到期' : `还有 ${days} 个工作日`
}
