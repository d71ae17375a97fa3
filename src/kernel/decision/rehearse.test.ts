import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { tallied } from '#kernel/draft/rules/tally.ts'
import { given } from './rules/assess.ts'
import { readModel } from './rules/read.ts'
import { outcomes, rehearse, type Subject } from './rules/rehearse.ts'
import type { Facts, KnownFact } from './schema/assessment.ts'

const file = (code: string) => readFileSync(new URL(`../../../city/ganzhou/items/${code}/decision.dmn`, import.meta.url), 'utf8')
const codes = [
  'elderly-allowance',
  'startup-loan',
  'flexible-employment-insurance',
  'residence-permit',
  'provident-fund-withdrawal',
  'identity-card',
  'maternity-allowance',
]
const words: Record<string, string> = { true: '符合', false: '不符合', null: '没有' }

describe.each(codes)('over the table of %s', (code) => {
  const model = readModel(file(code)).model!
  const options = model.inputs.map((input) => {
    const values = input.question!.options.map((o) => ({ value: o.value, from: '', source: '' }) as KnownFact)
    return [input.name, fc.option(fc.constantFrom(...values), { nil: undefined, freq: 4 })] as const
  })
  const facts = fc
    .record(Object.fromEntries(options), { noNullPrototype: true })
    .map((f) => Object.fromEntries(Object.entries(f).filter(([, v]) => v)) as Facts)

  test('columns say what the explanation of each case says, unknown included', () => {
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1, maxLength: 30 }), (cases) => {
        for (const { name, purpose } of model.decisions.filter((d) => d.purpose)) {
          expect(purpose).toBeDefined()
          const one = cases.map((c) => {
            const { verdict, value } = model.compiled.explain(name, given(model, c))
            const text = JSON.stringify(value ?? null)
            return verdict === 'unknown' ? '还不能确定' : (words[text] ?? text)
          })
          expect(outcomes(model, name, cases)).toEqual(one)
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('a rehearsal', () => {
  const before = readModel(file('residence-permit')).model!
  const after = readModel(file('residence-permit').replaceAll('&gt;= 6', '&gt;= 3').replaceAll('&lt; 6', '&lt; 3')).model!
  const subject = (id: string, months: number): Subject => {
    const facts = { 在这里住了: { value: months, from: '', source: '' }, 凭哪一样: { value: 'work', from: '', source: '' } }
    return { id, title: id, before: facts, after: facts }
  }

  test('names those whose outcome changes, and the rule that changes it', () => {
    const changes = rehearse(before, after, [subject('a', 2), subject('b', 4), subject('c', 9)])
    expect(changes.map(({ subject: id, before: old, after: now }) => [id, old, now])).toEqual([['b', '不符合', '符合']])
    expect(changes[0]!.because).toContain('居住证暂行条例 第二条')
  })

  test('counts by kind over all its stretches', () => {
    const stretch = (n: number) => rehearse(before, after, [subject(`x${n}`, 4)])
    expect(tallied(tallied([], stretch(1)), stretch(2))).toEqual([{ what: '是否符合条件', before: '不符合', after: '符合', count: 2 }])
  })

  test('changes nobody where nothing differs', () => {
    expect(rehearse(before, before, [subject('a', 2), subject('b', 9)])).toEqual([])
  })
})
