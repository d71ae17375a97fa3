import { defineModule } from '#kernel/module.ts'

export default defineModule({
  id: 'decision',
  title: '规则',
  measures: ['G2'],
  permissions: { 'decision.read': '查看规则表', 'decision.edit': '编制规则表', 'decision.publish': '发布规则表' },
  facts: { 'decision.published': '发布规则表' },
})
