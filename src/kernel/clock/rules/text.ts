/** Days and moments in the words of the page. All take the city's days; nothing here knows what time it is. */
import type { Standing, TimeUnit } from '../schema.ts'
import { cityMs, civil, dayMs, dayOf, dayOfMs, fromDay, type Moment, toDay, weekdayOf } from './day.ts'

const weekdays = ['一', '二', '三', '四', '五', '六', '日']

/** '周一' … '周日'. */
export const zhWeekday = (on: string): string => `周${weekdays[weekdayOf(toDay(on))]}`

/** '6月26日（周一）'; with `today` of another year, '2024年1月2日（周二）'. */
export function zhDate(on: string, today?: string): string {
  const { year, month, date } = civil(toDay(on))
  const prefix = today !== undefined && civil(toDay(today)).year !== year ? `${year}年` : ''
  return `${prefix}${month}月${date}日（${zhWeekday(on)}）`
}

/** '2023年6月26日', as papers write it. */
export function zhFullDate(on: string): string {
  const { year, month, date } = civil(toDay(on))
  return `${year}年${month}月${date}日`
}

const near: Record<number, string> = { [-2]: '前天', [-1]: '昨天', 0: '今天', 1: '明天', 2: '后天' }

/** '今天', '明天', '还有 4 天', '3 天前': a day as seen from today, in calendar days. */
export function relativeDay(on: string, today: string): string {
  const days = toDay(on) - toDay(today)
  return near[days] ?? (days > 0 ? `还有 ${days} 天` : `${-days} 天前`)
}

/** '9:05', '17:35': hour without a leading zero. */
export function zhTime(at: Moment): string {
  const ms = cityMs(at)
  const minutes = Math.floor((ms - dayOfMs(ms) * dayMs) / 60_000)
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
}

/** '6月20日（周二）17:35', and with `now` on the same day '今天 9:05', on the day before '昨天 9:05'. */
export function zhMoment(at: Moment, now?: Moment): string {
  const on = dayOf(at)
  const today = now === undefined ? undefined : dayOf(now)
  const days = today === undefined ? Number.NaN : toDay(on) - toDay(today)
  if (days >= -1 && days <= 1) return `${near[days]} ${zhTime(at)}`
  return `${zhDate(on, today)}${zhTime(at)}`
}

/** '2023年6月25日（周日）9:05': the whole moment, for the demo's clock and for papers. */
export const zhClock = (at: Moment): string => `${zhFullDate(dayOf(at))}（${zhWeekday(dayOf(at))}）${zhTime(at)}`

/** '6月22–24日' or '6月30日–7月1日', without the month where `inMonth` ('2023-06') is the month already spoken of. */
export function zhRange(from: string, to: string, inMonth?: string): string {
  const a = civil(toDay(from))
  const b = civil(toDay(to))
  const head = from.slice(0, 7) === inMonth ? '' : `${a.month}月`
  if (from === to) return `${head}${a.date}日`
  return a.month === b.month ? `${head}${a.date}–${b.date}日` : `${head}${a.date}日–${b.month}月${b.date}日`
}

const units: Record<TimeUnit, string> = { workday: '个工作日', calendarDay: '天', workhour: '个工作小时', hour: '小时' }

/** '5 个工作日', '半个工作日', '4 个工作小时', '当场'. */
export function zhAmount(amount: number, unit: TimeUnit): string {
  if (amount === 0) return '当场'
  if (amount === 0.5) return { workday: '半个工作日', calendarDay: '半天', workhour: '半个工作小时', hour: '半小时' }[unit]
  return `${Math.round(amount * 100) / 100} ${units[unit]}`
}

/** What is left of a clock, in a few words: '还有 2 个工作日', '今天到期', '超期 3 个工作日', '已暂停，还剩 3 个工作日'. */
export function zhRemaining(s: Standing): string {
  const { unit } = s.limit
  if (s.overdue) return s.overdueBy > 0 ? `超期 ${zhAmount(s.overdueBy, unit)}` : '已超期'
  if (s.state === 'waiting') return '还没开始计时'
  if (s.state === 'stopped')
    return s.startedOn === undefined ? '没有计时' : `用了 ${zhAmount(s.counted, unit).replace('当场', `0 ${units[unit]}`)}`
  if (s.state === 'paused') return `已暂停，还剩 ${zhAmount(s.remaining, unit)}`
  return s.remaining > 0 ? `还有 ${zhAmount(s.remaining, unit)}` : '今天到期'
}

/** The first and the last day of the week (Monday to Sunday) around a day. */
export function weekOf(on: string): { from: string; to: string } {
  const monday = toDay(on) - weekdayOf(toDay(on))
  return { from: fromDay(monday), to: fromDay(monday + 6) }
}
