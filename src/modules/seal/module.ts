import { defineModule } from '#kernel/module.ts'
import { seed } from './seed.ts'

export default defineModule({
  id: 'seal',
  title: '电子印章',
  measures: ['C2'],
  permissions: {},
  facts: { 'seal.used': '盖章' },
  seed,
})
