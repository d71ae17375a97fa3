/** Models of processes before the law: what they may never do is found, with the way that shows it. */
import { readdirSync, readFileSync } from 'node:fs'
import { validate } from '@haoban/bpmn'
import { describe, expect, test } from 'vitest'
import { file, path, timer } from '#kernel/process/fixtures/models.ts'
import { readModel } from '#kernel/process/rules/compile.ts'
import { explore } from '#kernel/process/rules/explore.ts'
import { caseSubject } from './rules/subject.ts'

const look = (xml: string) => {
  const read = readModel(xml)
  if ('faults' in read) throw new Error(JSON.stringify(read.faults))
  return explore(read.model, caseSubject)
}
const task = (id: string, verb: string) => `<userTask id="${id}" name="${id}" haoban:verb="${verb}"/>`
const when = (id: string, from: string, to: string, text: string) =>
  `<sequenceFlow id="${id}" sourceRef="${from}" targetRef="${to}"><conditionExpression xsi:type="tFormalExpression">${text}</conditionExpression></sequenceFlow>`
const admit = task('admit', 'accept acceptTolerant')
const decide = task('decide', 'approve refuse')
const firstOf = (body: string) => look(file('m', `<startEvent id="s"/><endEvent id="e"/>${body}`)).faults[0]

describe('a model that the law forbids is refused with the way that shows it', () => {
  test('a decision that can be reached past the acceptance', () => {
    const gateway = `<exclusiveGateway id="g" default="f"/><sequenceFlow id="f" sourceRef="g" targetRef="admit"/>${when('x', 'g', 'decide', 'rules.commitment = "met"')}`
    const fault = firstOf(`${admit}${decide}${gateway}${path('s g', 'admit decide e')}`)!
    expect([fault.rule, fault.element, fault.path]).toEqual(['ACCEPTANCE', 'decide', ['提交申请（rules.commitment = "met" 成立）']])
    expect(fault.sentence).toContain('第三十二条')
  })
  test('a supplement that nobody was told of', () => {
    const fault = firstOf(`${task('wait', 'supplement waive')}${admit}${decide}${path('s wait admit decide e')}`)!
    expect([fault.rule, fault.element]).toEqual(['NOTICE', 'wait'])
  })
  test('a notice that the model governs and does not offer', () => {
    const fault = firstOf(`${admit}${task('late', 'requestSupplement')}${decide}${path('s admit late decide e')}`)!
    expect([fault.rule, fault.path]).toEqual(['NOTICE', ['提交申请', '收件']])
  })
  test('an end without a decision, by the branch of a timer', () => {
    const wait = `<eventBasedGateway id="g"/><intermediateCatchEvent id="over">${timer('P10D')}</intermediateCatchEvent>
      <intermediateCatchEvent id="got"><messageEventDefinition messageRef="m"/></intermediateCatchEvent><endEvent id="e2"/>`
    const xml = file(
      'publicity',
      `<startEvent id="s"/><endEvent id="e"/>${admit}${decide}${wait}${path('s admit g over e2', 'g got decide e')}`,
      '<message id="m" name="report"/>',
    )
    const fault = look(xml).faults[0]!
    expect([fault.rule, fault.path]).toEqual(['DECISION', ['提交申请', '受理', '时间到：over']])
  })
  test('a decision that is sent back and can never be proposed again', () => {
    const fault = firstOf(`${admit}${task('propose', 'propose')}${decide}${path('s admit propose decide e')}`)!
    expect([fault.rule, fault.element]).toEqual(['DEAD-END', 'decide'])
    expect(fault.path).toContain('退回审查')
  })
  test('an answer of the desk that no flow takes', () => {
    const gateway = `<exclusiveGateway id="g"/>${when('x', 'g', 'decide', 'verb = "accept"')}${when('y', 'g', 'admit', 'verb = "receive"')}`
    const fault = firstOf(`${admit}${decide}${gateway}${path('s admit g', 'decide e')}`)!
    expect([fault.rule, fault.element, fault.path]).toEqual(['FLOW', 'g', ['提交申请', '容缺受理']])
  })
  test('a verb that is not for a model to govern', () => {
    const fault = firstOf(`${admit}${task('out', 'withdraw')}${decide}${path('s admit out decide e')}`)!
    expect([fault.rule, fault.element]).toEqual(['HAOBAN', 'out'])
  })
  test('a model too large to be looked through is not let pass, and says how far the look went', () => {
    const many = Array.from({ length: 16 }, (_, i) => `t${i}`)
    const tasks = many.map((t) => `<userTask id="${t}"/>`).join('')
    const body = `${admit}${decide}${tasks}<parallelGateway id="p"/><parallelGateway id="j"/>${path('s admit p', ...many.map((t) => `p ${t} j`), 'j decide e')}`
    const explored = look(file('m', `<startEvent id="s"/><endEvent id="e"/>${body}`))
    expect([explored.faults[0]!.rule, explored.whole, explored.worlds >= 20_000]).toEqual(['BOUND', false, true])
  })
})

const items = new URL('../../../city/ganzhou/items/', import.meta.url)
const drawn = readdirSync(items).flatMap((item) => {
  const url = new URL(`${item}/process.bpmn`, items)
  try {
    return [{ item, xml: readFileSync(url, 'utf8') }]
  } catch {
    return []
  }
})

test('at least twelve items have a process of their own', () => expect(drawn.length).toBeGreaterThanOrEqual(12))
test.each(drawn)('the process of $item keeps the law in every situation, and has a diagram', ({ xml }) => {
  expect(validate(xml, { tolerates: ['EVENT.OPERATION-REF'] })).toEqual([])
  const { faults, whole, worlds } = look(xml)
  expect([faults, whole, worlds > 50, xml.includes('BPMNShape')]).toEqual([[], true, true, true])
})
