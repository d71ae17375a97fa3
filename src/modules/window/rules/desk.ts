/** The desk's saved queries, and how a row of a list is lit. */
import { type Status, statuses, type Turn } from '#kernel/case/schema.ts'
import type { Lamp, SortName } from '../schema/desk.ts'

/** Who looks, and on which day ('YYYY-MM-DD'). `organs` undefined: the whole city. */
export type Looking = { id: string; organs?: readonly string[]; today: string }

/** What a queue asks of the list of cases; every part narrows. */
export type QueueFilter = {
  organs?: readonly string[]
  statuses?: readonly Status[]
  holder?: string
  dueBy?: string
  tolerant?: boolean
  decidedFrom?: string
  pending?: boolean
}
type Queue = {
  id: string
  title: string /** any of these permissions shows it */
  may: readonly string[]
  sort?: SortName
  filter(looking: Looking): QueueFilter
}

const inTurn = (...turns: Turn[]): Status[] => (Object.keys(statuses) as Status[]).filter((s) => turns.includes(statuses[s].turn))
/** Where somebody of the staff has to act. */
const ours = inTurn('clerk', 'examiner', 'decider', 'issuer')
const open: readonly Status[] = [...ours, ...inTurn('applicant')]
const every = Object.keys(statuses) as Status[]
const everyone = ['case.read'] as const

/** One row a queue: its name on the rail, who sees it, what it asks. */
export const queues: readonly Queue[] = [
  { id: 'mine', title: '我的', may: everyone, filter: ({ id }) => ({ holder: id, statuses: open }) },
  { id: 'office', title: '本科室待办', may: everyone, filter: ({ organs }) => ({ organs, statuses: ours }) },
  { id: 'due', title: '今日到期', may: everyone, filter: ({ organs, today }) => ({ organs, dueBy: today, statuses: ours }) },
  { id: 'incoming', title: '待受理', may: ['case.accept'], filter: ({ organs }) => ({ organs, statuses: ['submitted', 'received'] }) },
  {
    id: 'examining',
    title: '审查中',
    may: ['case.examine', 'case.propose'],
    filter: ({ organs }) => ({ organs, statuses: ['accepted', 'examining'] }),
  },
  { id: 'deciding', title: '待决定', may: ['case.decide', 'case.propose'], filter: ({ organs }) => ({ organs, statuses: ['deciding'] }) },
  { id: 'approvals', title: '待审批', may: ['case.approve-request', 'case.decide'], filter: ({ organs }) => ({ organs, pending: true }) },
  { id: 'tolerant', title: '容缺待补', may: everyone, filter: ({ organs }) => ({ organs, tolerant: true }) },
  { id: 'paused', title: '挂起', may: everyone, filter: ({ organs }) => ({ organs, statuses: ['suspended'] }) },
  {
    id: 'applicant',
    title: '等申请人补正',
    may: ['case.accept', 'case.supplement'],
    filter: ({ organs }) => ({ organs, statuses: ['preReturned', 'correction'] }),
  },
  {
    id: 'issuing',
    title: '制证送达',
    may: ['case.issue', 'case.deliver'],
    filter: ({ organs }) => ({ organs, statuses: ['approved', 'refused', 'making', 'ready'] }),
  },
  {
    id: 'done',
    title: '已办（本月）',
    may: everyone,
    sort: 'decided',
    filter: ({ organs, today }) => ({ organs, decidedFrom: `${today.slice(0, 7)}-01` }),
  },
  { id: 'all', title: '全部办件', may: everyone, sort: 'newest', filter: ({ organs }) => ({ organs, statuses: every }) },
]

export const findQueue = (id: string): Queue | undefined => queues.find((q) => q.id === id)

/** The queues that somebody with these permissions works with. */
export const queuesFor = (permissions: ReadonlySet<string>): Queue[] => queues.filter((q) => q.may.some((p) => permissions.has(p)))

type Due = { paused: boolean; dueOn: string | null; warnOn: string | null }

/** The lamp of a row: red after the last day, yellow from the warning day, grey while the clock stands; the list filters by the same rule. */
export function lampOfRow({ paused, dueOn, warnOn }: Due, today: string): Lamp | null {
  if (paused) return 'paused'
  if (!dueOn) return null
  if (dueOn < today) return 'red'
  return warnOn !== null && warnOn <= today ? 'yellow' : 'green'
}

/** What each clock is called where it is not the promise. */
export const clockLabels: Record<string, string> = { notice: '受理', correction: '补正', promise: '承诺', legal: '法定', delivery: '送达' }

/** Whose turn it is, in words; 我 where the one who looks holds the case. */
export const turnLabels: Record<string, string> = {
  applicant: '申请人',
  clerk: '受理员',
  examiner: '审查员',
  decider: '决定人',
  issuer: '制证员',
  chief: '科长审批',
  nobody: '办完了',
}
