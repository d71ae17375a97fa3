/** Ready sentences for what is written again and again; the braces are filled from the case. */
import type { Verb } from '#kernel/case/schema.ts'
import type { CasePage } from '../../schema/desk.ts'

type Phrases = Partial<Record<Verb, Record<string, readonly string[]>>>

const phrases: Phrases = {
  propose: {
    opinion: [
      '经审查，{points}。',
      '经审查，{applicant}申请的“{item}”材料齐全、符合法定形式，现场核查合格，达到许可条件。',
      '经书面审查，{applicant}的申请符合《{basis}》的条件，无需现场核查。',
      '经审查，{applicant}的申请不符合《{basis}》规定的条件，具体是：（写明哪一条没有达到）。',
    ],
  },
  refuse: {
    reason: [
      '您申请的“{item}”经审查，{failing}。达到以后可以重新申请，填过的内容还在。',
      '您申请的“{item}”经审查没有达到以下标准：（写明哪一条、差在哪里）。达到标准后可以重新申请，填过的内容还在。',
      '现场核查发现：（写明情况），不符合规定的条件。整改后可以重新申请。',
    ],
  },
  notAccept: {
    reason: ['您申请的“{item}”不属于{organ}的职权范围，请向（写明机关）申请。', '您申请的“{item}”依法不需要取得许可，可以直接开展。'],
  },
  suspend: { reason: ['按规定要做检验检测，等结果出来接着办。', '按规定要请专家评审，评审结束接着办。'] },
  extend: { reason: ['案情复杂，需要进一步核实有关情况。', '现场核查需要多部门配合，原定期限内不能完成。'] },
  sendBack: { reason: ['审查意见没有写明依据的条款，请补充。', '现场核查记录不全，请补齐后再报。'] },
  terminate: { reason: ['容缺受理的材料逾期没有补齐。', '申请人明确表示不再办理，但没有提交撤回申请。'] },
}

const failing = ({ points }: CasePage) => points.filter((p) => p.verdict === 'not met')
const failingText = (page: CasePage): string =>
  failing(page)
    .map((p) => `“${p.text}”不符合${p.note ? `（${p.note}）` : ''}`)
    .join('；')

/** What the judged points come to, in one sentence. */
const pointsText = (page: CasePage): string =>
  failing(page).length > 0 ? `${failingText(page)}，建议不予` : `${page.points.length} 个审查要点都符合，建议准予`

/** Sentences that speak of points are there where there are such points. */
const there: Record<string, (page: CasePage) => boolean> = {
  '{points}': ({ points }) => points.length > 0,
  '{failing}': (page) => failing(page).length > 0,
}

const isSayable = (text: string, page: CasePage) => Object.entries(there).every(([part, is]) => !text.includes(part) || is(page))

const fields = (page: CasePage): Record<string, string> => ({
  applicant: page.applicant.name,
  item: page.itemName,
  organ: page.organ,
  basis: page.bases[0] ?? '（写明法规名称）',
  points: pointsText(page),
  failing: failingText(page),
})

/** The ready sentences for one question of a verb, filled from this case. */
export function phrasesFor(page: CasePage, verb: Verb, field: string): string[] {
  const known = fields(page)
  return (phrases[verb]?.[field] ?? [])
    .filter((text) => isSayable(text, page))
    .map((text) => text.replace(/\{(\w+)\}/g, (whole, name: string) => known[name] ?? whole))
}
