import { WrittenYear } from '#kernel/clock/schema.ts'
import { listOrgans } from '#kernel/item/api.ts'
import { percent } from '#kernel/kpi/rules/figure.ts'
import { defineModule, type Kpi, post } from '#kernel/module.ts'
import { axesOfDecided, axesOfSubmitted } from './actions/axes.ts'
import { flagRest, onHoldingChanged } from './actions/gone.ts'
import { personal } from './actions/personal.ts'
import { onYearLoaded, previewYear, recount } from './actions/recount.ts'
import { onRehearsalAsked, rehearseCases } from './actions/rehearse.ts'
import { sealActs } from './actions/seal-acts.ts'
import { lapse, sweep } from './actions/sweep.ts'
import { tieTo } from './actions/tie.ts'
import { casePapers } from './rules/papers/kinds.ts'
import { caseSubject } from './rules/subject.ts'
import { verbs } from './rules/verbs.ts'
import { countEndedAt, countOpenAt, listDecidedIn, listSubmittedIn } from './store/figures.ts'
import { listFilesUsed } from './store/file.ts'

type Rows = typeof listDecidedIn
const rowsOf =
  (list: Rows): Kpi['rows'] =>
  async (tx, period, limit, at) =>
    (await list(tx, period, limit, at)).map((r) => ({
      id: r.id,
      title: `${r.itemName} ${r.no.slice(-12)}`,
      href: `/desk/cases/${r.id}`,
      at: r.at,
    }))

const submitted = { rollup: 'case.submitted', axes: axesOfSubmitted }
const decided = { rollup: 'case.decided', axes: axesOfDecided }

export default defineModule({
  id: 'case',
  title: '办件',
  measures: ['G2'],
  about: { case: '办件', 'case-points': '审查要点', 'case-reads': '查阅办件' },
  facts: {
    'case.submitted': '提交申请',
    'case.assessed': '按规则表核对',
    'case.read': '查看办件',
    'case.answers-corrected': '更正填写的内容',
    'case.materials-added': '补交材料',
    'case.annotated': '加注更正',
    'case.approval-asked': '申请审批',
    'case.lapsed': '逾期未补',
    'case.carded': '发牌',
    'case.rest-gone': '依据的证照失效',
    'case.material-denied': '协查核实不到材料',
    'case.rest-restored': '依据的证照恢复有效',
    'case.point-judged': '判审查要点',
    'case.recounted': '期限随放假安排改变',
    ...Object.fromEntries(Object.values(verbs).map((v) => [v.fact, v.label])),
  },
  permissions: {
    'case.read': '查看办件',
    'case.receive': '收件',
    'case.pre-return': '预审退回',
    'case.supplement': '一次性告知补正',
    'case.accept': '受理',
    'case.not-accept': '不予受理',
    'case.examine': '审查',
    'case.propose': '提出审查意见',
    'case.suspend': '进入特别程序',
    'case.extend': '延长期限',
    'case.decide': '作出决定',
    'case.approve-request': '审批科室的申请',
    'case.terminate': '终止办理',
    'case.issue': '制证',
    'case.deliver': '送达',
    'case.hand-over': '转交、顶岗',
    'case.preview-calendar': '预览放假安排对办件期限的影响',
  },
  routes: [
    post('/calendar-years/preview', 'case.preview-calendar', WrittenYear, previewYear, { title: '录入放假安排前，看哪些在办件的期限会变' }),
  ],
  on: {
    'clock.year-loaded': onYearLoaded,
    'decision.rehearsal-asked': onRehearsalAsked,
    'item.rehearsal-asked': onRehearsalAsked,
    'holding.changed': onHoldingChanged,
  },
  jobs: {
    'case.recount': { title: '放假安排变了，重算在办件的期限', act: recount },
    'case.rehearsal': { title: '用去年的办件预演', act: rehearseCases },
    'case.sweep': { title: '找期限到了的件', every: '*/10 * * * *', act: sweep },
    'case.lapse': { title: '期限到了：视为受理、视为放弃或亮牌', act: lapse },
    'case.flag-rest': { title: '证照失效后，标出用过它的在办件', act: flagRest },
  },
  subjects: { item: caseSubject },
  branches: { item: async ({ tx }) => [...new Set((await listOrgans(tx)).map((o) => o.branch))] },
  ties: [{ title: '办件', find: tieTo }],
  personal,
  papers: casePapers,
  sealActs,
  keepsFiles: listFilesUsed,
  atOrgans: [
    { title: '在办的件', unit: '件', first: '请先办结', count: countOpenAt },
    { title: '办结的件', unit: '件', count: countEndedAt },
  ],
  kpis: [
    {
      id: 'case.submitted',
      title: '收件数',
      unit: '件',
      measures: ['G2'],
      source: 'cases.file',
      definition: '期间内提交的申请，网上和窗口都算',
      rolled: { ...submitted, value: ({ cases }) => cases! },
      rows: rowsOf(listSubmittedIn),
    },
    {
      id: 'case.decided',
      title: '办结数',
      unit: '件',
      measures: ['G2'],
      source: 'cases.file',
      definition: '期间内作出准予或不予决定的办件',
      rolled: { ...decided, value: ({ cases }) => cases! },
      rows: rowsOf(listDecidedIn),
    },
    {
      id: 'case.on-time',
      title: '按承诺办结率',
      unit: '%',
      measures: ['G2'],
      source: 'cases.file',
      definition: '作出决定的日子不晚于承诺期限的办件 ÷ 期间内作出决定的办件；特别程序依法不算在内',
      better: 'more',
      rolled: { ...decided, value: ({ onTime, promised }) => percent(onTime!, promised!) },
      rows: rowsOf(listDecidedIn),
    },
    {
      id: 'case.compression',
      title: '时限压缩比',
      unit: '%',
      measures: ['G1', 'G2'],
      source: 'cases.file',
      definition: '（法定时限合计 − 承诺时限合计）÷ 法定时限合计，按期间内作出决定的办件',
      better: 'more',
      rolled: { ...decided, value: ({ legalTenths, promiseTenths }) => percent(legalTenths! - promiseTenths!, legalTenths!) },
      rows: rowsOf(listDecidedIn),
    },
    {
      id: 'case.online',
      title: '网办率',
      unit: '%',
      measures: ['G1', 'G2'],
      source: 'cases.file',
      definition: '网上和移动端提交的申请 ÷ 全部申请',
      better: 'more',
      rolled: { ...submitted, value: ({ online, cases }) => percent(online!, cases!) },
      rows: rowsOf(listSubmittedIn),
    },
    {
      id: 'case.one-notice',
      title: '一次告知率',
      unit: '%',
      measures: ['G2'],
      source: 'cases.file',
      definition: '只告知过一次补正的办件 ÷ 告知过补正的办件',
      better: 'more',
      rolled: { ...submitted, value: ({ noticedOnce, noticed }) => percent(noticedOnce!, noticed!) },
      rows: rowsOf(listSubmittedIn),
    },
  ],
})
