/** Models for tests, drawn with few words: nodes and flows of one process, or of several. */
import { compile, type Model } from '../src/index.ts'

const head = `<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="definitions" targetNamespace="http://example.com/">`

/** The file around root elements. */
export const file = (...roots: string[]): string => `${head}\n${roots.join('\n')}\n</definitions>`

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** `a -> b`, `a -> b ? condition`, and `a => b` for the default flow of a. */
function flow(text: string): { xml: string; source: string; id: string; isDefault: boolean } {
  const [, source = '', arrow = '', target = '', condition] = /^(\S+) (->|=>) (\S+?)(?: \? (.+))?$/.exec(text) ?? []
  const id = `${source}_${target}`
  const body = condition ? `<conditionExpression xsi:type="tFormalExpression">${escaped(condition)}</conditionExpression>` : ''
  return {
    xml: `<sequenceFlow id="${id}" sourceRef="${source}" targetRef="${target}">${body}</sequenceFlow>`,
    source,
    id,
    isDefault: arrow === '=>',
  }
}

/** Nodes as XML, then flows as {@link flow} reads them, separated by semicolons or lines. */
export function body(nodes: string, flows = ''): string {
  const drawn = flows
    .split(/[;\n]/)
    .map((f) => f.trim())
    .filter((f) => f !== '')
    .map(flow)
  const defaults = drawn.filter((f) => f.isDefault)
  const marked = defaults.reduce((xml, f) => xml.replace(new RegExp(`(<\\w+ id="${f.source}")`), `$1 default="${f.id}"`), nodes)
  return `${marked}\n${drawn.map((f) => f.xml).join('\n')}`
}

export const process = (nodes: string, flows = '', id = 'p'): string =>
  `<process id="${id}" isExecutable="true">${body(nodes, flows)}</process>`
export const start = '<startEvent id="start"/>'
export const end = '<endEvent id="end"/>'
export const formal = (tag: string, text: string): string => `<${tag} xsi:type="tFormalExpression">${escaped(text)}</${tag}>`

export const users = (...ids: string[]): string => ids.map((id) => `<userTask id="${id}"/>`).join('')
/** A sub-process with start and end around its own nodes and flows. */
export const sub = (id: string, nodes: string, flows: string, attributes = '', tag = 'subProcess'): string =>
  `<${tag} id="${id}" ${attributes}>${body(`<startEvent id="${id}s"/><endEvent id="${id}e"/>${nodes}`, flows)}</${tag}>`
/** An event sub-process: its start's trigger, whether it interrupts, what it does. */
export const handler = (id: string, trigger: string, interrupting: boolean, node: string): string =>
  `<subProcess id="${id}" triggeredByEvent="true">${body(
    `<startEvent id="${id}s" isInterrupting="${interrupting}">${trigger}</startEvent>${users(node)}<endEvent id="${id}e"/>`,
    `${id}s -> ${node}; ${node} -> ${id}e`,
  )}</subProcess>`
export const boundary = (id: string, host: string, trigger: string, interrupting = true): string =>
  `<boundaryEvent id="${id}" attachedToRef="${host}" cancelActivity="${interrupting}">${trigger}</boundaryEvent>`

export const signal = (ref: string): string => `<signalEventDefinition signalRef="${ref}"/>`
export const message = (ref: string): string =>
  `<messageEventDefinition messageRef="${ref}"><operationRef>hear</operationRef></messageEventDefinition>`
export const error = (ref?: string): string => `<errorEventDefinition${ref ? ` errorRef="${ref}"` : ''}/>`
export const escalation = (ref?: string): string => `<escalationEventDefinition${ref ? ` escalationRef="${ref}"` : ''}/>`
export const after = (duration: string): string => `<timerEventDefinition>${formal('timeDuration', duration)}</timerEventDefinition>`
export const every = (cycle: string): string => `<timerEventDefinition>${formal('timeCycle', cycle)}</timerEventDefinition>`
export const when = (condition: string): string =>
  `<conditionalEventDefinition>${formal('condition', condition)}</conditionalEventDefinition>`
export const compensate = (activity?: string): string => `<compensateEventDefinition${activity ? ` activityRef="${activity}"` : ''}/>`
export const catching = (id: string, trigger: string): string => `<intermediateCatchEvent id="${id}">${trigger}</intermediateCatchEvent>`
export const throwing = (id: string, trigger: string): string => `<intermediateThrowEvent id="${id}">${trigger}</intermediateThrowEvent>`
export const ending = (id: string, trigger: string): string => `<endEvent id="${id}">${trigger}</endEvent>`

/** The names that triggers of tests refer to. */
export const roots = `<signal id="sig" name="sig"/><signal id="other" name="other"/><message id="msg" name="msg"/><message id="msg2" name="msg2"/>
<error id="err" errorCode="E1"/><error id="err2" errorCode="E2"/><escalation id="esc" escalationCode="X1"/><escalation id="esc2" escalationCode="X2"/><interface id="house" name="house"><operation id="hear" name="hear"><inMessageRef>msg</inMessageRef></operation></interface>`

/** The model of a process drawn in a file with {@link roots}. Throws where it is refused or cannot be executed. */
export function model(nodes: string, flows = ''): Model {
  const { models, faults } = compile(file(roots, process(nodes, flows)))
  const found = models.get('p')
  if (!found) throw new Error(faults.map((f) => `${f.rule} ${f.element} ${f.sentence}`).join('\n'))
  return found
}

/** From the start over one task to the end: what most small models are made of, and what a test changes one thing of. */
export const line = 'start -> a; a -> end'
export const plain = `${start}${users('a')}${end}`
/** A whole file around nodes and their flows, with the signals, messages and errors that tests refer to. */
export const whole = (nodes: string, flows = line, ...more: string[]): string => file(roots, ...more, process(nodes, flows))
/** The plain model with another node in the place of its task. */
export const instead = (node: string): string => whole(plain.replace('<userTask id="a"/>', node))
export const task = (inside: string, attributes = ''): string => `<userTask id="a" ${attributes}>${inside}</userTask>`
export const io = (inside: string): string => `<ioSpecification>${inside}</ioSpecification>`
/** A second end, where a boundary event leads. */
export const e2 = '<endEvent id="e2"/>'
/** A file of pools. */
export const pool = (inside: string, ...more: string[]): string => file(roots, `<collaboration id="co">${inside}</collaboration>`, ...more)
