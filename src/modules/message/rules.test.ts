import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cityMs, dayMs } from '#kernel/clock/rules/day.ts'
import { look, smsParts } from './rules/preview.ts'
import { afterQuiet } from './rules/quiet.ts'
import { nextTry } from './rules/retry.ts'
import { applies, checkTemplate, fill } from './rules/template.ts'

const at = (text: string) => new Date(`${text}+08:00`)

test.each([
  ['晚上九点整开始不打扰，等到第二天八点', '2023-06-15T21:00:00', '2023-06-16T08:00:00'],
  ['九点差一秒还可以发', '2023-06-15T20:59:59', '2023-06-15T20:59:59'],
  ['半夜的等到当天早上八点', '2023-06-16T03:12:00', '2023-06-16T08:00:00'],
  ['早上八点整可以发', '2023-06-16T08:00:00', '2023-06-16T08:00:00'],
  ['八点差一毫秒还不行', '2023-06-16T07:59:59.999', '2023-06-16T08:00:00'],
  ['跨月的晚上也算得对', '2023-06-30T23:30:00', '2023-07-01T08:00:00'],
])('%s', (_, from, to) => {
  expect(afterQuiet(at(from)).toISOString()).toBe(at(to).toISOString())
})

test('any moment: the answer is never earlier, never quiet, and at most eleven hours later', () => {
  fc.assert(
    fc.property(fc.date({ min: at('2022-01-01T00:00:00'), max: at('2027-12-31T00:00:00'), noInvalidDate: true }), (now) => {
      const then = afterQuiet(now)
      const hour = (cityMs(then) % dayMs) / 3_600_000
      expect(then.getTime() - now.getTime()).toBeGreaterThanOrEqual(0)
      expect(then.getTime() - now.getTime()).toBeLessThanOrEqual(11 * 3_600_000)
      expect(hour >= 8 && hour < 21).toBe(true)
    }),
  )
})

test('越等越久，第六次失败后要人处理', () => {
  const now = at('2023-06-15T10:00:00')
  const minutes = [1, 2, 3, 4, 5, 6].map((n) => nextTry(n, now)).map((d) => d && (d.getTime() - now.getTime()) / 60_000)
  expect(minutes).toEqual([1, 5, 15, 60, 240, undefined])
})

test('没有值的字段不留空，也不留两个句号', () => {
  expect(fill('“{item}”已送达。{turn}。', { item: '食品经营许可', turn: '' })).toBe('“食品经营许可”已送达。')
})

test('同一个动态按情形选一个模板', () => {
  const deemed = { where: { deemed: 'yes' }, unless: {} }
  expect(applies(deemed, { deemed: 'yes' })).toBe(true)
  expect(applies(deemed, { deemed: '' })).toBe(false)
  expect(applies({ where: {}, unless: { channel: 'window' } }, { channel: 'window' })).toBe(false)
})

test('写错的字段不能发布', () => {
  const template = {
    code: 'case.accepted',
    title: '已受理',
    text: '“{itme}”已受理',
    fact: 'case.accepted',
    where: {},
    unless: {},
    who: 'applicant' as const,
    channels: ['inbox' as const],
    link: 'case' as const,
  }
  expect(() => checkTemplate(template)).toThrow('“itme”没有这个字段')
  expect(() => checkTemplate({ ...template, text: '“{item}”已受理', fact: 'case.eaten' })).toThrow('没有“case.eaten”这种动态')
})

describe('预览', () => {
  test.each([
    ['70 个字算一条', 70, 1],
    ['71 个字就算两条', 71, 2],
    ['134 个字还是两条', 134, 2],
    ['135 个字三条', 135, 3],
  ])('%s', (_, length, parts) => expect(smsParts('好'.repeat(length))).toBe(parts))

  test('群众看到的是填好的话；没有签名的短信当场指出', () => {
    const words = { title: '已受理', text: '“{item}”已受理。', sms: '“{item}”已受理：{link}', channels: ['inbox' as const, 'sms' as const] }
    const seen = look(words, [
      { name: 'item', example: '食品经营许可' },
      { name: 'link', example: 'https://gz.example/c/1' },
    ])
    expect(seen).toMatchObject({
      text: '“食品经营许可”已受理。',
      sms: '“食品经营许可”已受理：https://gz.example/c/1',
      fault: expect.stringContaining('签名'),
    })
    expect(look({ ...words, sms: `【好办赣州】${words.sms}` }, []).fault).toBeNull()
    expect(look({ ...words, channels: ['inbox'] }, [])).toMatchObject({ sms: null, parts: 0, fault: null })
  })
})
