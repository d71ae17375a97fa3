import { expect, it } from 'vitest'
import { food } from '../fixtures/city.ts'
import { applicantKinds, applying, toBring, tolerantMaterials } from './applying.ts'

const ids = (materials: { id: string }[]) => materials.map((m) => m.id)

it('不卖自酿酒的，不用检验报告；卖的才用', () => {
  expect(ids(applying(food.materials, { brewing: 'no' }))).not.toContain('brewing-report')
  expect(ids(applying(food.materials, { brewing: 'yes' }))).toContain('brewing-report')
})

it('要您准备的和免提交的分开，容缺清单只有标了容缺的', () => {
  const { bring, free } = toBring(applying(food.materials, { brewing: 'no' }), new Set(['business-licence', 'id-card']))
  expect([ids(bring), ids(free)]).toEqual([
    ['layout', 'rules', 'health-certificates'],
    ['business-licence', 'id-card'],
  ])
  expect(ids(tolerantMaterials(food.materials))).toEqual(['rules'])
})

it('个人能办的、单位能办的，从服务对象看出来', () => {
  expect(applicantKinds({ audiences: ['1'] })).toEqual(['natural'])
  expect(applicantKinds({ audiences: ['2', '3'] })).toEqual(['legal'])
  expect(applicantKinds({ audiences: ['1', '4'] })).toEqual(['natural', 'legal'])
})
