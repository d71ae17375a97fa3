import { defineModule } from '#kernel/module.ts'
import { onPublished, onRenamed, onSubmitted, rebuild } from './actions/index-item.ts'
import { routes } from './routes.ts'
import { seed } from './seed.ts'
import { countAll, countFewTrips, countImportedItems } from './store/figures.ts'

export default defineModule({
  id: 'catalogue',
  title: '事项目录',
  measures: ['G2', 'S3'],
  uses: ['evaluation', 'programme', 'publicity', 'window'],
  permissions: { 'catalogue.edit': '维护事项目录和搜索词' },
  about: { catalogue: '事项目录' },
  facts: { 'catalogue.imported': '导入外地目录' },
  routes,
  on: {
    'item.published': onPublished,
    'item.suspended': onPublished,
    'item.resumed': onPublished,
    'item.cancelled': onPublished,
    'organ.renamed': onRenamed,
    'case.submitted': onSubmitted,
  },
  jobs: { 'catalogue.rebuild': { title: '重建搜索', every: '30 3 * * *', act: rebuild } },
  seed,
  kpis: [
    {
      id: 'catalogue.items',
      title: '公开办事指南的事项',
      unit: '项',
      measures: ['S3'],
      definition: '现在目录里可以查到办事指南的本市事项数，按事项计，同一事项在几个地区办只算一次',
      source: 'catalogue.entry',
      read: countAll,
    },
    {
      id: 'catalogue.few-trips',
      title: '“最多跑一次”事项占比',
      unit: '%',
      measures: ['S3'],
      definition: '到现场次数不多于 1 次的本市事项，占全部本市事项的百分比，按现行办事指南计',
      source: 'catalogue.entry',
      read: countFewTrips,
    },
    {
      id: 'catalogue.imported',
      title: '导入的外地样例事项',
      unit: '项',
      measures: [],
      definition: '从外地公开目录导入、只供查阅的事项数',
      source: 'catalogue.entry',
      read: countImportedItems,
    },
  ],
})
