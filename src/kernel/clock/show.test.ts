import { describe, expect, test } from 'vitest'
import y2023 from '../../../city/ganzhou/calendar/2023.json' with { type: 'json' }
import y2024 from '../../../city/ganzhou/calendar/2024.json' with { type: 'json' }
import { makeCalendar } from './rules/calendar.ts'
import { calendarGrid } from './rules/grid.ts'
import { cardsDue, lampOf } from './rules/lamp.ts'
import { checkLimit, checkPromise, compression, deemedAcceptedOn, statutory } from './rules/limits.ts'
import { read, stand } from './rules/read.ts'
import { groupDays, whyMoved } from './rules/table.ts'
import { relativeDay, zhAmount, zhClock, zhDate, zhMoment, zhRange, zhRemaining } from './rules/text.ts'
import { type ClockEvent, Limit } from './schema.ts'

const calendar = makeCalendar([y2023, y2024])
const promise: Limit = { amount: 5, unit: 'workday', kind: 'promised', basis: '本机关承诺' }
const history: ClockEvent[] = [
  { kind: 'start', at: '2023-06-16T10:08:00+08:00', reason: '受理', factId: 1 },
  { kind: 'pause', at: '2023-06-20T08:40:00+08:00', reason: '米酒送检', basis: '检验告知书、行政许可法第四十五条', factId: 3 },
  { kind: 'resume', at: '2023-06-20T17:35:00+08:00', reason: '检验合格', factId: 4 },
]
const now = '2023-06-25T09:05:00+08:00'
const today = '2023-06-25'

describe('米酒送检的那一件', () => {
  const reading = read(promise, history, calendar, now)
  test('6月27日（周二）前出结果，还有 2 个工作日，绿灯', () => {
    expect([zhDate(reading.dueOn!), zhRemaining(reading), lampOf(reading, now)]).toEqual(['6月27日（周二）', '还有 2 个工作日', 'green'])
    expect(whyMoved(reading)).toBe('原来是 6月26日（周一）。暂停了 1 个工作日，改成 6月27日（周二）。')
    expect(zhDate(stand(statutory.decision, history, calendar, now).dueOn!)).toBe('7月18日（周二）')
  })
  test('一天一天怎么算', () => {
    expect(groupDays(reading, now).map((g) => [g.label, g.why, g.count, g.basis ?? ''])).toEqual([
      ['16日 周五', '受理当天，从下一个工作日数起', '不算', ''],
      ['17–18日', '周末', '不算', ''],
      ['19日 周一', '工作日', '第 1 天', ''],
      ['20日 周二', '米酒送检，暂停', '不算', '检验告知书、行政许可法第四十五条'],
      ['21日 周三', '检验合格，接着算', '第 2 天', ''],
      ['22–24日', '端午放假', '不算', '2023 年放假安排'],
      ['25日 周日', '今天，端午调休上班', '第 3 天', '2023 年放假安排'],
      ['26日 周一', '工作日', '第 4 天', ''],
      ['27日 周二', '承诺的最后一天', '第 5 天', ''],
    ])
  })
  test('暂停和恢复指得到那条事实', () =>
    expect(reading.days.filter((d) => d.factId !== undefined).map((d) => [d.on.slice(8), d.factId])).toEqual([
      ['16', 1],
      ['20', 3],
      ['21', 4],
    ]))
  test('月历', () => {
    const { caption, weeks } = calendarGrid(reading, calendar, now, { '2023-06-15': '提交' })
    expect(caption).toBe('2023年6月12日到7月2日，哪天算、哪天不算')
    const text = weeks.map((w) => w.map((c) => `${c.date}${c.label}${c.flag ?? ''}${c.today ? '!' : ''}`).join(' '))
    expect(text).toEqual([
      '12 13 14 15提交 16受理 17周末 18周末',
      '19第1天 20暂停 21第2天 22端午休 23端午休 24端午休 25第3天班!',
      '26第4天 27第5天 28 29 30 1 2',
    ])
    expect(weeks.map((w) => w.map((c) => c.look).join(' '))).toEqual([
      'plain plain plain plain plain off off',
      'on pause on off off off on',
      'on due plain plain plain off off',
    ])
  })
})

describe('灯和牌', () => {
  const events: ClockEvent[] = [{ kind: 'start', at: '2023-04-28T10:00:00+08:00', reason: '受理' }]
  const lamp = (on: string) => lampOf(stand(promise, events, calendar, `${on}T09:00:00+08:00`), `${on}T09:00:00+08:00`)
  test('4月28日受理，5月8日起黄，5月10日起红', () => {
    const days = ['2023-04-28', '2023-05-06', '2023-05-07', '2023-05-08', '2023-05-09', '2023-05-10']
    expect(days.map(lamp)).toEqual(['green', 'green', 'green', 'yellow', 'yellow', 'red'])
    expect(stand(promise, events, calendar, now)).toMatchObject({ warnOn: '2023-05-08', warnAt: '2023-05-08T00:00:00+08:00' })
  })
  test('周六受理、一个工作日办结的，当时就是黄灯', () => {
    const saturday = '2023-06-17T10:00:00+08:00'
    const one = stand({ ...promise, amount: 1 }, [{ kind: 'start', at: saturday, reason: '受理' }], calendar, saturday)
    expect([one.dueOn, one.warnOn, lampOf(one, saturday)]).toEqual(['2023-06-20', '2023-06-17', 'yellow'])
  })
  test('没受理、办完了，不亮灯', () => {
    expect(lampOf(stand(promise, [], calendar, now), now)).toBe('none')
    expect(lampOf(stand(promise, [...events, { kind: 'stop', at: now, reason: '决定' }], calendar, now), now)).toBe('none')
  })
  test('超承诺黄牌，超法定再加红牌；按时办完没有牌', () => {
    const cards = (on: string, more: ClockEvent[] = []) => {
      const at = `${on}T09:00:00+08:00`
      const clocks = {
        promised: stand(promise, [...events, ...more], calendar, at),
        statutory: stand(statutory.decision, [...events, ...more], calendar, at),
      }
      return cardsDue(clocks, at).map((c) => [c.card, c.dueAt.slice(0, 10)])
    }
    expect(cards('2023-05-09')).toEqual([])
    expect(cards('2023-05-10')).toEqual([['yellow', '2023-05-09']])
    expect(cards('2023-12-01')).toEqual([
      ['yellow', '2023-05-09'],
      ['red', '2023-05-30'],
    ])
    expect(cards('2023-12-01', [{ kind: 'stop', at: '2023-05-09T20:00:00+08:00', reason: '决定' }])).toEqual([])
    expect(cards('2023-12-01', [{ kind: 'stop', at: '2023-05-10T20:00:00+08:00', reason: '决定' }])).toEqual([['yellow', '2023-05-09']])
  })
  test('承诺就是法定的，只出红牌', () => {
    const at = '2023-12-01T09:00:00+08:00'
    const legal = stand(statutory.decision, events, calendar, at)
    expect(cardsDue({ promised: { ...legal, limit: promise }, statutory: legal }, at).map((c) => c.card)).toEqual(['red'])
  })
})

describe('期限的规矩', () => {
  test('承诺不能比法定长', () => {
    expect(checkPromise(promise, statutory.decision)).toBeUndefined()
    expect(checkPromise({ ...promise, amount: 21 }, statutory.decision)).toContain('请改成不超过 20')
    expect(checkPromise({ ...promise, unit: 'hour' }, statutory.decision)).toContain('同一种单位')
  })
  test('压缩比', () => {
    expect(compression(promise, statutory.decision)).toBe(0.75)
    expect(compression({ ...promise, amount: 0 }, statutory.decision)).toBe(1)
    expect(compression({ ...promise, unit: 'hour' }, statutory.decision)).toBeUndefined()
  })
  test('期限只写整天或半天', () => {
    expect(checkLimit(promise)).toBeUndefined()
    expect(checkLimit({ ...promise, amount: 5.25 })).toContain('整天或半天')
    expect(Limit.safeParse({ ...promise, amount: -1 }).success).toBe(false)
  })
  test('五个工作日不答复，从收到那天起就是受理', () => {
    const events: ClockEvent[] = [{ kind: 'start', at: '2023-06-15T16:42:00+08:00', reason: '收到申请' }]
    const notice = (at: string) => stand(statutory.notice, events, calendar, at)
    expect(notice(now).dueOn).toBe('2023-06-25')
    expect(deemedAcceptedOn(notice('2023-06-25T23:59:00+08:00'))).toBeUndefined()
    expect(deemedAcceptedOn(notice('2023-06-26T00:00:00+08:00'))).toBe('2023-06-15')
  })
})

describe('怎么说日子', () => {
  test('今年的不写年份，别的年份写', () => {
    expect(zhDate('2023-06-26')).toBe('6月26日（周一）')
    expect(zhDate('2024-01-02', today)).toBe('2024年1月2日（周二）')
  })
  test.each([
    ['2023-06-25', '今天'],
    ['2023-06-26', '明天'],
    ['2023-06-29', '还有 4 天'],
    ['2023-06-24', '昨天'],
    ['2023-06-15', '10 天前'],
  ])('%s 是%s', (on, said) => expect(relativeDay(on, today)).toBe(said))
  test('时刻', () => {
    expect(zhMoment('2023-06-20T09:35:00Z', now)).toBe('6月20日（周二）17:35')
    expect(zhMoment('2023-06-25T01:05:00Z', now)).toBe('今天 9:05')
    expect(zhMoment('2023-06-25T01:05:00Z')).toBe('6月25日（周日）9:05')
    expect(zhClock(new Date(now))).toBe('2023年6月25日（周日）9:05')
  })
  test('一段日子', () => {
    expect(zhRange('2023-06-22', '2023-06-24', '2023-06')).toBe('22–24日')
    expect(zhRange('2023-06-30', '2023-07-01')).toBe('6月30日–7月1日')
  })
  test('数量', () =>
    expect([0, 0.5, 5, 5.5].map((n) => zhAmount(n, 'workday'))).toEqual(['当场', '半个工作日', '5 个工作日', '5.5 个工作日']))
  test('还剩多少', () => {
    const said = (events: ClockEvent[], at: string) => zhRemaining(stand(promise, events, calendar, at))
    const started = history.slice(0, 1)
    expect(said([], now)).toBe('还没开始计时')
    expect(said(started, '2023-06-26T09:00:00+08:00')).toBe('今天到期')
    expect(said(started, '2023-06-28T09:00:00+08:00')).toBe('超期 2 个工作日')
    expect(said([...started, { kind: 'stop', at: '2023-06-16T11:00:00+08:00', reason: '决定' }], now)).toBe('用了 0 个工作日')
    expect(said(history.slice(0, 2), now)).toBe('已暂停，还剩 4 个工作日')
  })
  test('一天不落的自然日合成一行，首尾是第几天写清楚；今天和最后一天单列', () => {
    const limit = { ...promise, amount: 10, unit: 'calendarDay' as const }
    const events: ClockEvent[] = [{ kind: 'start', at: '2023-06-16T10:00:00+08:00', reason: '告知补正' }]
    const groups = groupDays(read(limit, events, calendar, '2023-06-20T10:00:00+08:00'), '2023-06-20T10:00:00+08:00')
    expect(groups.map((g) => [g.label, g.count])).toEqual([
      ['16日 周五', '不算'],
      ['17–19日', '第 1–3 天'],
      ['20日 周二', '第 4 天'],
      ['21–25日', '第 5–9 天'],
      ['26日 周一', '第 10 天'],
    ])
  })
  test('跨月的表，换月才写月份', () => {
    const events: ClockEvent[] = [{ kind: 'start', at: '2023-06-29T10:00:00+08:00', reason: '受理' }]
    expect(groupDays(read(promise, events, calendar, now)).map((g) => g.label)).toEqual([
      '6月29日 周四',
      '30日 周五',
      '7月1–2日',
      '3日 周一',
      '4日 周二',
      '5日 周三',
      '6日 周四',
    ])
  })
})
