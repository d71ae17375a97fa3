/** A programme of reform runs from the first day of its year; a city that lives later counts its own year. */
export const yearOf = (today: string): { from: string; to: string } => ({ from: `${today.slice(0, 4)}-01-01`, to: today })

/** The moments of a span of city days (UTC+8): from the first instant of the first to that after the last. */
export const momentsOf = (from: string, to: string): { since: Date; until: Date } => ({
  since: new Date(`${from}T00:00:00+08:00`),
  until: new Date(new Date(`${to}T00:00:00+08:00`).getTime() + 86_400_000),
})

/** A share in per cent, to one decimal; null of nothing. */
export const percent = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((1_000 * part) / whole) / 10)

/** A figure as people read it: 1 234 件, 93.5%, or 暂无 where nothing was there to count. */
export function figureText(value: number | null, unit: string): string {
  if (value === null) return '暂无'
  const text = value.toLocaleString('zh-CN', { maximumFractionDigits: 2 })
  return unit === '%' ? `${text}%` : `${text} ${unit}`
}
