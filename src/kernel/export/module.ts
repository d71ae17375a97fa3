import { letGo } from '#base/storage/loose.ts'
import { defineModule } from '#kernel/module.ts'
import { forgetOld, writeKind, writeList } from './actions/write.ts'
import { routes } from './routes.ts'
import { listFilesUsed, takeForgotten } from './store.ts'

const atOnce = 2_000

export default defineModule({
  id: 'export',
  title: '导出',
  measures: [],
  permissions: {},
  about: { export: '导出' },
  facts: { 'export.ordered': '导出列表' },
  routes,
  batches: { [writeKind]: writeList },
  jobs: { 'export.forget': { title: '作废到期的导出文件', every: '* * * * *', act: forgetOld } },
  keepsFiles: listFilesUsed,
  retention: [
    {
      title: '工作人员导出的文件',
      kept: '7 天',
      async drop(ctx) {
        const hashes = await takeForgotten(ctx.tx, atOnce)
        await letGo(ctx.tx, hashes, ctx.now)
        return hashes.length
      },
    },
  ],
})
