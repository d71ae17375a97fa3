import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Verb } from '../schema.ts'
import { type CaseFact, type CaseState, fold, follow } from './fold.ts'
import { holdMs, lastAct, whyNotRecall } from './recall.ts'
import { leadsTo, verbs } from './verbs.ts'

const start = 1_686_800_000_000
const recallable = { recallUntil: new Date(start + holdMs).toISOString() }
const dataOf: Partial<Record<Verb, Record<string, unknown>>> = {
  claim: { holder: { id: 'staff:liufang', name: '刘芳' } },
  handOver: { holder: { id: 'staff:zengwei', name: '曾伟' } },
  takeOver: { holder: { id: 'staff:zengwei', name: '曾伟' } },
  suspend: { procedure: 'inspection', days: 3, reason: '送检' },
  supplyTolerant: { materials: [] },
}
const fact = (facts: readonly CaseFact[], name: string, data: Record<string, unknown> = {}): CaseFact => ({
  id: facts.length + 1,
  seq: facts.length + 1,
  name,
  by: 'staff:liufang',
  at: new Date(start + facts.length * 1_000),
  data,
})
const begun = [fact([], 'case.submitted')]
/** One more act, chosen by `pick` among those that the status opens. */
function act(facts: readonly CaseFact[], pick: number): CaseFact[] {
  const open = Object.keys(leadsTo[fold(facts).status]) as Verb[]
  const verb = open[pick % Math.max(open.length, 1)]
  return verb ? [...facts, fact(facts, verbs[verb].fact, { ...dataOf[verb], ...recallable })] : [...facts]
}
const withoutPlace = ({ seq: _, facts: __, ...state }: CaseState) => state

/** An act, and where `taken` its recall, compared with what stood before. */
function oneStep(facts: CaseFact[], [pick, taken]: [number, boolean]): CaseFact[] {
  const after = act(facts, pick)
  const seq = after.length
  if (seq === facts.length) return facts
  const all = taken ? [...after, fact(after, 'case.recalled', { from: seq, to: seq })] : after
  const now = fold(all)
  if (taken) expect(withoutPlace(now)).toEqual(withoutPlace(fold(facts)))
  expect([now.seq, now.facts.length]).toEqual([all.length, all.length])
  expect(all.slice(1).reduce(follow, fold(begun))).toEqual(now)
  return all
}

describe('a recalled act', () => {
  test('leaves the case as it was, however much went before and however much was recalled before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(30), fc.boolean()), { maxLength: 15 }), (steps) => {
        steps.reduce((facts, step) => oneStep(facts, step), begun)
      }),
      { numRuns: 300 },
    )
  })
  test('is the last one, one’s own, and not older than its time', () => {
    const state = fold([...begun, fact(begun, 'case.accepted', recallable)])
    const at = (ms: number) => new Date(start + ms)
    const why = (seq: number, who: string, ms: number) => whyNotRecall(state, seq, who, at(ms))?.code
    expect(why(2, 'staff:liufang', 9_999)).toBeUndefined()
    expect(why(2, 'staff:liufang', 10_000)).toBe('case.recall-late')
    expect(why(2, 'staff:zengwei', 1)).toBe('case.recall-others')
    expect(why(1, 'staff:liufang', 1)).toBe('case.recall-passed')
    expect(lastAct(fold(begun))).toBeUndefined()
  })
})
