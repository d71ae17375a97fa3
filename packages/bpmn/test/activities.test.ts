import { describe, expect, test } from 'vitest'
import { compile } from '../src/index.ts'
import { body, boundary, end, file, formal, model, process, roots, signal, start, sub, users } from './draw.ts'
import { Play } from './play.ts'

const loop = (attributes: string, inner: string) => `<standardLoopCharacteristics ${attributes}>${inner}</standardLoopCharacteristics>`
const multi = (attributes: string, inner: string) =>
  `<multiInstanceLoopCharacteristics ${attributes}>${inner}</multiInstanceLoopCharacteristics>`
const task = (id: string, inner: string, attributes = '') => `<userTask id="${id}" ${attributes}>${inner}</userTask>`
const count = (n: string) => formal('loopCardinality', n)
const line = 'start -> a; a -> b; b -> end'

describe('a standard loop', () => {
  test.each([
    ['tests after each round', '', 'n < 3', 0, 3],
    ['runs once, although its condition never holds', '', 'n < 3', 5, 1],
    ['that tests before does not run at all', 'testBefore="true"', 'n < 3', 5, 0],
    ['stops at its maximum', 'loopMaximum="2"', 'true', 0, 2],
  ])('%s', (_, attributes, condition, n, rounds) => {
    const m = model(`${start}${task('a', loop(attributes, formal('loopCondition', condition)))}${users('b')}${end}`, line)
    const play = new Play(m, { n })
    let made = 0
    while (play.open[0] === 'a' && made < 10) play.done('a', { n: n + ++made })
    expect(made).toBe(rounds)
    expect(play.open).toEqual(['b'])
  })
  test('without condition and maximum cannot be executed, which is said', () => {
    const { models, faults } = compile(file(process(`${start}${task('a', loop('', ''))}${users('b')}${end}`, line)))
    expect(models.size).toBe(0)
    expect(faults[0]).toMatchObject({ rule: 'LOOP.ENDLESS', element: 'a/standardLoopCharacteristics' })
  })
})

describe('a multi-instance task', () => {
  test('in sequence opens one after the other, in parallel all at once', () => {
    const sequential = new Play(model(`${start}${task('a', multi('isSequential="true"', count('3')))}${users('b')}${end}`, line))
    expect(sequential.open).toEqual(['a'])
    expect(sequential.done('a').done('a').done('a').open).toEqual(['b'])
    const parallel = new Play(model(`${start}${task('a', multi('', count('n')))}${users('b')}${end}`, line), { n: 3 })
    expect(parallel.open).toEqual(['a', 'a', 'a'])
    expect(parallel.all('task').map((c) => c.item)).toEqual([0, 1, 2])
    expect(parallel.done('a').done('a').open).toEqual(['a'])
    expect(parallel.done('a').open).toEqual(['b'])
  })
  test('of no instances is passed', () =>
    expect(new Play(model(`${start}${task('a', multi('', count('0')))}${users('b')}${end}`, line)).open).toEqual(['b']))
  test.each(['-1', '1.5', '"many"', '1000000'])('of %s instances is an incident that can be mended', (n) => {
    const play = new Play(model(`${start}${task('a', multi('', count(`if n = null then ${n} else n`)))}${users('b')}${end}`, line))
    const [incident] = play.all('incident')
    expect(incident).toMatchObject({ element: 'a', code: 'COUNT' })
    expect(play.tell({ type: 'retry', id: incident!.id, variables: { n: 2 } }).open).toEqual(['a', 'a'])
  })
  test('ends when its completion condition holds, and withdraws the rest', () => {
    const m = model(
      `${start}${task('a', multi('', count('5') + formal('completionCondition', 'numberOfCompletedInstances >= 2')))}${users('b')}${end}`,
      line,
    )
    const play = new Play(m).done('a').done('a')
    expect(play.open).toEqual(['b'])
    expect(play.all('withdraw')).toHaveLength(3)
  })
  const items = multi(
    '',
    '<loopDataInputRef>organs</loopDataInputRef><loopDataOutputRef>opinions</loopDataOutputRef><inputDataItem id="organ"/><outputDataItem id="opinion"/>',
  )
  test('of a sub-process runs over a collection and gathers what each gives, in their order', () => {
    const data = '<dataObject id="organs"/><dataObject id="opinions"/>'
    const each = `<subProcess id="s">${items}${body('<startEvent id="ss"/><endEvent id="se"/>', 'ss -> a; a -> se').replace('<startEvent', `${users('a')}<startEvent`)}</subProcess>`
    const m = model(`${data}${start}${each}${users('b')}${end}`, 'start -> s; s -> b; b -> end')
    const play = new Play(m, { organs: ['fire', 'water'] })
    expect(play.state.live.filter((l) => l.data).map((l) => l.data)).toEqual([
      { loopCounter: 1, organ: 'fire', opinion: null },
      { loopCounter: 2, organ: 'water', opinion: null },
    ])
    const [first, second] = play.all('task').map((c) => c.id)
    play.tell({ type: 'complete', id: second!, variables: { opinion: 'no' } })
    play.tell({ type: 'complete', id: first!, variables: { opinion: 'yes' } })
    expect(play.open).toEqual(['b'])
    expect(play.state.data).toEqual({ organs: ['fire', 'water'], opinions: ['yes', 'no'] })
  })
  test('is interrupted as a whole at its boundary', () => {
    const m = model(
      `${start}${task('a', multi('', count('3')))}${boundary('x', 'a', signal('sig'))}${users('b', 'c')}${end}<endEvent id="e2"/>`,
      `${line}; x -> c; c -> e2`,
    )
    const play = new Play(m).done('a').signal()
    expect(play.open).toEqual(['c'])
    expect(play.all('withdraw')).toHaveLength(2)
  })
  test.each([
    ['None', 'noneBehaviorEventRef="ev"', 3],
    ['One', 'oneBehaviorEventRef="ev"', 1],
    ['All', '', 0],
  ])('of behaviour %s tells its boundary of %i.. completions, and runs to its end', (behavior, attribute, times) => {
    const xml = file(
      roots,
      '<signalEventDefinition id="ev" signalRef="sig"/>',
      process(
        `${start}${task('a', multi(`behavior="${behavior}" ${attribute}`, count('3')))}${boundary('x', 'a', signal('sig'))}${users('b', 'c')}${end}<endEvent id="e2"/>`,
        `${line}; x -> c; c -> e2`,
      ),
    )
    const play = new Play(compile(xml).models.get('p')!).done('a').done('a').done('a')
    expect(play.open).toEqual(['b', ...Array(times).fill('c')])
  })
  test('of complex behaviour withdraws the rest when an interrupting boundary catches its event', () => {
    const definition = `<complexBehaviorDefinition>${formal('condition', 'numberOfCompletedInstances = 2')}<event id="ie">${signal('sig')}</event></complexBehaviorDefinition>`
    const m = model(
      `${start}${task('a', multi('behavior="Complex"', count('4') + definition))}${boundary('x', 'a', signal('sig'))}${users('b', 'c')}${end}<endEvent id="e2"/>`,
      `${line}; x -> c; c -> e2`,
    )
    const play = new Play(m).done('a')
    expect(play.open).toEqual(['a', 'a', 'a'])
    expect(play.done('a').open).toEqual(['b', 'c'])
  })
})

describe('quantities', () => {
  test('an activity waits for as many tokens as it asks for, and gives as many as it says', () => {
    const m = model(
      `${start}${task('a', '', 'completionQuantity="3"')}${task('b', '', 'startQuantity="2"')}${end}`,
      'start -> a; a -> b; b -> end',
    )
    const play = new Play(m).done('a')
    expect(play.open).toEqual(['b'])
    expect(play.state.live.filter((l) => l.role === 3)).toHaveLength(1)
  })
})

describe('sub-processes', () => {
  test('without start events begin at every node that no flow enters', () => {
    const m = model(`${start}<subProcess id="s">${users('a', 'b')}</subProcess>${users('c')}${end}`, 'start -> s; s -> c; c -> end')
    const play = new Play(m)
    expect(play.open).toEqual(['a', 'b'])
    expect(play.done('a').done('b').open).toEqual(['c'])
  })
  test('have variables of their own', () => {
    const data = '<property id="own"/>'
    const xml = sub('s', users('a'), 'ss -> a; a -> se')
      .replace('<startEvent id="ss"/>', `<startEvent id="ss"/>`)
      .replace(/(<subProcess id="s" >)/, `$1${data}`)
    const play = new Play(model(`${start}${xml}${users('c')}${end}`, 'start -> s; s -> c; c -> end')).done('a', { own: 1, shared: 2 })
    expect(play.state.data).toEqual({ shared: 2 })
  })
  test('empty ones are passed', () =>
    expect(new Play(model(`${start}${sub('s', '', 'ss -> se')}${end}`, 'start -> s; s -> end')).outcome).toBe('completed'))
})

describe('ad-hoc sub-processes', () => {
  const adHoc = (attributes: string, inner = '') => `<adHocSubProcess id="s" ${attributes}>${users('a', 'b')}${inner}</adHocSubProcess>`
  const around = 'start -> s; s -> c; c -> end'
  test('offer all activities at once, or one after the other', () => {
    const parallel = new Play(model(`${start}${adHoc('')}${users('c')}${end}`, around))
    expect(parallel.open).toEqual(['a', 'b'])
    expect(parallel.done('b').done('a').open).toEqual(['c'])
    const sequential = new Play(model(`${start}${adHoc('ordering="Sequential"')}${users('c')}${end}`, around))
    expect(sequential.open).toEqual(['a'])
    expect(sequential.done('a').open).toEqual(['b'])
    expect(sequential.done('b').open).toEqual(['c'])
  })
  test('end by their completion condition, with or without the rest', () => {
    const condition = formal('completionCondition', 'enough')
    const cancelling = new Play(model(`${start}${adHoc('', condition)}${users('c')}${end}`, around), { enough: false })
    expect(cancelling.done('a', { enough: true }).open).toEqual(['c'])
    const waiting = new Play(model(`${start}${adHoc('cancelRemainingInstances="false"', condition)}${users('c')}${end}`, around), {
      enough: false,
    })
    expect(waiting.done('a', { enough: true }).open).toEqual(['b'])
    expect(waiting.done('b').open).toEqual(['c'])
  })
  test('let an activity be done again', () => {
    const play = new Play(model(`${start}${adHoc('', formal('completionCondition', 'enough'))}${users('c')}${end}`, around), {
      enough: false,
    })
      .done('a')
      .done('b')
    const scope = play.state.live.find((l) => l.role === 0 && l.parent > 0)!
    expect(play.tell({ type: 'launch', id: scope.id, activity: 'a' }).open).toEqual(['a'])
    expect(play.done('a', { enough: true }).open).toEqual(['c'])
  })
})

describe('calls', () => {
  test('of a process are asked of the host, those of a global task are tasks', () => {
    const xml = file(
      '<globalScriptTask id="g" scriptLanguage="text/plain"><script>hello</script></globalScriptTask>',
      process(
        `${start}<callActivity id="c" calledElement="q"/><callActivity id="d" calledElement="g"/>${end}`,
        'start -> c; c -> d; d -> end',
      ),
      process(`${start}${end}`.replaceAll('id="', 'id="q'), 'qstart -> qend', 'q'),
    )
    const play = new Play(compile(xml).models.get('p')!)
    expect(play.all('call')).toEqual([{ type: 'call', id: 2, element: 'c', called: 'q' }])
    play.done('c')
    expect(play.all('task')[0]).toMatchObject({ element: 'd', task: { kind: 'script', script: 'hello', format: 'text/plain' } })
  })
})

describe('tasks', () => {
  test('tell their lane, from the outside in', () => {
    const lanes =
      '<laneSet><lane id="l1" name="住建局"><childLaneSet><lane id="l2" name="窗口"><flowNodeRef>a</flowNodeRef></lane></childLaneSet></lane></laneSet>'
    expect(new Play(model(`${lanes}${start}${users('a')}${end}`, 'start -> a; a -> end')).all('task')[0]!.lanes).toEqual(['住建局', '窗口'])
  })
  test('that receive wait for their message', () => {
    const m = model(`${start}<receiveTask id="r" messageRef="msg"/>${users('a')}${end}`, 'start -> r; r -> a; a -> end')
    expect(new Play(m).message().open).toEqual(['a'])
  })
  test('that fail for good keep their place, and are asked again on retry', () => {
    const play = new Play(model(`${start}<serviceTask id="a"/>${end}`, 'start -> a; a -> end'))
    const id = play.at('a')
    play.tell({ type: 'fail', id, sentence: 'no answer' })
    expect(play.last).toEqual([{ type: 'incident', id, element: 'a', code: 'FAILED', sentence: 'no answer' }])
    expect(play.tell({ type: 'retry', id }).last[0]).toMatchObject({ type: 'task', id })
    expect(play.done('a').outcome).toBe('completed')
  })
  test('completed twice are ignored the second time', () => {
    const play = new Play(model(`${start}${users('a')}${users('b')}${end}`, line))
    const id = play.at('a')
    play.done('a')
    expect(play.tell({ type: 'complete', id }).last).toEqual([
      { type: 'ignored', event: 'complete', sentence: 'Nobody waits for it any more: it came twice, or what it was for is over.' },
    ])
  })
})
