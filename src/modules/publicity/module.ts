import { defineModule } from '#kernel/module.ts'
import { personal } from './actions/personal.ts'
import { goPublic, sweep } from './actions/publish.ts'
import { onDecision } from './actions/react.ts'
import { routes } from './routes.ts'
import { titleOf } from './rules/period.ts'
import { type Counted, countPublished, inTimeOf, listDecidedIn, listPublishedIn } from './store/figures.ts'

const rowOf = ({ id, title, state, at }: Counted) => ({ id, title: titleOf({ title, state }), href: `/publicity/${id}`, at })

export default defineModule({
  id: 'publicity',
  title: '公示',
  measures: ['G2'],
  uses: ['message'],
  permissions: { 'publicity.publish': '撤下公示、答复异议' },
  about: { publication: '公示', objection: '公示异议' },
  facts: {
    'publication.published': '公示',
    'publication.withdrawn': '撤下公示',
    'publication.closed': '公示期满',
    'publication.objected': '提出异议',
    'publication.objection-answered': '答复异议',
  },
  routes,
  personal,
  on: { 'case.approved': onDecision, 'case.refused': onDecision },
  jobs: {
    'publicity.publish': { title: '公示', act: goPublic },
    'publicity.sweep': { title: '补公示漏下的，收起期满的', every: '*/15 * * * *', act: sweep },
  },
  kpis: [
    {
      id: 'publicity.in-time',
      title: '双公示按期率',
      unit: '%',
      measures: ['G2'],
      definition: '期间内作出、应当公示的行政许可决定中，7 个工作日内公示的 ÷ 已经公示的和逾期没公示的',
      source: 'publicity.publication',
      async read(tx, period) {
        const { due, inTime } = await inTimeOf(tx, period)
        return due === 0 ? null : Math.round((1000 * inTime) / due) / 10
      },
      rows: async (tx, period, limit) => (await listDecidedIn(tx, period, limit)).map(rowOf),
    },
    {
      id: 'publicity.published',
      title: '公示数',
      unit: '条',
      measures: ['G2'],
      definition: '期间内公开的公示，各种公示都算；后来撤下的也算',
      source: 'publicity.publication',
      read: countPublished,
      rows: async (tx, period, limit) => (await listPublishedIn(tx, period, limit)).map(rowOf),
    },
  ],
})
