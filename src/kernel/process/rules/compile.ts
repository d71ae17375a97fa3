/** From a file to a model that this house runs: valid by the standard, executable, and with attributes that the house knows. */
import { compile, type Definitions, type Model, Refused, type Violation } from '@haoban/bpmn'
import { attributeFaults } from './attributes.ts'
import { sentenceIn } from './words.ts'

/** What is wrong with a file, at which element. `rule` is the library's, or `HAOBAN` for the house's own attributes. */
export type Fault = { rule: string; element: string; sentence: string /** the way that shows it */; path?: readonly string[] }

export type Read = { model: Model; notes: readonly Fault[] } | { faults: readonly Fault[] }

/** Largest file in characters that is looked at. */
export const mostCharacters = 2_000_000

/** Rules of the standard that this house does without: it delivers messages by their names, and runs what was stored before a rule was known. */
const tolerates = ['EVENT.OPERATION-REF', 'FORMAT.MIME', 'DATA.INPUT-AS-TARGET', 'DATA.OUTPUT-AS-SOURCE']

const faultOf = ({ rule, element, sentence }: Violation): Fault => ({ rule, element, sentence: sentenceIn(rule, sentence) })

function judge({ models, faults, notes }: Definitions): Read {
  const [model] = models.values()
  if (!model || faults.length > 0)
    return {
      faults:
        faults.length > 0
          ? faults.map(faultOf)
          : [{ rule: 'PROCESS.EMPTY', element: '', sentence: '文件里没有能执行的流程（isExecutable="true"）' }],
    }
  const own = model.nodes.flatMap((n) => attributeFaults(n).map((sentence) => ({ rule: 'HAOBAN', element: n.id, sentence })))
  return own.length > 0 ? { faults: own } : { model, notes: notes.filter((n) => !tolerates.includes(n.rule)).map(faultOf) }
}

/** Reads a file; its first process is the one that runs. `known` tells of processes that calls may name. Never throws for what a file holds. */
export function readModel(xml: string, known: (id: string) => boolean = () => true): Read {
  if (xml.length > mostCharacters) return { faults: [{ rule: 'XML.SIZE', element: '', sentence: '文件超过 200 万字，请拆成几个流程' }] }
  try {
    return judge(compile(xml, { known, tolerates }))
  } catch (error) {
    if (error instanceof Refused) return { faults: error.violations.map(faultOf) }
    throw error
  }
}

/** Processes that a model calls by their ids. */
export const calledBy = (model: Model): string[] => [...new Set(model.nodes.flatMap((n) => (n.called === undefined ? [] : [n.called])))]

const groups: readonly (readonly [prefix: string, title: string])[] = [
  ['XML', '文件格式'],
  ['XSD', '文件格式'],
  ['REF', '引用'],
  ['FLOW', '连线'],
  ['MESSAGE', '消息'],
  ['EVENT', '事件'],
  ['GATEWAY', '网关'],
  ['ACTIVITY', '任务'],
  ['SUBPROCESS', '子流程'],
  ['ADHOC', '自由子流程'],
  ['CALL', '调用'],
  ['MULTI', '多实例'],
  ['LOOP', '循环'],
  ['DATA', '数据'],
  ['EXPRESSION', '表达式'],
  ['PROCESS', '流程'],
  ['HAOBAN', '办理设置'],
  ['ACCEPTANCE', '受理'],
  ['NOTICE', '一次性告知'],
  ['DECISION', '决定'],
  ['DEAD-END', '走不下去'],
  ['STUCK', '走不下去'],
  ['BOUND', '检查'],
]

/** The kind of a fault in a word. */
export const kindOf = ({ rule }: Fault): string => groups.find(([prefix]) => rule.startsWith(prefix))?.[1] ?? '流程图'
export const faultText = (f: Fault): string => `${kindOf(f)}${f.element && f.rule !== 'HAOBAN' ? ` ${f.element}` : ''}：${f.sentence}`
