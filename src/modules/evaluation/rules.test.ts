import { describe, expect, test } from 'vitest'
import { openFor, percent, tagsFor } from './rules.ts'
import type { Rules } from './schema.ts'

const service = { closesOn: '2023-06-27', followUntilOn: null }
const gave = (nth: 1 | 2, grade: number, more: { staffGrade?: number; isDefault?: boolean } = {}) => ({
  nth,
  grade,
  staffGrade: null,
  isDefault: false,
  ...more,
})

describe('几次、什么时候', () => {
  test.each([
    ['窗口期最后一天当天还能评', service, [], '2023-06-27', 1],
    ['过了最后一天就不能评了', service, [], '2023-06-28', 'late'],
    ['好评以后，窗口期内可以追评一次', service, [gave(1, 5)], '2023-06-26', 2],
    ['好评以后，窗口期过了不再追评', service, [gave(1, 5)], '2023-06-28', 'once'],
    ['首评、追评都评过，就不能再评', service, [gave(1, 5), gave(2, 1)], '2023-06-26', 'twice'],
    ['差评以后先等整改，不能马上追评', service, [gave(1, 2)], '2023-06-26', 'waits'],
    ['对人的差评也要等整改', service, [gave(1, 5, { staffGrade: 1 })], '2023-06-26', 'waits'],
    ['整改以后请您再评，窗口期过了也可以', { ...service, followUntilOn: '2023-07-10' }, [gave(1, 1)], '2023-07-10', 2],
    ['请您再评的日子也过了', { ...service, followUntilOn: '2023-07-10' }, [gave(1, 1)], '2023-07-11', 'once'],
    ['系统默认以后不能补评', service, [gave(1, 5, { isDefault: true })], '2023-06-28', 'late'],
  ])('%s', (_, s, given, today, expected) => {
    const open = openFor(s, given, today)
    expect(open.nth ?? open.code).toBe(expected)
  })
})

const rules = { tags: { online: { '5': ['办得快'], '1': ['办得慢'] }, offline: { '5': ['态度好'] } } } as unknown as Rules

test('改了评分，藏起来的标签不算；没有的标签不收', () => {
  expect(tagsFor(rules, 'online', 5, ['办得快', '办得慢'])).toEqual(['办得快'])
  expect(() => tagsFor(rules, 'online', 5, ['态度好'])).toThrow('“态度好”不在可以选的标签里')
})

test('没有评价就没有好评率', () => {
  expect([percent(0, 0), percent(2, 3), percent(3, 3)]).toEqual([null, 66.7, 100])
})
