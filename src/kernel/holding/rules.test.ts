import { describe, expect, test } from 'vitest'
import { answers, satisfying, sourceOf, standingOn } from './rules.ts'
import type { Holding } from './schema.ts'

const food: Holding = {
  id: 'licence:1',
  party: 'kejia-xiaoyuan',
  type: '11360700MB9A000141001',
  called: ['食品经营许可证'],
  register: '电子证照库',
  no: 'JY23607020000017',
  identifier: '1.2.156.3005.2.x',
  organ: 'market-360702',
  organName: '章贡区市场监督管理局',
  state: 'valid',
  fromOn: '2023-06-15',
  toOn: '2028-06-14',
  demo: true,
}
const free = (name: string, licenceTypeCode?: string) => ({ free: { by: 'licence', name, licenceTypeCode } })

describe('一张证照在某一天', () => {
  test.each([
    ['第一天就有效', '2023-06-15', {}, 'valid'],
    ['最后一天还有效', '2028-06-14', {}, 'valid'],
    ['过了最后一天，没人登记也失效', '2028-06-15', {}, 'expired'],
    ['起始日之前不算', '2023-06-14', {}, 'expired'],
    ['长期的一直有效', '2099-01-01', { toOn: null }, 'valid'],
    ['吊销了就是吊销，过期以后也一样', '2030-01-01', { state: 'revoked' }, 'revoked'],
    ['暂扣期间不算', '2024-01-01', { state: 'suspended' }, 'suspended'],
  ] as const)('%s', (_, day, change, expected) => expect(standingOn({ ...food, ...change }, day)).toBe(expected))
})

describe('是不是材料要的那一种', () => {
  test.each([
    ['名字去掉“电子”就一样', free('电子食品经营许可证'), true],
    ['别的名字不是', free('电子营业执照'), false],
    ['写了类型代码的只认代码', free('电子食品经营许可证', '11360700MB9A000141002'), false],
    ['代码一样，名字怎么叫都行', free('餐饮许可', '11360700MB9A000141001'), true],
    ['账户核对身份的材料和证照库无关', { free: { by: 'account', name: '食品经营许可证' } }, false],
    ['没有写免提交的不认', {}, false],
  ] as const)('%s', (_, material, expected) => expect(answers(material, food)).toBe(expected))
})

test('几张都有效时用有效期最长的，失效的不用', () => {
  const long = { ...food, id: 'licence:2', toOn: null }
  const revoked = { ...food, id: 'licence:3', toOn: null, state: 'revoked' as const }
  expect(satisfying(free('电子食品经营许可证'), [food, revoked, long], '2024-01-01')?.id).toBe('licence:2')
  expect(satisfying(free('电子食品经营许可证'), [revoked], '2024-01-01')).toBeUndefined()
})

test('来源写明哪个库、哪张证', () => expect(sourceOf(food)).toBe('电子证照库：食品经营许可证 JY23607020000017'))
