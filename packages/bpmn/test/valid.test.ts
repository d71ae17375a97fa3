/** Valid models that a careless rule would refuse: what the standard allows, feature by feature. */
import { expect, test } from 'vitest'
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
  io,
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
  whole,
} from './draw.ts'

const drawn = (inside: string, more = '') =>
  whole(plain).replace(
    '</definitions>',
    `<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="dia"><bpmndi:BPMNPlane id="plane" bpmnElement="p">${inside}</bpmndi:BPMNPlane>${more}</bpmndi:BPMNDiagram></definitions>`,
  )

const models: readonly (readonly [what: string, xml: string])[] = [
  ['self loop', whole(`${start}${users('a')}${end}`, 'start -> a; a -> a ? x; a -> end')],
  [
    'two starts',
    whole(`${start}<startEvent id="s2">${message('msg')}</startEvent>${users('a')}${end}${e2}`, 'start -> a; s2 -> a; a -> end; a -> e2'),
  ],
  ['no events', file(process(users('a', 'b'), 'a -> b'))],
  [
    'several none starts in sub',
    whole(
      `${start}<subProcess id="s"><startEvent id="x1"/><startEvent id="x2"/>${users('y')}<endEvent id="x3"/><sequenceFlow id="f1" sourceRef="x1" targetRef="y"/><sequenceFlow id="f2" sourceRef="x2" targetRef="y"/><sequenceFlow id="f3" sourceRef="y" targetRef="x3"/></subProcess>${end}`,
      'start -> s; s -> end',
    ),
  ],
  ['empty sub', whole(`${start}<subProcess id="s"/>${end}`, 'start -> s; s -> end')],
  ['multiple boundary', whole(`${plain}${boundary('b', 'a', after('PT1H') + message('msg'))}${e2}`, `${line}; b -> e2`)],
  [
    'parallel multiple',
    whole(
      `${start}<intermediateCatchEvent id="c" parallelMultiple="true">${signal('sig')}${message('msg')}</intermediateCatchEvent>${end}`,
      'start -> c; c -> end',
    ),
  ],
  ['multiple end', whole(`${start}${users('a')}${ending('end', signal('sig') + message('msg'))}`)],
  [
    'event sub in sub',
    whole(
      `${start}<subProcess id="s"><startEvent id="x1"/>${users('y')}<endEvent id="x3"/>${handler('h', error('err'), true, 'z')}<sequenceFlow id="f1" sourceRef="x1" targetRef="y"/><sequenceFlow id="f3" sourceRef="y" targetRef="x3"/></subProcess>${end}`,
      'start -> s; s -> end',
    ),
  ],
  [
    'compensation event sub',
    whole(
      `${start}<subProcess id="s"><startEvent id="x1"/>${users('y')}<endEvent id="x3"/>${handler('h', compensate(), true, 'z')}<sequenceFlow id="f1" sourceRef="x1" targetRef="y"/><sequenceFlow id="f3" sourceRef="y" targetRef="x3"/></subProcess>${end}`,
      'start -> s; s -> end',
    ),
  ],
  [
    'compensation throw without activity',
    whole(`${start}${users('a')}${throwing('t', compensate())}${end}`, 'start -> a; a -> t; t -> end'),
  ],
  ['compensation end', whole(`${start}${users('a')}${ending('end', compensate('a'))}`)],
  [
    'compensation handler association',
    whole(`${plain}${boundary('b', 'a', compensate())}<serviceTask id="u" isForCompensation="true"/>`).replace(
      '</process>',
      '<association id="as" sourceRef="b" targetRef="u" associationDirection="One"/></process>',
    ),
  ],
  [
    'compensation boundary annotated',
    whole(`${plain}${boundary('b', 'a', compensate())}<serviceTask id="u" isForCompensation="true"/>`).replace(
      '</process>',
      '<textAnnotation id="n"/><association id="as" sourceRef="b" targetRef="u"/><association id="as2" sourceRef="b" targetRef="n"/></process>',
    ),
  ],
  [
    'compensation sub-process handler',
    whole(`${plain}${boundary('b', 'a', compensate())}<subProcess id="u" isForCompensation="true">${users('k')}</subProcess>`).replace(
      '</process>',
      '<association id="as" sourceRef="b" targetRef="u"/></process>',
    ),
  ],
  [
    'data scope outer object in sub',
    whole(
      `<dataObject id="o"/>${start}${sub('s', '<dataObjectReference id="r" dataObjectRef="o"/>' + users('x'), 'ss -> x; x -> se')}${end}`,
      'start -> s; s -> end',
    ),
  ],
  [
    'data scope sub object in event sub',
    whole(
      `${start}<subProcess id="s"><dataObject id="o"/><startEvent id="x1"/>${users('y')}<endEvent id="x3"/><subProcess id="h" triggeredByEvent="true"><dataObjectReference id="r" dataObjectRef="o"/><startEvent id="hs">${error('err')}</startEvent><endEvent id="he"/><sequenceFlow id="hf" sourceRef="hs" targetRef="he"/></subProcess><sequenceFlow id="f1" sourceRef="x1" targetRef="y"/><sequenceFlow id="f3" sourceRef="y" targetRef="x3"/></subProcess>${end}`,
      'start -> s; s -> end',
    ),
  ],
  [
    'process property to task',
    whole(
      plain.replace(
        '<userTask id="a"/>',
        task(
          io('<dataInput id="di"/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/>') +
            '<dataInputAssociation><sourceRef>pp</sourceRef><targetRef>di</targetRef></dataInputAssociation>',
        ),
      ),
    ).replace('isExecutable="true">', 'isExecutable="true"><property id="pp"/>'),
  ],
  [
    'process data input to task',
    whole(
      plain.replace(
        '<userTask id="a"/>',
        task(
          io('<dataInput id="di"/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/>') +
            '<dataInputAssociation><sourceRef>pi</sourceRef><targetRef>di</targetRef></dataInputAssociation>',
        ),
      ),
    ).replace(
      'isExecutable="true">',
      'isExecutable="true">' + io('<dataInput id="pi"/><inputSet><dataInputRefs>pi</dataInputRefs></inputSet><outputSet/>'),
    ),
  ],
  [
    'task own property as source',
    whole(
      plain.replace(
        '<userTask id="a"/>',
        task(
          io('<dataInput id="di"/><inputSet><dataInputRefs>di</dataInputRefs></inputSet><outputSet/>') +
            '<property id="tp"/><dataInputAssociation><sourceRef>tp</sourceRef><targetRef>di</targetRef></dataInputAssociation>',
        ),
      ),
    ),
  ],
  ['data store ref anywhere', whole(`<dataStoreReference id="dr" dataStoreRef="st"/>${plain}`, line, '<dataStore id="st" name="st"/>')],
  [
    'data store ref in sub used outside',
    whole(
      `${start}${sub('s', '<dataStoreReference id="dr" dataStoreRef="st"/>' + users('x'), 'ss -> x; x -> se')}${end}`,
      'start -> s; s -> end',
      '<dataStore id="st" name="st"/>',
    ),
  ],
  [
    'task to task data association',
    whole(
      `${start}${users('a')}<userTask id="b">${io('<dataInput id="bi"/><inputSet><dataInputRefs>bi</dataInputRefs></inputSet><outputSet/>')}<dataInputAssociation><sourceRef>ao</sourceRef><targetRef>bi</targetRef></dataInputAssociation></userTask>${end}`.replace(
        '<userTask id="a"/>',
        task(io('<dataOutput id="ao"/><inputSet/><outputSet><dataOutputRefs>ao</dataOutputRefs></outputSet>')),
      ),
      'start -> a; a -> b; b -> end',
    ),
  ],
  [
    'signal with structure',
    whole(
      plain,
      line,
      '<itemDefinition id="it" structureRef="xsd:string" xmlns:xsd="http://www.w3.org/2001/XMLSchema"/><signal id="z" name="z" structureRef="it"/>',
    ),
  ],
  [
    'signal with xsd structure',
    whole(plain, line, '<signal id="z" name="z" structureRef="xsd:string" xmlns:xsd="http://www.w3.org/2001/XMLSchema"/>'),
  ],
  [
    'label style',
    drawn(
      '<bpmndi:BPMNShape id="s1" bpmnElement="a"><dc:Bounds x="1" y="1" width="0" height="1"/><bpmndi:BPMNLabel labelStyle="ls1"/></bpmndi:BPMNShape>',
      '<bpmndi:BPMNLabelStyle id="ls1"><dc:Font name="Arial" size="11"/></bpmndi:BPMNLabelStyle>',
    ),
  ],
  [
    'two diagrams',
    drawn('').replace(
      '</definitions>',
      '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="d2"><bpmndi:BPMNPlane id="pl2" bpmnElement="p"/></bpmndi:BPMNDiagram></definitions>',
    ),
  ],
  ['plane without element', drawn('').replace(' bpmnElement="p"', '')],
  [
    'event gateway starts',
    file(
      roots,
      process(
        `<eventBasedGateway id="g" instantiate="true"/>${catching('c', message('msg'))}${catching('k', message('msg2'))}${users('a')}`,
        'g -> c; g -> k; c -> a; k -> a',
      ),
    ),
  ],
  ['receive task starts', file(roots, process(`<receiveTask id="r" instantiate="true" messageRef="msg"/>${users('a')}`, 'r -> a'))],
  [
    'call global task',
    whole(plain.replace('<userTask id="a"/>', '<callActivity id="a" calledElement="gt"/>'), line, '<globalUserTask id="gt" name="x"/>'),
  ],
  [
    'message flows to events',
    pool(
      '<participant id="pa" processRef="p"/><participant id="pb"/><messageFlow id="m1" sourceRef="pb" targetRef="start"/><messageFlow id="m2" sourceRef="end" targetRef="pb"/><messageFlow id="m3" sourceRef="a" targetRef="pb"/><messageFlow id="m4" sourceRef="pb" targetRef="a"/>',
      process(`<startEvent id="start">${message('msg')}</startEvent>${users('a')}${ending('end', message('msg2'))}`, line),
    ),
  ],
  [
    'message flow pool to pool',
    pool(
      '<participant id="pa" processRef="p"/><participant id="pb"/><messageFlow id="m1" sourceRef="pb" targetRef="pa"/>',
      process(plain, line),
    ),
  ],
  [
    'nested lanes',
    whole(
      `<laneSet id="ls"><lane id="l1"><childLaneSet id="cs"><lane id="l2"><flowNodeRef>a</flowNodeRef></lane></childLaneSet></lane></laneSet>${plain}`,
    ),
  ],
  [
    'lane with children and nodes of both',
    whole(
      `<laneSet id="ls"><lane id="l1"><flowNodeRef>a</flowNodeRef><childLaneSet id="cs"><lane id="l2"><flowNodeRef>a</flowNodeRef></lane></childLaneSet></lane></laneSet>${plain}`,
    ),
  ],
  [
    'group',
    whole(plain, line, '<category id="c1" name="x"><categoryValue id="cv" value="v"/></category>').replace(
      '</process>',
      '<group id="gr" categoryValueRef="cv"/></process>',
    ),
  ],
  [
    'sequential mi',
    instead(
      task(
        `<multiInstanceLoopCharacteristics isSequential="true" behavior="None" noneBehaviorEventRef="sd">${formal('loopCardinality', '2')}<completionCondition xsi:type="tFormalExpression">x</completionCondition></multiInstanceLoopCharacteristics>`,
      ),
    ).replace('<signal id="sig"', '<signalEventDefinition id="sd" signalRef="sig"/><signal id="sig"'),
  ],
  [
    'transaction',
    whole(
      `${start}${sub('s', users('x'), 'ss -> x; x -> se', 'method="##Compensate"', 'transaction')}${boundary('b', 's', '<cancelEventDefinition/>')}${end}${e2}`,
      'start -> s; s -> end; b -> e2',
    ),
  ],
  [
    'ad hoc',
    instead(
      `<adHocSubProcess id="a" ordering="Sequential" cancelRemainingInstances="false"><userTask id="x"/><userTask id="y"/><completionCondition xsi:type="tFormalExpression">x</completionCondition></adHocSubProcess>`,
    ),
  ],
  [
    'links',
    whole(
      `${start}${throwing('t', '<linkEventDefinition name="L"/>')}${throwing('t2', '<linkEventDefinition name="L"/>')}${catching('c', '<linkEventDefinition name="L"/>')}<exclusiveGateway id="g"/>${end}`,
      'start -> g; g -> t ? x; g => t2; c -> end',
    ),
  ],
  [
    'conditional start non-exec',
    file(
      `<process id="p">${start}${catching('c', '<timerEventDefinition/>')}${end}<sequenceFlow id="f1" sourceRef="start" targetRef="c"/><sequenceFlow id="f2" sourceRef="c" targetRef="end"/></process>`,
    ),
  ],
  [
    'text in documentation with html',
    instead(task('<documentation textFormat="text/html"><b xmlns="http://www.w3.org/1999/xhtml">x</b></documentation>')),
  ],
  ['script with cdata', instead('<scriptTask id="a" scriptFormat="text/javascript"><script><![CDATA[a<b]]></script></scriptTask>')],
  ['comments and PIs', whole(plain).replace('<startEvent', '<!-- x --><?y z?><startEvent')],
  ['chinese ids', file(process('<userTask id="任务一"/><userTask id="任务二"/>', '任务一 -> 任务二'))],
  ['prefixed refs own ns', file('<message id="m1"/>', process('<receiveTask id="r" messageRef="t:m1" xmlns:t="http://example.com/"/>'))],
  [
    'whitespace in ref',
    file('<message id="m1"/>', process(`<startEvent id="s"/><receiveTask id="r" messageRef=" m1 "/><endEvent id="e"/>`, 's -> r; r -> e')),
  ],
  ['implicit throw', file(roots, `<process id="p"><implicitThrowEvent id="it"/></process>`)],
  [
    'correlation',
    file(
      roots,
      `<correlationProperty id="cp"><correlationPropertyRetrievalExpression messageRef="msg"><messagePath xsi:type="tFormalExpression">x</messagePath></correlationPropertyRetrievalExpression></correlationProperty><collaboration id="co"><participant id="pa" processRef="p"/><participant id="pb"/><messageFlow id="mf" sourceRef="pb" targetRef="a"/><correlationKey id="k"><correlationPropertyRef>cp</correlationPropertyRef></correlationKey></collaboration>`,
      process(plain, line).replace(
        '</process>',
        '<correlationSubscription id="csub" correlationKeyRef="k"><correlationPropertyBinding correlationPropertyRef="cp"><dataPath xsi:type="tFormalExpression">y</dataPath></correlationPropertyBinding></correlationSubscription></process>',
      ),
    ),
  ],
  [
    'escalation nonint boundary on sub',
    whole(
      `${start}${sub('s', users('x'), 'ss -> x; x -> se')}${boundary('b', 's', escalation('esc'), false)}${end}${e2}`,
      'start -> s; s -> end; b -> e2',
    ),
  ],
  [
    'error without ref catch all',
    whole(`${start}${sub('s', users('x'), 'ss -> x; x -> se')}${boundary('b', 's', error())}${end}${e2}`, 'start -> s; s -> end; b -> e2'),
  ],
  [
    'inclusive join',
    whole(
      `${start}<inclusiveGateway id="g"/>${users('a', 'b')}<inclusiveGateway id="j" gatewayDirection="Converging"/>${end}`,
      'start -> g; g -> a ? x; g -> b ? y; a -> j; b -> j; j -> end',
    ),
  ],
  [
    'complex',
    whole(
      `${start}<parallelGateway id="g"/>${users('a', 'b')}<complexGateway id="j"><activationCondition xsi:type="tFormalExpression">activationCount >= 1</activationCondition></complexGateway>${end}`,
      'start -> g; g -> a; g -> b; a -> j; b -> j; j -> end',
    ),
  ],
  [
    'mixed gateway',
    whole(
      `${start}<exclusiveGateway id="g" gatewayDirection="Mixed"/>${users('a', 'b')}${end}`,
      'start -> g; a -> g; g -> a ? x; g => b; b -> end',
    ),
  ],
  [
    'lane resource',
    whole(
      `<laneSet id="ls"><lane id="l1" partitionElementRef="r"><flowNodeRef>a</flowNodeRef></lane></laneSet>${plain}`,
      line,
      '<resource id="r" name="r"/>',
    ),
  ],
  [
    'io data in process output via event',
    whole(
      `${start}${users('a')}<endEvent id="end"><dataInput id="ei"/><dataInputAssociation><sourceRef>o</sourceRef><targetRef>ei</targetRef></dataInputAssociation><inputSet><dataInputRefs>ei</dataInputRefs></inputSet>${message('msg')}</endEvent><dataObject id="o"/>`,
    ),
  ],
  [
    'catch event output',
    whole(
      `<dataObject id="o"/><startEvent id="start"><dataOutput id="eo"/><dataOutputAssociation><sourceRef>eo</sourceRef><targetRef>o</targetRef></dataOutputAssociation><outputSet><dataOutputRefs>eo</dataOutputRefs></outputSet>${message('msg')}</startEvent>${users('a')}${end}`,
    ),
  ],
]

test.each(models)('%s', (_what, xml) => expect(validate(xml)).toEqual([]))
