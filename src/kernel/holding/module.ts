import { defineModule } from '#kernel/module.ts'
import { seed } from './seed.ts'

export default defineModule({
  id: 'holding',
  title: '本市所持',
  measures: [],
  permissions: {},
  facts: { 'holding.changed': '证照状态变化', 'holding.used': '使用证照' },
  seed,
})
