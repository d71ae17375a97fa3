import { sm3 } from '#base/digest.ts'
import { saveImported } from '#kernel/item/api.ts'
import { importPlan } from '#kernel/item/rules/import/plan.ts'
import type { ImportedItem } from '#kernel/item/schema/imported.ts'
import { Mapping } from '#kernel/item/schema/mapping.ts'
import { canonical } from '#kernel/ledger/rules.ts'
import type { Ctx, SeedCity } from '#kernel/module.ts'
import type { ImportReport } from '../schema.ts'
import { indexImported } from './index-item.ts'

type InTx = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>

const atOnce = 200

/** The same item in another line of the file is the same item. */
const hashOf = ({ line: _line, ...item }: ImportedItem): string => sm3(canonical(item))

/** Saves a stretch of items with their entries in one transaction; answers how many were new or changed. */
async function save(ctx: Ctx, items: readonly ImportedItem[]): Promise<number> {
  if (items.length === 0) return 0
  const rows = items.map((item) => {
    const { code, division, name, imported: source } = item
    return { code, source, division, name, content: item, hash: hashOf(item) }
  })
  const written = await saveImported(ctx.tx, rows, ctx.now)
  await indexImported(ctx.tx, items)
  return written.length
}

/** Lines from this moment on: a reader of files drops what it has read before anybody listens, so listening begins before any waiting does. */
function listening(lines: AsyncIterable<string>): AsyncIterable<string> {
  const iterator = lines[Symbol.asyncIterator]()
  return { [Symbol.asyncIterator]: () => iterator }
}

/**
 * Reads a catalogue of another place, one row a line, by the mapping `guangdong.yaml` of the city. Every line is imported or
 * rejected with its reason: `imported + rejected.length = read`. What is in already and has not changed is not written
 * again, and a run that wrote nothing leaves no fact. The fact commits with the last stretch, so that a run broken off leaves none.
 */
export async function importCatalogue(inTx: InTx, city: SeedCity, lines: AsyncIterable<string>): Promise<ImportReport> {
  const read = listening(lines)
  const mapping = Mapping.parse(await city.read('mappings/guangdong.yaml'))
  const report: ImportReport = { read: 0, imported: 0, written: 0, rejected: [], warnings: {} }
  let hash = ''
  let stretch: ImportedItem[] = []
  for await (const outcome of importPlan(read, mapping)) {
    report.read += 1
    if ('rejected' in outcome) {
      report.rejected.push(outcome.rejected)
      continue
    }
    if (stretch.length === atOnce) {
      const full = stretch
      report.written += await inTx((ctx) => save(ctx, full))
      stretch = []
    }
    stretch.push(outcome.ok)
    report.imported += 1
    hash = sm3(hash + hashOf(outcome.ok))
    for (const { rule } of outcome.ok.warnings) report.warnings[rule] = (report.warnings[rule] ?? 0) + 1
  }
  report.written += await inTx((ctx) => finish(ctx, mapping.name, stretch, report, hash))
  return report
}

async function finish(ctx: Ctx, source: string, rest: readonly ImportedItem[], report: ImportReport, hash: string): Promise<number> {
  const written = await save(ctx, rest)
  const { read, imported, rejected } = report
  if (report.written + written > 0)
    await ctx.emit({
      name: 'catalogue.imported',
      about: `catalogue:${source}`,
      data: { source, read, imported, rejected: rejected.length, written: report.written + written, hash },
    })
  return written
}
