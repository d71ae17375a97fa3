import { defineModule } from '#kernel/module.ts'
import { remind, sweep } from './actions/take.ts'
import { routes } from './routes.ts'
import { verbs } from './rules/verbs.ts'
import { Limits } from './schema.ts'
import { seed } from './seed.ts'
import { countOpenAt, listOpened, ratesOf } from './store.ts'

export default defineModule({
  id: 'rectification',
  title: '整改工单',
  measures: ['G2', 'B3'],
  uses: ['message'],
  permissions: { 'rectification.handle': '办理整改工单', 'rectification.supervise': '督办整改工单' },
  facts: {
    'rectification.opened': '开单',
    'rectification.overdue': '超期',
    ...Object.fromEntries(Object.values(verbs).map((v) => [v.fact, v.label])),
  },
  routes,
  jobs: {
    'rectification.sweep': { title: '找到期没答复的整改工单', every: '*/30 * * * *', act: sweep },
    'rectification.remind': { title: '催办整改工单', act: remind },
  },
  atOrgans: [
    {
      title: '没办结的整改工单',
      unit: '件',
      first: '请先办结，或改派给承接的机构',
      page: { href: () => '/desk/rectifications', may: ['rectification.handle', 'rectification.supervise'] },
      count: countOpenAt,
    },
  ],
  kpis: [
    {
      id: 'rectification.on-time',
      title: '工单按期办结率',
      unit: '%',
      measures: ['B3'],
      source: 'rectification.order',
      definition: '期间内开的工单中，在期限最后一天以前答复的 ÷（按期答复的 + 超期的）；还在期限内、没有答复的不算',
      async read(tx, period) {
        const { onTime, late } = await ratesOf(tx, undefined, period)
        return onTime + late === 0 ? null : Math.round((1000 * onTime) / (onTime + late)) / 10
      },
      rows: async (tx, period, limit) =>
        (await listOpened(tx, undefined, period, limit)).map((r) => ({
          id: r.id,
          title: `${r.no} ${r.title}`,
          href: `/desk/rectifications/${r.id}`,
          at: r.at,
        })),
    },
  ],
  files: { 'rectification.yaml': { schema: Limits, required: '整改工单的期限' } },
  seed,
})
