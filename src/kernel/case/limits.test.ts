import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeCalendar } from '#kernel/clock/rules/calendar.ts'
import type { Limit } from '#kernel/clock/schema.ts'
import type { CaseFact } from './rules/fold.ts'
import { changedClocks, rehearseLimits } from './rules/limits.ts'

const folder = new URL('../../../city/ganzhou/calendar/', import.meta.url)
const calendar = makeCalendar(readdirSync(folder).map((f) => JSON.parse(readFileSync(new URL(f, folder), 'utf8'))))
const days = (amount: number, unit: Limit['unit'] = 'workday'): Limit => ({ amount, unit, basis: '本机关承诺' })
const law: Limit = { amount: 20, unit: 'workday', basis: '行政许可法第四十二条' }

type Told = [name: string, at: string, data?: Record<string, unknown>]
const facts = (...told: Told[]): CaseFact[] =>
  told.map(([name, at, data = {}], i) => ({
    id: i + 1,
    seq: i + 1,
    name: `case.${name}`,
    by: 'x',
    at: new Date(`${at}T10:00:00+08:00`),
    data,
  }))
const one = (id: string, organ: string, ...told: Told[]) => ({ id, title: id, organ, facts: facts(...told) })
const asked = (before: Limit, after: Limit) => ({
  before: { promise: before, legal: law },
  after: { promise: after, legal: law },
  calendar,
  now: '2023-06-30T10:00:00+08:00',
})

/** 2023-03-06 is a Monday. */
const quick = one('quick', '市监局', ['submitted', '2023-03-03'], ['accepted', '2023-03-06'], ['approved', '2023-03-08'])
const slow = one('slow', '市监局', ['submitted', '2023-03-03'], ['accepted', '2023-03-06'], ['refused', '2023-03-15'])

test('a shorter promise names who would have been late, by how many days, and counts the organs', () => {
  const found = rehearseLimits(asked(days(10), days(5)), [quick, slow])
  expect(found.changes).toEqual([
    {
      ...{ subject: 'slow', title: 'slow', href: '/desk/cases/slow', what: '承诺时限' },
      ...{ before: '按时（2023-03-20 到期）', after: '超期 2 个工作日（2023-03-13 到期）' },
      because: '2023-03-06 受理，2023-03-15 决定',
    },
  ])
  expect(found.counted).toEqual([{ what: '承诺时限', before: '按时', after: '超期' }])
  expect(found.groups).toEqual([
    { name: '市监局', looked: 1, before: 0, after: 0 },
    { name: '市监局', looked: 1, before: 0, after: 1 },
  ])
})

test('a suspension counts as it counted then', () => {
  const paused = one(
    'paused',
    '住建局',
    ['submitted', '2023-03-03'],
    ['accepted', '2023-03-06'],
    ['suspended', '2023-03-08', { procedure: '1', days: 10, reason: '检验' }],
    ['resumed', '2023-03-14', { result: '合格' }],
    ['approved', '2023-03-15'],
  )
  const { changes } = rehearseLimits(asked(days(10), days(5)), [paused])
  expect(changes).toEqual([])
  expect(rehearseLimits(asked(days(10), days(1)), [paused]).changes[0]!.because).toContain('2023-03-08 到 2023-03-14 停着')
})

test('an act that was recalled does not count', () => {
  const again = one(
    'again',
    '市监局',
    ['submitted', '2023-03-03'],
    ['accepted', '2023-03-06'],
    ['approved', '2023-03-07'],
    ['recalled', '2023-03-07', { from: 3, to: 3 }],
    ['approved', '2023-03-16'],
  )
  expect(rehearseLimits(asked(days(10), days(5)), [again]).changes[0]!.after).toBe('超期 3 个工作日（2023-03-13 到期）')
})

test('working days that become calendar days are another limit; a longer one takes lateness away', () => {
  expect(rehearseLimits(asked(days(7), days(7, 'calendarDay')), [slow]).changes[0]).toMatchObject({
    before: '按时（2023-03-15 到期）',
    after: '超期 2 个自然日（2023-03-13 到期）',
  })
  expect(rehearseLimits(asked(days(5), days(10)), [slow]).counted).toEqual([{ what: '承诺时限', before: '超期', after: '按时' }])
})

test('of a case that was never accepted, or was withdrawn, nothing is said', () => {
  const never = one('never', '市监局', ['submitted', '2023-03-03'])
  const gone = one('gone', '市监局', ['submitted', '2023-03-03'], ['accepted', '2023-03-06'], ['withdrawn', '2023-03-30'])
  expect(rehearseLimits(asked(days(10), days(1)), [never, gone])).toEqual({ changes: [], counted: [], groups: [], unread: 2 })
})

test('a case under way is told as such', () => {
  const open = one('open', '市监局', ['submitted', '2023-06-12'], ['accepted', '2023-06-19'])
  expect(rehearseLimits(asked(days(20), days(5)), [open]).counted).toEqual([
    { what: '承诺时限', before: '在办，没超期', after: '在办，已超期' },
  ])
})

test('only what changes a day is a change', () => {
  const renamed: Limit = { ...law, basis: '行政许可法第四十二条第一款' }
  expect(changedClocks({ promise: days(5), legal: law }, { promise: days(5), legal: renamed })).toEqual([])
  expect(changedClocks({ promise: days(5), legal: law }, { promise: days(4) })).toEqual(['promise', 'legal'])
})
