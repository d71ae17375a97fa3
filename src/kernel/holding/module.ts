import { defineModule } from '#kernel/module.ts'
import { personal } from './actions.ts'
import { seed } from './seed.ts'

export default defineModule({
  id: 'holding',
  title: '本市所持',
  measures: [],
  permissions: {},
  about: { holding: '证照', 'holding-uses': '用证记录' },
  facts: { 'holding.changed': '证照状态变化', 'holding.used': '使用证照' },
  personal,
  seed,
})
