/** The item's own form as PDF: blank, for whoever goes to the counter with paper, and filled as a sample. */
import { createHash } from 'node:crypto'
import { refusals } from '#base/refusal.ts'
import { heldOfAnyone } from '#kernel/case/rules/materials.ts'
import { formPdf } from '#kernel/document/api.ts'
import { formSheet } from '#kernel/form/rules/sheet.ts'
import { findItem, formOf, handlingOf, listCurrent } from '#kernel/item/api.ts'
import { type Ctx, FileAnswer } from '#kernel/module.ts'
import type { ByCode } from '../schema.ts'

const refuse = refusals({
  'catalogue.no-form': [404, '没有这个事项的表，可能已经改名或取消。请回首页搜一搜，或者打 12345 问一问'],
})

/** Drawn once a version and kind: a form changes only with its item. The oldest leave first. */
const drawn = new Map<string, Promise<Uint8Array>>()
const keptAtMost = 100

async function pdfOf(ctx: Ctx, code: string, kind: 'blank' | 'sample'): Promise<{ bytes: Uint8Array; name: string }> {
  const item = await findItem(ctx.tx, code)
  const [here] = await listCurrent(ctx.tx, code)
  if (!item || !here) throw refuse('catalogue.no-form')
  const handling = await handlingOf(ctx.tx, here.handlingCode, here.version)
  const form = await formOf(ctx.tx, code, here.version)
  const held = heldOfAnyone(handling)
  const sample = kind === 'sample'
  const page = {
    ...formSheet(form, kind),
    title: item.name,
    organ: `${ctx.city.name}政务服务`,
    lead: handling.lead,
    sample,
    url: `${ctx.site}/items/${code}`,
    materials: handling.materials.map((m) => ({
      name: m.name,
      note: held.has(m.id) ? '不用交，我们有' : [m.whenText, m.note ?? m.tip].filter(Boolean).join('。'),
      bring: !held.has(m.id) && m.when === undefined,
    })),
  }
  const key = createHash('sha256').update(JSON.stringify(page)).digest('hex')
  const known = drawn.get(key) ?? formPdf(page)
  if (!drawn.has(key) && drawn.size >= keptAtMost) drawn.delete(drawn.keys().next().value!)
  drawn.set(key, known)
  return { bytes: await known, name: `${item.name}${sample ? '（样表）' : '（空白表）'}.pdf` }
}

export const blankForm =
  (kind: 'blank' | 'sample') =>
  async (ctx: Ctx, { code }: ByCode): Promise<FileAnswer> => {
    const { bytes, name } = await pdfOf(ctx, code, kind)
    return new FileAnswer(bytes, 'application/pdf', name)
  }
