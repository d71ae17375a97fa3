/**
 * The life of a seal in one table: which verb is open in which status, who takes it, where it leads (A8.3). The server's check
 * and the buttons of the desk read this table. Every seal goes through four hands: who applies does not check, who checks does
 * not make, who asks for a use does not approve it.
 */
import type { RequestState, RequestVerb, SealVerb, VerbState } from '../schema/life.ts'
import type { SealRow, SealStatus } from '../schema/seal.ts'

type Rule = {
  label: string
  /** the permission, in the seal's organ and division */
  by: string
  from: readonly SealStatus[]
  /** undefined: the status stays */
  to?: SealStatus
  fact: string
  /** the one who did this may not do that (four eyes) */
  not?: 'appliedBy' | 'checkedBy'
}

export const sealVerbs: Record<SealVerb, Rule> = {
  check: { label: '核验通过', by: 'seal.check', from: ['applied'], to: 'checked', fact: 'seal.checked', not: 'appliedBy' },
  reject: { label: '不予制章', by: 'seal.check', from: ['applied', 'checked'], to: 'rejected', fact: 'seal.rejected' },
  make: { label: '制章', by: 'seal.make', from: ['checked'], to: 'valid', fact: 'seal.made', not: 'checkedBy' },
  appoint: { label: '指定用印人', by: 'seal.manage', from: ['valid'], fact: 'seal.keeper-appointed' },
  dismiss: { label: '取消用印人', by: 'seal.manage', from: ['valid', 'lost', 'frozen'], fact: 'seal.keeper-dismissed' },
  lose: { label: '挂失', by: 'seal.manage', from: ['valid'], to: 'lost', fact: 'seal.lost' },
  find: { label: '解除挂失', by: 'seal.manage', from: ['lost'], to: 'valid', fact: 'seal.found' },
  freeze: { label: '冻结', by: 'seal.check', from: ['valid'], to: 'frozen', fact: 'seal.frozen' },
  unfreeze: { label: '解冻', by: 'seal.check', from: ['frozen'], to: 'valid', fact: 'seal.unfrozen' },
  change: { label: '申请换章', by: 'seal.manage', from: ['valid'], fact: 'seal.change-asked' },
  cancel: { label: '注销', by: 'seal.manage', from: ['valid', 'lost', 'frozen'], to: 'cancelled', fact: 'seal.cancelled' },
}

export const sealStates: Record<SealStatus, string> = {
  applied: '待核验',
  checked: '待制作',
  rejected: '不予制章',
  valid: '有效',
  lost: '已挂失',
  frozen: '已冻结',
  changed: '已换新',
  cancelled: '已注销',
  expired: '已过期',
}

/** What leads on from a status in which a verb is not open. */
const onFrom: Record<SealStatus, string> = {
  applied: '核验、制章以后再办',
  checked: '制章以后再办',
  rejected: '还要用章的，请重新申请',
  valid: '这枚印章正常，不用办这一步',
  lost: '找到了请先解除挂失，找不到请注销后重新申请',
  frozen: '请先查明原因，解冻以后再办',
  changed: '请到换新的那一枚上办',
  cancelled: '还要用章的，请重新申请',
  expired: '还要用章的，请重新申请',
}

/** Statuses after which a seal never signs again: its key is destroyed. */
const ended: readonly SealStatus[] = ['rejected', 'changed', 'cancelled', 'expired']

const fourEyes = {
  appliedBy: '申请印章的人不能自己核验，请换一个人',
  checkedBy: '核验身份的人不能自己制章，请换一个人',
} as const

/** Why a verb is not open for somebody on a seal; undefined where it is. `may` is his right in the seal's place. */
export function whyNot(seal: Pick<SealRow, 'status' | 'appliedBy' | 'checkedBy'>, verb: SealVerb, who: { id: string; may: boolean }) {
  const rule = sealVerbs[verb]
  if (!who.may) return { code: 'may-not' as const, sentence: `您没有“${rule.label}”的权限，请交给有权限的同事办` }
  if (!rule.from.includes(seal.status))
    return { code: 'not-now' as const, sentence: `印章${sealStates[seal.status]}，现在不能${rule.label}。${onFrom[seal.status]}` }
  if (rule.not && seal[rule.not] === who.id) return { code: 'four-eyes' as const, sentence: fourEyes[rule.not] }
  return undefined
}

/** The verbs of a page: those of one's own rights, open or with the cause why not. */
export function verbsOf(
  seal: Pick<SealRow, 'status' | 'appliedBy' | 'checkedBy'>,
  who: { id: string },
  may: (permission: string) => boolean,
): VerbState<SealVerb>[] {
  return (Object.keys(sealVerbs) as SealVerb[])
    .filter((verb) => may(sealVerbs[verb].by) && !ended.includes(seal.status))
    .map((verb) => {
      const why = whyNot(seal, verb, { id: who.id, may: true })
      return { verb, label: sealVerbs[verb].label, open: why === undefined, why: why?.sentence ?? null }
    })
}

type Approver = {
  id: string
  approves: boolean
  /** also of what he asked for himself */
  alone?: boolean
  /** of an organ's seal: whether he keeps it, and whether who asked keeps it still */
  keeps?: boolean
  askerKeeps?: boolean
}
type Asked = { state: RequestState; askedBy: string; decidedBy?: string | null }
type RequestRule = { label: string; from: RequestState; to: RequestState; fact: string; by: 'asker' | 'approver' }

export const requestVerbs: Record<RequestVerb, RequestRule> = {
  approve: { label: '批准用印', from: 'waiting', to: 'approved', fact: 'seal.request-approved', by: 'approver' },
  reject: { label: '不批准', from: 'waiting', to: 'rejected', fact: 'seal.request-rejected', by: 'approver' },
  withdraw: { label: '撤回申请', from: 'waiting', to: 'withdrawn', fact: 'seal.request-withdrawn', by: 'asker' },
  stamp: { label: '盖章', from: 'approved', to: 'used', fact: 'seal.used', by: 'asker' },
}

export const requestStates: Record<RequestState, string> = {
  waiting: '待审批',
  approved: '已批准，待盖章',
  rejected: '未批准',
  withdrawn: '已撤回',
  used: '已盖章',
}

/** Who stamps what was approved for a keeper who was dismissed: anybody else who keeps the seal, but not whoever approved it. */
function whyNotStamp({ askedBy, decidedBy }: Asked, { id, keeps }: Approver) {
  if (!keeps && askedBy === id)
    return {
      code: 'keeper-gone' as const,
      sentence: '您不再是这枚印章的用印人，不能盖章。请交给现在的用印人打开这份申请盖章，没有的请印章管理员指定一位',
    }
  if (!keeps) return undefined
  if (decidedBy === id) return { code: 'four-eyes' as const, sentence: '批准的人不能自己盖章，请交给另一位用印人' }
  return 'open' as const
}

/**
 * Why somebody may not take a verb on a request. Nobody approves what he asked for, whatever his rights, but the legal representative
 * of a firm (`alone`): a firm governs its own seal, and he does it in a step of its own (民法典 第六十一条).
 */
export function whyNotRequest(request: Asked, verb: RequestVerb, who: Approver) {
  const { label, from, by } = requestVerbs[verb]
  const own = request.askedBy === who.id
  if (by === 'approver' && own && !who.alone) return { code: 'four-eyes' as const, sentence: '自己提的申请不能自己批，请等另一位审批人' }
  if (by === 'approver' && !who.approves) return { code: 'may-not' as const, sentence: `您没有“${label}”的权限，请交给用印审批人` }
  const gone = verb === 'stamp' && request.state === 'approved' && who.askerKeeps === false ? whyNotStamp(request, who) : undefined
  if (gone) return gone === 'open' ? undefined : gone
  if (by === 'asker' && !own) return { code: 'may-not' as const, sentence: `只有申请人自己能${label}` }
  if (request.state !== from) return { code: 'not-now' as const, sentence: `这份申请${requestStates[request.state]}，不能${label}` }
  return undefined
}

/** The verbs of a page: the asker's own, and the approver's of what others asked for, or also of his own where he may. */
export function requestVerbsOf(request: Asked, who: Approver) {
  const own = request.askedBy === who.id
  const his = (by: RequestRule['by']) => (by === 'asker' ? own : who.approves && (!own || who.alone === true))
  const takesOver = (verb: RequestVerb) =>
    verb === 'stamp' && who.keeps === true && who.askerKeeps === false && request.state === 'approved'
  return (Object.keys(requestVerbs) as RequestVerb[])
    .filter((verb) => his(requestVerbs[verb].by) || takesOver(verb))
    .map((verb) => {
      const why = whyNotRequest(request, verb, who)
      return { verb, label: requestVerbs[verb].label, open: why === undefined, why: why?.sentence ?? null }
    })
}
