import type { State, Verb } from '../schema.ts'

type By = 'handler' | 'holder' | 'second' | 'supervisor'

/** Every verb once: its button, who takes it, and the fact it leaves. `holder` is the one who claimed the order, `second` anybody else who may. */
export const verbs: Record<Verb, { label: string; by: By; fact: string }> = {
  assign: { label: '重派', by: 'supervisor', fact: 'rectification.assigned' },
  claim: { label: '认领', by: 'handler', fact: 'rectification.claimed' },
  contact: { label: '记录回访', by: 'holder', fact: 'rectification.contacted' },
  explain: { label: '解释说明', by: 'holder', fact: 'rectification.explained' },
  rectify: { label: '开始整改', by: 'holder', fact: 'rectification.begun' },
  feedback: { label: '反馈结果', by: 'holder', fact: 'rectification.answered' },
  review: { label: '复核', by: 'second', fact: 'rectification.reviewed' },
  close: { label: '办结', by: 'second', fact: 'rectification.closed' },
  reject: { label: '申请不予采纳', by: 'holder', fact: 'rectification.rejection-asked' },
  confirmReject: { label: '同意不予采纳', by: 'second', fact: 'rectification.rejected' },
  denyReject: { label: '不同意', by: 'second', fact: 'rectification.rejection-denied' },
  appeal: { label: '申诉', by: 'holder', fact: 'rectification.appealed' },
  decideAppeal: { label: '处理申诉', by: 'supervisor', fact: 'rectification.appeal-decided' },
  sendBack: { label: '退回重派', by: 'holder', fact: 'rectification.sent-back' },
}

type Next = State | 'same' | ((data: Record<string, unknown>) => State)

const passed: Next = (d) => (d.passed === true ? 'reviewed' : 'rectifying')
const upheld: Next = (d) => (d.upheld === true ? 'rejected' : 'rectifying')

/** From each state, which verbs are open and where each leads. The server's check and the buttons read this one table. */
export const leadsTo: Record<State, Partial<Record<Verb, Next>>> = {
  open: { claim: 'claimed', assign: 'open' },
  claimed: { contact: 'verifying', sendBack: 'returned', assign: 'open' },
  verifying: {
    contact: 'same',
    rectify: 'rectifying',
    explain: 'answered',
    reject: 'rejecting',
    sendBack: 'returned',
    assign: 'open',
    appeal: 'appealed',
  },
  rectifying: { contact: 'same', feedback: 'answered', appeal: 'appealed' },
  answered: { review: passed },
  reviewed: { close: 'closed' },
  rejecting: { confirmReject: 'rejected', denyReject: 'verifying' },
  appealed: { decideAppeal: upheld },
  returned: { assign: 'open' },
  closed: {},
  rejected: {},
}

/** Where a verb leads from a state with the data of its fact; undefined where it is not open there. */
export function destination(from: State, verb: Verb, data: Record<string, unknown>): State | undefined {
  const next = leadsTo[from][verb]
  if (typeof next === 'function') return next(data)
  return next === 'same' ? from : next
}
