import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Filters, Lexicon } from '../schema.ts'
import { type Corpus, type Doc, emptyCorpus, inOrder, isWorn, placeIn, putDoc, removeDoc } from './corpus.ts'
import { bestOf, pageOfHits, queryIn, search } from './find.ts'
import { intentsIn, intentsOf, isDoing, ruledOut } from './intent.ts'
import { keyOf } from './key.ts'
import { countsOf, list, pageOfList, passes } from './list.ts'
import { soundOf } from './sound.ts'
import { suggested } from './suggest.ts'
import { understand } from './understand.ts'
import { weighed } from './words.ts'

/** Two letters at a time stand for words, so that these tests need no dictionary. */
const cut = (text: string) => Array.from({ length: Math.max(1, text.length - 1) }, (_, i) => text.slice(i, i + 2))
const lexicon: Lexicon = { words: [], ages: [], synonyms: [{ says: ['开饭馆'], means: ['食品经营许可'] }] }

function doc(name: string, more: Partial<Doc> & { keywords?: string[] } = {}): Doc {
  const { keywords = [], ...rest } = more
  const nameKey = keyOf(name)
  const parts = [{ text: name, weight: 'A' as const }, ...keywords.map((text) => ({ text, weight: 'B' as const }))]
  return {
    code: name,
    source: 'own',
    name,
    divisions: ['360700'],
    branches: ['a'],
    audiences: ['person'],
    themes: [],
    personThemes: [],
    enterpriseThemes: [],
    lifeEvents: [],
    onlineGrade: '4',
    popularity: 0,
    nameKey,
    keywordKeys: keywords.map(keyOf),
    words: weighed(parts, cut),
    ...soundOf(nameKey),
    ...rest,
  }
}

function corpusOf(...docs: Doc[]): Corpus {
  const corpus = emptyCorpus()
  for (const d of docs) putDoc(corpus, d)
  return corpus
}

const ranked = (corpus: Corpus, q: string, near?: string, filters: Filters = {}): string[] =>
  bestOf(search(corpus, queryIn(corpus, understand(q, lexicon, cut)!, near), filters), 20).map((h) => h.doc.name)

describe('排在前面的', () => {
  test('本市的在外地样例前', () =>
    expect(ranked(corpusOf(doc('结婚登记', { source: 'imported', code: 'x' }), doc('结婚登记')), '结婚登记')).toHaveLength(2))

  test('名称一样时，先排住的地方能办的', () => {
    const here = { source: 'imported' as const, code: 'b', divisions: ['360702'] }
    const there = { source: 'imported' as const, code: 'a', divisions: ['440100'] }
    const corpus = corpusOf(doc('结婚登记', there), doc('结婚登记', here))
    const codes = (near?: string) =>
      bestOf(search(corpus, queryIn(corpus, understand('结婚登记', lexicon, cut)!, near), {}), 2).map((h) => h.doc.code)
    expect([codes(), codes('360702'), codes('360702400')]).toEqual([
      ['a', 'b'],
      ['b', 'a'],
      ['b', 'a'],
    ])
  })

  test('要注销的排注销，要补的排补领，什么都没说的排新办', () => {
    const corpus = corpusOf(doc('残疾人证新办'), doc('残疾人证注销'), doc('残疾人证补领'), doc('残疾人证查询'))
    expect(ranked(corpus, '残疾人证')[0]).toBe('残疾人证新办')
    expect(ranked(corpus, '残疾人证不要了')[0]).toBe('残疾人证注销')
    expect(ranked(corpus, '残疾人证丢了')[0]).toBe('残疾人证补领')
    expect(ranked(corpus, '查残疾人证')[0]).toBe('残疾人证查询')
  })

  test('办的人多的在前，可是不能越过更对的', () => {
    const corpus = corpusOf(doc('社会保障卡甲', { popularity: 9 }), doc('社会保障卡乙'), doc('身份证', { popularity: 1_000_000 }))
    expect(ranked(corpus, '社会保障卡').slice(0, 2)).toEqual(['社会保障卡甲', '社会保障卡乙'])
  })

  test('说了“不是公司”，公司的事项靠后', () => {
    const corpus = corpusOf(doc('公司设立登记'), doc('小店设立登记'))
    expect(ranked(corpus, '不是公司，是小店设立登记')[0]).toBe('小店设立登记')
  })

  test('群众的说法找得到官方的名称', () => {
    expect(ranked(corpusOf(doc('食品经营许可新办'), doc('药品经营许可')), '我想开饭馆')[0]).toBe('食品经营许可新办')
  })
})

describe('要做什么', () => {
  test.each([
    ['手续怎么办', '到期要续', false],
    ['养老补贴', '补一张', false],
    ['消防检查', '查进度', false],
    ['丢了', '证件遗失', true],
  ])('“%s”和“%s”是不是一回事：%s', (a, b, same) => expect((intentsOf(a) & intentsOf(b)) !== 0).toBe(same))
  test('名称里写着注销的就是注销', () => expect(intentsIn('户口注销（死亡）')).not.toBe(intentsIn('户口迁移')))
  test.each([
    ['注销', true],
    ['遗失补办', true],
    ['补办', true],
    ['培训班', false],
    ['换热站', false],
  ])('“%s”只说做什么：%s', (word, only) => expect(isDoing(word)).toBe(only))
  test('不是、不想开的是什么', () => expect(ruledOut('不是公司，不想开饭店，只开小店')).toEqual(['公司', '饭店']))
})

const somewhere = fc.constantFrom('360700', '360702', '360703', '440000')
const anyDoc = fc
  .record({
    n: fc.integer({ min: 0, max: 40 }),
    name: fc.constantFrom('结婚登记', '离婚登记', '食品经营许可新办', '食品经营许可变更', '居民身份证补领', '社会保障卡申领'),
    source: fc.constantFrom('own' as const, 'imported' as const),
    divisions: fc.uniqueArray(somewhere, { minLength: 1, maxLength: 3 }),
    themes: fc.uniqueArray(fc.constantFrom('婚姻登记', '证件办理'), { maxLength: 2 }),
    audiences: fc.uniqueArray(fc.constantFrom('person' as const, 'enterprise' as const), { minLength: 1 }),
    popularity: fc.integer({ min: 0, max: 99 }),
  })
  .map(({ n, name, themes, ...rest }) => doc(name, { code: `c${n}`, themes, personThemes: themes, enterpriseThemes: themes, ...rest }))
const docs = fc.array(anyDoc, { maxLength: 60 })
const filters: fc.Arbitrary<Filters> = fc.record(
  {
    audience: fc.constantFrom('person' as const, 'enterprise' as const),
    division: somewhere,
    theme: fc.constantFrom('婚姻登记', '证件办理'),
  },
  { requiredKeys: [] },
)
const query = fc.constantFrom('结婚', '食品经营许可', '身份证丢了', '登记', 'shebaoka')

describe('不管目录里有什么', () => {
  test('一个编码只有一条，去掉就没有了', () => {
    fc.assert(
      fc.property(docs, (all) => {
        const corpus = corpusOf(...all)
        const codes = inOrder(corpus).map((d) => d.code)
        expect(new Set(codes)).toEqual(new Set(all.map((d) => d.code)))
        expect(codes.length).toBe(new Set(codes).size)
        for (const code of codes) removeDoc(corpus, code)
        expect(inOrder(corpus)).toEqual([])
        expect(ranked(corpus, '登记')).toEqual([])
      }),
    )
  })

  test('列表按页翻完，和一次列出一样；每页在上一页后面', () => {
    fc.assert(
      fc.property(docs, filters, fc.integer({ min: 1, max: 7 }), (all, f, size) => {
        const whole = list(corpusOf(...all), f).docs
        const paged: (typeof whole)[number][] = []
        for (let after: string | undefined; ; ) {
          const page = pageOfList(whole, { after }, size)
          paged.push(...page)
          if (page.length < size) break
          after = placeIn(page.at(-1)!)
        }
        expect(paged).toEqual(whole)
      }),
    )
  })

  test('搜索按页翻完，不重不漏，分数不升', () => {
    fc.assert(
      fc.property(docs, query, fc.integer({ min: 1, max: 7 }), (all, q, size) => {
        const corpus = corpusOf(...all)
        const hits = search(corpus, queryIn(corpus, understand(q, lexicon, cut)!, '360702'), {})
        const paged: typeof hits = []
        for (let after: string | undefined; ; ) {
          const page = pageOfHits(hits, { after }, size)
          paged.push(...page)
          if (page.length < size) break
          after = `${page.at(-1)!.score}~${page.at(-1)!.doc.code}`
        }
        expect(paged).toEqual(bestOf(hits, hits.length + 1))
        expect(new Set(paged.map((h) => h.doc.code)).size).toBe(hits.length)
      }),
    )
  })

  test('筛选旁的数字是选它以后的条数', () => {
    fc.assert(
      fc.property(docs, (all) => {
        const corpus = corpusOf(...all)
        for (const { facet, value, count } of countsOf(inOrder(corpus), undefined))
          if (facet !== 'division') expect(inOrder(corpus).filter(passes({ [facet]: value })).length).toBe(count)
      }),
    )
  })

  test('改来改去以后，和从头建的找得一样', () => {
    fc.assert(
      fc.property(docs, query, (all, q) => {
        const latest = new Map(all.map((d) => [d.code, d]))
        expect(ranked(corpusOf(...all), q).length).toBe(ranked(corpusOf(...latest.values()), q).length)
      }),
    )
  })

  test('提示的名称各不相同，都含有打的字', () => {
    fc.assert(
      fc.property(docs, fc.constantFrom('食', '登记', 'shebao', '身份证'), (all, typed) => {
        const found = suggested(corpusOf(...all), typed, /^[a-z]+$/.test(typed), 8)
        expect(new Set(found.map((d) => d.name)).size).toBe(found.length)
        expect(found.every((d) => d.nameKey.includes(typed) || d.pinyin.includes(typed))).toBe(true)
      }),
    )
  })
})

test('换过太多次的，该从头再读', () => {
  const corpus = emptyCorpus()
  for (let i = 0; i < 1_500; i++) putDoc(corpus, doc('结婚登记'))
  expect(isWorn(corpus)).toBe(true)
})
