import { asSystem } from '#base/as-system.ts'
import { defineModule, type Kpi } from '#kernel/module.ts'
import { listOpened, ratesOf } from '#kernel/order/api.ts'
import { orderClosed, record } from './actions/follow.ts'
import { personal } from './actions/personal.ts'
import { ended, received, setDefault, sweep } from './actions/serve.ts'
import { routes } from './routes.ts'
import { percent } from './rules.ts'
import { Rules } from './schema.ts'
import { seed } from './seed.ts'
import { goodIn, listIn, servedIn } from './store.ts'

/** Numbers speak of all ratings, whoever looks at them; what identifies a rater is in none of them. */
const ratingRows: Kpi['rows'] = async (tx, period, limit) =>
  (await asSystem(tx, () => listIn(tx, period, limit))).map((r) => ({
    id: r.id,
    title: `${'★'.repeat(r.grade)} ${r.itemName}`,
    href: `/desk/evaluations/${r.id}`,
    at: r.at,
  }))
const orders = { kind: 'rectification', clock: 'answer', source: 'evaluation' }
const orderRows: Kpi['rows'] = async (tx, period, limit) =>
  (await asSystem(tx, () => listOpened(tx, orders, period, limit))).map((r) => ({
    id: r.id,
    title: `${r.no} ${r.title}`,
    href: `/desk/rectifications/${r.id}`,
    at: r.at,
  }))

export default defineModule({
  id: 'evaluation',
  title: '好差评',
  measures: ['G2'],
  uses: ['message'],
  permissions: {
    'evaluation.read': '查看本单位的评价',
    'evaluation.handle': '处理差评、联系评价人（留痕）',
    'evaluation.review': '审核评价文字',
  },
  about: { evaluation: '评价', 'evaluation-contact': '联系评价人', 'evaluation-review': '评价复核' },
  facts: { 'evaluation.rated': '评价', 'evaluation.words-reviewed': '审核评价文字', 'evaluation.contact-opened': '查看评价人联系方式' },
  routes,
  personal,
  on: {
    'case.received': received,
    'case.approved': ended,
    'case.refused': ended,
    'case.not-accepted': ended,
    'order.closed': orderClosed,
    // left by earlier releases, where it still waits in the queue
    'rectification.closed': orderClosed,
  },
  jobs: {
    'evaluation.record': { title: '记下一条评价', act: record },
    'evaluation.sweep': { title: '找到期没评价的件', every: '0 1 * * *', act: sweep },
    'evaluation.default': { title: '到期没评价的按默认记', act: setDefault },
  },
  kpis: [
    {
      id: 'evaluation.good',
      title: '好评率',
      unit: '%',
      measures: ['G2'],
      source: 'evaluation.rating',
      definition: '期间内非常满意、满意、基本满意的评价 ÷ 全部评价；系统默认的、复核后不予采纳的不算',
      rows: ratingRows,
      async read(tx, period) {
        const { given, good } = await asSystem(tx, () => goodIn(tx, period))
        return percent(good, given)
      },
    },
    {
      id: 'evaluation.active',
      title: '主动评价率',
      unit: '%',
      measures: ['G2'],
      source: 'evaluation.service、evaluation.rating',
      definition: '期间内的服务中，有人主动评价的 ÷ 全部可以评价的服务；系统默认的不算主动',
      rows: ratingRows,
      async read(tx, period) {
        const { services, rated } = await asSystem(tx, () => servedIn(tx, period))
        return percent(rated, services)
      },
    },
    {
      id: 'evaluation.coverage',
      title: '评价覆盖率',
      unit: '%',
      measures: ['G2'],
      source: 'evaluation.service、evaluation.rating',
      definition: '期间内办过的事项中，收到过主动评价的事项 ÷ 办过的事项',
      rows: ratingRows,
      async read(tx, period) {
        const { items, ratedItems } = await asSystem(tx, () => servedIn(tx, period))
        return percent(ratedItems, items)
      },
    },
    {
      id: 'evaluation.rectified',
      title: '差评整改率',
      unit: '%',
      measures: ['G2'],
      source: 'orders.order',
      definition: '期间内开的差评工单中，已经办结的 ÷ 全部差评工单',
      rows: orderRows,
      async read(tx, period) {
        const { opened, ended: done } = await asSystem(tx, () => ratesOf(tx, orders, period))
        return percent(done, opened)
      },
    },
    {
      id: 'evaluation.rectified-on-time',
      title: '按期整改率',
      unit: '%',
      measures: ['G2'],
      source: 'orders.order',
      definition: '期间内开的差评工单中，期限内答复的 ÷（期限内答复的 + 超期的）；还在期限内、没有答复的不算',
      rows: orderRows,
      async read(tx, period) {
        const { onTime, late } = await asSystem(tx, () => ratesOf(tx, orders, period))
        return percent(onTime, onTime + late)
      },
    },
  ],
  files: { 'evaluation.yaml': { schema: Rules, required: '“好差评”的规则' } },
  seed,
})
