/** Taking in a table row by row: each row alone, so that a fault in one loses nothing of the others. */
import { attempt } from '#base/db.ts'
import { invalidFields, Refusal, refusals } from '#base/refusal.ts'
import { fieldErrors } from '#base/sentence.ts'
import { readSheet, type SheetRow } from '#base/sheet/read.ts'
import type { Ctx, Importer, RoomInfo } from '#kernel/module.ts'
import { cellFault, columnFault, hiddenFault, rowOf } from '../rules.ts'
import type { Answer, Rejected } from '../schema.ts'

const refuse = refusals({
  'imports.unknown': [404, '没有“{kind}”这种导入。可以导入的：{kinds}'],
})

/** The register that is taken in under a word, of whatever room it is. */
export function importerOf(rooms: readonly RoomInfo[], kind: string): Importer {
  const all = Object.assign({}, ...rooms.map((r) => r.imports)) as Record<string, Importer>
  const found = Object.hasOwn(all, kind) ? all[kind] : undefined
  if (!found) throw refuse('imports.unknown', { kind, kinds: Object.keys(all).join('、') })
  return found
}

type InOwn = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>

const noRow = (line: number, rule: string, message: string): Rejected => ({ line, rule, message })

/** The sentences about fields, where a refusal has some, else its own. */
function sentenceOf({ columns }: Importer, error: Refusal): string {
  const fields = error.data.fields as { field: string; sentence: string }[] | undefined
  return fields ? fields.map((f) => cellFault(columns, f.field, f.sentence)).join('；') : error.message
}

function parsed(importer: Importer, cells: Readonly<Record<string, unknown>>): unknown {
  const read = importer.takes.safeParse(rowOf(importer.columns, cells), { reportInput: true })
  if (!read.success) throw invalidFields(fieldErrors(read.error))
  return read.data
}

async function takeRow(inOwn: InOwn, importer: Importer, row: SheetRow): Promise<Rejected | boolean> {
  if ('fault' in row) return noRow(row.line, 'imports.unreadable', row.fault)
  const columns = columnFault(importer.columns, row.cells)
  if (columns) return noRow(row.line, 'imports.columns', columns)
  const unseen = hiddenFault(importer.columns, row.cells)
  if (unseen) return noRow(row.line, 'imports.hidden-characters', unseen)
  try {
    return (await inOwn((ctx) => importer.act(ctx, parsed(importer, row.cells)))) === 'written'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return noRow(row.line, error.code, sentenceOf(importer, error))
  }
}

/** Takes in the rows of a file; `inOwn` runs the work of one row, which is done or undone whole. */
export async function takeTable(inOwn: InOwn, importer: Importer, file: { bytes: Uint8Array; name: string }): Promise<Answer> {
  const answer: Answer = { read: 0, written: 0, rejected: [] }
  for (const row of await readSheet(file.bytes, file.name)) {
    answer.read++
    const taken = await takeRow(inOwn, importer, row)
    if (typeof taken !== 'boolean') answer.rejected.push(taken)
    else if (taken) answer.written++
  }
  return answer
}

class Undo extends Error {}

/** The same, with nothing kept of it: what would be written is undone at the end, in the same transaction. */
export async function tryTable(ctx: Ctx, importer: Importer, file: { bytes: Uint8Array; name: string }): Promise<Answer> {
  let answer: Answer | undefined
  const whole = async () => {
    answer = await takeTable((work) => attempt(ctx.tx, () => work(ctx)), importer, file)
    throw new Undo('a check writes nothing')
  }
  await attempt(ctx.tx, whole).catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error
  })
  return answer!
}
