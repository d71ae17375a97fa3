/** The lists of cases as files: newest submissions first, so that the order does not change while it is walked. */

import type { CaseFile } from '#kernel/case/api.ts'
import { adoptExport, defineExport } from '#kernel/export/api.ts'
import { organOf } from '#kernel/item/api.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import { may } from '#kernel/who.ts'
import { CaseIds } from '../schema/desk.ts'
import { takeOldExport } from '../store/old-export.ts'
import { sheetHead, sheetPage, titleOfList } from './desk/lists.ts'

export const listName = 'window.cases'

/** Whose name may be written out whole: those of cases in whose place one may see it. */
const mayName = (ctx: Ctx, { organ, division }: CaseFile): boolean => may(ctx.who, 'party.unmask', { organ, division })

/** Each natural person whose whole name is written out can read who took it along, and why. */
async function noteNames(ctx: Ctx, purpose: string, byName: string, files: readonly CaseFile[]): Promise<void> {
  const office = ctx.who.organ ? (await organOf(ctx.tx, ctx.who.organ)).name : ''
  const data = { what: '导出的列表里的完整姓名', purpose, office, byName }
  for (const f of files.filter((x) => x.applicantKind === 'natural' && mayName(ctx, x)))
    await ctx.emit({ name: 'window.unmasked', about: `case-reads:${f.id}`, data: { ...data, case: f.id } })
}

export const casesAsFile = defineExport({
  takes: CaseIds,
  title: titleOfList,
  columns: sheetHead,
  async page(ctx, asked, { after, limit, unmaskedFor, by }) {
    const unmasked = unmaskedFor === null ? () => false : (f: CaseFile) => mayName(ctx, f)
    const { files, rows, next } = await sheetPage(ctx, asked, { after, limit, unmasked })
    if (unmaskedFor !== null) await noteNames(ctx, unmaskedFor, by, files)
    return { rows, next }
  },
})

/** Takes over one export of a release before the kernel's, and asks for the next; see `takeOverBatch`. */
export const takeOverExport: Action<unknown, void> = async (ctx) => {
  const old = await takeOldExport(ctx.tx)
  if (!old) return
  await adoptExport(ctx, { ...old, list: listName })
  await ctx.later('window.export-sweep', {})
}
