import { defineModule } from '#kernel/module.ts'
import { addNextRoot, verifyNightly } from './actions.ts'

export default defineModule({
  id: 'ledger',
  title: '账本',
  measures: [],
  permissions: { 'ledger.audit': '查验账本' },
  jobs: { 'ledger.root': { every: '*/5 * * * *', act: addNextRoot }, 'ledger.verify': { every: '20 3 * * *', act: verifyNightly } },
})
