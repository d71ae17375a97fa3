import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { makeCalendar } from '#kernel/clock/rules/calendar.ts'
import { formatsText } from '#kernel/item/rules/text.ts'
import { ItemFile } from '#kernel/item/schema/item.ts'
import { upwards } from '#kernel/party/rules/division.ts'
import { facetsOf } from './rules/facets.ts'
import { shortLaw, whenOf } from './rules/guide-words.ts'
import { isLatin, keepable, keyOf, wantedOf } from './rules/key.ts'
import { meaningsOf, readLexicon } from './rules/lexicon.ts'
import { soundOf, syllablesOf } from './rules/sound.ts'
import { heard, likely, makeTerms, sameSound } from './rules/terms.ts'
import { todayOf } from './rules/today.ts'
import { understand, weightOf } from './rules/understand.ts'
import { weighed } from './rules/words.ts'

const cut = (text: string) => text.match(/.{1,2}/gu) ?? []

describe('问的是什么', () => {
  test.each([
    ['我想开个饭馆，需要什么材料？', '开饭馆'],
    ['想开个小饭馆', '开饭馆'],
    ['请问怎么办理居住证', '居住证'],
    ['注册一家公司要什么材料', '注册公司'],
    ['ＫＴＶ', 'ktv'],
    ['怎么办', '怎么办'],
  ])('“%s”问的是“%s”', (q, wanted) => expect(wantedOf(q)).toBe(wanted))

  test('留给维护目录的人看的词里没有长串数字', () => {
    expect(keepable('查 360702199001011234 的低保')).toBe('查 的低保')
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (s) => !/\d{7}/.test(keepable(s)) && keepable(s).length <= 40))
  })

  test('任何字都不会弄坏查询：词里只有字母和数字', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (s) => {
        const asked = understand(s, { words: [], synonyms: [], ages: [] }, cut)
        expect(asked === undefined || [...asked.words, asked.key].every((w) => /^[\p{L}\p{N}]+$/u.test(w))).toBe(true)
        expect(isLatin(keyOf(s)) ? /^[a-z]+$/.test(keyOf(s)) : true).toBe(true)
      }),
    )
  })
})

describe('说法', () => {
  const lexicon = readLexicon(
    '# 词\n营业执照\n',
    '房产证、房本 => 不动产转移登记\n房产证过户 => 不动产转移登记、房屋\n过户 => 车辆转移登记\n',
  )
  test('长的说法盖住里面短的', () => expect(meaningsOf(lexicon, '房产证过户')).toEqual(['不动产转移登记', '房屋']))
  test('“…”处可以夹别的话', () => {
    const said = readLexicon('', '老人…补贴 => 高龄津贴\n')
    expect(meaningsOf(said, '我家老人有没有补贴领')).toEqual(['高龄津贴'])
    expect(meaningsOf(said, '补贴给老人')).toEqual([])
  })
  test('说到几岁，就想到这个年纪的事', () => {
    const said = readLexicon('', '80-129岁 => 高龄津贴\n6-7岁 => 入学报名\n')
    expect(meaningsOf(said, '我妈八十三岁了')).toEqual(['高龄津贴'])
    expect(meaningsOf(said, '阿公九十了')).toEqual(['高龄津贴'])
    expect(meaningsOf(said, '娃6岁')).toEqual(['入学报名'])
    expect(meaningsOf(said, '80平方的店')).toEqual([])
  })
  test('没说的不猜', () => expect(meaningsOf(lexicon, '营业执照')).toEqual([]))
  test('越少见的词越说明问题', () => expect(weightOf(2, 2000)).toBeGreaterThan(weightOf(500, 2000)))
})

test('多音字按词来读', () => {
  expect(soundOf('驾驶证')).toEqual({ pinyin: 'jiashizheng', initials: 'jsz' })
  expect(soundOf('会计').pinyin).toBe('kuaiji')
  expect(soundOf('旅行社').pinyin).toBe('lvxingshe')
})

test('一个词只记一次，记在最要紧的地方', () => {
  expect(
    weighed(
      [
        { text: '食品', weight: 'B' },
        { text: '食品经营', weight: 'A' },
      ],
      cut,
    ),
  ).toBe('食品A 经营A')
})

describe('听着像的词', () => {
  const terms = makeTerms(['驾驶证', '身份证', '营业执照', '结婚登记'].map((term) => ({ term, weight: 2, ...soundOf(term) })))
  test.each([
    ['jiashizheng', '驾驶证'],
    ['sfz', '身份证'],
    ['senfenzeng', '身份证'],
    ['yingye', '营业执照'],
  ])('打“%s”是“%s”', (letters, term) => expect(heard(terms, letters)[0]).toBe(term))
  test.each([
    ['驾使证换证', '驾驶证换证'],
    ['驾驶证换证', undefined],
    ['身分正', '身份证'],
  ])('写成“%s”，说的是“%s”', (key, term) => expect(sameSound(terms, key, syllablesOf(key))).toBe(term))
  test('读音和字都只差一点，也认得出', () => {
    expect(likely(terms, '结昏登记', 'jiehundengji')).toBe('结婚登记')
    expect(likely(terms, '量子纠缠', 'liangzijiuchan')).toBeUndefined()
  })
})

test('开发区先找自己，再找所在的县区，再找市里', () => expect(upwards('360702400')).toEqual(['360702400', '360702', '360700']))

test('筛选里的数字大的在前，地区按代码排', () => {
  const names = { divisions: new Map([['360702', '章贡区']]), branches: new Map() }
  const counts = [
    { facet: 'division', value: '440000', count: 9 },
    { facet: 'division', value: '360702', count: 1 },
    { facet: 'branch', value: '甲局', count: 1 },
    { facet: 'branch', value: '乙局', count: 3 },
  ]
  const facets = facetsOf(counts, names)
  expect(facets.division.map((c) => c.text)).toEqual(['章贡区', '广东省'])
  expect(facets.branch.map((c) => c.value)).toEqual(['乙局', '甲局'])
})

const year = {
  year: 2023,
  status: 'official',
  off: ['2023-06-22', '2023-06-23'],
  work: ['2023-06-25'],
  names: { '2023-06-22': '端午节', '2023-06-25': '端午节' },
  notice: { title: '2023 年放假安排' },
}
test.each([
  ['2023-06-22', '农历五月初五', '周四', '端午节，窗口休息，网上照常'],
  ['2023-06-25', '农历五月初八', '周日', '端午节调休，今天照常上班'],
  ['2023-06-15', '农历四月廿八', '周四', '工作日，窗口照常上班'],
  ['2023-06-17', '农历四月三十', '周六', '周末，窗口休息，网上照常'],
])('%s 是%s，%s，%s', (on, lunar, weekday, note) => {
  expect(todayOf(makeCalendar([year]), on)).toMatchObject({ lunar, weekday, note })
})

describe('指南里的话', () => {
  test.each([
    [['jpg', 'png', 'pdf'], '照片或 PDF'],
    [['pdf', 'docx', 'jpg', 'png'], 'PDF、Word 或照片'],
    [['dwg'], 'DWG'],
    [[], ''],
  ])('%j 说成“%s”', (formats, text) => expect(formatsText(formats)).toBe(text))

  test.each([
    ['accept', 1, '1 个工作日内'],
    ['examine', 2, '受理后 2 个工作日内'],
    ['decide', 0, '当场'],
    ['accept', null, '当天'],
    ['decide', null, '受理当天'],
    ['deliver', null, '决定当天'],
    ['deliver', 10, '决定后 10 个工作日内'],
  ] as const)('%s 的 %s 天说成“%s”', (kind, days, text) =>
    expect(whenOf({ kind, limit: days === null ? null : { amount: days, unit: 'workday' } })).toBe(text),
  )

  test('法律按平常的叫法', () => expect(shortLaw('中华人民共和国食品安全法')).toBe('食品安全法'))

  test('一句话说明里的链接，通向的事项都在', async () => {
    const items = await Promise.all(
      (await readdir('city/ganzhou/items')).map((code) => readFile(`city/ganzhou/items/${code}/item.yaml`, 'utf8')),
    )
    const linked = items.flatMap((text) => ItemFile.parse(parse(text)).leadLinks ?? [])
    expect(linked.length).toBeGreaterThan(0)
    for (const { item } of linked) expect(existsSync(`city/ganzhou/items/${item}`), item).toBe(true)
  })
})
