import { describe, expect, test } from 'vitest'
import { whistle } from '#test/whistle.ts'
import { kindsOf, wrongWith } from './rules/check.ts'
import type { OrderKind } from './schema/kind.ts'

const declared = new Set(['whistle.answer', 'whistle.blow'])

describe('开门以前看表', () => {
  const without = (change: (kind: OrderKind) => OrderKind) => wrongWith(change(whistle), declared)
  test('好的表放行', () => expect(wrongWith(whistle, declared)).toEqual([]))
  test.each<[string, (k: OrderKind) => OrderKind, RegExp]>([
    [
      '到不了的状态',
      (k) => ({
        ...k,
        states: { ...k.states, lost: { label: '丢', turn: 'organ' } },
        leadsTo: { ...k.leadsTo, lost: { solve: 'solved' } },
      }),
      /lost is never reached/,
    ],
    ['出不来的状态', (k) => ({ ...k, leadsTo: { ...k.leadsTo, working: { raise: 'same', more: 'same' } } }), /working is never left/],
    ['没有的状态', (k) => ({ ...k, leadsTo: { ...k.leadsTo, working: { solve: 'nowhere' } } }), /no state nowhere/],
    [
      '没人开的钟',
      (k) => ({ ...k, clocks: { report: { ...k.clocks.report!, on: { 'whistle.reported': 'stop' } } } }),
      /started by no fact/,
    ],
    ['没人停的钟', (k) => ({ ...k, clocks: { report: { ...k.clocks.report!, on: { 'order.opened': 'start' } } } }), /stopped by no fact/],
    [
      '没人留的动态',
      (k) => ({ ...k, clocks: { report: { ...k.clocks.report!, on: { ...k.clocks.report!.on, 'whistle.typo': 'stop' } } } }),
      /whistle.typo, which no verb leaves/,
    ],
    [
      '没有结果的了结',
      (k) => ({ ...k, verbs: { ...k.verbs, solve: { ...k.verbs.solve!, outcome: undefined } as never } }),
      /solved is reached without an outcome/,
    ],
    ['没有说法的结果', (k) => ({ ...k, outcomes: { solved: '已解决' } }), /explained has no words/],
    ['没有声明的权限', (k) => ({ ...k, sees: ['whistle.secret'] }), /whistle.secret is declared by no room/],
    [
      '派单不留派单的动态',
      (k) => ({ ...k, verbs: { ...k.verbs, more: { ...k.verbs.more!, fact: 'whistle.more' } } }),
      /leaves order.assigned/,
    ],
    ['了结以后还能动', (k) => ({ ...k, leadsTo: { ...k.leadsTo, solved: { raise: 'working' } } }), /reopens nothing/],
    ['不见了的动作', (k) => ({ ...k, leadsTo: { ...k.leadsTo, called: { ...k.leadsTo.called, wink: 'same' } } }), /no verb wink/],
  ])('%s不放行', (_, change, says) => expect(without(change).join('\n')).toMatch(says))
  test('两个房间不能用一样的名字和编号', () => {
    const room = (id: string, name: string) => ({
      id,
      orders: { [name]: whistle },
      permissions: { 'whistle.answer': '', 'whistle.blow': '' },
    })
    expect(() => kindsOf([room('a', 'whistle'), room('b', 'whistle')])).toThrow(/two rooms have orders of the kind whistle/)
    expect(() => kindsOf([room('a', 'one'), room('b', 'two')])).toThrow(/two kinds number their orders CS/)
    expect(Object.keys(kindsOf([room('a', 'whistle')]))).toEqual(['whistle'])
  })
})
