import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { holidaysOf, yearOf } from './rules/written.ts'
import { CalendarYear } from './schema.ts'

const notice = { year: 2024, title: '国务院办公厅关于2024年部分节假日安排的通知', no: '国办发明电〔2023〕7号' }
const official = CalendarYear.parse(JSON.parse(readFileSync(new URL('../../../city/ganzhou/calendar/2024.json', import.meta.url), 'utf8')))
const wrongIn = (off: string[], work: string[] = []): string[] => {
  try {
    yearOf({ ...notice, off, work })
    return []
  } catch (error) {
    return (error as { data: { fields: { sentence: string }[] } }).data.fields.map((f) => f.sentence)
  }
}

describe('按通知写一年', () => {
  test('照 2024 年的通知写出来，跟城市数据里的一天不差', () => {
    const lines = (days: 'off' | 'work') => holidaysOf(official).flatMap((h) => h[days].map((on) => `${on} ${h.name}`))
    const year = yearOf({ ...notice, off: lines('off'), work: lines('work') })
    expect([year.off, year.work, year.names]).toEqual([official.off, official.work, official.names])
  })
  test('一段日子写一行', () => {
    const year = yearOf({ ...notice, off: ['2024-02-10 到 2024-02-12 春节', '2024-01-01 元旦'], work: ['2024-02-04 春节'] })
    expect(year.off).toEqual(['2024-01-01', '2024-02-10', '2024-02-11', '2024-02-12'])
    expect(holidaysOf(year)).toEqual([
      { name: '元旦', off: ['2024-01-01'], work: [] },
      { name: '春节', off: ['2024-02-10', '2024-02-11', '2024-02-12'], work: ['2024-02-04'] },
    ])
  })
  test.each([
    ['读不懂的行', ['春节放八天'], [], '读不懂'],
    ['没有的日子', ['2024-02-30 春节'], [], '没有这一天'],
    ['前后颠倒', ['2024-02-17 到 2024-02-10 春节'], [], '早'],
    ['别的年份', ['2023-12-30 元旦'], [], '不在 2024 年里'],
    ['工作日不用写调休上班', ['2024-01-01 元旦'], ['2024-02-05 春节'], '不是周末'],
    ['又放假又上班', ['2024-02-04 春节'], ['2024-02-04 春节'], '又放假又上班'],
  ])('%s，指出是哪一行', (_, off, work, sentence) => expect(wrongIn(off, work).join()).toContain(sentence))
})
