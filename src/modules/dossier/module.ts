import { defineModule } from '#kernel/module.ts'
import { routes } from './routes.ts'

export default defineModule({
  id: 'dossier',
  title: '案卷',
  measures: ['G2'],
  permissions: { 'dossier.export': '导出案卷' },
  about: { dossier: '案卷' },
  facts: { 'dossier.exported': '导出案卷' },
  routes,
})
