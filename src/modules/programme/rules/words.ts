import { relativeDay } from '#kernel/clock/rules/text.ts'
import type { Milestone, Standing, Target } from '../schema.ts'

/** What each room is called where it is not built yet and cannot say so itself. */
const roomTitles: Record<string, string> = {
  programme: '改革进度',
  catalogue: '事项目录',
  window: '办事窗口',
  authority: '权责',
  seal: '电子印章',
  licence: '电子证照',
  onething: '一件事',
  project: '工程项目审批',
  hotline: '12345 民意速办',
  microreform: '微改革',
  survey: '远程视频踏勘',
  property: '带押过户',
  hall: '政务大厅',
  crossregion: '异地通办',
  park: '园区事园区办',
  policy: '惠企政策兑现',
  market: '中介服务',
  brain: '城市大脑',
  assistant: '数字人',
  exchange: '数据共享枢纽',
  mobile: '移动端',
  office: '数字机关',
  datacentre: '数据中心',
  clerk: '行政办事员',
  steward: '数据专员',
  supervision: '暗访监督',
  rectification: '整改工单',
}

export const roomTitle = (id: string): string => roomTitles[id] ?? id

/** Where a citizen uses what a room does; shown only where the room stands. */
const doors: Record<string, readonly { text: string; href: string }[]> = {
  catalogue: [
    { text: '找一件事怎么办', href: '/' },
    { text: '看全部事项', href: '/items' },
  ],
  window: [
    { text: '看我的办件和草稿', href: '/me' },
    { text: '凭查询码查进度', href: '/lookup' },
  ],
}

export const doorsOf = (existing: readonly { id: string }[]): { text: string; href: string }[] => existing.flatMap((r) => doors[r.id] ?? [])

/** '不少于 40 项' */
export const targetText = ({ metric, value, unit }: Target): string => `${metric}不少于 ${value}${unit === '%' ? '%' : ` ${unit}`}`

/** How the due day lies before or behind today, and whether what was due is still not there. */
export function dueState({ due, state }: Pick<Standing, 'due' | 'state'>, today: string): { text: string; late: boolean } | undefined {
  if (!due) return undefined
  const late = due.on < today && state !== 'live'
  return { text: late ? `已过完成时限（${relativeDay(due.on, today)}）` : relativeDay(due.on, today), late }
}

export type MilestoneState = 'reached' | 'late' | 'open'

/** A milestone that is reached on its last day is in time; one not reached is late from the day after. */
export const milestoneState = (m: Pick<Milestone, 'dueOn' | 'reachedOn'>, today: string): MilestoneState =>
  m.reachedOn ? 'reached' : m.dueOn < today ? 'late' : 'open'
