import { expect, it } from 'vitest'
import { codeOf, nameOf, onApplication, taskTypes } from './dictionary.ts'

it('代码按国家标准的次序排，01 在 10 前面', () => expect(taskTypes.codes.slice(0, 3)).toEqual(['01', '02', '03']))

it('代码没有登记的，告诉人有哪些可选', () => {
  expect(codeOf(taskTypes).safeParse('21').error?.issues[0]?.message).toMatch(/^事项类型要从这些代码里选：01 行政许可、/)
})

it('名称读得出；不认识的代码原样显示', () => expect([nameOf(taskTypes, '07'), nameOf(taskTypes, '21')]).toEqual(['行政确认', '21']))

it('依申请的是六类行政权力和公共服务', () => {
  expect(onApplication.map((c) => taskTypes.names[c])).toEqual([
    '行政许可',
    '行政给付',
    '行政确认',
    '行政奖励',
    '行政裁决',
    '其他行政权力',
    '公共服务',
  ])
})
