import { defineModule } from '#kernel/module.ts'
import { signByTheClock } from './actions/checkpoint.ts'
import { personal } from './actions/personal.ts'
import { askWitnesses } from './actions/witness.ts'
import { addNextRoot, verifyNightly } from './actions.ts'
import { routes } from './routes.ts'

export default defineModule({
  id: 'ledger',
  title: '账本',
  measures: [],
  permissions: { 'ledger.audit': '查验账本' },
  about: { root: '账本' },
  routes,
  personal,
  jobs: {
    'ledger.root': { title: '给账本加一个根', every: '*/5 * * * *', act: addNextRoot },
    'ledger.checkpoint': { title: '给账本签一个检查点', act: signByTheClock },
    'ledger.witness': { title: '请见证方见证检查点', act: askWitnesses },
    'ledger.verify': { title: '核对整个账本', every: '20 3 * * *', act: verifyNightly },
  },
})
