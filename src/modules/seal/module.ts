import { defineModule } from '#kernel/module.ts'
import { stepBatch, sweepBatches } from './actions/batch.ts'
import { sealPaper } from './actions/paper.ts'
import { expireSeals } from './actions/take.ts'
import { routes } from './routes.ts'
import { requestVerbs, sealVerbs } from './rules/life.ts'
import { seed } from './seed.ts'

export default defineModule({
  id: 'seal',
  title: '电子印章',
  measures: ['C2'],
  permissions: {
    'seal.read': '看印章和用印记录',
    'seal.use': '做用印人、申请用印',
    'seal.approve': '审批用印',
    'seal.manage': '申领、挂失、换章、注销、指定用印人',
    'seal.check': '核验申领身份、冻结',
    'seal.make': '制章',
  },
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
  routes,
  sealPaper,
  jobs: {
    'seal.expire': { every: '5 0 * * *', act: expireSeals },
    'seal.batch-step': { act: stepBatch },
    'seal.batch-sweep': { every: '* * * * *', act: sweepBatches },
  },
  seed,
})
