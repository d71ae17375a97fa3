/** Every item's form on paper: all of it on the blank, a whole and lawful way through it on the sample. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { assemble } from './rules/assemble.ts'
import { formSheet, type SheetRow } from './rules/sheet.ts'
import { fieldOrder } from './rules/visible.ts'
import { ElementsFile } from './schema/element.ts'
import { FormFile, Scenario } from './schema/form.ts'

const city = new URL('../../../city/ganzhou/', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, city), 'utf8')
const { elements } = ElementsFile.parse(parse(read('elements.yaml')))
const codes = readdirSync(new URL('items/', city))

/** What a row of a sample says. */
function filledIn(row: SheetRow): string[] {
  if (row.is === 'line') return [row.value]
  return row.is === 'boxes' ? row.options.filter((o) => o.ticked).map((o) => o.text) : row.rows[0]!
}

function formOf(code: string) {
  const scenarios = ((parse(read(`items/${code}/item.yaml`)).scenarios ?? []) as unknown[]).map((s) => Scenario.parse(s))
  return assemble(FormFile.parse(JSON.parse(read(`items/${code}/form.json`))), {
    elements: new Map(elements.map((e) => [e.id, e])),
    scenarios,
  })
}

describe.each(codes)('%s', (code) => {
  const form = formOf(code)
  const rowsOf = (kind: 'blank' | 'sample') => formSheet(form, kind).sections.flatMap((s) => s.rows)

  test('the blank has a place for every answer, and nothing is filled in', () => {
    const rows = rowsOf('blank')
    expect(rows.map((r) => r.label)).toEqual(fieldOrder(form).map((f) => form.ui.fields[f]!.label))
    for (const row of rows) {
      if (row.is === 'line') expect(row.value).toBe('')
      if (row.is === 'boxes') expect(row.options.some((o) => o.ticked)).toBe(false)
      if (row.is === 'rows') expect(row.rows.flat().join('')).toBe('')
    }
  })

  test('the sample leaves nothing that it shows empty, and ends no way', () => {
    const rows = rowsOf('sample')
    expect(rows.map(filledIn).filter((said) => said.length === 0 || said.includes(''))).toEqual([])
    for (const { question, options } of form.scenarios) {
      const stops = options.filter((o) => o.stop).map((o) => o.label)
      expect(
        rows
          .filter((r) => r.label === question)
          .flatMap(filledIn)
          .filter((said) => stops.includes(said)),
      ).toEqual([])
    }
  })
})
