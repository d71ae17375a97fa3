import { dayOf } from '#kernel/clock/rules/day.ts'
import { defineModule } from '#kernel/module.ts'
import { personal } from './actions.ts'
import { ElementsFile } from './schema/element.ts'
import { seed } from './seed.ts'
import { removeExpiredDrafts } from './store.ts'

export default defineModule({
  id: 'form',
  title: '表单',
  measures: [],
  permissions: {},
  files: { 'elements.yaml': { schema: ElementsFile, required: '数据元的清单' } },
  seed,
  personal,
  jobs: {
    'form.expire': {
      title: '删掉过期的草稿',
      every: '17 3 * * *',
      act: async (ctx) => void (await removeExpiredDrafts(ctx.tx, dayOf(ctx.now))),
    },
  },
})
