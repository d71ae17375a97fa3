import { defineModule, get, post } from '#kernel/module.ts'
import { bringPower } from './actions/bring.ts'
import { grantAuthority, oracle, takeBack, transfer } from './actions/grant.ts'
import { onPublished } from './actions/ground.ts'
import { list, page } from './actions/list.ts'
import { AskAuthority, BringPower, EndAuthority, GrantAuthority, ListAuthority, powerColumns, TransferAuthority } from './schema.ts'
import { seed } from './seed.ts'
import { countHeld } from './store.ts'

export default defineModule({
  id: 'authority',
  title: '权责',
  measures: [],
  permissions: { 'authority.read': '查看权责', 'authority.edit': '登记、收回授权' },
  about: { authority: '权责' },
  facts: { 'authority.granted': '登记授权', 'authority.ended': '收回授权' },
  routes: [
    get('/authorities', 'authority.read', AskAuthority, oracle, { title: '某天在某地谁有权决定某事项' }),
    get('/authorities/list', 'authority.read', ListAuthority, list, { title: '各事项在各地由谁决定，哪里没有人' }),
    get('/authorities/page', 'authority.read', AskAuthority, page, { title: '一个事项在一地的授权经过和空档' }),
    post('/authorities', 'authority.edit', GrantAuthority, grantAuthority, { title: '登记授权', once: true }),
    post('/authorities/:id/end', 'authority.edit', EndAuthority, takeBack, { title: '收回授权' }),
    post('/authorities/:id/transfer', 'authority.edit', TransferAuthority, transfer, { title: '移交给另一个机关' }),
  ],
  on: { 'item.published': onPublished },
  atOrgans: [
    {
      title: '手里的决定权',
      unit: '项',
      first: '请先在“权责”里移交给承接的机构，或收回',
      page: { href: (organ) => `/desk/authorities?organ=${organ}`, may: ['authority.read'] },
      count: countHeld,
    },
  ],
  imports: {
    powers: {
      title: '权责清单',
      about: '哪个机关从哪天起在哪里决定哪个事项，一行一项权力，写明文件、日期和条款；机构、事项要先导入',
      columns: powerColumns,
      takes: BringPower,
      act: bringPower,
    },
  },
  seed,
})
