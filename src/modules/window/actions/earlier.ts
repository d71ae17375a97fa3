/** Files of the same applicant that were handed in before: offered for the same material, and taken over only when he says so. */
import { refusals } from '#base/refusal.ts'
import { type Kind, kinds } from '#base/upload/kinds.ts'
import { type EarlierUpload, listEarlierUploads } from '#kernel/case/api.ts'
import type { StoredFile } from '#kernel/case/schema.ts'
import { dayOf } from '#kernel/clock/rules/day.ts'
import { zhFullDate } from '#kernel/clock/rules/text.ts'
import type { HandlingItem } from '#kernel/item/schema/item.ts'
import type { Visit } from '#kernel/permission/api.ts'
import { speaksIn } from '#kernel/who.ts'
import type { EarlierFiles } from '../schema/view.ts'

const refuse = refusals({
  'window.no-earlier': [409, '上次交过的这一份现在用不了，可能那一件您已经看不到，或者这里不收那种文件。请重新上传'],
})

/** Cases looked through, and offers made: more than three choices are none. */
const most = { looked: 20, offered: 3 }

/** Whose files are looked for, for which item, and the material that they would be. */
type Wanted = { applicant: string; item: string; material: HandlingItem['materials'][number] }

const keyOf = ({ caseId, code }: EarlierUpload) => `${caseId}.${code}`

/** Whether this material takes every one of those files as they are. */
function fits({ material }: Wanted, { files }: EarlierUpload): boolean {
  const types = new Set(material.formats.flatMap((f) => (f in kinds ? [kinds[f as Kind].type] : [])))
  return files.every((f) => types.has(f.type) && f.size <= material.maxMb * 1_048_576)
}

/**
 * Earlier uploads of this material, the newest first. The database shows only cases that this person may see; of those in which
 * he speaks for another, only what his authority covers (民法典 第一百六十五条).
 */
async function uploadsFor(ctx: Visit, wanted: Wanted): Promise<EarlierUpload[]> {
  const { applicant, item } = wanted
  const { id: code, name } = wanted.material
  const all = await listEarlierUploads(ctx.tx, { applicant, item, code, name }, most.looked)
  const mine = all.filter((u) => speaksIn(ctx.who, applicant, u))
  return mine.filter((u) => fits(wanted, u))
}

const sameFiles = (a: readonly { hash: string }[], b: readonly { hash: string }[]) =>
  a.length === b.length && a.every((f) => b.some((g) => g.hash === f.hash))

/** What a page offers: each set of files once, and none that is `here` already. */
export async function earlierFor(ctx: Visit, wanted: Wanted, here: ReadonlySet<string>): Promise<EarlierFiles[]> {
  const fresh = (await uploadsFor(ctx, wanted)).filter((u) => !u.files.every((f) => here.has(f.hash)))
  const once = fresh.filter((u, i) => fresh.findIndex((v) => sameFiles(u.files, v.files)) === i)
  return once.slice(0, most.offered).map((u) => ({
    key: keyOf(u),
    caseId: u.caseId,
    on: zhFullDate(dayOf(u.at)),
    itemName: u.itemName,
    files: u.files.map(({ hash, name, size }) => ({ hash, name, size })),
  }))
}

/** The files behind a chosen offer, found anew: what the browser names is only a choice among what may be offered. */
export async function takeEarlier(ctx: Visit, wanted: Wanted, key: string): Promise<{ files: StoredFile[]; from: string }> {
  const found = (await uploadsFor(ctx, wanted)).find((u) => keyOf(u) === key)
  if (!found) throw refuse('window.no-earlier')
  return { files: found.files, from: `“${found.itemName}”，${zhFullDate(dayOf(found.at))}交的` }
}

/** Where a material came from, as whoever looks at it is told; nothing where it was uploaded anew. */
export const sourceOf = (from: readonly string[]): { source?: string } =>
  from.length ? { source: `申请人选用上次交过的：${from.join('；')}`.slice(0, 200) } : {}
