import { expect, test } from 'vitest'
import { readRow } from './import.ts'

const lines = ['持证单位', '经营地址']
const good = '92360702MA9A00125A,GG2021001,2021-07-01,2021-07-01,2025-06-30,经营地址=文清路 58 号；持证单位=客家小院'

test('一行读成一张证照', () =>
  expect(readRow(good, lines, '2023-06-15')).toEqual({
    holderNo: '92360702MA9A00125A',
    no: 'GG2021001',
    issuedOn: '2021-07-01',
    fromOn: '2021-07-01',
    toOn: '2025-06-30',
    face: { 经营地址: '文清路 58 号', 持证单位: '客家小院' },
  }))
test('从表格粘贴的用制表符，没写止期的是长期', () =>
  expect(readRow('92360702MA9A00125A\tGG1\t2021-07-01', lines, '2023-06-15')).toMatchObject({ fromOn: '2021-07-01', toOn: null }))

test.each([
  [',GG1,2021-07-01', '没有持证人的号码'],
  ['92360702MA9A00125A,,2021-07-01', '没有证照编号'],
  ['92360702MA9A00125A,GG1,2021-02-30', '日期要写成'],
  ['92360702MA9A00125A,GG1,2021/7/1', '日期要写成'],
  ['92360702MA9A00125A,GG1,2024-01-01', '今天以后'],
  ['92360702MA9A00125A,GG1,2021-07-01,2021-07-01,2020-01-01', '在有效期起之前'],
  ['92360702MA9A00125A,GG1,2021-07-01,,,负责人=张三', '没有“负责人”'],
])('%s：%s', (row, why) => expect(readRow(row, lines, '2023-06-15')).toMatchObject({ why: expect.stringContaining(why) }))
