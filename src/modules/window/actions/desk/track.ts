/** The history of a case as one line: acts, clock, reads, papers, messages and what the house did, newest first. */
import { type Dossier, listJudged } from '#kernel/case/api.ts'
import { standing } from '#kernel/case/rules/recall.ts'
import type { Ctx, Recorded } from '#kernel/module.ts'
import { messagesUnder } from '#modules/message/api.ts'
import { tell } from '../../rules/desk-track.ts'
import type { TrackEntry } from '../../schema/desk.ts'

const channelWords: Record<string, string> = { inbox: '站内消息', sms: '短信', email: '邮件' }
const stateWords: Record<string, string> = { pending: '等着发', sent: '已发出', failed: '没发出，会再试', dead: '没发出' }

function actsOf({ state }: Dossier): TrackEntry[] {
  const counted = new Set(standing(state.facts).map((f) => f.seq))
  return state.facts.map((f) => ({ ...tell(f), ...(counted.has(f.seq) || f.name === 'case.recalled' ? {} : { recalled: true }) }))
}

const papersOf = ({ papers }: Dossier): TrackEntry[] =>
  papers.map((p) => ({
    at: p.madeAt.toISOString(),
    seq: null,
    kind: 'paper',
    who: '系统',
    sentence: `制作《${p.title}》`,
    evidence: { rows: [{ label: '核验码', value: p.checkCode }], paper: p.id },
    ...(p.no ? { detail: p.no } : {}),
  }))

/** What the city told whom about this case; whom it went to is said by role and masked address, never by name. */
async function messagesOf(ctx: Ctx, { file }: Dossier): Promise<TrackEntry[]> {
  const told = await messagesUnder(ctx, [`/cases/${file.id}`, `/desk/cases/${file.id}`])
  return told.map((m) => ({
    at: m.madeAt.toISOString(),
    seq: null,
    kind: 'message',
    who: '系统',
    sentence: `${m.toStaff ? '告诉工作人员' : '告诉申请人'}：${m.title}`,
    detail: `${channelWords[m.channel]}，${stateWords[m.state]}`,
    evidence: {
      rows: [
        ...(m.toStaff ? [] : [{ label: '内容', value: m.text }]),
        { label: '方式', value: `${channelWords[m.channel]}${m.addressMasked ? ` ${m.addressMasked}` : ''}` },
        { label: '状态', value: `${stateWords[m.state]}${m.readAt ? '，已读' : ''}` },
      ],
    },
  }))
}

/** `looks`: who looked at what of it. */
export async function trackOf(ctx: Ctx, d: Dossier, looks: readonly Recorded[]): Promise<TrackEntry[]> {
  const reads = looks.map((f) => tell(f, 'reads'))
  const judged = (await listJudged(ctx, d.file.id)).map((f) => tell(f, 'points'))
  const all = [...actsOf(d), ...judged, ...reads, ...papersOf(d), ...(await messagesOf(ctx, d))]
  return all.sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : (b.seq ?? 0) - (a.seq ?? 0)))
}
