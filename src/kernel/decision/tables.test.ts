/** The city's own tables: every one is fit to be published, and each of its test cases passes. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import type { DataElement } from '#kernel/form/schema/element.ts'
import type { Form } from '#kernel/form/schema/form.ts'
import { findingsOf } from './rules/check.ts'
import { differences } from './rules/diff.ts'
import { labelsOf } from './rules/labels.ts'
import { testsOf } from './rules/look.ts'
import { readModel } from './rules/read.ts'
import { readable } from './rules/readable.ts'
import { runCase } from './rules/try.ts'
import type { Ground } from './schema/model.ts'

const city = new URL('../../../city/ganzhou/', import.meta.url)
const text = (path: string) => readFileSync(new URL(path, city), 'utf8')
const codes = readdirSync(new URL('items/', city)).filter((code) => existsSync(new URL(`items/${code}/decision.dmn`, city)))
const { elements } = parse(text('elements.yaml')) as { elements: DataElement[] }

const formOf = (code: string) => JSON.parse(text(`items/${code}/form.json`)) as Form
const scenariosOf = (code: string) => (parse(text(`items/${code}/item.yaml`)) as { scenarios?: Form['scenarios'] }).scenarios ?? []
const materialsOf = (code: string) => (parse(text(`items/${code}/item.yaml`)) as { materials: { id: string; name: string }[] }).materials
const wordsOf = (code: string) => ({
  names: Object.fromEntries(materialsOf(code).map((m) => [m.id, m.name])),
  labels: labelsOf({ ui: formOf(code).ui, scenarios: scenariosOf(code) }),
})

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
  const listing = readable(model!, { names }).find((d) => d.name === '可以容缺的材料')!
  expect(listing.table!.rules.map((r) => r.result)).toEqual(['食品安全管理制度'])
  const results = testsOf(model!, { names })
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

test.each(codes)('%s: no cell of its tables and no value of its cases is left in the words of the file', (code) => {
  const { model } = readModel(text(`items/${code}/decision.dmn`))
  const cells = readable(model!, wordsOf(code)).flatMap((d) => d.table?.rules.flatMap((r) => [...r.tests, r.result]) ?? [])
  const given = testsOf(model!, wordsOf(code)).flatMap((t) => t.given.map((g) => g.value))
  expect([...cells, ...given].filter((said) => /^[a-z][\w-]*$|"|[<>=]|date\(/i.test(said))).toEqual([])
})

test('a difference is told in words, with what the file says beside it', () => {
  const xml = text('items/school-enrolment/decision.dmn')
  const [was, is] = [xml, xml.replace('<text>&gt;= 6</text>', '<text>&gt;= 7</text>')].map((x) => readModel(x).model!.outline)
  const [found, ...more] = differences(was!, is!, wordsOf('school-enrolment'))
  expect(more).toEqual([])
  expect(found).toMatchObject({ kind: 'changed', raw: { before: '>= 6', after: '>= 7' } })
  expect([found!.before, found!.after]).toEqual(['不少于 6 周岁', '不少于 7 周岁'])
})

test('a rule that came or went is told whole, and a cell that asks nothing as 不论', () => {
  const xml = text('items/school-enrolment/decision.dmn')
  const rules = xml.match(/<rule [\s\S]*?<\/rule>/g)!
  const [was, is] = [xml, xml.replace(rules[0]!, '')].map((x) => readModel(x).model!.outline)
  const gone = differences(was!, is!, wordsOf('school-enrolment')).find((d) => d.kind === 'removed')
  expect(gone!.before).toMatch(/不论|不少于|是|否/)
  expect(gone!.before).not.toMatch(/[<>]|true|false|"/)
  expect(gone!.raw!.before).toContain('⇒')
})
