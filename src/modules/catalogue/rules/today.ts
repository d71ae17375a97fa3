/** The leaf of the wall calendar on the home page. */
import { isWorkday, natureOf } from '#kernel/clock/rules/calendar.ts'
import { civil, toDay } from '#kernel/clock/rules/day.ts'
import { zhWeekday } from '#kernel/clock/rules/text.ts'
import type { Calendar } from '#kernel/clock/schema.ts'
import type { Home } from '../schema.ts'

const lunarFormat = new Intl.DateTimeFormat('zh-Hans-CN-u-ca-chinese', { month: 'long', day: 'numeric', timeZone: 'UTC' })
const tens = ['初', '十', '廿', '三']
const ones = ['十', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** The day of the lunar month in words: 1 初一, 10 初十, 20 二十, 21 廿一, 30 三十. */
function lunarDay(day: number): string {
  if (day === 20 || day === 30) return `${ones[day / 10]}十`
  return day === 10 ? '初十' : `${tens[Math.floor(day / 10)]}${ones[day % 10]}`
}

function lunarOf(on: string): string {
  const parts = lunarFormat.formatToParts(new Date(`${on}T00:00:00Z`))
  const text = (type: string) => parts.find((p) => p.type === type)?.value ?? ''
  const day = Number(text('day'))
  return `农历${text('month')}${Number.isNaN(day) ? text('day') : lunarDay(day)}`
}

function noteOf(calendar: Calendar, on: string): string {
  const nature = natureOf(calendar, on)
  if (nature.kind === 'makeup') return `${nature.name ?? ''}调休，今天照常上班`
  if (nature.kind === 'holiday') return `${nature.name ?? '放假'}，窗口休息，网上照常`
  return isWorkday(calendar, on) ? '工作日，窗口照常上班' : '周末，窗口休息，网上照常'
}

/** Today, so that every other date on the page can be judged; `on` is a city day. */
export function todayOf(calendar: Calendar, on: string): Home['today'] {
  const { year, month, date } = civil(toDay(on))
  return { on, month: `${year}年${month}月`, lunar: lunarOf(on), day: date, weekday: zhWeekday(on), note: noteOf(calendar, on) }
}
