import { defineModule } from '#kernel/module.ts'
import { addNextRoot } from './actions.ts'

export default defineModule({
  id: 'ledger',
  title: '账本',
  measures: [],
  permissions: { 'ledger.audit': '查验账本' },
  jobs: { 'ledger.root': { every: '*/5 * * * *', act: addNextRoot } },
})
