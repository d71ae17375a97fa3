import type { Status, Verb } from '../schema.ts'

type Actor = 'applicant' | 'staff'

/**
 * Every verb once: the word on its button, who takes it, the permission it needs, the fact it leaves, and the permission of
 * the second person who must approve it first, where the law or the house wants two.
 */
export const verbs: Record<Verb, { label: string; by: Actor; permission?: string; approver?: string; fact: string }> = {
  receive: { label: '收件', by: 'staff', permission: 'case.receive', fact: 'case.received' },
  preReturn: { label: '预审退回', by: 'staff', permission: 'case.pre-return', fact: 'case.pre-returned' },
  resubmit: { label: '改好再交', by: 'applicant', fact: 'case.resubmitted' },
  requestSupplement: { label: '一次性告知补正', by: 'staff', permission: 'case.supplement', fact: 'case.supplement-requested' },
  supplement: { label: '补交', by: 'applicant', fact: 'case.supplemented' },
  waive: { label: '这一条不用补了', by: 'staff', permission: 'case.supplement', fact: 'case.item-waived' },
  accept: { label: '受理', by: 'staff', permission: 'case.accept', fact: 'case.accepted' },
  acceptTolerant: { label: '容缺受理', by: 'staff', permission: 'case.accept', fact: 'case.accepted' },
  supplyTolerant: { label: '补齐容缺材料', by: 'applicant', fact: 'case.tolerance-supplied' },
  notAccept: { label: '不予受理', by: 'staff', permission: 'case.not-accept', approver: 'case.approve-request', fact: 'case.not-accepted' },
  examine: { label: '开始审查', by: 'staff', permission: 'case.examine', fact: 'case.examined' },
  survey: { label: '记录现场核查', by: 'staff', permission: 'case.examine', fact: 'case.surveyed' },
  suspend: { label: '进入特别程序', by: 'staff', permission: 'case.suspend', approver: 'case.approve-request', fact: 'case.suspended' },
  resume: { label: '特别程序结束', by: 'staff', permission: 'case.suspend', fact: 'case.resumed' },
  extend: { label: '延长期限', by: 'staff', permission: 'case.extend', approver: 'case.decide', fact: 'case.extended' },
  propose: { label: '提出审查意见', by: 'staff', permission: 'case.propose', fact: 'case.proposed' },
  sendBack: { label: '退回审查', by: 'staff', permission: 'case.decide', fact: 'case.sent-back' },
  approve: { label: '准予', by: 'staff', permission: 'case.decide', fact: 'case.approved' },
  refuse: { label: '不予许可', by: 'staff', permission: 'case.decide', fact: 'case.refused' },
  withdraw: { label: '撤回申请', by: 'applicant', fact: 'case.withdrawn' },
  terminate: { label: '终止办理', by: 'staff', permission: 'case.terminate', approver: 'case.approve-request', fact: 'case.terminated' },
  make: { label: '制证', by: 'staff', permission: 'case.issue', fact: 'case.made' },
  ready: { label: '通知领取、寄出', by: 'staff', permission: 'case.issue', fact: 'case.readied' },
  deliver: { label: '送达', by: 'staff', permission: 'case.deliver', fact: 'case.delivered' },
  archive: { label: '归档', by: 'staff', permission: 'case.deliver', fact: 'case.archived' },
  claim: { label: '领取', by: 'staff', permission: 'case.read', fact: 'case.claimed' },
  release: { label: '放回', by: 'staff', permission: 'case.read', fact: 'case.released' },
  handOver: { label: '转交同事', by: 'staff', permission: 'case.hand-over', fact: 'case.handed-over' },
  takeOver: { label: '顶岗接办', by: 'staff', permission: 'case.hand-over', fact: 'case.taken-over' },
  grantApproval: { label: '同意', by: 'staff', fact: 'case.approval-granted' },
  denyApproval: { label: '不同意', by: 'staff', fact: 'case.approval-denied' },
}

/** `same` keeps the status; `back` returns to the one before the special procedure. */
type Next = Status | 'same' | 'back'

const desk: Partial<Record<Verb, Next>> = {
  claim: 'same',
  release: 'same',
  handOver: 'same',
  takeOver: 'same',
  grantApproval: 'same',
  denyApproval: 'same',
}
const underway: Partial<Record<Verb, Next>> = {
  ...desk,
  suspend: 'suspended',
  extend: 'same',
  supplyTolerant: 'same',
  withdraw: 'withdrawn',
  terminate: 'terminated',
}
const closed: Partial<Record<Verb, Next>> = { archive: 'archived' }

/**
 * From each status, which verbs are open and where each leads (A5.2). The server's check and the screen's buttons both read
 * this one table; a process model of an item narrows it and can never widen it.
 */
export const leadsTo: Record<Status, Partial<Record<Verb, Next>>> = {
  submitted: {
    ...desk,
    receive: 'received',
    preReturn: 'preReturned',
    requestSupplement: 'correction',
    accept: 'accepted',
    acceptTolerant: 'accepted',
    notAccept: 'notAccepted',
    withdraw: 'withdrawn',
  },
  preReturned: { ...desk, resubmit: 'submitted', waive: 'same', withdraw: 'withdrawn' },
  received: {
    ...desk,
    requestSupplement: 'correction',
    accept: 'accepted',
    acceptTolerant: 'accepted',
    notAccept: 'notAccepted',
    withdraw: 'withdrawn',
  },
  correction: { ...desk, supplement: 'received', waive: 'same', withdraw: 'withdrawn' },
  accepted: { ...underway, examine: 'examining', approve: 'approved', refuse: 'refused' },
  examining: { ...underway, survey: 'same', propose: 'deciding' },
  suspended: { ...desk, survey: 'same', resume: 'back', supplyTolerant: 'same', withdraw: 'withdrawn', terminate: 'terminated' },
  deciding: { ...underway, sendBack: 'examining', approve: 'approved', refuse: 'refused' },
  approved: { ...desk, make: 'making', deliver: 'delivered' },
  refused: { ...desk, deliver: 'delivered' },
  making: { ...desk, ready: 'ready', deliver: 'delivered' },
  ready: { ...desk, deliver: 'delivered' },
  delivered: closed,
  notAccepted: closed,
  withdrawn: closed,
  terminated: closed,
  lapsed: closed,
  archived: {},
}

/** Where a verb leads from a status, or nothing where it is not open there. */
export function destination(from: Status, verb: Verb, before: Status | undefined): Status | undefined {
  const next = leadsTo[from][verb]
  if (next === 'same') return from
  return next === 'back' ? before : next
}
