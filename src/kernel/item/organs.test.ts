import { describe, expect, it } from 'vitest'
import { checkUscc, doubtUscc } from '#kernel/party/rules/identifier.ts'
import { city } from './fixtures/city.ts'

const { organs, divisions } = city
const twice = (values: string[]) => values.filter((v, i) => values.indexOf(v) !== i)

describe('机构名录', () => {
  it('每个机构的统一社会信用代码都校验得过，组织机构代码也对得上', () => {
    expect(organs.filter((o) => checkUscc(o.uscc) ?? doubtUscc(o.uscc)).map((o) => o.id)).toEqual([])
  })

  it('标识、代码、名称、电话都不重复', () => {
    for (const key of ['id', 'uscc', 'name', 'shortName'] as const) expect(twice(organs.map((o) => o[key]))).toEqual([])
    expect(twice(organs.flatMap((o) => [o.phone, o.complaintPhone]))).toEqual([])
  })

  it('标识就是条线加区划，区划都在区划表里，上级也在名录里', () => {
    const [known, codes] = [new Set(organs.map((o) => o.id)), new Set(divisions.map((d) => d.code))]
    expect(organs.filter((o) => o.id !== `${o.branch}-${o.division}`)).toEqual([])
    expect(organs.filter((o) => !codes.has(o.division))).toEqual([])
    expect(organs.filter((o) => o.parent !== undefined && !known.has(o.parent))).toEqual([])
  })

  it('市、县、功能区一个不少地都有行政审批局，十八个县区都有市场监管局、公安局、民政局、人社局和医保局', () => {
    const of = (branch: string) => organs.filter((o) => o.branch === branch).map((o) => o.division)
    expect(of('approval').sort()).toEqual(divisions.map((d) => d.code).sort())
    for (const branch of ['market', 'police', 'civil', 'labour', 'medicare'])
      expect(of(branch).filter((d) => d !== '360700')).toHaveLength(18)
  })

  it('名录里的三个机构用的是约定的演示代码', () => {
    const usccOf = (id: string) => organs.find((o) => o.id === id)?.uscc
    expect(usccOf('approval-360700')).toBe('11360700MB9A000141')
    expect(usccOf('market-360702')).toBe('11360702MB9A00030K')
    expect(usccOf('service-360700')).toBe('12360700MB9A00022Q')
  })
})
