/** The two durations of FEEL (DMN 1.5 §10.3.2.3.5, .6): days and time in seconds, years and months in months. */

const unit = (count: number, letter: string) => (count ? `${count}${letter}` : '')
const secondsText = (seconds: number, nano: number) =>
  nano ? `${seconds}.${String(nano).padStart(9, '0').replace(/0+$/, '')}S` : unit(seconds, 'S')

/** Days and time: whole seconds and the nanoseconds above them (0 ≤ nano < 10^9). */
export class DayTimeDuration {
  readonly seconds: number
  readonly nano: number
  constructor(seconds: number, nano = 0) {
    const carry = Math.floor(nano / 1e9)
    this.seconds = seconds + carry + 0
    this.nano = nano - carry * 1e9
    Object.freeze(this)
  }
  /** Seconds with their fraction: exact below some 100 days at nanoseconds, enough to order what differs by more. */
  get total(): number {
    return this.seconds + this.nano / 1e9
  }
  toString(): string {
    const negative = this.seconds < 0
    const borrows = negative && this.nano > 0
    const size = Math.abs(borrows ? this.seconds + 1 : this.seconds)
    const day = unit(Math.floor(size / 86400), 'D')
    const time =
      unit(Math.floor(size / 3600) % 24, 'H') +
      unit(Math.floor(size / 60) % 60, 'M') +
      secondsText(size % 60, borrows ? 1e9 - this.nano : this.nano)
    return day || time ? `${negative ? '-' : ''}P${day}${time && `T${time}`}` : 'PT0S'
  }
  toJSON(): string {
    return this.toString()
  }
}

export class YearMonthDuration {
  readonly months: number
  constructor(months: number) {
    this.months = months + 0
    Object.freeze(this)
  }
  toString(): string {
    const whole = Math.abs(this.months)
    const [years, months] = [Math.floor(whole / 12), whole % 12]
    if (whole === 0) return 'P0M'
    return `${this.months < 0 ? '-' : ''}P${years ? `${years}Y` : ''}${months ? `${months}M` : ''}`
  }
  toJSON(): string {
    return this.toString()
  }
}

const dayTime = /^(-?)P(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d*))?S)?)?$/
const yearMonth = /^(-?)P(?:(\d+)Y)?(?:(\d+)M)?$/

/** A literal of either kind; null where it is none. */
export function parseDuration(text: string): DayTimeDuration | YearMonthDuration | null {
  const ym = yearMonth.exec(text)
  if (ym && (ym[2] ?? ym[3]) !== undefined) return months(ym)
  const dt = dayTime.exec(text)
  return dt && /\d/.test(text) ? dayAndTime(dt) : null
}

function months([, sign, years = '0', month = '0']: RegExpExecArray): YearMonthDuration | null {
  const total = Number(years) * 12 + Number(month)
  return Number.isSafeInteger(total) ? new YearMonthDuration(sign ? -total : total) : null
}

function dayAndTime([, sign, d = '0', h = '0', m = '0', s = '0', fraction = '']: RegExpExecArray): DayTimeDuration | null {
  const seconds = Number(d) * 86400 + Number(h) * 3600 + Number(m) * 60 + Number(s)
  if (!Number.isSafeInteger(seconds)) return null
  const nano = Number(fraction.slice(0, 9).padEnd(9, '0'))
  return sign ? new DayTimeDuration(-seconds, -nano) : new DayTimeDuration(seconds, nano)
}
