const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** A stay in milliseconds, as a person says it: in the largest unit that fits. */
export function stayText(ms: number): string {
  if (ms < minute) return '不到 1 分钟'
  if (ms < hour) return `${Math.round(ms / minute)} 分钟`
  return ms < 2 * day ? `${Math.round(ms / hour)} 小时` : `${Math.round(ms / day)} 天`
}
