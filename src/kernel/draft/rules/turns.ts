/** Who may take which step on a version under way, and why not: read by the server and by the buttons. */
import type { Who } from '#kernel/who.ts'
import { verbs as allVerbs, type DraftStatus, type DraftVerb, type VerbLine } from '../schema.ts'

/**
 * `editors` wrote on it; `errors` keep it from going on; `same`: nothing differs from the version in force; `rehearsed`: a
 * rehearsal of exactly this text is over.
 */
export type Standing = {
  status: DraftStatus
  editors: readonly string[]
  errors: number
  same: boolean
  rehearsing: boolean
  rehearsed: boolean
}

/** The two offices of a kind of version: who writes, who publishes, and how a person reads that it is not his. */
export type Offices = { write(who: Who): boolean; publish(who: Who): boolean; writer: string; publisher: string }
type Bar = (s: Standing, who: Who) => string | undefined
type Rule = { title: string; from: DraftStatus; by: 'write' | 'publish'; bars: readonly Bar[] }

export const statusNames: Readonly<Record<DraftStatus, string>> = {
  drafting: '编制中',
  submitted: '待审定',
  published: '已发布',
  abandoned: '已放弃',
}

const whole: Bar = ({ errors }) => (errors > 0 ? `还有 ${errors} 处要改` : undefined)
const different: Bar = ({ same }) => (same ? '和现行版本一样，没有要发布的' : undefined)
const idle: Bar = ({ rehearsing }) => (rehearsing ? '预演正在进行' : undefined)
const fourEyes: Bar = ({ editors }, who) => (editors.includes(who.id) ? '您编制过这一版，要由另一位同事来做' : undefined)

export const verbs: Readonly<Record<DraftVerb, Rule>> = {
  edit: { title: '保存', from: 'drafting', by: 'write', bars: [] },
  rehearse: { title: '用去年的办件预演', from: 'drafting', by: 'write', bars: [whole, idle] },
  submit: { title: '提交审定', from: 'drafting', by: 'write', bars: [whole, different, idle] },
  return: { title: '退回修改', from: 'submitted', by: 'publish', bars: [] },
  publish: { title: '发布', from: 'submitted', by: 'publish', bars: [whole, different, fourEyes] },
  abandon: { title: '放弃', from: 'drafting', by: 'write', bars: [idle] },
}

/** Why a step cannot be taken now; undefined where it can. */
export function whyNotTake(standing: Standing, verb: DraftVerb, who: Who, offices: Offices): string | undefined {
  const rule = verbs[verb]
  if (standing.status !== rule.from) return `现在是“${statusNames[standing.status]}”`
  if (!offices[rule.by](who)) return rule.by === 'write' ? offices.writer : offices.publisher
  return rule.bars.map((bar) => bar(standing, who)).find((why) => why !== undefined)
}

/** The steps of the status, with the reason where one is barred. */
export const verbStates = (standing: Standing, who: Who, offices: Offices): VerbLine[] =>
  allVerbs
    .filter((verb) => verbs[verb].from === standing.status)
    .map((verb) => {
      const why = whyNotTake(standing, verb, who, offices)
      return { verb, title: verbs[verb].title, open: why === undefined, ...(why ? { why } : {}) }
    })
