import { defineModule } from '#kernel/module.ts'
import { match, spreadSignal } from './actions/message.ts'
import { onRehearsalAsked, rehearseHistories } from './actions/rehearse.ts'
import { remind } from './actions/remind.ts'
import { fireTimers, isTimerDue, onYearLoaded } from './actions/timer.ts'
import { moveOne, serve } from './actions/work.ts'
import { routes } from './routes.ts'
import { countAskedAt } from './store/instance.ts'

export default defineModule({
  id: 'process',
  title: '流程',
  measures: ['G2'],
  permissions: {
    'process.work': '办流程里本单位的一步：出意见、会签、核查',
    'process.read': '查看流程图、运行情况',
    'process.edit': '编制流程图',
    'process.publish': '发布流程图',
    'process.operate': '处理停住的流程，换版本',
  },
  about: { process: '流程', 'process-model': '流程图' },
  facts: {
    'process.published': '发布流程',
    'process.change-begun': '开始编流程的新版本',
    'process.submitted': '提交流程审定',
    'process.returned': '退回流程修改',
    'process.abandoned': '放弃在编的流程',
    'process.rehearsal-asked': '预演流程',
    'process.withdrawn': '停用流程版本',
    'process.started': '流程开始',
    'process.ended': '流程结束',
    'process.task-done': '办完流程里的一步',
    'process.stopped': '流程停住',
    'process.reminded': '催办',
    'process.retried': '处理停住的流程',
    'process.migrated': '流程换版本',
  },
  atOrgans: [{ title: '等它答复的会办', unit: '件', first: '请先答复', count: countAskedAt }],
  routes,
  services: { 'process.remind': remind },
  on: { 'clock.year-loaded': onYearLoaded, 'process.rehearsal-asked': onRehearsalAsked },
  watches: { 'process.timers': { everyMs: 250, isDue: isTimerDue, act: fireTimers } },
  jobs: {
    'process.match': { title: '把消息送到等它的流程', act: match },
    'process.signal': { title: '把信号送到等它的流程', act: spreadSignal },
    'process.move': { title: '给在办的流程换版本', act: moveOne },
    'process.serve': { title: '办流程里的自动步骤', act: serve },
    'process.rehearsal': { title: '用去年的件预演流程', act: rehearseHistories },
  },
})
