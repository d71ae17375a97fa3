import { defineModule } from '#kernel/module.ts'
import { personal, retention } from './actions.ts'
import { ElementsFile } from './schema/element.ts'
import { seed } from './seed.ts'
import { listFilesUsed } from './store.ts'

export default defineModule({
  id: 'form',
  title: '表单',
  measures: [],
  permissions: {},
  files: { 'elements.yaml': { schema: ElementsFile, required: '数据元的清单' } },
  seed,
  personal,
  retention,
  keepsFiles: listFilesUsed,
})
