/** Running an office: who is away, who carries how much, and moving work from one to another. */
import { z } from 'zod'

const account = z.string().min(1).max(80)
const reason = z.string().trim().min(2, '请写明理由，至少 2 个字').max(200, '理由最多 200 个字')

export const AddLeave = z
  .object({
    /** whose leave; nobody said: one's own */
    account: account.optional(),
    standIn: z.string().min(1, '请选由谁顶岗').max(80),
    from: z.iso.date('请填从哪天起'),
    to: z.iso.date('请填到哪天止'),
    reason,
  })
  .refine((l) => l.to >= l.from, { path: ['to'], message: '结束的日子不能早于开始的日子' })
export type AddLeave = z.infer<typeof AddLeave>

export const LeaveId = z.object({ id: z.string().min(1).max(60) })
export type LeaveId = z.infer<typeof LeaveId>

export const MoveWork = z
  .object({
    from: account,
    to: z.string().min(1, '请选交给谁').max(80),
    count: z.coerce.number().int('请填整数').min(1, '请填要转几件').max(1_000, '一次最多转 1000 件'),
    reason,
  })
  .refine((m) => m.from !== m.to, { path: ['to'], message: '请选另一位同事' })
export type MoveWork = z.infer<typeof MoveWork>

export type LeaveState = 'planned' | 'away' | 'back' | 'cancelled'
export const leaveWords: Record<LeaveState, string> = { planned: '还没开始', away: '在外', back: '已回来', cancelled: '已取消' }
export type LeaveView = {
  id: string
  account: string
  name: string
  standIn: string
  from: string
  to: string
  reason: string
  state: LeaveState
  by: string
  mine: boolean
  batchOut: string | null
  batchBack: string | null
  /** this person may end it */
  may: boolean
}
export type Leaves = { leaves: LeaveView[]; people: { id: string; name: string; title: string | null }[]; chief: boolean; today: string }

/** What one carries: open cases by lamp and by age in calendar days since they came in. */
export type LoadRow = {
  account: string | null
  name: string
  title: string | null
  open: number
  red: number
  yellow: number
  paused: number
  /** at most 3, 7, 15 days old, and older */
  ages: [number, number, number, number]
  noticed: number
  away: string | null
}
/** How many opinions were given, and how many of them came back for another look. */
export type ReturnRow = { key: string; name: string; given: number; returned: number; lastReturnedAt: string | null }
/** By examiner and by item, over so many days. */
export type Returns = { days: number; people: ReturnRow[]; items: ReturnRow[] }
export type Moved = { id: string; title: string; at: string; state: string; done: number }
export type Load = { rows: LoadRow[]; people: { id: string; name: string }[]; moved: Moved[]; returns: Returns; today: string }
