import { describe, expect, test } from 'vitest'
import { stagesOf } from './rules/stages.ts'

type At = Parameters<typeof stagesOf>[1]
type Item = Parameters<typeof stagesOf>[0]
const at = (more: Partial<At> = {}): At => ({ status: 'submitted', surveys: [], ...more })
const item = (more: object = {}) =>
  ({ mode: 'ordinary', special: [{ kind: 'survey' }], flow: [], results: [{ type: '1' }], ...more }) as unknown as Item
const acceptedAt = new Date('2023-09-27T10:00:00+08:00')
const strip = (i: Item, a: At) => stagesOf(i, a).stages.map((s) => `${s.name} ${s.state}`)
const survey = { on: '2023-09-28', people: [{ name: '甲' }, { name: '乙' }], result: '合格', passed: true }
const decision = { result: 'approved' } as At['decision']
const proposal = { verdict: 'approve' } as At['proposal']

describe('the stages of a case', () => {
  test.each<[string, Item, At, string[], string]>([
    [
      'just sent',
      item(),
      at(),
      ['收件 live', '受理 later', '审查 later', '核查 later', '决定 later', '制证 later', '送达 later'],
      '停在“收件”',
    ],
    [
      'examined',
      item(),
      at({ status: 'examining', acceptedAt }),
      ['收件 done', '受理 done', '审查 live', '核查 next', '决定 later', '制证 later', '送达 later'],
      '停在“审查”，核查可以同时做',
    ],
    [
      'surveyed, in a special procedure',
      item(),
      at({ status: 'suspended', acceptedAt, surveys: [survey] }),
      ['收件 done', '受理 done', '审查 live', '核查 done', '决定 later', '制证 later', '送达 later'],
      '停在“审查”，特别程序中',
    ],
    [
      'decided without a survey',
      item(),
      at({ status: 'approved', acceptedAt, proposal, decision }),
      ['收件 done', '受理 done', '审查 done', '核查 skipped', '决定 done', '制证 live', '送达 later'],
      '停在“制证”',
    ],
    [
      'refused: nothing is made',
      item(),
      at({ status: 'refused', acceptedAt, proposal, decision: { result: 'refused' } as At['decision'] }),
      ['收件 done', '受理 done', '审查 done', '核查 skipped', '决定 done', '送达 live'],
      '停在“送达”',
    ],
    [
      'on a pledge',
      item({ mode: 'commitment' }),
      at({ status: 'accepted', acceptedAt }),
      ['收件 done', '受理 done', '决定 live', '制证 later', '送达 later'],
      '停在“决定”',
    ],
    [
      'withdrawn',
      item({ special: [], results: [{ type: '3' }] }),
      at({ status: 'withdrawn', acceptedAt }),
      ['收件 done', '受理 done', '审查 skipped', '决定 skipped', '送达 skipped'],
      '已撤回',
    ],
    [
      'delivered',
      item({ special: [] }),
      at({ status: 'delivered', acceptedAt, proposal, decision, deliveredAt: acceptedAt }),
      ['收件 done', '受理 done', '审查 done', '决定 done', '制证 done', '送达 done'],
      '已经走完',
    ],
  ])('%s', (_, i, a, stages, says) => {
    expect(strip(i, a)).toEqual(stages)
    expect(stagesOf(i, a).says).toBe(says)
  })
})
