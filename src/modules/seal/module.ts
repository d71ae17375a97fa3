import { defineModule } from '#kernel/module.ts'
import { sealPaper } from './actions/paper.ts'
import { personal } from './actions/personal.ts'
import { countOldNames, listHaving, organsWithSeals, papersSealed, percent } from './actions/rates.ts'
import { stampKind, stampMany, sweepStamping, takeOverStamping } from './actions/stamp.ts'
import { expireSeals } from './actions/take.ts'
import { tellingsOfSeals } from './actions/tell-life.ts'
import { tellings } from './actions/tell-use.ts'
import { firmRoutes } from './routes/firm.ts'
import { sealRoutes } from './routes/seals.ts'
import { requestVerbs, sealVerbs } from './rules/life.ts'
import { seed } from './seed.ts'
import { listFilesUsed } from './store/personal.ts'
import { countStanding } from './store/seal.ts'
import { countUsesIn } from './store/use.ts'

export default defineModule({
  id: 'seal',
  title: '电子印章',
  measures: ['C2'],
  uses: ['message'],
  permissions: {
    'seal.read': '看印章和用印记录',
    'seal.use': '做用印人、申请用印',
    'seal.approve': '审批用印',
    'seal.manage': '申领、挂失、换章、注销、指定用印人',
    'seal.check': '核验申领身份、冻结',
    'seal.make': '制章',
  },
  about: { seal: '印章', 'seal-request': '用印申请', 'seal-batch': '批量用印', sealing: '用印' },
  facts: {
    ...Object.fromEntries(Object.values(requestVerbs).map((v) => [v.fact, v.label])),
    ...Object.fromEntries(Object.values(sealVerbs).map((v) => [v.fact, v.label])),
    'seal.applied': '申领印章',
    'seal.changed': '换新印章',
    'seal.expired': '印章到期',
    'seal.request-made': '申请用印',
    'seal.request-used': '盖章',
    'seal.used': '盖章',
    'seal.batch-asked': '批量申请用印',
    'seal.batch-approved': '批准批量用印',
    'seal.batch-rejected': '不批准批量用印',
    'seal.batch-withdrawn': '撤回批量用印',
    'seal.batch-running': '开始批量盖章',
    'seal.batch-stopped': '停下批量盖章',
  },
  routes: [...sealRoutes, ...firmRoutes],
  personal,
  keepsFiles: listFilesUsed,
  sealPaper,
  batches: { [stampKind]: stampMany },
  on: { ...tellings, ...tellingsOfSeals },
  jobs: {
    'seal.expire': { title: '印章到期', every: '5 0 * * *', act: expireSeals },
    'seal.batch-step': { title: '接过升级前的批量盖章', act: takeOverStamping },
    'seal.batch-sweep': { title: '找出升级前没盖完的批量盖章', every: '* * * * *', act: sweepStamping },
  },
  atOrgans: [
    {
      title: '在用和在办的印章',
      unit: '枚',
      first: '请先注销，没有制好的先退回',
      page: { href: () => '/desk/seals', may: ['seal.read'] },
      count: countStanding,
    },
    {
      title: '刻着旧名的印章',
      unit: '枚',
      page: { href: () => '/desk/seals', may: ['seal.read'] },
      count: countOldNames,
    },
  ],
  kpis: [
    {
      id: 'seal.organs',
      title: '机关电子印章申领率',
      unit: '%',
      measures: ['C2'],
      definition: '现在有一枚可用公章或业务专用章的机关 ÷ 机关名录里的全部机关；挂失、冻结、过期的不算。企业印章不在这个数里',
      source: 'seal.seal, item.organ',
      read: async (tx) => percent(await organsWithSeals(tx)),
      rows: async (tx, _, limit) => (await listHaving(tx)).slice(0, limit).map((o) => ({ id: o.id, title: o.name, href: '/desk/seals' })),
    },
    {
      id: 'seal.papers',
      title: '文书电子用印率',
      unit: '%',
      measures: ['C2'],
      definition: '期间内生成的办件文书中，盖了机关电子印章的 ÷ 生成的全部文书；申请人自己签的承诺书不用盖，不算在内',
      source: 'document.paper, seal.use',
      read: async (tx, period) => percent(await papersSealed(tx, period)),
    },
    {
      id: 'seal.uses',
      title: '电子用印次数',
      unit: '次',
      measures: ['C2'],
      definition: '期间内电子印章盖章的次数；同一份文书的 PDF 和 OFD 各算一次，用印记录里逐次可查',
      source: 'seal.use',
      read: countUsesIn,
    },
  ],
  seed,
})
