import { describe, expect, test } from 'vitest'
import { validate } from '../src/index.ts'
import {
  after,
  boundary,
  catching,
  compensate,
  e2,
  end,
  ending,
  error,
  escalation,
  every,
  file,
  formal,
  handler,
  io,
  line,
  message,
  plain,
  process,
  signal,
  start,
  sub,
  throwing,
  users,
  when,
  whole,
} from './draw.ts'

const rulesOf = (xml: string) => [...new Set(validate(xml).map((v) => v.rule))]
const gateway = (kind: string, attributes = '') => `<${kind} id="g" ${attributes}/>`

describe('valid are', () => {
  test.each([
    ['a process of one task', whole(plain)],
    ['a process without events', file(process(users('a')))],
    ['boundary events and their flows', whole(`${plain}${boundary('b', 'a', after('PT1H'))}${e2}`, `${line}; b -> e2`)],
    [
      'gateways with lists of their flows left out',
      whole(`${start}${gateway('exclusiveGateway')}${users('a', 'b')}${end}`, 'start -> g; g -> a ? x; g => b; a -> end; b -> end'),
    ],
    [
      'events in foreign words and attributes',
      whole(
        `<startEvent id="start" xmlns:z="urn:z" z:form="f"><extensionElements><z:any><z:more/></z:any></extensionElements></startEvent>${users('a')}${end}`,
      ),
    ],
    ['handlers for compensation', whole(`${plain}${boundary('b', 'a', compensate())}<userTask id="u" isForCompensation="true"/>`)],
    ['expressions in the place of times', whole(`${start}${catching('c', after('duration(limit)'))}${end}`, 'start -> c; c -> end')],
  ])('%s', (_, xml) => expect(validate(xml)).toEqual([]))
})

describe('XML is refused', () => {
  const bomb = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><definitions>&b;</definitions>'
  test.each([
    ['XML.MALFORMED', '<definitions>'],
    ['XML.MALFORMED', ''],
    ['XML.MALFORMED', 'no XML at all'],
    ['XML.MALFORMED', '<a:definitions/>'],
    ['XML.DOCTYPE', bomb],
    ['XML.DEPTH', `${'<a>'.repeat(300)}${'</a>'.repeat(300)}`],
    ['XSD.ROOT', '<definitions/>'],
    ['XML.SIZE', ' '.repeat(50_000_000)],
  ])('by %s', (rule, xml) => expect(rulesOf(xml)).toEqual([rule]))
  test('in bytes that are no text', () => expect(validate(new Uint8Array([0x3c, 0xff, 0xfe, 0x80]))[0]!.rule).toBe('XML.ENCODING'))
  test('with the line where it breaks', () => expect(validate('<a>\n\n<b></a>')[0]).toMatchObject({ rule: 'XML.MALFORMED', line: 3 }))
})

/** What breaks each rule: nodes, flows, roots beside the process. */
const broken: readonly (readonly [rule: string, nodes: string, flows?: string, roots?: string])[] = [
  ['XSD.ATTRIBUTE', plain.replace('<userTask', '<userTask colour="red"')],
  ['XSD.REQUIRED', `${plain}<sequenceFlow id="f" sourceRef="a"/>`],
  ['XSD.VALUE', plain.replace('<userTask', '<userTask isForCompensation="perhaps"')],
  ['XSD.CHILD', plain.replace('<userTask id="a"/>', '<userTask id="a"><nonsense/></userTask>')],
  ['XSD.ORDER', plain.replace('<userTask id="a"/>', '<userTask id="a"><property id="x"/><documentation/></userTask>')],
  ['XSD.MISSING', `${plain}`, line, '<interface id="i" name="i"/>'],
  ['XSD.TEXT', plain.replace('<userTask id="a"/>', '<userTask id="a">words</userTask>')],
  ['XSD.ID', `${plain}<userTask id="a"/>`],
  ['XSD.IDREF', plain, `${line}; a -> nowhere`],
  [
    'XSD.TYPE',
    plain,
    'start -> a; a -> end'.replace('a -> end', 'a -> end'),
    '<correlationProperty id="cp"><correlationPropertyRetrievalExpression messageRef="msg"><messagePath xsi:type="tTask">x</messagePath></correlationPropertyRetrievalExpression></correlationProperty>',
  ],
  ['XSD.ABSTRACT', plain, line, '<rootElement id="r"/>'],
  ['REF.MISSING', plain.replace('<userTask', '<receiveTask messageRef="ghost"').replace('userTask', 'receiveTask')],
  ['REF.PREFIX', plain.replace('<userTask', '<receiveTask messageRef="q:msg"')],
  ['REF.TYPE', plain.replace('<userTask', '<receiveTask messageRef="sig"')],
  ['FLOW.INTO-START', plain, `${line}; a -> start`],
  ['FLOW.OUT-OF-END', plain, `${line}; end -> a`],
  ['FLOW.INTO-BOUNDARY', `${plain}${boundary('b', 'a', after('PT1H'))}${e2}`, `${line}; b -> e2; a -> b`],
  ['FLOW.EVENT-SUBPROCESS', `${plain}${handler('h', signal('sig'), true, 'x')}`, `${line}; a -> h`],
  ['FLOW.LEVEL', `${plain}${sub('s', users('x'), 'ss -> x; x -> se')}`, `${line}; a -> s; s -> end; a -> x`],
  ['FLOW.COMPENSATION', `${plain}<userTask id="u" isForCompensation="true"/>`, `${line}; a -> u; u -> end`],
  ['FLOW.LISTED', plain.replace('<userTask id="a"/>', '<userTask id="a"><incoming>start_a</incoming></userTask>')],
  ['FLOW.CONDITION', plain, 'start -> a; a -> end ? x'],
  ['FLOW.DEFAULT', plain.replace('id="a"', 'id="a" default="start_a"')],
  [
    'EVENT.SUBPROCESS-START',
    `${plain}${sub('s', '', 'ss -> se').replace('<startEvent id="ss"/>', `<startEvent id="ss">${signal('sig')}</startEvent>`)}`,
    `${line}; a -> s; s -> end`,
  ],
  ['EVENT.EVENT-SUBPROCESS-START', `${plain}${handler('h', '', true, 'x')}`],
  ['EVENT.TRIGGER', `<startEvent id="start">${error('err')}</startEvent>${users('a')}${end}`],
  ['EVENT.TRIGGER', `${plain}${boundary('b', 'a', error('err'), false)}${e2}`, `${line}; b -> e2`],
  ['EVENT.TRIGGER', `${start}${catching('c', compensate())}${end}`, 'start -> c; c -> end'],
  ['EVENT.TRIGGER', `${start}${throwing('t', after('PT1S'))}${end}`, 'start -> t; t -> end'],
  ['EVENT.TRIGGER', `${start}${users('a')}${ending('end', after('PT1S'))}`],
  ['EVENT.TRIGGER', `${plain}${handler('h', error('err'), false, 'x')}`],
  ['EVENT.NEEDS-TRIGGER', `${start}${catching('c', '')}${end}`, 'start -> c; c -> end'],
  ['EVENT.NEEDS-TRIGGER', `${plain}${boundary('b', 'a', '')}${e2}`, `${line}; b -> e2`],
  ['EVENT.START-NEEDS-END', `${start}${users('a')}`, 'start -> a'],
  ['EVENT.END-NEEDS-START', `${users('a')}${end}`, 'a -> end'],
  ['EVENT.START-FLOWS', `${plain}<startEvent id="s2"/>`],
  ['EVENT.END-FLOWS', `${plain}${e2}`],
  ['EVENT.CANCEL-END', `${start}${users('a')}${ending('end', '<cancelEventDefinition/>')}`],
  ['EVENT.CANCEL-BOUNDARY', `${plain}${boundary('b', 'a', '<cancelEventDefinition/>')}${e2}`, `${line}; b -> e2`],
  [
    'EVENT.BOUNDARY-LEVEL',
    `${plain}${sub('s', users('x'), 'ss -> x; x -> se')}${boundary('b', 'x', after('PT1H'))}${e2}`,
    `${line}; a -> s; s -> end; b -> e2`,
  ],
  ['EVENT.BOUNDARY-FLOWS', `${plain}${boundary('b', 'a', after('PT1H'))}`],
  ['EVENT.BOUNDARY-FLOWS', `${plain}${boundary('b', 'a', compensate())}${e2}`, `${line}; b -> e2`],
  ['EVENT.INTERMEDIATE-FLOWS', `${plain}${catching('c', signal('sig'))}`],
  ['EVENT.LINK', `${plain}${throwing('t', '<linkEventDefinition name="L"/>')}`, `${line}; a -> t`],
  ['EVENT.LINK', `${plain}${catching('c', '<linkEventDefinition name="L"/>')}`, `${line}; c -> end`],
  [
    'EVENT.LINK-ANSWERED',
    `${plain}${throwing('t', '<linkEventDefinition id="l1" name="L"><target>l2</target></linkEventDefinition>')}${catching('c', '<linkEventDefinition id="l2" name="L"/>')}`,
    `${line}; a -> t; c -> end`,
  ],
  [
    'EVENT.LINK-FLOWS',
    `${plain}${throwing('t', '<linkEventDefinition name="L"/>')}${catching('c', '<linkEventDefinition name="L"/>')}`,
    `${line}; a -> t; t -> end; c -> end`,
  ],
  [
    'EVENT.DATA',
    `${start}<intermediateCatchEvent id="c"><dataOutput id="d1"/><dataOutput id="d2"/>${message('msg')}</intermediateCatchEvent>${end}`,
    'start -> c; c -> end',
  ],
  [
    'EVENT.OWN-DEFINITION',
    `${start}${throwing('t', '<signalEventDefinition id="sd" signalRef="sig"/>')}<endEvent id="end"><eventDefinitionRef>sd</eventDefinitionRef></endEvent>`,
    'start -> t; t -> end',
  ],
  ['EVENT.ERROR-CODE', `${start}${users('a')}${ending('end', error())}`],
  ['EVENT.ESCALATION-CODE', `${start}${throwing('t', escalation())}${end}`, 'start -> t; t -> end'],
  ['EVENT.MESSAGE-REF', `${start}${catching('c', '<messageEventDefinition/>')}${end}`, 'start -> c; c -> end'],
  ['EVENT.SIGNAL-REF', `${start}${throwing('t', '<signalEventDefinition/>')}${end}`, 'start -> t; t -> end'],
  ['EVENT.TIMER', `${start}${catching('c', '<timerEventDefinition/>')}${end}`, 'start -> c; c -> end'],
  ['GATEWAY.FLOWS', `${start}${gateway('exclusiveGateway')}${end}`, 'start -> g; g -> end'],
  [
    'GATEWAY.DIRECTION',
    `${start}${gateway('exclusiveGateway', 'gatewayDirection="Converging"')}${users('a', 'b')}${end}`,
    'start -> g; g -> a ? x; g => b; a -> end; b -> end',
  ],
  [
    'GATEWAY.DIRECTION',
    `${start}${gateway('exclusiveGateway', 'gatewayDirection="Mixed"')}${users('a', 'b')}${end}`,
    'start -> g; g -> a ? x; g => b; a -> end; b -> end',
  ],
  ['GATEWAY.EVENT-FLOWS', `${start}${gateway('eventBasedGateway')}${catching('c', signal('sig'))}${end}`, 'start -> g; g -> c; c -> end'],
  [
    'GATEWAY.EVENT-TARGETS',
    `${start}${gateway('eventBasedGateway')}${catching('c', signal('sig'))}${users('a')}${end}`,
    'start -> g; g -> c; g -> a; c -> end; a -> end',
  ],
  [
    'GATEWAY.EVENT-MIXED',
    `${start}${gateway('eventBasedGateway')}${catching('c', message('msg'))}<receiveTask id="r" messageRef="msg2"/>${end}`,
    'start -> g; g -> c; g -> r; c -> end; r -> end',
  ],
  [
    'GATEWAY.EVENT-BOUNDARY',
    `${start}${gateway('eventBasedGateway')}${catching('c', signal('sig'))}<receiveTask id="r" messageRef="msg2"/>${boundary('b', 'r', after('P1D'))}${end}${e2}`,
    'start -> g; g -> c; g -> r; c -> end; r -> end; b -> e2',
  ],
  [
    'GATEWAY.EVENT-OTHERS',
    `${start}${gateway('eventBasedGateway')}${catching('c', signal('sig'))}${catching('m', message('msg'))}${users('a')}${end}`,
    'start -> g; g -> c; g -> m; c -> a; m -> end; a -> m',
  ],
  [
    'GATEWAY.EVENT-START',
    `${start}${gateway('eventBasedGateway', 'instantiate="true"')}${catching('c', signal('sig'))}${catching('m', message('msg'))}${end}`,
    'start -> g; g -> c; g -> m; c -> end; m -> end',
  ],
  [
    'GATEWAY.EVENT-PARALLEL',
    `${start}${gateway('eventBasedGateway', 'eventGatewayType="Parallel"')}${catching('c', signal('sig'))}${catching('m', message('msg'))}${end}`,
    'start -> g; g -> c; g -> m; c -> end; m -> end',
  ],
  ['ACTIVITY.START-QUANTITY', plain.replace('id="a"', 'id="a" startQuantity="0"')],
  ['ACTIVITY.COMPLETION-QUANTITY', plain.replace('id="a"', 'id="a" completionQuantity="-1"')],
  ['ACTIVITY.REACHED', `${plain}${users('b')}`, `${line}; b -> end`],
  ['ACTIVITY.LEFT', `${plain}${users('b')}`, `${line}; a -> b`],
  ['RECEIVE.START', plain.replace('<userTask', '<receiveTask messageRef="msg" instantiate="true"')],
  [
    'SERVICE.SETS',
    plain.replace('<userTask', '<serviceTask operationRef="op"'),
    line,
    '<interface id="i" name="i"><operation id="op" name="op"><inMessageRef>msg</inMessageRef></operation></interface>',
  ],
  [
    'SUBPROCESS.IO',
    `${plain}${sub('s', '', 'ss -> se').replace('<subProcess id="s" >', `<subProcess id="s">${io('<inputSet/><outputSet/>')}`)}`,
    `${line}; a -> s; s -> end`,
  ],
  ['SUBPROCESS.EVENT-START', `${plain}<subProcess id="h" triggeredByEvent="true">${users('x')}</subProcess>`],
  ['ADHOC.ACTIVITIES', `${plain}<adHocSubProcess id="s"/>`, `${line}; a -> s; s -> end`],
  [
    'ADHOC.EVENTS',
    `${plain}<adHocSubProcess id="s"><startEvent id="q"/><userTask id="r"/><endEvent id="t"/><sequenceFlow id="f1" sourceRef="q" targetRef="r"/><sequenceFlow id="f2" sourceRef="r" targetRef="t"/></adHocSubProcess>`,
    `${line}; a -> s; s -> end`,
  ],
  [
    'CALL.START',
    plain.replace('<userTask id="a"/>', '<callActivity id="a" calledElement="q"/>'),
    line,
    process(`<startEvent id="qs">${signal('sig')}</startEvent><endEvent id="qe"/>`, 'qs -> qe', 'q'),
  ],
  ['MULTI.COUNT', plain.replace('<userTask id="a"/>', '<userTask id="a"><multiInstanceLoopCharacteristics/></userTask>')],
  ['PROCESS.PUBLIC', plain],
  ['DATA.COLLECTION', `<dataObject id="do" itemSubjectRef="it"/>${plain}`, line, '<itemDefinition id="it" isCollection="true"/>'],
  [
    'DATA.INPUT-SET',
    plain.replace('<userTask id="a"/>', `<userTask id="a">${io('<dataInput id="di"/><inputSet/><outputSet/>')}</userTask>`),
  ],
  [
    'DATA.OUTPUT-SET',
    plain.replace('<userTask id="a"/>', `<userTask id="a">${io('<dataOutput id="di"/><inputSet/><outputSet/>')}</userTask>`),
  ],
  [
    'DATA.INPUT-LISTS',
    plain.replace(
      '<userTask id="a"/>',
      `<userTask id="a">${io('<dataInput id="d1"/><dataInput id="d2"/><inputSet><dataInputRefs>d1</dataInputRefs><optionalInputRefs>d2</optionalInputRefs></inputSet><inputSet><dataInputRefs>d2</dataInputRefs></inputSet><outputSet/>')}</userTask>`,
    ),
  ],
  [
    'DATA.SOURCES',
    `<dataObject id="x"/><dataObject id="y"/>${plain}`.replace(
      '<userTask id="a"/>',
      `<userTask id="a">${io('<dataInput id="di"/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/>')}<dataInputAssociation><sourceRef>x</sourceRef><sourceRef>y</sourceRef><targetRef>di</targetRef></dataInputAssociation></userTask>`,
    ),
  ],
  ['LOOP.MAXIMUM', plain.replace('<userTask id="a"/>', '<userTask id="a"><standardLoopCharacteristics loopMaximum="-1"/></userTask>')],
  [
    'EXPRESSION.FORMAL',
    `${start}${catching('c', '<conditionalEventDefinition><condition>x</condition></conditionalEventDefinition>')}${end}`,
    'start -> c; c -> end',
  ],
  ['EXPRESSION.EMPTY', `${start}${catching('c', when(''))}${end}`, 'start -> c; c -> end'],
  ['EXPRESSION.TIME', `${start}${catching('c', after('P5'))}${end}`, 'start -> c; c -> end'],
  ['EXPRESSION.TIME', `${start}${catching('c', every('R3/tomorrow'))}${end}`, 'start -> c; c -> end'],
  [
    'EXPRESSION.TIME',
    `${start}${catching('c', `<timerEventDefinition>${formal('timeDate', '2026-02-30T10:00:00Z')}</timerEventDefinition>`)}${end}`,
    'start -> c; c -> end',
  ],
  [
    'PARTICIPANT.MULTIPLICITY',
    plain,
    line,
    '<collaboration id="co"><participant id="pa" processRef="p"><participantMultiplicity minimum="3" maximum="2"/></participant></collaboration>',
  ],
  [
    'MESSAGE.POOLS',
    plain,
    line,
    '<collaboration id="co"><participant id="pa" processRef="p"/><messageFlow id="mf" sourceRef="pa" targetRef="a"/></collaboration>',
  ],
  [
    'MESSAGE.SOURCE',
    plain,
    line,
    '<collaboration id="co"><participant id="pa"/><messageFlow id="mf" sourceRef="start" targetRef="pa"/></collaboration>',
  ],
  [
    'MESSAGE.TARGET',
    plain,
    line,
    '<collaboration id="co"><participant id="pa"/><messageFlow id="mf" sourceRef="pa" targetRef="end"/></collaboration>',
  ],
  [
    'MESSAGE.EVENT',
    plain,
    line,
    '<collaboration id="co"><participant id="pa"/><messageFlow id="mf" sourceRef="end" targetRef="pa"/></collaboration>',
  ],
  ['LANE.NODES', plain, line, process(`<laneSet><lane id="l"><flowNodeRef>a</flowNodeRef></lane></laneSet>${users('x')}`, '', 'q')],
]

describe('a model is refused', () => {
  test.each(broken.map(([rule, nodes, flows = line, more = '']) => [rule, nodes, flows, more] as const))(
    'by %s: %s %s',
    (rule, nodes, flows, more) => {
      const xml = whole(nodes, flows, more)
      expect(rulesOf(rule === 'PROCESS.PUBLIC' ? xml.replace('<process', '<process processType="Public"') : xml)).toContain(rule)
    },
  )
  test('with the element, the rule, the line and a sentence', () => {
    expect(validate(whole(plain, `${line}; a -> start`))).toEqual([
      { rule: 'FLOW.INTO-START', element: 'a_start', sentence: 'leads into a start event.', line: 8 },
    ])
  })
  test('for an import that is not there', () => {
    const xml = file(
      '<import namespace="urn:x" location="x.bpmn" importType="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
      process(users('a')),
    )
    expect(validate(xml)).toEqual([])
    expect(validate(xml, { imports: () => undefined })[0]).toMatchObject({ rule: 'IMPORT.FILE' })
  })
  test('for a reference into an import where nothing of that name is, or something of another kind', () => {
    const other = file('<message id="m" name="m"/><signal id="s" name="s"/>').replace('http://example.com/', 'urn:x')
    const importing = (ref: string) =>
      file(
        '<import namespace="urn:x" location="x.bpmn" importType="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
        process(`<receiveTask id="r" messageRef="x:${ref}" xmlns:x="urn:x"/>`),
      )
    const rules = (ref: string) => validate(importing(ref), { imports: () => other }).map((v) => v.rule)
    expect([rules('m'), rules('s'), rules('q')]).toEqual([[], ['REF.TYPE'], ['REF.MISSING']])
  })
  test('for an id that an imported model of the same namespace has too', () => {
    const other = (id: string) => file(process(users(id), '', 'q')).replace('id="definitions"', 'id="others"')
    const xml = file(
      '<import namespace="http://example.com/" location="x.bpmn" importType="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
      process(users('a')),
    )
    const rules = (id: string) => validate(xml, { imports: () => other(id) }).map((v) => `${v.rule} ${v.element}`)
    expect([rules('a'), rules('b')]).toEqual([['IMPORT.ID a'], []])
  })
  test('for a call of what neither the file nor the host knows', () => {
    const xml = file(process('<callActivity id="c" calledElement="elsewhere"/>'))
    expect(validate(xml)[0]).toMatchObject({ rule: 'REF.MISSING', element: 'c' })
    expect(validate(xml, { known: (name) => name === 'elsewhere' })).toEqual([])
  })
})
