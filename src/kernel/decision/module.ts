import { defineModule } from '#kernel/module.ts'
import { routes } from './routes.ts'

export default defineModule({
  id: 'decision',
  title: '规则',
  measures: ['G2'],
  permissions: { 'decision.read': '查看规则表', 'decision.edit': '编制规则表', 'decision.publish': '发布规则表' },
  about: { decision: '规则表' },
  facts: {
    'decision.published': '发布规则表',
    'decision.change-begun': '开始编规则表的新版本',
    'decision.submitted': '提交规则表审定',
    'decision.returned': '退回规则表修改',
    'decision.abandoned': '放弃在编的规则表',
    'decision.rehearsal-asked': '预演规则表',
  },
  routes,
})
