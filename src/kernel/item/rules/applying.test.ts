import { expect, it } from 'vitest'
import { food } from '../fixtures/city.ts'
import { applying, toBring, tolerantMaterials } from './applying.ts'

const ids = (materials: { id: string }[]) => materials.map((m) => m.id)

it('不卖自酿酒的，不用检验报告；卖的才用', () => {
  expect(ids(applying(food.materials, { brewing: 'no' }))).not.toContain('brewing-report')
  expect(ids(applying(food.materials, { brewing: 'yes' }))).toContain('brewing-report')
})

it('要您准备的和免提交的分开，容缺清单只有标了容缺的', () => {
  const { bring, free } = toBring(applying(food.materials, { brewing: 'no' }))
  expect([ids(bring), ids(free)]).toEqual([
    ['layout', 'rules'],
    ['business-licence', 'id-card', 'health-certificates'],
  ])
  expect(ids(tolerantMaterials(food.materials))).toEqual(['rules'])
})
