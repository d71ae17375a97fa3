/** What the desk shows of imports: the registers, their templates, and a check of a file that writes nothing. */
import { asSystem } from '#base/as-system.ts'
import { workbook } from '#base/sheet/write.ts'
import { type Action, FileAnswer } from '#kernel/module.ts'
import { templateRows } from '../rules.ts'
import type { Answer, AskTemplate, CheckFile, Kind, ListPast, PastCase } from '../schema.ts'
import { listPast, listPastOf } from '../store.ts'
import { importerOf, tryTable } from './take.ts'

const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** What stands on something else comes after it; registers that are not named here come last. */
const order = ['organs', 'licence-types', 'items', 'powers', 'staff']
const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length)

export const kinds: Action<unknown, { kinds: Kind[] }> = async ({ rooms }) => ({
  kinds: rooms
    .flatMap((room) =>
      Object.entries(room.imports).map(([id, { title, about, columns }]) => ({
        id,
        title,
        about,
        columns: columns.map((c) => ({ title: c.title, needed: c.needed === true, hint: c.hint ?? `例：${c.example}` })),
      })),
    )
    .sort((a, b) => place(a.id) - place(b.id)),
})

export const template: Action<AskTemplate, FileAnswer> = async ({ rooms }, { kind }) => {
  const { title, columns } = importerOf(rooms, kind)
  return new FileAnswer(workbook(title, templateRows(columns)), sheetType, `${title}导入模板.xlsx`, false)
}

export const check: Action<CheckFile, Answer> = (ctx, { kind, file }) => {
  const importer = importerOf(ctx.rooms, kind)
  return asSystem(ctx.tx, () => tryTable(ctx, importer, file))
}

const pageSize = 50

export const past: Action<ListPast, { rows: PastCase[]; next: string | null }> = async (ctx, asked) => {
  const rows = await listPast(ctx.tx, { ...asked, limit: pageSize })
  return { rows, next: rows.length === pageSize ? rows.at(-1)!.id : null }
}

/** One's own past cases, and those of whom one speaks for. */
export const ownPast: Action<unknown, { rows: PastCase[] }> = async (ctx) => ({ rows: await listPastOf(ctx.tx, ctx.who.parties) })
