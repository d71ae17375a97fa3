import { expect, test } from 'vitest'
import { lookOf } from './rules/look.ts'

test.each([
  [
    'a file',
    { name: 'case.read', by: 'staff:1', data: { what: '布局图', purpose: '办理审查', office: '章贡区市场监督管理局' } },
    undefined,
    '章贡区市场监督管理局',
    '布局图，办理审查',
  ],
  [
    'a number in the clear',
    { name: 'party.unmasked', by: 'staff:1', data: { field: 'idNo', reason: '核对身份' } },
    '章贡区行政审批局',
    '章贡区行政审批局',
    '完整的证件号码，核对身份',
  ],
  [
    'an agent',
    { name: 'party.unmasked', by: 'citizen:chen-siqi', data: { field: 'phone', reason: '联系本人' } },
    undefined,
    '您授权的代办人',
    '完整的电话，联系本人',
  ],
  ['without an office on record', { name: 'case.read', by: 'staff:1', data: { what: '填写的内容' } }, undefined, '工作人员', '填写的内容'],
])('%s is told by office, thing and purpose', (_, fact, organ, who, what) => expect(lookOf(fact, organ)).toEqual({ who, what }))
