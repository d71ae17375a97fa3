import { defineModule, get, post } from '#kernel/module.ts'
import { grantAuthority, oracle, takeBack } from './actions.ts'
import { AskAuthority, EndAuthority, GrantAuthority } from './schema.ts'
import { seed } from './seed.ts'

export default defineModule({
  id: 'authority',
  title: '权责',
  measures: [],
  permissions: { 'authority.read': '查看权责', 'authority.edit': '登记、收回授权' },
  routes: [
    get('/authorities', 'authority.read', AskAuthority, oracle, { title: '某天在某地谁有权决定某事项' }),
    post('/authorities', 'authority.edit', GrantAuthority, grantAuthority, { title: '登记授权', once: true }),
    post('/authorities/:id/end', 'authority.edit', EndAuthority, takeBack, { title: '收回授权' }),
  ],
  seed,
})
