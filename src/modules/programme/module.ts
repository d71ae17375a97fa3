import { defineModule } from '#kernel/module.ts'
import { routes } from './routes.ts'
import { countReports, listReportsIn } from './store/progress.ts'

export default defineModule({
  id: 'programme',
  title: '改革进度',
  measures: ['G2'],
  permissions: { 'programme.edit': '定节点、报进展' },
  about: { measure: '举措' },
  facts: { 'programme.milestone-set': '定节点', 'programme.reported': '报进展' },
  routes,
  kpis: [
    {
      id: 'programme.reports',
      title: '公开的进展报告',
      unit: '条',
      measures: ['G2'],
      definition: '期间内改革专班为各项举措公开的进展报告，每条算一次',
      source: 'programme.report',
      read: countReports,
      rows: async (tx, period, limit) =>
        (await listReportsIn(tx, period, limit)).map((r) => ({
          id: r.id,
          title: `${r.measure}：${r.text.slice(0, 40)}`,
          href: `/programme/${r.measure}#reports`,
          at: r.at,
        })),
    },
  ],
})
