import { defineModule } from '#kernel/module.ts'
import { personal, retention } from './actions/personal.ts'
import { react } from './actions/react.ts'
import { reactOrder } from './actions/react-order.ts'
import { remind } from './actions/remind.ts'
import { send, sweep } from './actions/send.ts'
import { routes } from './routes.ts'
import { toldFacts } from './rules/facts.ts'
import { orderFacts } from './rules/order-facts.ts'
import { MessageFile } from './schema.ts'
import { seed } from './seed.ts'
import { deliveryOf, listDead } from './store/outbox.ts'

export default defineModule({
  id: 'message',
  title: '消息',
  measures: ['G2'],
  permissions: { 'message.operate': '查看和重发外发消息', 'message.template': '管理消息模板' },
  about: { message: '消息', 'message-template': '消息模板' },
  facts: { 'message.resent': '重发消息', 'message.template-published': '发布消息模板' },
  routes,
  personal,
  retention,
  on: Object.fromEntries([...toldFacts.map((fact) => [fact, react]), ...orderFacts.map((fact) => [fact, reactOrder])]),
  jobs: {
    'message.send': { title: '发消息', outside: send },
    'message.sweep': { title: '找没发出去的消息', every: '*/5 * * * *', act: sweep },
    'message.remind': { title: '每天提醒快到期的件', every: '0 9 * * *', act: remind },
  },
  kpis: [
    {
      id: 'message.delivered',
      title: '通知送达率',
      unit: '%',
      measures: ['G2'],
      source: 'message.outbox',
      definition: '期间内产生的短信和邮件中，已发出的 ÷（已发出的 + 放弃的）；还在重试的不算',
      async read(tx, period) {
        const { sent, settled } = await deliveryOf(tx, period)
        return settled === 0 ? null : Math.round((1000 * sent) / settled) / 10
      },
      rows: async (tx, period, limit) =>
        (await listDead(tx, period, limit)).map((r) => ({
          id: r.id,
          title: `没送到：${r.title}`,
          href: '/desk/outbox?show=dead',
          at: r.at,
        })),
    },
  ],
  files: { 'messages/templates.yaml': { schema: MessageFile, required: '短信和消息的模板' } },
  seed,
})
