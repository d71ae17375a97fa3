/** What an executable process must say, and formats and data that no process may have: each model beside a valid neighbour. */
import { expect, test } from 'vitest'
import { validate } from '../src/index.ts'
import {
  after,
  boundary,
  catching,
  e2,
  end,
  ending,
  instead,
  line,
  message,
  plain,
  signal,
  start,
  task,
  throwing,
  users,
  whole,
} from './draw.ts'

const caught = (trigger: string) => whole(`${start}${catching('c', trigger)}${end}`, 'start -> c; c -> end')
const thrown = (trigger: string) => whole(`${start}${throwing('c', trigger)}${end}`, 'start -> c; c -> end')
const started = (trigger: string) => whole(`<startEvent id="start">${trigger}</startEvent>${users('a')}${end}`)
const ended = (trigger: string) => whole(`${start}${users('a')}${ending('end', trigger)}`)
const guarded = (trigger: string) => whole(`${plain}${boundary('b', 'a', trigger)}${e2}`, `${line}; b -> e2`)
const valid = whole(plain)
const timer = after('P1D')
/** An event whose definition stands at the root of the file. */
const shared = (definition: string, at: 'catch' | 'end' = 'catch') =>
  at === 'end'
    ? whole(`${start}${users('a')}${ending('end', '<eventDefinitionRef>d</eventDefinitionRef>')}`, line, definition)
    : whole(`${start}${catching('c', '<eventDefinitionRef>d</eventDefinitionRef>')}${end}`, 'start -> c; c -> end', definition)
/** A task of a process with an input and an output of its own: it reads `from`, or writes to it. */
const exchanged = (from: string) => {
  const io =
    '<ioSpecification><dataInput id="pi"/><dataOutput id="po"/><inputSet><dataInputRefs>pi</dataInputRefs></inputSet><outputSet><dataOutputRefs>po</dataOutputRefs></outputSet></ioSpecification>'
  const own =
    '<ioSpecification><dataInput id="ti"/><dataOutput id="to"/><inputSet><dataInputRefs>ti</dataInputRefs></inputSet><outputSet><dataOutputRefs>to</dataOutputRefs></outputSet></ioSpecification>'
  const into = `<dataInputAssociation><sourceRef>${from}</sourceRef><targetRef>ti</targetRef></dataInputAssociation>`
  const out = `<dataOutputAssociation><sourceRef>to</sourceRef><targetRef>${from}</targetRef></dataOutputAssociation>`
  const model = (moves: string) => whole(`${io}${plain}`.replace('<userTask id="a"/>', task(`${own}${moves}`)))
  return { into: model(into), out: model(out) }
}
const scripted = (format: string) => instead(`<scriptTask id="a" scriptFormat='${format}'><script>x</script></scriptTask>`)
const globalScript = (format: string) =>
  whole(plain, line, `<globalScriptTask id="gs" scriptLanguage='${format}'><script>x</script></globalScriptTask>`)
const annotated = (format: string) =>
  valid.replace('</process>', `<textAnnotation id="n" textFormat="${format}"><text>x</text></textAnnotation></process>`)
const documented = (format: string) => instead(task(`<documentation textFormat="${format}">x</documentation>`))
/** A process that one of two events starts, or both together. */
const begun = (trigger: string, type: string) =>
  whole(
    `<eventBasedGateway id="g" instantiate="true" eventGatewayType="${type}"/>${catching('c', message('msg'))}${catching('d', trigger)}${users('a')}`,
    'g -> c; g -> d; c -> a; d -> a',
  )

/** What is broken, the rule that says so, the model, and its neighbour. */
const pairs: readonly (readonly [what: string, rule: string, broken: string, neighbour: string])[] = [
  ['a message without an operation', 'EVENT.OPERATION-REF', caught('<messageEventDefinition messageRef="msg"/>'), caught(message('msg'))],
  [
    'a message without an operation where the process is executable',
    'EVENT.OPERATION-REF',
    ended('<messageEventDefinition messageRef="msg"/>'),
    ended('<messageEventDefinition messageRef="msg"/>').replace(' isExecutable="true"', ''),
  ],
  ...(['startEvent', 'boundaryEvent', 'intermediateThrowEvent', 'endEvent'] as const).map((place) => {
    const models = { startEvent: started, boundaryEvent: guarded, intermediateThrowEvent: thrown, endEvent: ended }
    const [open, full] = ['<messageEventDefinition messageRef="msg"/>', message('msg')].map((m) => models[place](m))
    return [`a message without an operation at a ${place}`, 'EVENT.OPERATION-REF', open!, full!] as const
  }),
  [
    'a message of the file without an operation',
    'EVENT.OPERATION-REF',
    shared('<messageEventDefinition id="d" messageRef="msg"/>'),
    shared(message('msg').replace('Definition ', 'Definition id="d" ')),
  ],
  [
    'a message event of the file without a message',
    'EVENT.MESSAGE-REF',
    shared('<messageEventDefinition id="d"/>'),
    shared(signal('sig').replace('Definition ', 'Definition id="d" ')),
  ],
  [
    'a signal event of the file without a signal',
    'EVENT.SIGNAL-REF',
    shared('<signalEventDefinition id="d"/>'),
    shared(signal('sig').replace('Definition ', 'Definition id="d" ')),
  ],
  [
    'a timer of the file without a time',
    'EVENT.TIMER',
    shared('<timerEventDefinition id="d"/>'),
    shared(timer.replace('Definition>', 'Definition id="d">')),
  ],
  [
    'a shared error without a code',
    'EVENT.ERROR-CODE',
    shared('<errorEventDefinition id="d"/>', 'end'),
    shared('<errorEventDefinition id="d" errorRef="err"/>', 'end'),
  ],
  ['data written to an input of its process', 'DATA.INPUT-AS-TARGET', exchanged('pi').out, exchanged('pi').into],
  ['data read from an output of its process', 'DATA.OUTPUT-AS-SOURCE', exchanged('po').into, exchanged('po').out],
  ...(['', 'text', 'FEEL', 'text/', '/plain', 'text/plain; charset', 'text /plain', 'text/pl ain', 'a/b/c'] as const).map(
    (wrong) => [`a script in the format “${wrong}”`, 'FORMAT.MIME', scripted(wrong), scripted('text/x-groovy')] as const,
  ),
  ['a global script in no format', 'FORMAT.MIME', globalScript('groovy'), globalScript('application/vnd.a+xml; version=1; q="a b"')],
  ['a note in no format', 'FORMAT.MIME', annotated('html'), annotated('text/html')],
  ['documentation in no format', 'FORMAT.MIME', documented('markdown'), documented('text/markdown')],
  ['a timer among all the events that start together', 'GATEWAY.EVENT-START-MESSAGES', begun(timer, 'Parallel'), begun(timer, 'Exclusive')],
]

test.each(pairs)('%s: %s', (_what, rule, broken, neighbour) => {
  expect(validate(broken).map((v) => v.rule)).toContain(rule)
  expect(validate(neighbour)).toEqual([])
})
