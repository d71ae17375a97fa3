import { defineModule } from '#kernel/module.ts'
import { importItem } from './actions/import-item.ts'
import { importOrgan } from './actions/organ/import.ts'
import { onDecisionPublished, onProcessPublished } from './actions/redecide.ts'
import { routes } from './routes.ts'
import { itemFacts } from './rules/facts.ts'
import { itemColumns, organColumns } from './rules/import-columns.ts'
import { Offers } from './schema/draft.ts'
import { ItemRowIn } from './schema/import-row.ts'
import { Organs } from './schema/organ.ts'
import { OrganRowIn } from './schema/organ-desk.ts'
import { seed } from './seed.ts'
import { countItemsAt } from './store/organ.ts'

export default defineModule({
  id: 'item',
  title: '事项',
  measures: ['G2'],
  permissions: {
    'item.edit': '编制事项',
    'item.review': '审核事项',
    'item.approve': '审定事项',
    'item.publish': '发布事项',
    'item.organ-edit': '改机构的联系方式',
    'item.organ-propose': '申请机构设立、更名、撤销',
    'item.organ-confirm': '确认机构设立、更名、撤销',
  },
  about: { item: '事项', organ: '机构' },
  facts: itemFacts,
  routes,
  on: { 'decision.published': onDecisionPublished, 'process.published': onProcessPublished },
  atOrgans: [
    {
      title: '实施的事项',
      unit: '项',
      first: '请先发布新版本换成承接的机构，或取消事项',
      count: countItemsAt,
    },
  ],
  imports: {
    organs: {
      title: '机构',
      about: '行使权力、提供服务的机构，一行一个；上级机构要排在前面',
      columns: organColumns,
      takes: OrganRowIn,
      act: importOrgan,
    },
    items: {
      title: '事项',
      about: '本市自己办的事项，一行一个，带表单；机构、证照类型要先导入。用 JSONL 最方便',
      columns: itemColumns,
      takes: ItemRowIn,
      act: importItem,
    },
  },
  files: { 'organs.json': { schema: Organs }, 'catalogue.yaml': { schema: Offers } },
  seed,
})
