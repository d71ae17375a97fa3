/** A person's seals and what he asked to be sealed, for himself. What an organ's seal is used for is the organ's. */
import type { Personal } from '#kernel/module.ts'
import { listAskedBy, listKeptBy, listOwnedBy } from '../store/personal.ts'

export const personal: readonly Personal[] = [
  {
    title: '印章和用印',
    why: '管好您和您单位的电子印章，盖过的章查得清',
    kept: '长期保存：盖了章的文件日后要能验',
    mends: { by: 'register', how: '印章登记错了，提出请求，核实以后改；盖过的章不改' },
    tables: ['seal.seal', 'seal.keeper', 'seal.request', 'seal.use'],
    async read(ctx, { party, account }) {
      const asked = await listAskedBy(ctx.tx, account)
      const kept = await listKeptBy(ctx.tx, account)
      const owned = await listOwnedBy(ctx.tx, party)
      const tagged = (what: string, rows: readonly object[]) => rows.map((row) => ({ what, ...row }))
      return {
        rows: [...tagged('seal', owned), ...tagged('keeper', kept), ...tagged('request', asked)],
        files: asked.map((r) => ({ name: r.fileName || r.title, hash: r.documentFile })),
      }
    },
  },
]
