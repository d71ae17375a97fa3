import { describe, expect, test } from 'vitest'
import { compile, feel } from '../src/index.ts'
import { catching, end, file, message, model, process, start, users } from './draw.ts'
import { Play } from './play.ts'

describe('FEEL', () => {
  test.each([
    ['a + 1', { a: 2 }, 3],
    ['= a + 1', { a: 2 }, 3],
    ['missing', {}, null],
    ['duration("P1DT2H")', {}, 'P1DT2H'],
    ['date("2026-11-25")', {}, '2026-11-25'],
    ['{ total: a * 2, days: [1, 2] }', { a: 2 }, { total: 4, days: [1, 2] }],
  ])('%s over %j gives %j, as plain data', (text, scope, value) => expect(feel.compile(text, undefined)(scope)).toEqual(value))

  test.each([
    ['a +', undefined, /./],
    ['now() > limit', undefined, 'would make replays differ'],
    ['a.b()', 'http://www.java.com/java', 'is not known'],
  ])('refuses %s in the language %s', (text, language, sentence) => expect(() => feel.compile(text, language)).toThrow(sentence))
})

test('what cannot be compiled leaves its process without a model, and is named', () => {
  const xml = file(process(`${start}${users('a', 'b')}${end}`, 'start -> a; a -> b ? x +; a -> end; b -> end'))
  const { models, faults } = compile(xml)
  expect(models.size).toBe(0)
  expect(faults[0]).toMatchObject({ rule: 'EXPRESSION.COMPILE', element: 'a_b/conditionExpression' })
})

test('what cannot be computed is an incident, and nothing of the step remains', () => {
  const failing = {
    compile: (text: string) => () => {
      throw new Error(`no ${text}`)
    },
  }
  const xml = file(
    process(`${start}<exclusiveGateway id="g"/>${users('a', 'b')}${end}`, 'start -> g; g -> a ? rates; g -> b ? more; a -> end; b -> end'),
  )
  const play = new Play(compile(xml, { expressions: failing }).models.get('p')!)
  expect(play.all('incident')).toMatchObject([
    { element: 'g', code: 'EXPRESSION', sentence: 'The condition "rates" cannot be computed: no rates' },
  ])
  expect(play.open).toEqual([])
})

test('a message finds its instance by the key that both compute', () => {
  const correlation = `<correlationProperty id="cp" name="no"><correlationPropertyRetrievalExpression messageRef="msg">${'<messagePath>caseNo</messagePath>'}</correlationPropertyRetrievalExpression></correlationProperty>`
  const subscription =
    '<correlationSubscription id="cs" correlationKeyRef="ck"><correlationPropertyBinding correlationPropertyRef="cp"><dataPath>no</dataPath></correlationPropertyBinding></correlationSubscription>'
  const operation =
    '<interface id="house" name="house"><operation id="hear" name="hear"><inMessageRef>msg</inMessageRef></operation></interface>'
  const nodes = process(`${start}${catching('c', message('msg'))}${end}`, 'start -> c; c -> end').replace(
    '</process>',
    `${subscription}</process>`,
  )
  const collaboration =
    '<collaboration id="co"><participant id="pa" processRef="p"/><correlationKey id="ck"><correlationPropertyRef>cp</correlationPropertyRef></correlationKey></collaboration>'
  const { models, messageKeys } = compile(file('<message id="msg" name="msg"/>', operation, correlation, collaboration, nodes))
  expect(new Play(models.get('p')!, { no: 'A-7' }).all('subscribe')).toMatchObject([{ on: 'message', name: 'msg', key: 'A-7' }])
  expect(messageKeys.get('msg')!.evaluate({ caseNo: 'A-7' })).toBe('A-7')
})

test('variables that an event only shows are seen by its step and not kept', () => {
  const m = model(
    `${start}${users('t')}<exclusiveGateway id="g"/>${users('a', 'b')}${end}`,
    'start -> t; t -> g; g -> a ? present > due; g => b; a -> end; b -> end',
  )
  const play = new Play(m, { due: 5 })
  play.tell({ type: 'complete', id: play.at('t'), given: { present: 9 } })
  expect(play.open).toEqual(['a'])
  expect(play.state.data).toEqual({ due: 5 })
})

test('inputs are mapped for a task, and its outputs back', () => {
  const io = `<ioSpecification><dataInput id="di" name="size"/><dataOutput id="do" name="result"/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet></ioSpecification>
    <dataInputAssociation><sourceRef>area</sourceRef><targetRef>di</targetRef><transformation>${'area * 2'}</transformation></dataInputAssociation>
    <dataOutputAssociation><sourceRef>do</sourceRef><targetRef>verdict</targetRef></dataOutputAssociation>`
  const m = model(
    `<dataObject id="area"/><dataObject id="verdict"/>${start}<serviceTask id="a">${io}</serviceTask>${end}`,
    'start -> a; a -> end',
  )
  const play = new Play(m, { area: 21 })
  expect(play.all('task')[0]).toMatchObject({ input: { size: 42 }, results: ['result'] })
  expect(play.done('a', { result: 'good', note: 'x' }).state.data).toEqual({ area: 21, verdict: 'good', note: 'x' })
})
