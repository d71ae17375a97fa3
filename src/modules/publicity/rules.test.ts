import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { makeCalendar } from '#kernel/clock/rules/calendar.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import { cursorText, readCursor } from './rules/cursor.ts'
import { isPublished, licenceDraft } from './rules/licence.ts'
import { answerDue, dueOf, endOf, isInTime, stateOn, takesObjections } from './rules/period.ts'

const year = (y: number) => JSON.parse(readFileSync(new URL(`../../../city/ganzhou/calendar/${y}.json`, import.meta.url), 'utf8'))
const calendar = makeCalendar([2023, 2024].map(year))
const at = (moment: string) => new Date(`${moment}+08:00`)

describe('7 个工作日内公示，决定当天不算', () => {
  test.each([
    ['国庆前一天决定：放假 8 天，7、8 日两天调休上班', '2023-09-28T10:00', '2023-10-13'],
    ['没有假日的一周', '2023-06-05T10:00', '2023-06-14'],
    ['跨端午：22 到 24 日放假，25 日周日上班', '2023-06-20T17:00', '2023-06-30'],
    ['深夜作出的还是当天', '2023-06-05T23:59', '2023-06-14'],
    ['周六作出的算作周一作出，从周二数第一天', '2023-06-10T10:00', '2023-06-21'],
  ])('%s', (_, decided, due) => {
    expect(dueOf(calendar, at(decided))).toBe(due)
  })
})

test('异议期从公示那天起算，答复期 5 个工作日；没有异议期的没有最后一天', () => {
  expect(endOf(calendar, at('2023-06-15T09:00'), 5)).toBe('2023-06-25')
  expect(endOf(calendar, at('2023-06-15T09:00'), null)).toBeNull()
  expect(answerDue(calendar, at('2023-09-28T09:00'))).toBe('2023-10-11')
})

test('最后一天还能提异议，过了就期满，不等后台任务', () => {
  const open = { state: 'open', endsOn: '2023-06-25' } as const
  expect([takesObjections(open, '2023-06-25'), stateOn(open, '2023-06-25')]).toEqual([true, 'open'])
  expect([takesObjections(open, '2023-06-26'), stateOn(open, '2023-06-26')]).toEqual([false, 'closed'])
  expect(takesObjections({ state: 'open', endsOn: null }, '2023-06-15')).toBe(false)
  expect(takesObjections({ state: 'withdrawn', endsOn: '2023-06-25' }, '2023-06-15')).toBe(false)
})

test('最后一天晚上公示的算按期，零点以后不算', () => {
  expect(isInTime({ publishedAt: at('2023-10-13T23:59'), dueOn: '2023-10-13' })).toBe(true)
  expect(isInTime({ publishedAt: at('2023-10-14T00:00'), dueOn: '2023-10-13' })).toBe(false)
  expect(isInTime({ publishedAt: null, dueOn: '2023-10-13' })).toBe(false)
})

const told = (change: { name?: string; kind?: string; number?: string; fact?: string }): Parameters<typeof licenceDraft>[0] => ({
  fact: { id: 7, name: change.fact ?? 'case.approved', at: at('2023-06-25T09:05') },
  file: {
    applicantName: change.name ?? '王小明',
    applicantKind: change.kind ?? 'natural',
    itemName: '食品经营许可（新办）',
    taskType: '01',
    organ: 'market-360702',
    division: '360702',
    demo: true,
  },
  item: {
    publicity: true,
    catalogue: { code: '000131004000', name: '食品经营许可', taskType: '01', demo: true },
    results: [{ type: '10', name: '食品经营许可证', validity: '5 年' }] as unknown as HandlingItem['results'],
  },
  organ: { name: '章贡区市场监督管理局', uscc: '11360702MB0000000X' },
  number: change.number,
  paper: { title: '准予行政许可决定书', no: '章市监准〔2023〕第1号' },
})
const all = (draft: ReturnType<typeof licenceDraft>) => JSON.stringify(draft)
const value = (draft: ReturnType<typeof licenceDraft>, name: string) => draft.facts.find((f) => f.name === name)?.value

describe('公示里的人', () => {
  test('自然人只留姓，证件号码只留两头', () => {
    const draft = licenceDraft(told({ number: '360702199003070017' }))
    expect([value(draft, '行政相对人'), value(draft, '证件号码')]).toEqual(['王**', '360***********0017'])
    expect(draft.title).toBe('王**：食品经营许可（新办）')
    expect(all(draft)).not.toContain('小明')
  })
  test('两个字的名字、复姓、少数民族的名字都遮住', () => {
    expect(['王芳', '欧阳晓兰', '阿依古丽·买买提'].map((name) => value(licenceDraft(told({ name })), '行政相对人'))).toEqual([
      '王*',
      '欧阳**',
      '阿***·***',
    ])
  })
  test('企业的名称和统一社会信用代码照登', () => {
    const draft = licenceDraft(told({ name: '章贡区客家小院餐饮店（演示）', kind: 'legal', number: '92360702MA9A00125A' }))
    expect([value(draft, '行政相对人'), value(draft, '统一社会信用代码')]).toEqual(['章贡区客家小院餐饮店（演示）', '92360702MA9A00125A'])
  })
  test('任何姓名、任何号码都不会整个出现在公示里', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'小明芳兰国庆伟强丽静'), minLength: 1, maxLength: 4 }),
        fc.stringMatching(/^\d{17}[\dX]$/),
        (given, number) => {
          const text = all(licenceDraft(told({ name: `王${given}`, number })))
          return !text.includes(`王${given}`) && !text.includes(number)
        },
      ),
    )
  })
})

test('不予许可的只公示结果，不写有效期', () => {
  const draft = licenceDraft(told({ fact: 'case.refused' }))
  expect([value(draft, '决定'), value(draft, '有效期')]).toEqual(['不予行政许可', undefined])
  expect(draft.title).toContain('不予许可')
})

test.each([
  ['行政许可', '01', {}, true],
  ['公共服务', '20', {}, false],
  ['写明不公示的', '01', { publicity: false }, false],
  ['涉及秘密、隐私的', '01', { publicityExempt: '涉及商业秘密' }, false],
])('%s：公示 %s', (_, taskType, change, published) => {
  const { file, item } = told({})
  expect(isPublished({ file: { ...file, taskType }, item: { ...item, ...change } })).toBe(published)
})

test('翻页的记号来回不变，乱写的从头看起', () => {
  const cursor = { at: at('2023-06-15T09:00'), id: '01h2ycjwaae58s24vk91fj1vgy' }
  expect(readCursor(cursorText(cursor))).toEqual(cursor)
  expect([undefined, '', 'x', '..', 'zzzzzzzzzzzzzz.a'].map(readCursor)).toEqual([undefined, undefined, undefined, undefined, undefined])
})
