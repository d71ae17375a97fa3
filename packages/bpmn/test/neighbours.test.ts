/** Small models that break one rule, each beside a neighbour that differs by little and is valid: what is refused, and what must not be. */
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
  file,
  formal,
  handler,
  instead,
  line,
  message,
  plain,
  pool,
  process,
  roots,
  signal,
  start,
  sub,
  task,
  throwing,
  users,
  when,
  whole,
} from './draw.ts'

const link = '<linkEventDefinition name="L"/>'
const pools = '<participant id="pa" processRef="p"/><participant id="pb"/>'
const split = (kind: string, attributes = '', flows = 'start -> g; g -> a; g -> b; a -> end; b -> end') =>
  whole(`${start}<${kind} id="g" ${attributes}/>${users('a', 'b')}${end}`, flows)
const timed = (text: string, tag = 'timeDuration') =>
  whole(`${start}${catching('c', `<timerEventDefinition>${formal(tag, text)}</timerEventDefinition>`)}${end}`, 'start -> c; c -> end')
const caught = (trigger: string) => whole(`${start}${catching('c', trigger)}${end}`, 'start -> c; c -> end')
const thrown = (trigger: string) => whole(`${start}${throwing('c', trigger)}${end}`, 'start -> c; c -> end')
const started = (trigger: string) => whole(`<startEvent id="start">${trigger}</startEvent>${users('a')}${end}`)
const ended = (trigger: string) => whole(`${start}${users('a')}${ending('end', trigger)}`)
const guarded = (trigger: string, interrupting = true, host = 'a') =>
  whole(`${plain}${boundary('b', host, trigger, interrupting)}${e2}`, `${line}; b -> e2`)
const handled = (trigger: string, interrupting = true) => whole(`${plain}${handler('h', trigger, interrupting, 'x')}`)
const drawn = (inside: string, plane = 'p') =>
  whole(plain).replace(
    '</definitions>',
    `<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="dia"><bpmndi:BPMNPlane id="plane" bpmnElement="${plane}">${inside}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>`,
  )
const bounds = (width = '10') => `<dc:Bounds x="1" y="1" width="${width}" height="10"/>`
const shape = (element: string, id = 's1', inside = bounds()) =>
  `<bpmndi:BPMNShape id="${id}" bpmnElement="${element}">${inside}</bpmndi:BPMNShape>`
const point = '<di:waypoint x="1" y="1"/>'
const edge = (element: string, way = point + point, more = '') =>
  `<bpmndi:BPMNEdge id="g1" bpmnElement="${element}" ${more}>${way}</bpmndi:BPMNEdge>`
const many = (inside: string, attributes = '') =>
  instead(task(`<multiInstanceLoopCharacteristics ${attributes}>${inside}</multiInstanceLoopCharacteristics>`))
const moving = (target: string) =>
  whole(
    `<dataObject id="x"/>${plain.replace(
      '<userTask id="a"/>',
      task(
        `<ioSpecification><dataInput id="di"/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><dataInputAssociation id="da"><sourceRef>x</sourceRef><targetRef>${target}</targetRef></dataInputAssociation>`,
      ),
    )}`,
  )
const giving = (source: string) =>
  whole(
    `<dataObject id="x"/><dataObject id="y"/>${plain.replace(
      '<userTask id="a"/>',
      task(
        `<ioSpecification><dataOutput id="do"/><inputSet/><outputSet><dataOutputRefs>do</dataOutputRefs></outputSet></ioSpecification><dataOutputAssociation id="da"><sourceRef>${source}</sourceRef><targetRef>x</targetRef></dataOutputAssociation>`,
      ),
    )}`,
  )
const undone = (activity: string) =>
  whole(`${plain}${sub('s', users('x'), 'ss -> x; x -> se')}${throwing('t', compensate(activity))}`, 'start -> a; a -> s; s -> t; t -> end')
const lanes = (ref: string) => whole(`<laneSet id="ls"><lane id="l1"><flowNodeRef>${ref}</flowNodeRef></lane></laneSet>${plain}`)
const choreography = (initiator: string) =>
  file(
    `<choreography id="ch"><participant id="p1"/><participant id="p2"/><participant id="p3"/><messageFlow id="m1" sourceRef="p1" targetRef="p2"/><startEvent id="cs"/><choreographyTask id="ct" initiatingParticipantRef="${initiator}"><participantRef>p1</participantRef><participantRef>p2</participantRef><messageFlowRef>m1</messageFlowRef></choreographyTask><endEvent id="ce"/><sequenceFlow id="x1" sourceRef="cs" targetRef="ct"/><sequenceFlow id="x2" sourceRef="ct" targetRef="ce"/></choreography>`,
  )
const talk = (source: string) =>
  pool(
    `<participant id="p1"/><participant id="p2"/><conversation id="cv"><participantRef>p1</participantRef><participantRef>p2</participantRef></conversation><conversationLink id="cl" sourceRef="${source}" targetRef="p2"/>`,
  )
const linked = (other: string, more = '') =>
  whole(`${start}${throwing('t', link)}${catching('c', link.replace('"L"', other))}${more}${end}`, 'start -> t; c -> end')
const waits = (first: string, second: string) =>
  whole(`${start}<eventBasedGateway id="g"/>${first}${second}${end}`, 'start -> g; g -> c; g -> d; c -> end; d -> end')
const owned = (ref: string) =>
  whole(
    plain.replace('<userTask id="a"/>', task(`<potentialOwner><resourceRef>${ref}</resourceRef></potentialOwner>`)),
    line,
    '<resource id="r" name="r"/>',
  )
const flowing = (source: string, target: string, nodes = plain, flows = line) =>
  pool(`${pools}<messageFlow id="mf" sourceRef="${source}" targetRef="${target}"/>`, process(nodes, flows))
const messageStart = `<startEvent id="start">${message('msg')}</startEvent>${users('a')}${end}`
const two = (flows: string) =>
  file(
    roots,
    '<collaboration id="co"><participant id="pa" processRef="p"/><participant id="pb" processRef="q"/></collaboration>',
    process(plain, line),
    process(`<startEvent id="s2"/>${users('b')}<endEvent id="e3"/>`, flows, 'q'),
  )

const shaped = (item: string) =>
  whole(
    plain,
    line,
    `<itemDefinition id="it" structureRef="xsd:string" xmlns:xsd="http://www.w3.org/2001/XMLSchema"/><signal id="z" name="z" structureRef="${item}" xmlns:xsd="http://www.w3.org/2001/XMLSchema"/>`,
  )
/** A reference to data beside a sub-process and, where the data allows it, one inside. */
const seen = (outside: string, inside: string) =>
  whole(
    `${outside}${outside ? '' : '<dataObjectReference id="r" dataObjectRef="o"/>'}${plain}${sub('s', `${inside}<dataObjectReference id="r2" dataObjectRef="o"/>${users('x')}`, 'ss -> x; x -> se')}`,
    'start -> a; a -> s; s -> end',
  )
/** A task fed from data of its own process or of another one. */
const fed = (own: string, other: string) =>
  file(
    roots,
    `<process id="p" isExecutable="true">${own}${task(
      '<ioSpecification><dataInput id="di"/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/></ioSpecification><dataInputAssociation><sourceRef>o</sourceRef><targetRef>di</targetRef></dataInputAssociation>',
    )}</process>`,
    `<process id="q">${other}${users('x')}</process>`,
  )
const labelled = (style: string) =>
  drawn(shape('a', 's1', `${bounds()}<bpmndi:BPMNLabel labelStyle="${style}"/>`)).replace(
    '</bpmndi:BPMNDiagram>',
    '<bpmndi:BPMNLabelStyle id="ls"><dc:Font name="Arial" size="11"/></bpmndi:BPMNLabelStyle></bpmndi:BPMNDiagram>',
  )
const compensated = (target: string, attributes: string, tag = 'userTask') => {
  const handled = tag === 'textAnnotation' ? '' : `<${tag} id="u" ${attributes}/>`
  const flows = attributes || !handled ? line : 'start -> a; a -> u; u -> end'
  const note = '<textAnnotation id="n"/>'
  return whole(`${plain}${handled}${boundary('b', 'a', compensate())}`, flows).replace(
    '</process>',
    `${note}<association id="as" sourceRef="b" targetRef="${target}" associationDirection="One"/></process>`,
  )
}

const valid = whole(plain)
const noted = (source: string) =>
  valid.replace('</process>', `<textAnnotation id="n"/><association id="as" sourceRef="${source}" targetRef="n"/></process>`)
const timer = after('P1D')

/** What is broken, the rule that says so, the model, and its neighbour. */
const pairs: readonly (readonly [what: string, rule: string, broken: string, neighbour: string])[] = [
  ['a namespace of another version', 'XSD.ROOT', valid.replace('20100524/MODEL"', '20110101/MODEL"'), valid],
  ['no namespace', 'XSD.ROOT', valid.replace(' xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"', ''), valid],
  ['no target namespace', 'XSD.REQUIRED', valid.replace(' targetNamespace="http://example.com/"', ''), valid],
  ['an unknown element of the standard', 'XSD.CHILD', instead('<robotTask id="a"/>'), instead('<manualTask id="a"/>')],
  ['a task outside a process', 'XSD.CHILD', file(users('a')), file('<globalUserTask id="a"/>')],
  ['a process in a process', 'XSD.CHILD', whole(`${plain}<process id="q"/>`), whole(plain, line, '<process id="q"/>')],
  ['an id with a space', 'XSD.VALUE', instead('<userTask id="a b"/>'), instead('<userTask id="a"/>')],
  ['an id of digits', 'XSD.VALUE', whole(`${plain}<dataObject id="1"/>`), whole(`${plain}<dataObject id="_1"/>`)],
  ['an id twice', 'XSD.ID', whole(`${plain}<dataObject id="a"/>`), whole(`${plain}<dataObject id="d"/>`)],
  ['a boolean in words', 'XSD.VALUE', instead(task('', 'isForCompensation="no"')), instead(task('', 'isForCompensation="0"'))],
  ['a number in words', 'XSD.VALUE', instead(task('', 'startQuantity="one"')), instead(task('', 'startQuantity="1"'))],
  ['a broken number', 'XSD.VALUE', instead(task('', 'startQuantity="1.5"')), instead(task('', 'startQuantity="2"'))],
  ['an attribute of another element', 'XSD.ATTRIBUTE', instead(task('', 'calledElement="p"')), instead(task('', 'name="p"'))],
  ['a name in another case', 'XSD.CHILD', instead('<usertask id="a"/>'), instead('<userTask id="a"/>')],
  [
    'a direction of no kind',
    'XSD.VALUE',
    split('parallelGateway', 'gatewayDirection="Sideways"'),
    split('parallelGateway', 'gatewayDirection="Diverging"'),
  ],
  [
    'a process type of no kind',
    'XSD.VALUE',
    valid.replace('<process', '<process processType="Secret"'),
    valid.replace('<process', '<process processType="Private"'),
  ],
  [
    'a behaviour of no kind',
    'XSD.VALUE',
    many(formal('loopCardinality', '3'), 'behavior="Some"'),
    many(formal('loopCardinality', '3'), 'behavior="All"'),
  ],
  [
    'incoming behind outgoing',
    'XSD.ORDER',
    instead(task('<outgoing>a_end</outgoing><incoming>start_a</incoming>')),
    instead(task('<incoming>start_a</incoming><outgoing>a_end</outgoing>'))
      .replace('<startEvent id="start"/>', '<startEvent id="start"><outgoing>start_a</outgoing></startEvent>')
      .replace('<endEvent id="end"/>', '<endEvent id="end"><incoming>a_end</incoming></endEvent>'),
  ],
  [
    'lanes behind nodes',
    'XSD.ORDER',
    whole(`${plain}<laneSet id="ls"><lane id="l"/></laneSet>`),
    whole(`<laneSet id="ls"><lane id="l"/></laneSet>${plain}`),
  ],
  [
    'two loops',
    'XSD.ORDER',
    instead(task('<standardLoopCharacteristics/><standardLoopCharacteristics/>')),
    instead(task('<standardLoopCharacteristics/>')),
  ],
  ['text between nodes', 'XSD.TEXT', whole(`${plain}words`), whole(`${plain}\n  `)],
  [
    'an expression of no type',
    'XSD.TYPE',
    caught('<conditionalEventDefinition><condition xsi:type="tFoo">x</condition></conditionalEventDefinition>'),
    caught(when('x')),
  ],
  ['an edge of one point', 'XSD.MISSING', drawn(edge('start_a', point)), drawn(edge('start_a'))],
  ['a shape without a place', 'XSD.MISSING', drawn(shape('a', 's1', '')), drawn(shape('a'))],
  ['a width in words', 'XSD.VALUE', drawn(shape('a', 's1', bounds('wide'))), drawn(shape('a', 's1', bounds('1e1')))],
  ['a shape of nothing', 'REF.MISSING', drawn(shape('ghost')), drawn(shape('end'))],
  ['an edge of nothing', 'REF.MISSING', drawn(edge('ghost')), drawn(edge('a_end'))],
  [
    'an edge from a shape that is not there',
    'REF.MISSING',
    drawn(shape('a') + edge('start_a', point + point, 'sourceElement="ghost"')),
    drawn(shape('a') + edge('start_a', point + point, 'targetElement="s1"')),
  ],
  ['a flow drawn as a shape', 'DIAGRAM.SHAPE', drawn(shape('start_a')), drawn(shape('start'))],
  ['a signal drawn as a shape', 'DIAGRAM.SHAPE', drawn(shape('sig')), drawn(shape('msg'))],
  ['a task drawn as an edge', 'DIAGRAM.EDGE', drawn(edge('a')), drawn(edge('start_a'))],
  ['a task as a plane', 'DIAGRAM.PLANE', drawn('', 'a'), drawn('', 'p')],
  [
    'a flow that ends nowhere',
    'XSD.IDREF',
    whole(plain, `${line}; a -> ghost`),
    whole(`${plain}${users('b')}`, 'start -> a; a -> b; b -> end'),
  ],
  ['a flow to data', 'REF.TYPE', whole(`<dataObject id="d"/>${plain}`, `${line}; a -> d`), whole(`<dataObject id="d"/>${plain}`)],
  ['a flow to a note', 'REF.TYPE', whole(plain, `${line}; a -> n`).replace('</process>', '<textAnnotation id="n"/></process>'), noted('a')],
  ['a note tied to nothing', 'REF.MISSING', noted('ghost'), noted('end')],
  ['a lane of a flow', 'REF.TYPE', lanes('start_a'), lanes('start')],
  ['a lane of nothing', 'XSD.IDREF', lanes('ghost'), lanes('end')],
  ['an owner that is not there', 'REF.MISSING', owned('ghost'), owned('r')],
  ['an owner that is no resource', 'REF.TYPE', owned('msg'), owned('r')],
  [
    'a pool of no process',
    'REF.MISSING',
    pool('<participant id="pa" processRef="ghost"/>', process(plain, line)),
    pool('<participant id="pa" processRef="p"/>', process(plain, line)),
  ],
  [
    'a boundary event on a gateway',
    'REF.TYPE',
    whole(
      `${start}<parallelGateway id="g"/>${users('a', 'b')}${end}${boundary('x', 'g', timer)}${e2}`,
      'start -> g; g -> a; g -> b; a -> end; b -> end; x -> e2',
    ),
    whole(
      `${start}<parallelGateway id="g"/>${users('a', 'b')}${end}${boundary('x', 'a', timer)}${e2}`,
      'start -> g; g -> a; g -> b; a -> end; b -> end; x -> e2',
    ),
  ],
  ['a boundary event on an event', 'REF.TYPE', guarded(timer, true, 'start'), guarded(timer)],
  ['a boundary event on nothing', 'XSD.REQUIRED', guarded(timer).replace(' attachedToRef="a"', ''), guarded(timer, false)],
  ['a boundary event without a trigger', 'EVENT.NEEDS-TRIGGER', guarded(''), guarded(signal('sig'))],
  ['a boundary event that throws', 'EVENT.TRIGGER', guarded('<terminateEventDefinition/>'), guarded(escalation('esc'))],
  ['a boundary event of a link', 'EVENT.TRIGGER', guarded(link), guarded(when('x'))],
  ['an error that does not interrupt', 'EVENT.TRIGGER', guarded(error('err'), false), guarded(error('err'))],
  ['a start by an error', 'EVENT.TRIGGER', started(error('err')), started(signal('sig'))],
  ['a start by an escalation', 'EVENT.TRIGGER', started(escalation('esc')), started(message('msg'))],
  ['a start by compensation', 'EVENT.TRIGGER', started(compensate()), started(timer)],
  ['a start by a link', 'EVENT.TRIGGER', started(link), started(when('x'))],
  ['an end by a link', 'EVENT.TRIGGER', ended(link), ended(signal('sig'))],
  ['an end by a time', 'EVENT.TRIGGER', ended(timer), ended('<terminateEventDefinition/>')],
  ['an end by a condition', 'EVENT.TRIGGER', ended(when('x')), ended(error('err'))],
  ['waiting for an error in the flow', 'EVENT.TRIGGER', caught(error('err')), caught(signal('sig'))],
  ['waiting for an escalation in the flow', 'EVENT.TRIGGER', caught(escalation('esc')), caught(message('msg'))],
  ['waiting for a cancel in the flow', 'EVENT.TRIGGER', caught('<cancelEventDefinition/>'), caught(timer)],
  ['throwing an error in the flow', 'EVENT.TRIGGER', thrown(error('err')), thrown(escalation('esc'))],
  ['throwing a condition', 'EVENT.TRIGGER', thrown(when('x')), thrown(signal('sig'))],
  ['throwing an end', 'EVENT.TRIGGER', thrown('<terminateEventDefinition/>'), thrown('')],
  ['an event sub-process without a trigger', 'EVENT.EVENT-SUBPROCESS-START', handled(''), handled(signal('sig'))],
  ['an event sub-process for a cancel', 'EVENT.TRIGGER', handled('<cancelEventDefinition/>'), handled(error('err'))],
  ['an event sub-process beside an error', 'EVENT.TRIGGER', handled(error('err'), false), handled(timer, false)],
  [
    'a flow out of an event sub-process',
    'FLOW.EVENT-SUBPROCESS',
    whole(`${plain}${handler('h', signal('sig'), true, 'x')}`, `${line}; h -> end`),
    handled(escalation('esc'), false),
  ],
  ['a link without its target', 'EVENT.LINK', linked('"M"'), linked('"L"')],
  [
    'a link with two targets',
    'EVENT.LINK',
    linked('"L"', catching('d', link)).replace('</process>', '<sequenceFlow id="d_end" sourceRef="d" targetRef="end"/></process>'),
    linked('"L"'),
  ],
  ['compensation out of sight', 'EVENT.COMPENSATES', undone('x'), undone('a')],
  [
    'a condition behind a start',
    'FLOW.CONDITION',
    whole(plain, 'start -> a ? x; a -> end'),
    whole(`${plain}${e2}`, 'start -> a; a -> end ? x; a -> e2'),
  ],
  [
    'a condition behind an event',
    'FLOW.CONDITION',
    whole(`${start}${catching('c', signal('sig'))}${end}`, 'start -> c; c -> end ? x'),
    caught(signal('sig')),
  ],
  [
    'a default at a parallel gateway',
    'XSD.ATTRIBUTE',
    split('parallelGateway', 'default="g_a"'),
    split('inclusiveGateway', 'default="g_a"', 'start -> g; g -> a; g -> b ? x; a -> end; b -> end'),
  ],
  [
    'a default that does not leave its gateway',
    'FLOW.DEFAULT',
    split('exclusiveGateway', 'default="a_end"'),
    split('exclusiveGateway', 'default="g_b"', 'start -> g; g -> a ? x; g -> b; a -> end; b -> end'),
  ],
  [
    'a gateway that does nothing',
    'GATEWAY.FLOWS',
    whole(`${start}<parallelGateway id="g"/>${end}`, 'start -> g; g -> end'),
    split('parallelGateway'),
  ],
  [
    'a gateway against its direction',
    'GATEWAY.DIRECTION',
    split('parallelGateway', 'gatewayDirection="Converging"'),
    split('parallelGateway', 'gatewayDirection="Unspecified"'),
  ],
  [
    'an event gateway before a task',
    'GATEWAY.EVENT-TARGETS',
    waits(catching('c', signal('sig')), users('d')),
    waits(catching('c', signal('sig')), '<receiveTask id="d" messageRef="msg"/>'),
  ],
  [
    'an event gateway before a link',
    'GATEWAY.EVENT-TARGETS',
    waits(catching('c', signal('sig')), catching('d', link)),
    waits(catching('c', signal('sig')), catching('d', timer)),
  ],
  [
    'an event gateway before tasks and messages',
    'GATEWAY.EVENT-MIXED',
    waits(catching('c', message('msg')), '<receiveTask id="d" messageRef="msg2"/>'),
    waits(catching('c', message('msg')), catching('d', message('msg2'))),
  ],
  ['a flow from pool to pool', 'FLOW.LEVEL', two('s2 -> b; b -> e3; a -> b'), two('s2 -> b; b -> e3')],
  [
    'a flow into a sub-process',
    'FLOW.LEVEL',
    whole(`${plain}${sub('s', users('x'), 'ss -> x; x -> se')}`, 'start -> a; a -> s; s -> end; a -> x'),
    whole(`${plain}${sub('s', users('x'), 'ss -> x; x -> se')}`, 'start -> a; a -> s; s -> end'),
  ],
  [
    'a message within a pool',
    'MESSAGE.POOLS',
    flowing('a', 'b', `${start}${users('a', 'b')}${end}`, 'start -> a; a -> b; b -> end'),
    flowing('a', 'pb'),
  ],
  ['a message to a plain start', 'MESSAGE.EVENT', flowing('pb', 'start'), flowing('pb', 'start', messageStart)],
  [
    'a message to an end',
    'MESSAGE.TARGET',
    flowing('pb', 'end'),
    flowing('end', 'pb', `${start}${users('a')}${ending('end', message('msg'))}`),
  ],
  ['a message from a start', 'MESSAGE.SOURCE', flowing('start', 'pb', messageStart), flowing('pb', 'a')],
  [
    'a message to a gateway',
    'REF.TYPE',
    flowing('pb', 'g', `${start}<parallelGateway id="g"/>${users('a', 'b')}${end}`, 'start -> g; g -> a; g -> b; a -> end; b -> end'),
    flowing('pb', 'a', `${start}<parallelGateway id="g"/>${users('a', 'b')}${end}`, 'start -> g; g -> a; g -> b; a -> end; b -> end'),
  ],
  ['a signal of no item', 'REF.TYPE', shaped('msg'), shaped('it')],
  ['a signal of a process', 'REF.TYPE', shaped('p'), shaped('String')],
  ['a signal of a prefix that is not there', 'REF.PREFIX', shaped('z:string'), shaped('xsd:string')],
  ['data of a sub-process seen from outside', 'DATA.SCOPE', seen('', '<dataObject id="o"/>'), seen('<dataObject id="o"/>', '')],
  [
    'data of another process',
    'DATA.SCOPE',
    whole(`<dataObjectReference id="r" dataObjectRef="o"/>${plain}`, line, process(`<dataObject id="o"/>${users('x')}`, '', 'q')),
    whole(`<dataObjectReference id="r" dataObjectRef="o"/><dataObject id="o"/>${plain}`, line, process(users('x'), '', 'q')),
  ],
  ['input from the data of another process', 'DATA.SCOPE', fed('', '<dataObject id="o"/>'), fed('<dataObject id="o"/>', '')],
  ['input from a property of another process', 'DATA.SCOPE', fed('', '<property id="o"/>'), fed('<property id="o"/>', '')],
  ['a label in a style that is not there', 'REF.MISSING', labelled('ghost'), labelled('ls')],
  ['a label in the style of a shape', 'REF.TYPE', labelled('s1'), labelled('ls')],
  ['a shape of less than no width', 'DIAGRAM.BOUNDS', drawn(shape('a', 's1', bounds('-1'))), drawn(shape('a', 's1', bounds('0')))],
  ['compensation by an ordinary task', 'EVENT.COMPENSATION-HANDLER', compensated('u', ''), compensated('u', 'isForCompensation="true"')],
  [
    'compensation by an ordinary sub-process',
    'EVENT.COMPENSATION-HANDLER',
    compensated('u', '', 'subProcess'),
    compensated('n', '', 'textAnnotation'),
  ],
  ['data that moves past its task', 'DATA.INPUT-TARGET', moving('x'), moving('di')],
  ['data that comes from elsewhere', 'DATA.OUTPUT-SOURCE', giving('y'), giving('do')],
  ['an initiator who is not there', 'CHOREOGRAPHY.INITIATOR', choreography('p3'), choreography('p1')],
  ['two participants linked', 'CONVERSATION.LINK', talk('p1'), talk('cv')],
  ['an empty number of instances', 'EXPRESSION.EMPTY', many(formal('loopCardinality', '')), many(formal('loopCardinality', '3'))],
  ['fewer instances than none', 'MULTI.CARDINALITY', many(formal('loopCardinality', '-1')), many(formal('loopCardinality', '0'))],
  [
    'a number of instances in words',
    'MULTI.CARDINALITY',
    many(formal('loopCardinality', '"three"')),
    many(formal('loopCardinality', 'three')),
  ],
  ['instances without a number', 'MULTI.COUNT', many(''), many(formal('loopCardinality', 'n'))],
  [
    'instances of nothing',
    'REF.MISSING',
    many('<loopDataInputRef>ghost</loopDataInputRef>'),
    many(formal('loopCardinality', 'count(list)')),
  ],
  ...(
    [
      ['5 days', 'P5D'],
      ['P1X', 'P1Y'],
      ['P', 'PT1S'],
      ['PT', 'PT0S'],
      ['T5M', 'PT5M'],
      ['5D', 'P5D'],
      ['PD5', 'P5D'],
      ['P5H', 'PT5H'],
      ['p5d', 'duration(limit)'],
      ['2026-01-01T00:00:00Z', 'P1M'],
      ['R3/PT1H', 'PT1H'],
    ] as const
  ).map(([wrong, right]) => [`the duration ${wrong}`, 'EXPRESSION.TIME', timed(wrong), timed(right)] as const),
  ...(
    [
      ['2026-13-01T00:00:00Z', '2026-12-01T00:00:00Z'],
      ['2026-01-01T25:00:00Z', '2026-01-01T23:00:00Z'],
      ['01/02/2026', '2026-02-01T00:00:00+08:00'],
      ['P5D', 'deadline'],
    ] as const
  ).map(([wrong, right]) => [`the date ${wrong}`, 'EXPRESSION.TIME', timed(wrong, 'timeDate'), timed(right, 'timeDate')] as const),
  ...(
    [
      ['R', 'R/PT1H'],
      ['R3/', 'R3/PT1H'],
      ['R-1/PT1H', 'R1/PT1H'],
      ['PT1H', 'R2/PT1H'],
    ] as const
  ).map(([wrong, right]) => [`the cycle ${wrong}`, 'EXPRESSION.TIME', timed(wrong, 'timeCycle'), timed(right, 'timeCycle')] as const),
]

describe('a model is refused, and its neighbour is not', () => {
  test.each(pairs)('%s: %s', (_what, rule, broken, neighbour) => {
    expect(validate(broken).map((v) => v.rule)).toContain(rule)
    expect(validate(neighbour)).toEqual([])
  })
})
