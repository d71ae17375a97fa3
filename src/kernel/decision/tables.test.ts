/** The city's own tables: every one is fit to be published, and each of its test cases passes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { DataElement } from '#kernel/form/schema/element.ts'
import { findingsOf } from './rules/check.ts'
import { testsOf } from './rules/look.ts'
import { readModel } from './rules/read.ts'
import { readable } from './rules/readable.ts'
import { runCase } from './rules/try.ts'
import type { Ground } from './schema/model.ts'

const city = new URL('../../../city/ganzhou/', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, city), 'utf8')
const codes = readdirSync(new URL('items/', city)).filter((code) => existsSync(new URL(`items/${code}/decision.dmn`, city)))
const { elements } = parse(text('elements.yaml')) as { elements: DataElement[] }

function groundOf(code: string): Ground {
  const item = parse(text(`items/${code}/item.yaml`)) as { scenarios?: { id: string }[]; materials: { id: string }[] }
  const form = JSON.parse(text(`items/${code}/form.json`)) as { schema: { properties: object } }
  return {
    elements: new Map(elements.map((e) => [e.id, { name: e.name, sources: e.sources ?? [] }])),
    fields: [...Object.keys(form.schema.properties), ...(item.scenarios ?? []).map((s) => s.id)],
    materials: item.materials.map((m) => m.id),
  }
}

test('at least twelve items have a table', () => {
  expect(codes.length).toBeGreaterThanOrEqual(12)
})

test('a table that lists materials is read by their names, and so is its test bench', () => {
  const { model } = readModel(text('items/food-business-licence-new/decision.dmn'))
  const item = parse(text('items/food-business-licence-new/item.yaml')) as { materials: { id: string; name: string }[] }
  const names = Object.fromEntries(item.materials.map((m) => [m.id, m.name]))
  const listing = readable(model!, names).find((d) => d.name === '可以容缺的材料')!
  expect(listing.table!.rules.map((r) => r.result)).toEqual(['食品安全管理制度'])
  const results = testsOf(model!, names)
    .flatMap((t) => t.results)
    .filter((r) => r.decision === '可以容缺的材料')
  expect(results.length).toBeGreaterThan(0)
  for (const r of results) expect([r.expected, r.actual].join()).not.toMatch(/[a-z"[\]]/)
})

describe.each(codes)('%s', (code) => {
  const xml = text(`items/${code}/decision.dmn`)
  const { model } = readModel(xml)

  test('nothing is wrong with it, and nothing doubtful', () => {
    expect(findingsOf(xml, groundOf(code)).findings).toEqual([])
  })

  test('it is read without a word of FEEL, but where a result is computed', () => {
    const cells = readable(model!).flatMap((d) => d.table?.rules.flatMap((r) => r.tests) ?? [])
    expect(cells.filter((cell) => /["<>=]|true|false|not\(|^-$|^$/.test(cell))).toEqual([])
  })

  test.each(model!.cases.map((c) => [c.name, c] as const))('%s', (_, given) => {
    expect(runCase(model!, given).filter((r) => !r.passed)).toEqual([])
  })
})
