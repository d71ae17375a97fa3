/** The life of an item's version: 认领 → 编制 → 部门审核 → 审改部门审定 → 发布 → 变更、暂停、取消. The server's check and the screen's buttons read this table. */
import { refusals } from '#base/refusal.ts'
import { statusNames, type VersionStatus, type VersionVerb } from '../schema/life.ts'

const refuse = refusals({
  'item.closed-verb': [409, '这个版本{status}，现在不能{verb}；可以做的是：{open}'],
  'item.same-person': [403, '“{verb}”要由没有编制过这个版本的人来做，请交给另一位同事'],
})

/**
 * One open verb. `to` is the status it leads to; `opens` the status of the new version it begins, while this one stays as it is.
 * `may` is the permission asked for; `otherThan` the verbs of which nobody may have done one on this version (four eyes).
 */
export type Move = {
  title: string
  to: VersionStatus
  may: string
  opens?: VersionStatus
  otherThan?: readonly VersionVerb[]
  reason?: true
  bySystem?: true
}

const cancel: Move = { title: '取消', to: 'cancelled', may: 'item.publish', reason: true }
const change: Move = { title: '变更', to: 'published', opens: 'drafting', may: 'item.edit', reason: true }
const sendBack: Move = { title: '退回修改', to: 'drafting', may: 'item.review', reason: true }

/** Verbs by status. A published version never changes: `change` opens the next one, and publishing that one supersedes this one. */
export const life: Readonly<Record<VersionStatus, Partial<Record<VersionVerb, Move>>>> = {
  offered: { claim: { title: '认领', to: 'claimed', may: 'item.edit' } },
  claimed: {
    draft: { title: '开始编制', to: 'drafting', may: 'item.edit' },
    abandon: { title: '放弃认领', to: 'offered', may: 'item.edit', reason: true },
  },
  drafting: {
    submit: { title: '提交部门审核', to: 'departmentReview', may: 'item.edit' },
    abandon: { title: '放弃编制', to: 'cancelled', may: 'item.edit', reason: true },
  },
  departmentReview: {
    endorse: { title: '部门审核通过', to: 'reformReview', may: 'item.review', otherThan: ['draft', 'submit'] },
    return: sendBack,
  },
  reformReview: {
    approve: { title: '审定', to: 'approved', may: 'item.approve', otherThan: ['draft', 'submit', 'endorse'] },
    return: { ...sendBack, may: 'item.approve' },
  },
  approved: {
    publish: { title: '发布', to: 'published', may: 'item.publish' },
    return: { ...sendBack, may: 'item.publish' },
  },
  published: {
    change,
    suspend: { title: '暂停', to: 'suspended', may: 'item.publish', reason: true },
    supersede: { title: '由新版本取代', to: 'superseded', may: 'item.publish', bySystem: true },
    cancel,
  },
  suspended: {
    resume: { title: '恢复', to: 'published', may: 'item.publish' },
    change: { ...change, to: 'suspended' },
    supersede: { title: '由新版本取代', to: 'superseded', may: 'item.publish', bySystem: true },
    cancel,
  },
  superseded: {},
  cancelled: {},
}

/** The verbs that are open to people in a status, for the buttons. */
export const openVerbs = (status: VersionStatus): VersionVerb[] =>
  (Object.keys(life[status]) as VersionVerb[]).filter((verb) => !life[status][verb]?.bySystem)

/** The move that a verb makes, or a refusal that names what can be done instead. `done` says who did which verb on this version before. */
export function moveOf(status: VersionStatus, verb: VersionVerb, by: string, done: readonly { verb: VersionVerb; by: string }[]): Move {
  const move = life[status][verb]
  if (!move) throw refuse('item.closed-verb', { status: statusNames[status], verb: verbTitle(verb), open: titles(status) || '没有' })
  if (done.some((d) => d.by === by && move.otherThan?.includes(d.verb))) throw refuse('item.same-person', { verb: move.title })
  return move
}

/** Whether a case may be opened under a version: only while it is in force. Running cases keep the version they began with. */
export const isInForce = (status: VersionStatus): boolean => status === 'published'

const titles = (status: VersionStatus) =>
  openVerbs(status)
    .map((v) => life[status][v]!.title)
    .join('、')

/** What a verb is called. */
export function verbTitle(verb: VersionVerb): string {
  for (const verbs of Object.values(life)) if (verbs[verb]) return verbs[verb].title
  return verb
}
