/** The results of a batch as a file. */
import { strToU8, zipSync } from 'fflate'
import { csv, xlsxParts } from '#base/sheet/write.ts'
import { zhMoment } from '#kernel/clock/rules/text.ts'
import { type Action, FileAnswer } from '#kernel/module.ts'
import { type ExportBatch, mostRows, rowWords } from '../../schema/batch.ts'
import { listRows } from '../../store/batch.ts'
import { asStaff } from '../desk/staff.ts'
import { getBatch } from './read.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Rows as CSV or as a workbook; names are masked as they are on the list. */
export const sheetAnswer = (as: 'csv' | 'xlsx', title: string, rows: readonly (readonly string[])[]): FileAnswer => {
  if (as === 'csv') return new FileAnswer(strToU8(csv(rows)), 'text/csv; charset=utf-8', `${title}.csv`, false)
  const parts = Object.fromEntries(Object.entries(xlsxParts(title, rows)).map(([name, text]) => [name, strToU8(text)]))
  return new FileAnswer(zipSync(parts), sheetType, `${title}.xlsx`, false)
}

export const exportBatch: Action<ExportBatch, FileAnswer> = async (ctx, { id, as }) => {
  asStaff(ctx)
  const batch = await getBatch(ctx, id)
  const rows = await listRows(ctx.tx, id, { after: 0, limit: mostRows })
  const head = ['序号', '办件编号', '事项', '申请人', '结果', '说明', '时间']
  const told = rows.map((r) => [
    String(r.n),
    r.no,
    r.itemName,
    r.applicantName,
    rowWords[r.state],
    r.sentence ?? '',
    r.at ? zhMoment(r.at, ctx.now) : '',
  ])
  return sheetAnswer(as, `批量办理 ${batch.title}`, [head, ...told])
}
