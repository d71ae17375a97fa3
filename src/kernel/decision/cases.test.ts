import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { nextAsked } from './rules/ask.ts'
import { assess, assessmentText, resultFor } from './rules/assess.ts'
import { caseText, withCases } from './rules/cases.ts'
import { findingsOf } from './rules/check.ts'
import { sentenceOf } from './rules/problem-words.ts'
import { readModel } from './rules/read.ts'
import { Endless, rehearse } from './rules/rehearse.ts'
import { sayResult } from './rules/say.ts'
import { runCases } from './rules/try.ts'

const file = (code: string) => readFileSync(new URL(`../../../city/ganzhou/items/${code}/decision.dmn`, import.meta.url), 'utf8')
const permit = file('residence-permit')
const casesOf = (xml: string) => {
  const model = readModel(xml).model!
  return model.cases.map((c) => caseText(model, c))
}

describe('the test cases of a file', () => {
  test.each(['residence-permit', 'driving-licence-renewal', 'elderly-allowance', 'food-business-licence-new'])(
    'of %s are written back as they were read, and nothing else is touched',
    (code) => {
      const xml = file(code)
      const again = withCases(xml, casesOf(xml))
      expect(casesOf(again)).toEqual(casesOf(xml))
      const bare = (text: string) => text.replace(/<h:case[\s\S]*?<\/h:case>/g, '').replace(/\s+/g, ' ')
      expect(bare(again)).toBe(bare(xml))
      expect(runCases(readModel(again).model!).every((c) => c.results.every((r) => r.passed))).toBe(true)
    },
  )

  test('are added to a file that had none, whatever their letters', () => {
    const none = withCases(permit, [])
    expect(readModel(none).model!.cases).toEqual([])
    const strange = { ...casesOf(permit)[0]!, name: '住了 <半年> & "以上"' }
    expect(casesOf(withCases(none, [strange]))).toEqual([strange])
    const foreign = none.replace('xmlns:h="urn:haoban:decision"', 'xmlns:x="urn:haoban:decision"').replace(/(<\/?)h:/g, '$1x:')
    expect(casesOf(withCases(foreign, [strange]))).toEqual([strange])
  })
})

describe('what is wrong with a table is told by rule and cell', () => {
  const found = (from: string, to: string) =>
    findingsOf(permit.replace(from, to), { elements: new Map(), fields: ['since', 'ground'] }).findings

  test('a name that is none', () => {
    const [first] = found('&gt;= 6', '&gt;= nosuch').filter((f) => f.code === 'unknown-name')
    expect(first).toMatchObject({
      sentence: '没有“nosuch”这个名称。请用输入或决策的名称；是文字就加英文双引号',
      spot: { rule: 1, text: '第 1 条规则，在这里住了', cell: 'eligibility_r1_c0' },
    })
  })

  test('two rules that hold at once', () => {
    const [first] = found('&lt; 6', '&lt; 9').filter((f) => f.code === 'overlap')
    expect(first!.sentence).toMatch(/^第 1 条和第 4 条规则会同时成立/)
    expect(first!.spot).toMatchObject({ rule: 4, ruleId: 'eligibility_r4' })
  })

  test('a case that no rule covers, in the words of the guide', () => {
    const [first] = found('&lt; 6', '&lt; 3').filter((f) => f.code === 'gap')
    expect(first!.sentence).toContain('在这里住了是 3 个月到 6 个月（不含）时没有规则管到')
  })

  test('a file that is none, and one that would explode', () => {
    expect(readModel('<!DOCTYPE d [<!ENTITY a "x">]><d/>').findings[0]!.sentence).toMatch(/^文件里有 DOCTYPE，不收/)
    expect(readModel('once upon a time').findings[0]!.sentence).toMatch(/^XML 写得不完整/)
    expect(readModel(`<a>${'<b/>'.repeat(60_000)}</a>`).findings[0]!.sentence).toMatch(/^文件里的元素超过 50000 个/)
    expect(sentenceOf('The document is larger than 2097152 bytes.')).toMatch(/最多 2 MB/)
  })
})

test('a case that does not end is told so, and keeps nobody waiting', () => {
  const endless = permit.replaceAll('<text>在这里住了</text>', '<text>count(for a in 1..100000, b in 1..100000 return a)</text>')
  const started = performance.now()
  const results = runCases(readModel(endless).model!).flatMap((c) => c.results)
  expect(performance.now() - started).toBeLessThan(10_000)
  expect(results[0]).toMatchObject({ actual: '算不完', passed: false })
})

describe('a published table that does not end', () => {
  const endless = readModel(permit.replaceAll('<text>在这里住了</text>', '<text>count(for a in 1..100000, b in 1..100000 return a)</text>'))
    .model!
  const known = (value: string | number) => ({ value, from: '', source: '' })
  const facts = { 在这里住了: known(6), 凭哪一样: known('work') }

  test('leaves a case unknown, with a sentence that sends nobody looking for facts', () => {
    const assessed = assess(endless, { model: 'x', version: 1, now: '2023-06-16T10:00:00+08:00', facts })
    const result = resultFor(assessed, 'eligibility')!
    expect([result.verdict, result.value, assessmentText(assessed).includes('"verdict":"unknown"')]).toEqual(['unknown', undefined, true])
    expect(sayResult(endless, facts, result).summary).toBe('规则表没有算出来，由工作人员来看')
  })

  test('asks a citizen nothing that would not help', () => {
    expect(nextAsked(endless, '可以申领居住证', {})).toBeUndefined()
  })

  test('is not rehearsed for hours: after a few cases the table is named as the fault', () => {
    const subjects = Array.from({ length: 40 }, (_, i) => {
      const one = { ...facts, 在这里住了: known(i) }
      return { id: String(i), title: '', before: one, after: one }
    })
    const started = performance.now()
    expect(() => rehearse(readModel(permit).model!, endless, subjects)).toThrow(Endless)
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})
