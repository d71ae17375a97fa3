import { defineModule } from '#kernel/module.ts'
import { personal, retention } from './actions/personal.ts'
import { removeFiles, retain } from './actions/retain.ts'
import { routes } from './routes.ts'
import { countWaitingAt } from './store/correction.ts'

export default defineModule({
  id: 'personal',
  title: '个人信息',
  measures: ['G2'],
  uses: ['message'],
  permissions: { 'personal.correct': '答复更正个人信息的请求（和“查看办件”一起给）' },
  about: { personal: '个人信息', retention: '到期删除', 'data-correction': '更正个人信息' },
  facts: {
    'personal.taken': '取走自己的全部个人信息',
    'personal.correction-asked': '请求更正个人信息',
    'personal.correction-answered': '答复更正请求',
    'personal.closed': '注销自己的账户',
    'personal.deleted': '到期删除',
  },
  routes,
  personal,
  retention,
  atOrgans: [
    {
      title: '没答复的更正请求',
      unit: '条',
      first: '请先答复',
      page: { href: () => '/desk/data-corrections', may: ['personal.correct'] },
      count: countWaitingAt,
    },
  ],
  jobs: {
    'personal.retain': { title: '删掉保存到期的信息', every: '40 3 * * *', act: retain },
    'personal.remove-files': { title: '删掉没有人再用的文件', every: '10 4 * * *', outside: removeFiles },
  },
})
