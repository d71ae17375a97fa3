import { defineModule, get, post } from '#kernel/module.ts'
import { doctor, health, verifyNow } from './actions.ts'
import { Nothing } from './schema.ts'

export default defineModule({
  id: 'health',
  title: '运行状态',
  measures: [],
  permissions: { 'health.read': '看平台运行状态' },
  routes: [
    get('/health/standing', 'health.read', Nothing, health, { title: '数据库、任务、账本、文件、版本、时钟' }),
    get('/health/doctor', 'health.read', Nothing, doctor, { title: '城市体检：上线前还缺什么' }),
    post('/health/verify', 'health.read', Nothing, verifyNow, { title: '现在核对账本' }),
  ],
})
