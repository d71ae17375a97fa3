import { writeOfd } from '@haoban/gm/ofd'
import { unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { draftOf } from '#test/sealed.ts'
import { checkSealed, knownAs } from './rules/check.ts'

test.each([
  ['C=CN, ST=浙江省, L=宁波市, O=国家税务总局宁波市税务局, OU=征管和科技发展处, CN=国家税务总局宁波市税务局', '国家税务总局宁波市税务局'],
  ['C=CN, O=章贡区市场监督管理局, CN=行政审批专用章', '行政审批专用章（章贡区市场监督管理局）'],
  ['CN=甲\\, 乙公司, O=甲\\, 乙公司', '甲, 乙公司'],
  ['CN=钟家明', '钟家明'],
  ['O=没有名字的单位', 'O=没有名字的单位'],
  ['', ''],
  [null, null],
])('whom %s names is known as %s', (name, known) => {
  expect(knownAs(name)).toBe(known)
})

test('an OFD is one although a PDF lies near its beginning', async () => {
  const files = unzipSync(await writeOfd(draftOf('通知')))
  const packed = zipSync({ 'Doc_0/Attachs/a.pdf': [new TextEncoder().encode('%PDF-1.7'), { level: 0 }], ...files })
  expect(await checkSealed(packed, { roots: [], certificates: [], revoked: [] })).toMatchObject({ kind: 'ofd' })
})
