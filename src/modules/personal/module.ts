import { defineModule } from '#kernel/module.ts'
import { routes } from './routes.ts'

export default defineModule({
  id: 'personal',
  title: '个人信息',
  measures: ['G2'],
  permissions: {},
  about: { personal: '个人信息' },
  facts: { 'personal.taken': '取走自己的全部个人信息' },
  routes,
})
