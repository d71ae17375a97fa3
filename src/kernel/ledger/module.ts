import { defineModule } from '#kernel/module.ts'
import { addNextRoot, verifyNightly } from './actions.ts'

export default defineModule({
  id: 'ledger',
  title: '账本',
  measures: [],
  permissions: { 'ledger.audit': '查验账本' },
  about: { root: '账本' },
  jobs: {
    'ledger.root': { title: '给账本加一个根', every: '*/5 * * * *', act: addNextRoot },
    'ledger.verify': { title: '核对整个账本', every: '20 3 * * *', act: verifyNightly },
  },
})
