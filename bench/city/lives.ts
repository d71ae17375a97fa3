/** How cases of a real city go, as a table: how many of a hundred, and step by step what happens after how many working days. */

/** Who takes a step; `system` is the clock of the law. */
export type By = 'applicant' | 'clerk' | 'examiner' | 'chief' | 'decider' | 'issuer' | 'system'

/** `days`: working days after the step before, from and to, both included. `fact` may be followed by what it says. */
export type Step = { fact: string; by: By; days: readonly [from: number, to: number]; data?: Record<string, unknown> }

const step = (fact: string, by: By, from: number, to = from, data?: Record<string, unknown>): Step => ({ fact, by, days: [from, to], data })

const claimed = step('case.claimed', 'examiner', 0, 1)
const accepted = step('case.accepted', 'clerk', 0, 3)
const examined = step('case.examined', 'examiner', 0, 2)
const proposed = (verdict: 'approve' | 'refuse') =>
  step('case.proposed', 'examiner', 0, 4, {
    verdict,
    opinion: verdict === 'approve' ? '材料齐全，符合条件，建议准予' : '场所不符合条件，建议不予',
  })
const approved = step('case.approved', 'decider', 0, 1)
const delivered = step('case.delivered', 'issuer', 0, 2, { way: 'electronic' })
const missing = [{ id: 'layout', what: '平面布局图没有标尺寸，请标上再传' }]
const noticed = step('case.supplement-requested', 'clerk', 0, 3, { items: missing })
const asked = { verb: 'suspend', input: { procedure: 'expertReview', days: 20, reason: '要请专家评审' } }
const suspended: Step[] = [
  step('case.approval-asked', 'examiner', 0, 1, asked),
  step('case.approval-granted', 'chief', 0, 1, { verb: 'suspend' }),
  step('case.suspended', 'chief', 0, 0, asked.input),
]
const toTheEnd = [examined, proposed('approve'), approved, delivered]

/** `share` of a hundred. Whatever lies in the future of the city's day has not happened yet, so that open cases come by themselves. */
export const lives: readonly { share: number; steps: readonly Step[] }[] = [
  { share: 34, steps: [accepted, ...toTheEnd] },
  { share: 18, steps: [accepted, claimed, ...toTheEnd] },
  { share: 20, steps: [accepted, step('case.approved', 'decider', 0), step('case.delivered', 'issuer', 0, 1, { way: 'window' })] },
  { share: 10, steps: [noticed, step('case.supplemented', 'applicant', 1, 15), accepted, ...toTheEnd] },
  { share: 2, steps: [step('case.received', 'clerk', 0, 1), accepted, ...toTheEnd] },
  {
    share: 2,
    steps: [
      step('case.pre-returned', 'clerk', 0, 2, { items: missing }),
      step('case.resubmitted', 'applicant', 1, 9),
      accepted,
      ...toTheEnd,
    ],
  },
  {
    share: 3,
    steps: [
      accepted,
      examined,
      proposed('refuse'),
      step('case.refused', 'decider', 0, 2, { reason: '经营场所与住宅相连，没有独立隔间', article: '食品经营许可管理办法第十二条' }),
      step('case.delivered', 'issuer', 0, 2, { way: 'electronic' }),
    ],
  },
  {
    share: 3,
    steps: [
      accepted,
      examined,
      ...suspended,
      step('case.resumed', 'examiner', 5, 15, { result: '专家评审通过' }),
      proposed('approve'),
      approved,
      delivered,
    ],
  },
  { share: 3, steps: [step('case.withdrawn', 'applicant', 0, 4, { reason: '不想办了' })] },
  { share: 2, steps: [noticed, step('case.lapsed', 'system', 24, 26, { reason: '逾期没有补正，视为放弃申请' })] },
  { share: 1, steps: [step('case.not-accepted', 'clerk', 0, 3, { reason: '不属于本机关办理', article: '行政许可法第三十二条' })] },
  {
    share: 2,
    steps: [
      accepted,
      examined,
      step('case.proposed', 'examiner', 6, 30, { verdict: 'approve', opinion: '材料齐全，建议准予' }),
      approved,
      delivered,
    ],
  },
]

const hundred = lives.flatMap((life) => Array.from({ length: life.share }, () => life.steps))

/** The steps of one life by a number from 0 to below 1. */
export const lifeAt = (share: number): readonly Step[] => hundred[Math.floor(share * hundred.length)]!
