/** What a valid model warns of, and what becomes of it when it is to run. */
import { describe, expect, test } from 'vitest'
import { compile, findings, validate } from '../src/index.ts'
import { catching, end, ending, formal, handler, line, message, model, plain, signal, start, throwing, users, whole } from './draw.ts'
import { Play } from './play.ts'

const rulesOf = (xml: string) => {
  const { violations, warnings } = findings(xml)
  return { violations: violations.map((v) => v.rule), warnings: warnings.map((v) => v.rule) }
}
const warned = (...warnings: string[]) => ({ violations: [], warnings })
const valid = warned()
const started = (trigger: string) => whole(`<startEvent id="start">${trigger}</startEvent>${users('a')}${end}`)

describe('a condition that no gateway asks', () => {
  const split = `${start}<parallelGateway id="g"/>${users('a', 'b')}${end}`
  const flows = 'start -> g; g -> a ? no; g -> b ? no; a -> end; b -> end'
  const waits = `${start}<eventBasedGateway id="g"/>${catching('c', signal('sig'))}${catching('d', message('msg'))}${end}`
  const waiting = 'start -> g; g -> c ? no; g -> d; c -> end; d -> end'

  test('is a warning behind a parallel or an event-based gateway', () => {
    expect(rulesOf(whole(split, flows))).toEqual(warned('FLOW.CONDITION-IGNORED', 'FLOW.CONDITION-IGNORED'))
    expect(rulesOf(whole(waits, waiting))).toEqual(warned('FLOW.CONDITION-IGNORED'))
    expect(validate(whole(split, flows))).toEqual([])
  })
  test('is told in the notes of the compiled file, by its flow', () => {
    expect(compile(whole(waits, waiting)).notes).toMatchObject([{ rule: 'FLOW.CONDITION-IGNORED', element: 'g_c' }])
  })
  test('is not asked, be it false or in no language at all', () => {
    expect(new Play(model(split, flows)).open).toEqual(['a', 'b'])
    expect(new Play(model(split, flows.replaceAll('? no', '? ((('))).open).toEqual(['a', 'b'])
    expect(new Play(model(waits, waiting)).signal().outcome).toBe('completed')
  })
  test('need not be formal', () => {
    const words = (xml: string) => xml.replaceAll('<conditionExpression xsi:type="tFormalExpression">', '<conditionExpression>')
    expect(rulesOf(words(whole(split, flows))).violations).toEqual([])
    const asked = whole(split.replace('parallelG', 'exclusiveG'), flows)
    expect(rulesOf(asked)).toEqual(valid)
    expect(rulesOf(words(asked)).violations).toContain('EXPRESSION.FORMAL')
  })
  test.each([
    ['exclusive', 'exclusiveGateway', ['b']],
    ['inclusive', 'inclusiveGateway', ['b']],
    ['complex', 'complexGateway', ['b']],
    ['parallel', 'parallelGateway', ['a', 'b']],
  ])('is asked by other gateways: %s', (_, kind, open) => {
    const nodes = split.replaceAll('parallelGateway', kind)
    expect(new Play(model(nodes, 'start -> g; g -> a ? 1 > 2; g -> b ? 2 > 1; a -> end; b -> end')).open).toEqual(open)
  })
  test('of an event is refused as before', () => {
    expect(rulesOf(whole(plain, 'start -> a ? x; a -> end')).violations).toEqual(['FLOW.CONDITION'])
    expect(rulesOf(whole(`${start}${throwing('t', signal('sig'))}${end}`, 'start -> t; t -> end ? x')).violations).toEqual([
      'FLOW.CONDITION',
    ])
  })
})

describe('a start of an executable process that leaves open what starts it', () => {
  const open = [
    ['EVENT.TIMER', '<timerEventDefinition/>', 'EVENT.TIMER'],
    ['EVENT.SIGNAL-REF', '<signalEventDefinition/>', 'EVENT.UNNAMED'],
    ['EVENT.MESSAGE-REF', '<messageEventDefinition/>', 'EVENT.UNNAMED'],
  ] as const
  test.each(open)('is a warning when it is read, and refused when it is to run: %s', (rule, trigger, fault) => {
    const xml = started(trigger)
    expect(rulesOf(xml)).toEqual(warned(rule))
    const { models, faults, notes } = compile(xml)
    expect([models.size, faults.map((f) => f.rule), notes.map((n) => n.rule)]).toEqual([0, [fault], [rule]])
  })
  test.each(open)('of an event sub-process too: %s', (rule, trigger, fault) => {
    const xml = whole(`${plain}${handler('h', trigger, true, 'x')}`)
    expect(rulesOf(xml)).toEqual(warned(rule))
    expect(compile(xml).faults.map((f) => f.rule)).toEqual([fault])
  })
  test.each(open)('is refused elsewhere: %s', (rule, trigger) => {
    expect(rulesOf(whole(`${start}${catching('c', trigger)}${end}`, 'start -> c; c -> end'))).toEqual({ violations: [rule], warnings: [] })
  })
  test.each(open)('is no matter where nothing is executed: %s', (_rule, trigger) => {
    expect(rulesOf(started(trigger).replace(' isExecutable="true"', ''))).toEqual(valid)
  })
  test('by two times at once is refused', () => {
    const two = `<timerEventDefinition>${formal('timeDate', 'x')}${formal('timeDuration', 'x')}</timerEventDefinition>`
    expect(rulesOf(started(two)).violations).not.toEqual([])
  })
})

describe('rules that the host does without', () => {
  const xml = whole(`${start}${users('a')}${ending('end', '<messageEventDefinition messageRef="msg"/>')}`, line)
  test('warn instead of refusing, and the model runs', () => {
    expect(validate(xml).map((v) => v.rule)).toEqual(['EVENT.OPERATION-REF'])
    const { violations, warnings } = findings(xml, { tolerates: ['EVENT.OPERATION-REF'] })
    expect([violations, warnings.map((v) => v.rule)]).toEqual([[], ['EVENT.OPERATION-REF']])
    const found = compile(xml, { tolerates: ['EVENT.OPERATION-REF'] })
    expect(found.notes.map((v) => v.rule)).toEqual(['EVENT.OPERATION-REF'])
    expect(new Play(found.models.get('p')!).done('a').all('send')).toMatchObject([{ message: 'msg' }])
  })
  test('are rules of the standard only, never those of the format', () => {
    expect(validate('<definitions/>', { tolerates: ['XSD.ROOT'] }).map((v) => v.rule)).toEqual(['XSD.ROOT'])
  })
})

test('an event-based gateway that starts a process may be followed by a timer, and the timer starts it', () => {
  const after = `<timerEventDefinition>${formal('timeCycle', 'R/P1D')}</timerEventDefinition>`
  const nodes = `<eventBasedGateway id="g" instantiate="true"/>${catching('m', message('msg'))}${catching('t', after)}${users('a', 'b')}`
  const m = model(nodes, 'g -> m; g -> t; m -> a; t -> b')
  expect(m.starts.map((s) => s.id)).toEqual(['m', 't'])
  expect(m.starts[1]!.triggers).toMatchObject([{ on: 'timer', kind: 'cycle', value: 'R/P1D' }])
  expect(new Play(m, {}, 't').open).toEqual(['b'])
})
