import { describe, expect, it } from 'vitest'
import { versionStatuses, versionVerbs } from '../schema/life.ts'
import { isInForce, life, moveOf, openVerbs } from './life.ts'

const done = [
  { verb: 'submit' as const, by: 'li' },
  { verb: 'endorse' as const, by: 'wang' },
]

describe('事项版本的一生', () => {
  it('认领、编制、部门审核、审定、发布，一步一步走得通', () => {
    let status: (typeof versionStatuses)[number] = 'offered'
    for (const verb of ['claim', 'draft', 'submit', 'endorse', 'approve', 'publish'] as const)
      status = moveOf(status, verb, `${verb}-er`, done).to
    expect(status).toBe('published')
  })

  it('没有审定的版本发布不了，并告诉人能做什么', () => {
    expect(() => moveOf('drafting', 'publish', 'li', [])).toThrow('这个版本编制中，现在不能发布；可以做的是：提交部门审核、放弃编制')
  })

  it('编的人不能审，审的人不能定', () => {
    expect(() => moveOf('departmentReview', 'endorse', 'li', done)).toThrow(/没有编制过/)
    expect(() => moveOf('reformReview', 'approve', 'wang', done)).toThrow(/另一位同事/)
    expect(moveOf('reformReview', 'approve', 'zhao', done).to).toBe('approved')
  })

  it('变更不动在用的版本，另开一个新版本', () => {
    expect(moveOf('published', 'change', 'li', [])).toMatchObject({ to: 'published', opens: 'drafting' })
    expect(moveOf('suspended', 'change', 'li', [])).toMatchObject({ to: 'suspended', opens: 'drafting' })
  })

  it('取消和被取代是终点；只有在用的能收件', () => {
    expect(versionStatuses.filter((s) => openVerbs(s).length === 0)).toEqual(['superseded', 'cancelled'])
    expect(versionStatuses.filter(isInForce)).toEqual(['published'])
  })

  it('被新版本取代由系统做，不出现在按钮里', () => expect(openVerbs('published')).toEqual(['change', 'suspend', 'cancel']))

  it('从待认领出发，每个状态都到得了，每个动词都用得上', () => {
    const reached = new Set(['offered'])
    for (const status of reached) for (const move of Object.values(life[status as keyof typeof life])) reached.add(move.to)
    expect([...reached].sort()).toEqual([...versionStatuses].sort())
    expect(versionVerbs.filter((v) => !Object.values(life).some((verbs) => verbs[v]))).toEqual([])
  })
})
