/** Scans at the counter: kept by content, told by their bytes, and filed only by the one who scanned them. */
import { refusals } from '#base/refusal.ts'
import { takeUpload } from '#base/upload/take.ts'
import type { Material, StoredFile } from '#kernel/case/schema.ts'
import type { Action, Ctx } from '#kernel/module.ts'
import type { Scan } from '../../schema/desk.ts'
import { addScan, listScans } from '../../store/desk.ts'
import { asStaff } from './staff.ts'

const refuse = refusals({ 'window.not-scanned': [422, '“{name}”的扫描件不是您在这里上传的，请重新上传'] })

export const maxScanBytes = 50 * 2 ** 20

export const uploadScan: Action<Scan, StoredFile> = async (ctx, { file }) => {
  asStaff(ctx, '收件', 'case.receive')
  const stored = await takeUpload(ctx, file, { maxBytes: maxScanBytes })
  await addScan(ctx.tx, ctx.who.id, stored, ctx.now)
  return stored
}

/** Materials with their files as they were checked at upload: what the browser says of them is not asked. */
export async function filedScans(ctx: Ctx, materials: readonly Material[]): Promise<Material[]> {
  const hashes = materials.flatMap((m) => m.files.map((f) => f.hash))
  const known = new Map((await listScans(ctx.tx, ctx.who.id, hashes)).map((f) => [f.hash, f]))
  return materials.map((m) => ({
    ...m,
    files: m.files.map((f) => {
      const scan = known.get(f.hash)
      if (!scan) throw refuse('window.not-scanned', { name: m.name })
      return scan
    }),
  }))
}
