/** The states of a batch of files to be sealed; the server's check and the buttons read this one table. */
import type { BatchState, BatchVerb } from '../schema/batch.ts'

type Rule = { label: string; from: readonly BatchState[]; to: BatchState; by: 'asker' | 'approver' }

export const batchVerbs: Record<BatchVerb, Rule> = {
  approve: { label: '全部批准', from: ['waiting'], to: 'approved', by: 'approver' },
  reject: { label: '不批准', from: ['waiting'], to: 'rejected', by: 'approver' },
  withdraw: { label: '撤回申请', from: ['waiting'], to: 'withdrawn', by: 'asker' },
  begin: { label: '开始盖章', from: ['approved'], to: 'running', by: 'asker' },
  stop: { label: '停下', from: ['running'], to: 'stopped', by: 'asker' },
  resume: { label: '接着盖', from: ['stopped'], to: 'running', by: 'asker' },
}

export const batchStates: Record<BatchState, string> = {
  waiting: '待审批',
  approved: '已批准，待盖章',
  rejected: '未批准',
  withdrawn: '已撤回',
  running: '正在盖章',
  stopped: '停下了',
  done: '盖完了',
}

type Asked = { state: BatchState; askedBy: string; decidedBy?: string | null }
/** `keeps`: the seal; `askerKeeps`: who asked keeps it still */
type Asker = { id: string; approves: boolean; keeps?: boolean; askerKeeps?: boolean }

/** What another keeper does in the place of one who was dismissed after the approval. */
const stamping: ReadonlySet<BatchVerb> = new Set(['begin', 'stop', 'resume'])

/** Whether a batch is this person's to stamp, because whoever asked keeps the seal no more. */
const succeeds = (batch: Asked, verb: BatchVerb, who: Asker): boolean =>
  stamping.has(verb) && batch.askedBy !== who.id && who.keeps === true && who.askerKeeps === false

function whyNotHis(batch: Asked, verb: BatchVerb, who: Asker): string | undefined {
  const { label, by } = batchVerbs[verb]
  const own = batch.askedBy === who.id
  if (by === 'approver') {
    if (own) return '自己提的申请不能自己批，请等另一位审批人'
    return who.approves ? undefined : `您没有“${label}”的权限，请交给用印审批人`
  }
  if (own) return undefined
  if (!succeeds(batch, verb, who)) return `只有申请人自己能${label}`
  return batch.decidedBy === who.id ? '批准的人不能自己盖章，请交给另一位用印人' : undefined
}

export function whyNotBatch(batch: Asked, verb: BatchVerb, who: Asker): { status: 403 | 409; sentence: string } | undefined {
  const { label, from } = batchVerbs[verb]
  const sentence = whyNotHis(batch, verb, who)
  if (sentence) return { status: 403, sentence }
  return from.includes(batch.state) ? undefined : { status: 409, sentence: `这一批${batchStates[batch.state]}，不能${label}` }
}

/** The verbs of a page: the asker's own, and of others' batches the approver's, or the successor's. */
const isOffered = (batch: Asked, verb: BatchVerb, who: Asker): boolean => {
  const own = batch.askedBy === who.id
  return batchVerbs[verb].by === 'asker' ? own || succeeds(batch, verb, who) : !own
}

export const batchVerbsOf = (batch: Asked, who: Asker) =>
  (Object.keys(batchVerbs) as BatchVerb[])
    .filter((verb) => isOffered(batch, verb, who) && batchVerbs[verb].from.includes(batch.state))
    .map((verb) => {
      const why = whyNotBatch(batch, verb, who)?.sentence ?? null
      return { verb, label: batchVerbs[verb].label, open: why === null, why }
    })
    .filter((v) => v.open || who.approves || who.keeps)
