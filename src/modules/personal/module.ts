import { defineModule } from '#kernel/module.ts'
import { removeFiles, retain } from './actions/retain.ts'
import { routes } from './routes.ts'

export default defineModule({
  id: 'personal',
  title: '个人信息',
  measures: ['G2'],
  permissions: {},
  about: { personal: '个人信息', retention: '到期删除' },
  facts: { 'personal.taken': '取走自己的全部个人信息', 'personal.closed': '注销自己的账户', 'personal.deleted': '到期删除' },
  routes,
  jobs: {
    'personal.retain': { title: '删掉保存到期的信息', every: '40 3 * * *', act: retain },
    'personal.remove-files': { title: '删掉没有人再用的文件', every: '10 4 * * *', outside: removeFiles },
  },
})
