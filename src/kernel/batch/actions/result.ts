/** What came of each row, as a file. */
import { strToU8 } from 'fflate'
import { csv, workbook } from '#base/sheet/write.ts'
import { zhMoment } from '#kernel/clock/rules/text.ts'
import { type Action, FileAnswer } from '#kernel/module.ts'
import { type ResultFile, rowWords } from '../schema/batch.ts'
import { listRows } from '../store.ts'
import { kindOf } from './kind.ts'
import { getCommon } from './read.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Rows as CSV or as a workbook; cells stand as they do on the page. */
export const resultFile: Action<ResultFile, FileAnswer> = async (ctx, { id, as }) => {
  const batch = await getCommon(ctx, id)
  const { title, columns } = kindOf(ctx, batch.kind)
  const rows = await listRows(ctx.tx, id, { after: 0, limit: batch.total })
  const told = rows.map((r) => [
    String(r.n),
    ...columns.map((_, i) => r.cells[i] ?? ''),
    rowWords[r.state],
    r.sentence ?? '',
    r.at ? zhMoment(r.at, ctx.now) : '',
  ])
  const sheet = [['序号', ...columns, '结果', '说明', '时间'], ...told]
  const name = `${title} ${batch.title}`
  return as === 'csv'
    ? new FileAnswer(strToU8(csv(sheet)), 'text/csv; charset=utf-8', `${name}.csv`, false)
    : new FileAnswer(workbook(name, sheet), sheetType, `${name}.xlsx`, false)
}
