/** The law judged: every rule can be broken, and breaks alone. */
import { describe, expect, test } from 'vitest'
import { broken, law } from './law.ts'
import { lawful } from './lawful.ts'
import { adding, constants, type Overlay, offences, statements } from './offences.ts'
import { print } from './rule.ts'
import { plant } from './tree.ts'

const licence = 'src/modules/licence'

test('a lawful house breaks no rule', () => {
  const tree = plant(lawful)
  expect(law.flatMap((rule) => rule.check(tree).map((v) => `${rule.id}: ${print(v)}`))).toEqual([])
})

test('every rule has its own id and can be broken', () => {
  expect(Object.keys(offences).sort()).toEqual(law.map((rule) => rule.id).sort())
})

describe.each(Object.entries(offences))('%s is broken, and nothing else, when', (rule, deeds) => {
  test.each(Object.entries(deeds))('%s', (_, overlay) => {
    expect(broken(plant({ ...lawful, ...overlay }))).toEqual([rule])
  })
})

test('a violation says where it stands', () => {
  const rule = law.find((r) => r.id === 'clock-and-chance')!
  const tree = plant({ ...lawful, ...adding(`${licence}/actions.ts`, 'export const t = Date.now()') })
  expect(rule.check(tree).map(print)).toEqual([`${licence}/actions.ts:6 takes Date.now`])
})

const ownCase = 'select cases.no from licence.case cases where cases.no is distinct from cases.other'

const lawfulDeeds: Record<string, Overlay> = {
  'a function of 50 lines': { 'src/app/long.ts': `export function long() {\n${statements(48)}\n}` },
  'a file of 500 lines and a line end': { 'src/app/long.ts': `${constants(500)}\n` },
  'a test that is a long story': { 'src/app/long.test.ts': `test('x', () => {\n${statements(90)}\n})` },
  'generated code of any length': { 'src/app/long.gen.ts': `export function long() {\n${statements(600)}\n}` },
  'a date made from given numbers': adding(`${licence}/rules.ts`, 'export const at = (ms: number) => new Date(ms)'),
  'a table that is called like a folder of the kernel': {
    ...adding(`${licence}/migrations/001-licence.sql`, 'create table licence.case (no text);'),
    ...adding(`${licence}/store.ts`, `export const c = (tx: Tx) => tx.sql\`${ownCase}\``),
  },
  'a second door of a package': { 'packages/dmn/src/columns.ts': "export { compile } from './compile.ts'" },
  'prose that says from where': adding(`${licence}/actions.ts`, "export const note = 'moved from example.com into policy'"),
  'a place on the page': adding(
    `${licence}/web/licence.tsx`,
    'export const A = () => <a href="#add" title="see #12 and #guide">#facade-1</a>',
  ),
  'an upsert and a row lock': adding(
    `${licence}/store.ts`,
    'export const l = sql`select 1 from licence.licence for no key update skip locked`',
  ),
}

describe('the law lets pass', () => {
  test.each(Object.entries(lawfulDeeds))('%s', (_, overlay) => {
    expect(broken(plant({ ...lawful, ...overlay }))).toEqual([])
  })
})
