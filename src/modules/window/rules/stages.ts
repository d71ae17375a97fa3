/** The stages that every case goes through, and where this one stands: the strip above its process. */
import type { CaseState } from '#kernel/case/rules/fold.ts'
import { type Status, statuses } from '#kernel/case/schema.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { Stage, Stages } from '../schema/desk.ts'

type At = Pick<CaseState, 'status' | 'before' | 'acceptedAt' | 'proposal' | 'decision' | 'surveys' | 'deliveredAt'>
type Asked = Pick<HandlingItem, 'mode' | 'special' | 'flow' | 'results'>
type Row = { name: string; has(item: Asked, at: At): boolean; done(at: At): boolean; beside?: true }

const began: readonly Status[] = ['submitted', 'preReturned']
const made: readonly Status[] = ['ready', 'delivered', 'archived']
const always = () => true

const surveyed = ({ special, flow }: Asked) => special.some((s) => s.kind === 'survey') || flow.some((f) => f.role === 'surveyor')

const table: readonly Row[] = [
  { name: '收件', has: always, done: ({ status, acceptedAt }) => acceptedAt !== undefined || !began.includes(status) },
  { name: '受理', has: always, done: ({ acceptedAt }) => acceptedAt !== undefined },
  { name: '审查', has: ({ mode }) => mode === 'ordinary', done: (at) => at.proposal !== undefined || at.decision !== undefined },
  {
    name: '核查',
    has: (item, at) => item.mode === 'ordinary' && (surveyed(item) || at.surveys.length > 0),
    done: ({ surveys }) => surveys.length > 0,
    beside: true,
  },
  { name: '决定', has: always, done: ({ decision }) => decision !== undefined },
  {
    name: '制证',
    has: ({ results }, { decision }) => results.some((r) => r.type === '1') && decision?.result !== 'refused',
    done: ({ status, deliveredAt }) => deliveredAt !== undefined || made.includes(status),
  },
  { name: '送达', has: always, done: ({ deliveredAt }) => deliveredAt !== undefined },
]

/** Over without a decision: nothing is live, and what was not done will not be. */
const ended: readonly Status[] = ['notAccepted', 'withdrawn', 'terminated', 'lapsed']

const isOver = ({ status }: At) => ended.includes(status)

function saysOf(at: At, live: string | undefined, beside: string | undefined): string {
  if (isOver(at)) return statuses[at.status].label
  if (!live) return '已经走完'
  const paused = at.status === 'suspended' ? '，特别程序中' : ''
  return `停在“${live}”${paused}${beside ? `，${beside}可以同时做` : ''}`
}

/** The stages of a case in their order. */
export function stagesOf(item: Asked, at: At): Stages {
  const rows = table.filter((r) => r.has(item, at))
  const live = isOver(at) ? undefined : rows.find((r) => !r.beside && !r.done(at))
  const past = (row: Row) => rows.indexOf(row) < (live ? rows.indexOf(live) : rows.length)
  const stateOf = (row: Row): Stage['state'] => {
    if (row.done(at)) return 'done'
    if (row === live) return 'live'
    if (row.beside && live && rows[rows.indexOf(row) - 1] === live) return 'next'
    return isOver(at) || past(row) ? 'skipped' : 'later'
  }
  const stages = rows.map((r) => ({ name: r.name, state: stateOf(r), ...(r.beside ? { beside: r.beside } : {}) }))
  return { stages, says: saysOf(at, live?.name, stages.find((s) => s.state === 'next')?.name) }
}
