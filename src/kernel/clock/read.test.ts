import { describe, expect, test } from 'vitest'
import y2023 from '../../../city/ganzhou/calendar/2023.json' with { type: 'json' }
import y2024 from '../../../city/ganzhou/calendar/2024.json' with { type: 'json' }
import y2026 from '../../../city/ganzhou/calendar/2026.json' with { type: 'json' }
import y2027 from '../../../city/ganzhou/calendar/2027.json' with { type: 'json' }
import { makeCalendar, withHours, withYear } from './rules/calendar.ts'
import { calendarDays } from './rules/limits.ts'
import { dueMs, dueOn, read, stand, wouldEndOn } from './rules/read.ts'
import { CalendarYear, type ClockEvent, type Limit } from './schema.ts'

const calendar = makeCalendar([y2023, y2024])
const promise = (amount: number): Limit => ({ amount, unit: 'workday', kind: 'promised', basis: '本机关承诺' })
const at = (day: string, time = '10:00') => `2023-${day}T${time}:00+08:00`
const start = (day: string, time?: string): ClockEvent => ({ kind: 'start', at: at(day, time), reason: '受理' })
const pause = (day: string, key?: string): ClockEvent => ({ kind: 'pause', at: at(day), reason: '送检', key })
const resume = (day: string, key?: string): ClockEvent => ({ kind: 'resume', at: at(day, '17:35'), reason: '检验合格', key })
const extend = (day: string, amount: number): ClockEvent => ({
  kind: 'extend',
  at: at(day),
  reason: '经批准延期',
  amount,
  basis: '行政许可法第四十二条',
})
const stop = (day: string, time?: string): ClockEvent => ({ kind: 'stop', at: at(day, time), reason: '决定' })

/** 5 working days from Friday 16 June: 19, 20, 21, (端午 22–24), 25 worked, 26. */
const from16 = (...events: ClockEvent[]) => dueOn(promise(5), [start('06-16'), ...events], calendar)

describe('受理当天不算，到最后一天的末尾为止', () => {
  test('周五受理，五个工作日', () => {
    const r = read(promise(5), [start('04-28')], calendar, at('05-06'))
    expect(r).toMatchObject({
      startedOn: '2023-04-28',
      dueOn: '2023-05-09',
      dueAt: '2023-05-09T23:59:59.999+08:00',
      counted: 3,
      remaining: 2,
    })
  })
  test('当天最后一刻还在期限内，过了零点就超期', () => {
    const events = [start('04-28')]
    expect(stand(promise(5), events, calendar, '2023-05-09T23:59:59+08:00')).toMatchObject({ overdue: false, remaining: 0, overdueBy: 0 })
    expect(stand(promise(5), events, calendar, '2023-05-10T00:00:00+08:00')).toMatchObject({ overdue: true, overdueBy: 1 })
    expect(stand(promise(5), events, calendar, '2023-05-13T09:00:00+08:00')).toMatchObject({ overdue: true, overdueBy: 3 })
  })
  test('周六受理算下周一的事', () => {
    const r = read(promise(1), [start('06-17')], calendar, at('06-17'))
    expect(r).toMatchObject({ startedOn: '2023-06-19', dueOn: '2023-06-20', counted: 0, remaining: 1 })
    expect(r.days.map((d) => [d.on.slice(8), d.kind])).toEqual([
      ['17', 'start'],
      ['18', 'weekend'],
      ['19', 'start'],
      ['20', 'due'],
    ])
  })
  test('夜里受理按下一个工作日算', () => expect(dueOn(promise(1), [start('06-16', '23:30')], calendar)).toBe('2023-06-20'))
  test('没有受理就没有期限', () => {
    expect(read(promise(5), [], calendar, at('06-16'))).toMatchObject({ state: 'waiting', remaining: 5, overdue: false, days: [] })
    expect(dueOn(promise(5), [], calendar)).toBeUndefined()
  })
  test('当场办结的事，当天就是期限', () => {
    expect(read(promise(0), [start('06-16')], calendar, at('06-16'))).toMatchObject({ dueOn: '2023-06-16', remaining: 0, overdue: false })
    expect(stand(promise(0), [start('06-16')], calendar, at('06-19'))).toMatchObject({ overdue: true, overdueBy: 1 })
  })
  test('半天到中午为止', () => {
    const r = read(promise(5.5), [start('06-16')], calendar, at('06-27', '11:00'))
    expect(r).toMatchObject({ dueOn: '2023-06-27', dueAt: '2023-06-27T12:00:00+08:00', counted: 5.5, remaining: 0, overdue: false })
    expect(stand(promise(5.5), [start('06-16')], calendar, at('06-27', '12:01')).overdue).toBe(true)
    expect(dueOn(promise(0.5), [start('06-16')], calendar)).toBe('2023-06-19')
  })
  test('指南上的“今天提交最晚哪天”', () => expect(wouldEndOn(promise(5), '2023-06-16', calendar)).toBe('2023-06-26'))
  test('排序用的数字就是最后一刻', () =>
    expect(dueMs(promise(5), [start('06-16')], calendar)).toBe(Date.parse('2023-06-26T23:59:59.999+08:00')))
})

describe('暂停碰到的工作日都不算，结束的第二天接着算', () => {
  test.each<[string, string, ClockEvent[]]>([
    ['当天停当天恢复，少算一天', '2023-06-27', [pause('06-20'), resume('06-20')]],
    ['停三个工作日', '2023-06-29', [pause('06-19'), resume('06-21')]],
    ['跨端午，放假的日子本来就不算', '2023-06-28', [pause('06-21'), resume('06-25')]],
    ['只停在放假的日子，什么也没变', '2023-06-26', [pause('06-22'), resume('06-24')]],
    ['一天里停了两次，只少算一天', '2023-06-27', [pause('06-20'), resume('06-20'), pause('06-20'), resume('06-20')]],
    ['同一次暂停记了两遍', '2023-06-27', [pause('06-20', 'a'), pause('06-20', 'a'), resume('06-20', 'a')]],
    ['恢复记了两遍', '2023-06-27', [pause('06-20'), resume('06-20'), resume('06-25')]],
    ['没有暂停的恢复', '2023-06-26', [resume('06-20')]],
    ['受理以前就停着，受理后才恢复', '2023-06-27', [pause('06-15'), resume('06-19')]],
    ['受理以前停过，已经恢复', '2023-06-26', [pause('06-14'), resume('06-15')]],
    ['受理当天停当天恢复', '2023-06-26', [pause('06-16'), resume('06-16')]],
    [
      '两个程序交叠，后一个结束才接着算',
      '2023-06-29',
      [pause('06-19', 'a'), pause('06-20', 'b'), resume('06-20', 'a'), resume('06-21', 'b')],
    ],
    ['不写是哪一个的恢复，全部结束', '2023-06-28', [pause('06-19', 'a'), pause('06-20', 'b'), resume('06-20')]],
    ['到期以后再停，期限不变', '2023-06-26', [pause('06-27')]],
  ])('%s：%s', (_, due, events) => expect(from16(...events)).toBe(due))

  test('事实先后写乱了，结果一样', () => {
    const events = [resume('06-20'), stop('06-30'), start('06-16'), pause('06-20')]
    expect(dueOn(promise(5), events, calendar)).toBe('2023-06-27')
  })
  test('还没恢复：没有到期日，但知道还剩几天', () => {
    const r = read(promise(5), [start('06-16'), pause('06-20')], calendar, at('06-26'))
    expect(r).toMatchObject({ state: 'paused', counted: 1, remaining: 4, pausedFor: 4, overdue: false, originalDueOn: '2023-06-26' })
    expect([r.dueOn, r.dueAt, r.warnOn]).toEqual([undefined, undefined, undefined])
    expect(r.days.at(-1)).toMatchObject({ on: '2023-06-26', kind: 'paused', why: '送检，暂停' })
  })
  test('超期以后才停，救不回来', () => {
    const r = stand(promise(5), [start('06-16'), pause('06-28')], calendar, at('06-30'))
    expect(r).toMatchObject({ state: 'paused', dueOn: '2023-06-26', overdue: true, overdueBy: 1 })
  })
})

describe('延期', () => {
  test('加在后面，每一天写明依据', () => {
    const r = read(promise(5), [start('06-16'), extend('06-26', 2)], calendar, at('06-26'))
    expect(r).toMatchObject({ dueOn: '2023-06-28', originalDueOn: '2023-06-26', total: 7, extendedBy: 2, remaining: 2 })
    expect(r.days.filter((d) => d.basis === '行政许可法第四十二条').map((d) => d.on)).toEqual(['2023-06-27', '2023-06-28'])
  })
  test('暂停期间批准的延期，恢复以后一并算', () => {
    const paused = [start('06-16'), pause('06-20'), extend('06-21', 2)]
    expect(stand(promise(5), paused, calendar, at('06-21'))).toMatchObject({ state: 'paused', remaining: 6 })
    expect(dueOn(promise(5), [...paused, resume('06-21')], calendar)).toBe('2023-06-30')
  })
})

describe('办公时间以外', () => {
  test('下班以后收到的按下一个工作日算，午休和上班以前收到的算当天', () => {
    const due = (time: string) => dueOn(promise(5), [{ kind: 'start', at: `2023-06-16T${time}+08:00`, reason: '受理' }], calendar)
    expect(['08:00:00', '12:30:00', '16:59:59'].map(due)).toEqual(Array(3).fill('2023-06-26'))
    expect(['17:00:00', '23:10:00'].map(due)).toEqual(Array(2).fill('2023-06-27'))
    const r = read(promise(5), [{ kind: 'start', at: '2023-06-16T18:00:00+08:00', reason: '受理' }], calendar, at('06-19'))
    expect(r.days.slice(0, 4).map((d) => [d.on, d.why])).toEqual([
      ['2023-06-16', '受理时已经下班，按下一个工作日算'],
      ['2023-06-17', '周末'],
      ['2023-06-18', '周末'],
      ['2023-06-19', '按这天受理，从下一个工作日数起'],
    ])
  })
  test('按自然日、按小时算的，什么时候收到就从什么时候算', () => {
    const at = '2023-06-16T18:00:00+08:00'
    expect(dueOn({ amount: 3, unit: 'calendarDay', basis: '依据' }, [{ kind: 'start', at, reason: '受理' }], calendar)).toBe('2023-06-19')
  })
})

describe('迟到的延期', () => {
  test('最后一天过了才批准的延期不起作用', () => {
    const late: ClockEvent = {
      kind: 'extend',
      at: '2023-06-27T00:00:00+08:00',
      amount: 10,
      reason: '案情复杂',
      basis: '行政许可法第四十二条',
    }
    expect(stand(promise(5), [start('06-16'), late], calendar, at('07-03'))).toMatchObject({ dueOn: '2023-06-26', total: 5, overdue: true })
    const lastMinute = { ...late, at: '2023-06-26T23:59:00+08:00' }
    expect(stand(promise(5), [start('06-16'), lastMinute], calendar, at('07-03'))).toMatchObject({ total: 15, overdue: false })
  })
})

describe('停表', () => {
  test('决定那天算用掉的一天，之后的事不再有影响', () => {
    const r = read(promise(5), [start('06-16'), stop('06-20'), extend('06-21', 9), pause('06-21')], calendar, at('08-01'))
    expect(r).toMatchObject({ state: 'stopped', counted: 2, dueOn: '2023-06-26', overdue: false, extendedBy: 0 })
    expect(r.days.at(-1)).toMatchObject({ on: '2023-06-20', kind: 'stopped', nth: 2, why: '决定，停止计时' })
  })
  test('最后一天决定，没有超期', () =>
    expect(stand(promise(5), [start('06-16'), stop('06-26', '23:59')], calendar, at('08-01'))).toMatchObject({
      overdue: false,
      counted: 5,
    }))
  test('晚一天决定，超期一天，永远是一天', () =>
    expect(stand(promise(5), [start('06-16'), stop('06-27', '00:01')], calendar, at('08-01'))).toMatchObject({
      overdue: true,
      overdueBy: 1,
    }))
  test('暂停着就终止了', () =>
    expect(stand(promise(5), [start('06-16'), pause('06-20'), stop('06-21')], calendar, at('08-01'))).toMatchObject({
      state: 'stopped',
      counted: 1,
      overdue: false,
    }))
})

describe('按自然日、按小时', () => {
  test('自然日从第二天数起，放假也算；最后一天放假就顺延', () => {
    const plain: Limit = { amount: 30, unit: 'calendarDay', basis: '补正期限' }
    expect(dueOn(plain, [start('09-02')], calendar)).toBe('2023-10-02')
    const r = read(calendarDays(30, '补正期限'), [start('09-02')], calendar, at('09-10'))
    expect(r).toMatchObject({ dueOn: '2023-10-07', remaining: 22, counted: 8 })
    expect(r.days.at(-1)).toMatchObject({ on: '2023-10-07', kind: 'due', counts: false, basis: '民法典第二百零三条' })
    expect(r.days.filter((d) => d.counts).length).toBe(30)
    expect(r.days.at(-2)).toMatchObject({ on: '2023-10-06', kind: 'rolled' })
  })
  test('自然日不需要日历', () => {
    const none = makeCalendar([])
    expect(read({ amount: 60, unit: 'calendarDay', basis: '行政复议法' }, [start('06-16')], none, at('06-16')).dueOn).toBe('2023-08-15')
  })
  const noon = withHours(calendar, [
    { from: '09:00', to: '12:00' },
    { from: '13:00', to: '17:00' },
  ])
  const four: Limit = { amount: 4, unit: 'workhour', basis: '12345 工单签收时限' }
  test.each([
    ['上午签发，跨午休', at('09-27', '10:24'), '2023-09-27T15:24:00+08:00'],
    ['下班前一小时，接到节后', at('09-28', '16:00'), '2023-10-07T12:00:00+08:00'],
    ['半夜来的，从第二天上班算', at('09-27', '23:10'), '2023-09-28T14:00:00+08:00'],
    ['正好上班时', at('09-27', '13:00'), '2023-09-27T17:00:00+08:00'],
    ['周末来的', at('06-17', '09:00'), '2023-06-19T14:00:00+08:00'],
  ])('四个工作小时：%s', (_, when, due) => {
    const events: ClockEvent[] = [{ kind: 'start', at: when, reason: '派单' }]
    expect(read(four, events, noon, when)).toMatchObject({ dueAt: due, counted: 0, remaining: 4 })
  })
  test('工作小时停一小时就晚一小时', () => {
    const events: ClockEvent[] = [
      { kind: 'start', at: at('09-27', '10:00'), reason: '派单' },
      { kind: 'pause', at: at('09-27', '11:00'), reason: '补问' },
      { kind: 'resume', at: at('09-27', '14:00'), reason: '已答复' },
    ]
    const r = read(four, events, noon, at('09-27', '15:00'))
    expect(r).toMatchObject({ dueAt: '2023-09-27T17:00:00+08:00', counted: 2, remaining: 2, pausedFor: 2 })
    expect(r.days).toMatchObject([{ on: '2023-09-27', kind: 'due', nth: 4, short: '4小时' }])
  })
  test('24 小时就是 24 小时', () => {
    const r = stand({ amount: 24, unit: 'hour', basis: '首次联系' }, [start('09-27', '10:24')], calendar, at('09-28', '10:25'))
    expect(r).toMatchObject({ dueAt: '2023-09-28T10:24:00+08:00', overdue: true })
  })
})

describe('还没公布的年份', () => {
  const provisional = makeCalendar([y2026, y2027])
  const late: ClockEvent[] = [{ kind: 'start', at: '2026-12-30T10:00:00+08:00', reason: '受理' }]
  test('暂按法定假日算，并且说明', () => {
    const r = read(promise(5), late, provisional, '2026-12-30T11:00:00+08:00')
    expect(r).toMatchObject({ dueOn: '2027-01-07', provisional: true })
    expect(r.days.find((d) => d.on === '2027-01-01')).toMatchObject({ basis: '2027 年放假安排还没公布，暂按法定假日推算' })
    expect(stand(promise(1), late, provisional, '2026-12-30T11:00:00+08:00').provisional).toBe(false)
  })
  test('正式公布后重新算，得到新的日期', () => {
    const announced = CalendarYear.parse({
      ...y2027,
      status: 'official',
      off: [...y2027.off, '2027-01-04', '2027-01-05'],
      work: ['2027-01-03'],
    })
    const r = read(promise(5), late, withYear(provisional, announced), '2026-12-30T11:00:00+08:00')
    expect(r).toMatchObject({ dueOn: '2027-01-08', provisional: false })
  })
  test('连暂定日历也没有，就拒绝', () =>
    expect(() => dueOn(promise(5), late, makeCalendar([y2026]))).toThrow(
      expect.objectContaining({ code: 'clock.no-calendar', data: { year: 2027 } }),
    ))
})
