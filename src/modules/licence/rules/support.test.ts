import { describe, expect, test } from 'vitest'
import { supportLamp, supportOf } from './support.ts'

const evidence = (test: boolean) => ({ service: 'licence' as const, at: new Date(0), test, outcome: '1 张', calls: 1 })
describe('系统支持到哪一步', () => {
  test.each([
    ['没有密钥', null, undefined, 'none'],
    ['有密钥，没有调用过', new Date(0), undefined, 'linking'],
    ['只有测试调用', new Date(0), evidence(true), 'testing'],
    ['有真的调用', new Date(0), evidence(false), 'live'],
  ] as const)('%s', (_, keyAt, seen, expected) => expect(supportOf(keyAt, seen)).toBe(expected))
  test.each([
    ['live', '2024-03-01T00:00:00+08:00', 'green'],
    ['testing', '2023-06-01T00:00:00+08:00', undefined],
    ['testing', '2023-12-10T00:00:00+08:00', 'yellow'],
    ['none', '2024-01-01T00:00:00+08:00', 'red'],
  ] as const)('%s 在 %s 的灯', (support, at, lamp) => expect(supportLamp(support, new Date(at))).toBe(lamp))
})
