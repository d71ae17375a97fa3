import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Who } from '#kernel/who.ts'
import { type CaseFact, type CaseState, fold, follow } from './rules/fold.ts'
import { caseNumber, queryCode, readQueryCode } from './rules/number.ts'
import { approvalFor, type ItemTraits, verbStates, whyNot } from './rules/open.ts'
import { leadsTo, verbs } from './rules/verbs.ts'
import { Status, type Verb, verbNames } from './schema.ts'

const item: ItemTraits = { mode: 'ordinary', tolerant: ['plan'], extensionDays: 10 }
const place = { organ: 'market-360702', division: '360702', item: 'food', applicant: 'p1' }
const everything = [...new Set(Object.values(verbs).flatMap((v) => [v.permission, v.approver]))].filter((p) => p !== undefined)
const staff = (id: string): Who => ({
  id,
  kind: 'staff',
  name: id,
  organ: place.organ,
  parties: [],
  grants: everything.map((permission) => ({ permission, organ: place.organ, division: '*' })),
})
const applicant: Who = { id: 'c1', kind: 'citizen', name: '钟家明', parties: ['p1'], grants: [] }
const clerk = staff('刘芳')
const examiner = staff('曾伟')
const decider = staff('陈局长')

let id = 0
const fact = (
  name: string,
  by = clerk.id,
  data: Record<string, unknown> = {},
  at = new Date(1_686_800_000_000 + id * 60_000),
): CaseFact => ({ id: ++id, seq: id, name, by, at, data })
const begun = () => {
  id = 0
  return [fact('case.submitted', applicant.id)]
}
const stateAfter = (...names: (string | CaseFact)[]): CaseState =>
  fold([...begun(), ...names.map((n) => (typeof n === 'string' ? fact(n) : n))])
const why = (state: CaseState, verb: Verb, who: Who = clerk, traits = item) =>
  whyNot({ state, item: traits, place, who, verb, pastLastDay: () => false })?.code

describe('the ordinary way', () => {
  test('a case is its facts', () => {
    expect(stateAfter('case.accepted', 'case.examined').status).toBe('examining')
    expect(
      stateAfter('case.accepted', 'case.examined', fact('case.suspended', clerk.id, { procedure: 'inspection' }), 'case.resumed').status,
    ).toBe('examining')
    expect(stateAfter('case.accepted', 'case.examined', 'case.proposed', 'case.approved', 'case.delivered', 'case.archived').status).toBe(
      'archived',
    )
  })
  test('the clerk accepts, and only then somebody examines', () => {
    expect(why(stateAfter(), 'accept')).toBeUndefined()
    expect(why(stateAfter(), 'examine')).toBe('case.not-now')
    expect(why(stateAfter('case.accepted'), 'examine')).toBeUndefined()
  })
  test('whoever proposed does not decide', () => {
    const state = stateAfter(
      'case.accepted',
      'case.examined',
      fact('case.proposed', examiner.id, { verdict: 'approve', opinion: '符合条件' }),
    )
    expect(why(state, 'approve', examiner)).toBe('case.same-person')
    expect(why(state, 'approve', decider)).toBeUndefined()
  })
  test('whoever examined, surveyed or proposed does not decide, whoever proposed last', () => {
    const proposed = (by: string) => fact('case.proposed', by, { verdict: 'approve', opinion: '符合条件' })
    const again = stateAfter(
      'case.accepted',
      fact('case.examined', clerk.id),
      proposed(decider.id),
      'case.sent-back',
      proposed(examiner.id),
    )
    expect([clerk, decider, examiner].map((who) => why(again, 'approve', who))).toEqual(Array(3).fill('case.same-person'))
    expect(why(again, 'refuse', decider)).toBe('case.same-person')
    const looked = stateAfter(
      'case.accepted',
      fact('case.examined', examiner.id),
      fact('case.surveyed', examiner.id, { on: '2023-06-15', people: [{ id: decider.id, name: '陈局长', licence: '36070200123' }] }),
      proposed(examiner.id),
    )
    expect([why(looked, 'approve', decider), why(looked, 'approve', clerk)]).toEqual(['case.same-person', undefined])
  })
  test('an examination that was recalled leaves its examiner free to decide', () => {
    const examined = fact('case.examined', decider.id)
    const recalled = fact('case.recalled', decider.id, { from: examined.seq, to: examined.seq, fact: 'case.examined' })
    const state = stateAfter('case.accepted', examined, recalled, fact('case.examined', examiner.id), fact('case.proposed', examiner.id))
    expect(why(state, 'approve', decider)).toBeUndefined()
  })
  test('an ordinary item is not decided without review, one on the spot is', () => {
    expect(why(stateAfter('case.accepted'), 'approve', decider)).toBe('case.needs-review')
    expect(why(stateAfter('case.accepted'), 'approve', decider, { ...item, mode: 'onTheSpot' })).toBeUndefined()
  })
  test('a closed case is closed', () => {
    const state = stateAfter('case.accepted', 'case.withdrawn')
    expect(verbNames.filter((v) => why(state, v) === undefined)).toEqual(['archive'])
  })
})

describe('what the law bars', () => {
  test('supplements are told once, a second notice needs the chief', () => {
    const state = stateAfter(fact('case.supplement-requested', clerk.id, { items: [] }), 'case.supplemented')
    expect(approvalFor('requestSupplement', stateAfter())).toBeUndefined()
    expect(approvalFor('requestSupplement', state)).toBe('case.approve-request')
    expect(why(fold([...begun(), fact('case.pre-returned'), fact('case.resubmitted')]), 'preReturn')).toBe('case.noticed-once')
  })
  test('a limit is extended once, and only where the law has an extension', () => {
    const state = stateAfter('case.accepted', 'case.examined', fact('case.extended', decider.id, { days: 10 }))
    expect(why(state, 'extend')).toBe('case.extended-once')
    expect(why(stateAfter('case.accepted', 'case.examined'), 'extend', clerk, { ...item, extensionDays: 0 })).toBe('case.no-extension')
  })
  test('nothing is decided while a tolerated material is missing', () => {
    const accepted = fact('case.accepted', clerk.id, { missing: ['plan'] })
    expect(why(stateAfter(accepted, 'case.examined'), 'propose')).toBe('case.tolerance-open')
    expect(
      why(stateAfter(accepted, 'case.examined', fact('case.tolerance-supplied', applicant.id, { materials: ['plan'] })), 'propose'),
    ).toBeUndefined()
  })
  test('silence makes the acceptance run from the day of receipt', () => {
    const state = stateAfter(fact('case.accepted', 'system', { deemed: true, from: '2023-06-15T08:42:00.000Z' }))
    expect([state.deemedAccepted, state.acceptedAt?.toISOString()]).toEqual([true, '2023-06-15T08:42:00.000Z'])
  })
})

describe('two people', () => {
  const asked = stateAfter(fact('case.approval-asked', clerk.id, { verb: 'notAccept', input: { reason: '不属于本机关' }, byName: '刘芳' }))
  test('a request stands in the way of every other act of the desk', () => expect(why(asked, 'accept')).toBe('case.waits-for-approval'))
  test('nobody grants his own request', () => expect(why(asked, 'grantApproval', clerk)).toBe('case.own-request'))
  test('somebody else with the right does', () => expect(why(asked, 'grantApproval', decider)).toBeUndefined())
  test('who may not approve, may not grant', () =>
    expect(why(asked, 'grantApproval', { ...examiner, grants: [{ permission: 'case.read', organ: '*', division: '*' }] })).toBe(
      'case.may-not',
    ))
  test('the applicant may still withdraw', () => expect(why(asked, 'withdraw', applicant)).toBeUndefined())
})

describe('holders', () => {
  const held = stateAfter(fact('case.claimed', clerk.id, { holder: { id: clerk.id, name: clerk.name } }))
  test('what one holds another does not touch', () =>
    expect([why(held, 'accept', examiner), why(held, 'accept', clerk)]).toEqual(['case.held', undefined]))
  test('the stand-in takes over', () => expect(why(held, 'takeOver', examiner)).toBeUndefined())
  test('only the holder hands over or puts back, and the chief who answers for the office', () => {
    const plain = { ...examiner, grants: examiner.grants.filter((g) => g.permission !== 'case.approve-request') }
    for (const verb of ['handOver', 'release'] as const)
      expect([why(held, verb, plain), why(held, verb, clerk), why(held, verb, examiner)]).toEqual(['case.not-holder', undefined, undefined])
  })
})

describe('whoever only looks', () => {
  const supervisor: Who = { ...clerk, id: '林依', grants: [{ permission: 'case.read', organ: '*', division: '*' }] }
  test('is offered no verb, in whatever state: a case in the hands of somebody who can do nothing with it would wait for ever', () => {
    const held = fact('case.claimed', clerk.id, { holder: { id: clerk.id, name: clerk.name } })
    const asked = fact('case.approval-asked', clerk.id, { verb: 'notAccept', input: {} })
    for (const state of [
      stateAfter(),
      stateAfter(held),
      stateAfter(asked),
      stateAfter('case.accepted'),
      stateAfter('case.accepted', 'case.approved'),
    ])
      expect(verbStates({ state, item, place, who: supervisor, pastLastDay: () => false }).filter((v) => v.open)).toEqual([])
  })
})

describe('what is asked for', () => {
  const items = [
    { id: 'layout', what: '布局图要标出尺寸' },
    { id: 'rules', what: '请提交制度' },
  ]
  const asked = fact('case.supplement-requested', clerk.id, { items })
  const waived = (item: string) => fact('case.item-waived', clerk.id, { item, reason: '系统里已有' })
  test('ends item by item; the last one waived leads back to where the case waited', () => {
    const one = stateAfter(asked, waived('layout'))
    expect([one.status, one.notices[0]!.items.map((i) => i.waivedWhy)]).toEqual(['correction', ['系统里已有', undefined]])
    const all = stateAfter(asked, waived('layout'), waived('rules'))
    expect([all.status, all.notices[0]!.answeredAt !== undefined]).toEqual(['received', true])
    const returned = fact('case.pre-returned', clerk.id, { items: items.slice(0, 1) })
    expect(stateAfter(returned, waived('layout')).status).toBe('submitted')
  })
})

describe('places', () => {
  const stranger: Who = { ...clerk, id: 'x', grants: clerk.grants.map((g) => ({ ...g, organ: 'market-360703' })) }
  test('a clerk of another organ may nothing', () =>
    expect(verbNames.filter((v) => why(stateAfter(), v, stranger) === undefined)).toEqual([]))
  test('another citizen may nothing', () =>
    expect(verbNames.filter((v) => why(stateAfter(), v, { ...applicant, parties: ['p2'] }) === undefined)).toEqual([]))
  test('an applicant takes no verb of the desk', () => {
    const open = verbStates({ state: stateAfter(), item, place, who: applicant, pastLastDay: () => false }).filter((v) => v.open)
    expect(open.map((v) => v.verb)).toEqual(['withdraw'])
  })
})

/** Any walk that the rules let through. */
const walk = fc.array(fc.tuple(fc.constantFrom(...verbNames), fc.constantFrom(clerk, examiner, decider, applicant)), { maxLength: 40 })

function go(steps: readonly (readonly [Verb, Who])[]): CaseState {
  let state = stateAfter()
  for (const [verb, who] of steps) {
    if (why(state, verb, who)) continue
    const data = {
      holder: { id: who.id, name: who.name },
      items: [],
      missing: verb === 'acceptTolerant' ? ['plan'] : undefined,
      materials: ['plan'],
      verb: 'suspend',
      input: {},
    }
    state = follow(state, fact(verbs[verb].fact, who.id, data))
  }
  return state
}

describe('on every walk that the rules let through', () => {
  const names = (s: CaseState) => s.facts.map((f) => f.name)
  const always = (holds: (s: CaseState) => boolean) =>
    fc.assert(
      fc.property(walk, (steps) => holds(go(steps))),
      { numRuns: 500 },
    )
  test('a decision has an acceptance before it', () =>
    always(
      (s) =>
        !s.decision ||
        names(s).indexOf('case.accepted') < names(s).findIndex((n) => n === s.facts.find((f) => f.id === s.decision!.factId)!.name),
    ))
  test('there is at most one decision and one extension', () =>
    always(
      (s) =>
        names(s).filter((n) => n === 'case.approved' || n === 'case.refused').length <= 1 &&
        names(s).filter((n) => n === 'case.extended').length <= 1,
    ))
  test('who examined or proposed and who decides are two', () =>
    always((s) => {
      const looked = s.facts.filter((f) => ['case.examined', 'case.surveyed', 'case.proposed'].includes(f.name))
      return !s.decision || looked.every((f) => f.by !== s.decision!.by.id)
    }))
  test('folding whole or step by step is the same', () =>
    always((s) => JSON.stringify({ ...fold(s.facts), seq: 0 }) === JSON.stringify({ ...s, seq: 0 })))
  test('every status can still come to an end', () => {
    const ends = new Set<Status>(['archived'])
    for (let grown = true; grown; ) {
      grown = false
      for (const status of Status.options) {
        const leads = Object.values(leadsTo[status]).some((next) => next === 'back' || ends.has(next as Status))
        if (leads && !ends.has(status)) grown = Boolean(ends.add(status))
      }
    }
    expect([...ends].sort()).toEqual([...Status.options].sort())
  })
})

describe('numbers', () => {
  test('43 characters out of item, day and serial', () => {
    const no = caseNumber('11360702MB9A00030K4360131001000', '2023-06-15', 7)
    expect([no, no?.length]).toEqual(['11360702MB9A00030K4360131001000202306150007', 43])
  })
  test('the ten-thousandth of a day gets none', () => expect(caseNumber('x', '2023-06-15', 10_000)).toBeUndefined())
  test('a query code is read as people write it', () => expect(readQueryCode('k7m4 q2xd')).toBe('K7M4Q2XD'))
  test('a query code has no letter that is mistaken for a digit', () =>
    fc.assert(fc.property(fc.uint8Array({ minLength: 8, maxLength: 8 }), (bytes) => /^[2-9A-HJKMNP-RT-Y]{8}$/.test(queryCode(bytes)))))
})
