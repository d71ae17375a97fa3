import { describe, expect, test } from 'vitest'
import { roomsOf, stateOf } from './rules/state.ts'
import { dueState, milestoneState, targetText } from './rules/words.ts'

const rooms = [
  { id: 'seal', title: '电子印章', measures: ['C2'] },
  { id: 'window', title: '办事窗口', measures: ['G2'] },
]

test('房间建好了、自己也说承担这项举措，才算数', () => {
  expect(roomsOf({ code: 'C2', rooms: ['seal', 'licence'] }, rooms)).toMatchObject({ existing: [{ id: 'seal' }], missing: ['licence'] })
  expect(roomsOf({ code: 'Y1', rooms: ['window'] }, rooms)).toEqual({ existing: [], missing: ['window'] })
})

test.each([
  ['没有房间', { existing: 0, missing: 1, figures: 3, story: true }, 'unbuilt'],
  ['有房间没有实时数字', { existing: 1, missing: 0, figures: 0, story: true }, 'unbuilt'],
  ['缺一个房间', { existing: 1, missing: 1, figures: 1, story: true }, 'partial'],
  ['没有故事检验', { existing: 1, missing: 0, figures: 1, story: false }, 'trial'],
  ['房间、数字、故事都有', { existing: 2, missing: 0, figures: 1, story: true }, 'live'],
] as const)('%s：%o 是 %s', (_, has, state) => {
  expect(stateOf(has)).toBe(state)
})

describe('完成时限', () => {
  const due = { on: '2023-12-31', text: '年底前' }
  test.each([
    ['2023-06-15', 'unbuilt', { text: '还有 199 天', late: false }],
    ['2023-12-31', 'unbuilt', { text: '今天', late: false }],
    ['2024-01-01', 'partial', { text: '已过完成时限（昨天）', late: true }],
    ['2024-01-03', 'live', { text: '3 天前', late: false }],
  ] as const)('%s 看，状态 %s', (today, state, expected) => {
    expect(dueState({ due, state }, today)).toEqual(expected)
  })
  test('没有写明时限的不显示', () => expect(dueState({ due: null, state: 'unbuilt' }, '2023-06-15')).toBeUndefined())
})

test('节点当天做到不算晚，第二天还没做到就过期', () => {
  expect(milestoneState({ dueOn: '2023-06-30', reachedOn: null }, '2023-06-30')).toBe('open')
  expect(milestoneState({ dueOn: '2023-06-30', reachedOn: null }, '2023-07-01')).toBe('late')
  expect(milestoneState({ dueOn: '2023-06-30', reachedOn: '2023-07-05' }, '2023-07-06')).toBe('reached')
})

test('目标照工作要点写', () => {
  expect(targetText({ metric: '依申请政务服务事项查询办理率', op: '>=', value: 80, unit: '%' })).toBe(
    '依申请政务服务事项查询办理率不少于 80%',
  )
  expect(targetText({ metric: '标准机柜', op: '>=', value: 3000, unit: '个' })).toBe('标准机柜不少于 3000 个')
})
