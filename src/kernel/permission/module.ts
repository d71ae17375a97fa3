import { defineModule } from '#kernel/module.ts'
import { sweep } from './jobs.ts'
import { routes } from './routes.ts'
import { seed } from './seed.ts'

export default defineModule({
  id: 'permission',
  title: '账户和权限',
  measures: [],
  permissions: {
    'permission.manage': '系统管理员：建账户、申请授权',
    'permission.confirm': '安全保密管理员：确认授权',
    'permission.audit': '安全审计员：查看审计',
  },
  routes,
  jobs: { 'permission.sweep': { every: '7 * * * *', act: sweep } },
  seed,
})
