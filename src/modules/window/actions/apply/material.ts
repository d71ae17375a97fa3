/** One material a page: uploaded, taken back, or promised for later where the item's list allows it. */
import { refusals } from '#base/refusal.ts'
import { letGo } from '#base/storage/loose.ts'
import { kindOfEnding } from '#base/upload/kinds.ts'
import { takeUpload } from '#base/upload/take.ts'
import { keepDraft } from '#kernel/form/api.ts'
import { nextTask, stepOf, taskBefore } from '#kernel/form/rules/plan.ts'
import type { GivenFile, GivenMaterial } from '#kernel/form/schema/material.ts'
import { FileAnswer } from '#kernel/module.ts'
import type { Visit } from '#kernel/permission/api.ts'
import { taskHref } from '../../rules/paths.ts'
import type { AskMaterial, FileId, GiveMaterial } from '../../schema/apply.ts'
import type { MaterialView } from '../../schema/view.ts'
import { earlierFor, takeEarlier } from '../earlier.ts'
import { type Journey, openJourney } from './journey.ts'

const refuse = refusals({
  'window.no-material': [404, '这件事不要这份材料，可能情况变了。请回到列表看看还要交什么'],
  'window.no-files': [422, '还没有选文件。请选好文件再保存；现在没有的，可以先回到列表做别的'],
  'window.too-big': [413, '“{name}”有 {size} MB，超过了 {limit} MB。请压缩，或者拍小一点再传'],
  'window.too-many': [422, '一份材料最多 20 个文件，请合并后再传'],
  'window.not-later': [422, '“{name}”不能先欠着，请现在交'],
  'window.no-file': [404, '没有这份文件，可能已经删掉了'],
  'window.not-asked-of-issuer': [422, '“{name}”不能请机关核实，请现在交'],
})

/** A file of a draft; its type decides how it is shown. */
export type DraftFile = GivenFile & { type: string }

type Line = Journey['lines'][number]

function lineOf(journey: Journey, material: string) {
  const line = journey.lines.find((l) => l.material.id === material)
  if (!line) throw refuse('window.no-material')
  return line
}

const wantedOf = ({ row }: Journey, { material }: Line) => ({ applicant: row.applicant, item: row.item, material })

export const askMaterial = async (ctx: Visit, { id, material, from }: AskMaterial): Promise<MaterialView> => {
  const journey = await openJourney(ctx, id)
  const { row, item, plan } = journey
  const followBy = item.tolerant && '作决定以前'
  const line = lineOf(journey, material)
  return {
    id,
    client: journey.client,
    division: row.division,
    from,
    line,
    earlier: line.state === 'free' ? [] : await earlierFor(ctx, wantedOf(journey, line), new Set(line.files.map((f) => f.id))),
    itemName: item.name,
    savedAt: row.savedAt,
    step: stepOf(plan, material).text,
    before: taskBefore(plan, material),
    followBy,
  }
}

/** What the checks of uploads know of the formats an item names; a format they cannot read is none they can vouch for. */
const kindsOf = (formats: readonly string[]) => formats.map(kindOfEnding).filter((k) => k !== undefined)

/** Checks one upload against what the material takes, and keeps it. */
async function keep(ctx: Visit, { material }: Line, file: GiveMaterial['file'][number]): Promise<DraftFile> {
  const megabytes = file.bytes.length / 1_048_576
  if (megabytes > material.maxMb) throw refuse('window.too-big', { name: file.name, size: megabytes.toFixed(1), limit: material.maxMb })
  const limits = { maxBytes: material.maxMb * 1_048_576, accept: kindsOf(material.formats) }
  const { hash, size, type, name } = await takeUpload(ctx, file, limits)
  return { id: hash, name, bytes: size, type, at: ctx.now.toISOString() }
}

function changed(line: Line, input: GiveMaterial, added: DraftFile[]): GivenMaterial {
  // a file taken from before is handed in, whatever else was chosen on the page
  const provide = input.reuse === undefined ? input.provide : 'upload'
  if (provide === 'paper') throw refuse('window.not-later', { name: line.material.name })
  if (provide === 'inquire') {
    if (!line.mayAsk) throw refuse('window.not-asked-of-issuer', { name: line.material.name })
    return { id: line.material.id, provide: 'inquire', files: [] }
  }
  if (provide === 'later') {
    if (!line.mayFollow) throw refuse('window.not-later', { name: line.material.name })
    return { id: line.material.id, provide: 'later', files: [] }
  }
  const kept = line.files.filter((f) => f.id !== input.remove && !added.some((a) => a.id === f.id))
  if (kept.length + added.length > 20) throw refuse('window.too-many')
  return { id: line.material.id, provide: 'upload', files: [...kept, ...added] }
}

/** The files of an earlier application that the applicant chose, as files of this draft. */
async function again(ctx: Visit, journey: Journey, line: Line, key: string): Promise<DraftFile[]> {
  const { files, from } = await takeEarlier(ctx, wantedOf(journey, line), key)
  return files.map((f) => ({ id: f.hash, name: f.name, bytes: f.size, type: f.type, at: ctx.now.toISOString(), from }))
}

/** Hands in one material. Every file that is refused is named with its reason, and what was handed in before stays. */
export const giveMaterial = async (ctx: Visit, input: GiveMaterial): Promise<{ to: string }> => {
  const journey = await openJourney(ctx, input.id)
  const line = lineOf(journey, input.material)
  const { provide, remove, reuse } = input
  if (provide === 'upload' && !remove && !reuse && input.file.length === 0 && line.files.length === 0) throw refuse('window.no-files')
  const added: DraftFile[] = reuse ? await again(ctx, journey, line, reuse) : []
  for (const file of input.file) added.push(await keep(ctx, line, file))
  const given = changed(line, input, added)
  const dropped = line.files.map((f) => f.id).filter((id) => !given.files.some((f) => f.id === id))
  await letGo(ctx.tx, dropped, ctx.now)
  const materials = [...journey.row.materials.filter((m) => m.id !== input.material), given]
  await keepDraft(ctx, input.id, journey.row.draft, materials)
  if (remove || reuse || input.file.length > 0) return { to: `/drafts/${input.id}/m/${input.material}${input.from ? '?from=check' : ''}` }
  const after = await openJourney(ctx, input.id)
  return {
    to:
      input.from === 'check' && after.plan.ready
        ? `/drafts/${input.id}/check`
        : taskHref(input.id, nextTask(after.plan, input.material, input.from)),
  }
}

/** A file of one's own draft, to look at. */
export const draftFile = async (ctx: Visit, { id, hash }: FileId): Promise<FileAnswer> => {
  const { row } = await openJourney(ctx, id)
  const file = row.materials.flatMap((m) => m.files as DraftFile[]).find((f) => f.id === hash)
  if (!file) throw refuse('window.no-file')
  return new FileAnswer(await ctx.storage.read(hash), file.type, file.name)
}
