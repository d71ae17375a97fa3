import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from '../model.ts'
import { tableModel } from '../table/fixture.ts'
import { FeelDate } from '../values/temporal.ts'
import { ScanError } from './plan.ts'

const table = (hitPolicy: string) =>
  tableModel({
    hitPolicy,
    inputs: { age: 'number', level: 'string', member: 'boolean', since: 'date' },
    rules: [
      ['< 18', '-', '-', '-', '"child"'],
      ['[18..60)', '"gold", "silver"', 'true', '< date("2020-01-01")', '"a"'],
      ['>= 60', 'not("iron")', '-', '-', '"b"'],
      ['18, 60.5', '-', 'false', 'date("2020-01-01")', '"c"'],
    ],
  })

type Row = { age: number | null; level: string | null; member: boolean | null; since: number | null }

const row = (option: <T>(arb: fc.Arbitrary<T>) => fc.Arbitrary<T | null>): fc.Arbitrary<Row> =>
  fc.record({
    age: option(fc.constantFrom(0, 17.5, 18, 30, 59.9, 60, 60.5, 61)),
    level: option(fc.constantFrom('gold', 'silver', 'iron', 'wood')),
    member: option(fc.boolean()),
    since: option(fc.constantFrom(18261, 18262, 18263)),
  })
const rows = fc.array(
  row((arb) => arb as fc.Arbitrary<never>),
  { minLength: 1, maxLength: 50 },
)
const rowsWithHoles = fc.array(
  row((arb) => fc.option(arb)),
  { minLength: 1, maxLength: 50 },
)

const names = ['gold', 'iron', 'silver', 'wood']
const columnsOf = (all: readonly Row[]) => ({
  age: Float64Array.from(all, (r) => r.age ?? Number.NaN),
  level: { codes: Int32Array.from(all, (r) => (r.level === null ? -1 : names.indexOf(r.level))), names },
  member: Uint8Array.from(all, (r) => (r.member === null ? 2 : Number(r.member))),
  since: Float64Array.from(all, (r) => r.since ?? Number.NaN),
})
const inputOf = (r: Row) => ({ ...r, since: r.since === null ? null : FeelDate.ofDays(r.since) })
const outputs = ['child', 'a', 'b', 'c']

describe('columns', () => {
  test.each(['FIRST', 'UNIQUE'])('decide every row of %s as the scalar function does', (hitPolicy) => {
    const model = compile(table(hitPolicy))
    const scanner = model.columns('d')
    fc.assert(
      fc.property(rows, (all) => {
        const { fired, verdicts } = scanner.scan(columnsOf(all))
        all.forEach((each, i) => {
          expect(fired![i]! < 0 ? null : outputs[fired![i]!]).toBe(model.evaluate('d', inputOf(each)))
          expect([0, 1, 3]).toContain(verdicts![i])
        })
      }),
    )
  })

  test('never turn to met when a fact is taken away', () => {
    const scanner = compile(table('FIRST')).columns('d')
    fc.assert(
      fc.property(rows, fc.constantFrom('age', 'level', 'member', 'since'), (all, name) => {
        const before = scanner.scan(columnsOf(all))
        const after = scanner.scan(columnsOf(all.map((each) => ({ ...each, [name]: null }))))
        all.forEach((_, i) => {
          if (after.verdicts![i] === 1) expect([before.verdicts![i], before.fired![i]]).toEqual([1, after.fired![i]])
          if (after.verdicts![i] === 0) expect(before.verdicts![i]).toBe(0)
        })
      }),
    )
  })

  test('explain each row as the explanation of that row alone does', () => {
    const model = compile(table('FIRST'))
    const scanner = model.columns('d')
    fc.assert(
      fc.property(rowsWithHoles, (all) => {
        const { verdicts, fired } = scanner.scan(columnsOf(all))
        all.forEach((each, i) => {
          const { verdict, fired: own } = model.explain('d', inputOf(each))
          expect(verdicts![i]).toBe({ 'not met': 0, met: 1, unknown: 2 }[verdict])
          expect(fired![i]).toBe(own[0] ?? -1)
        })
      }),
    )
  })

  test('give the same in worker threads, with progress', async () => {
    const scanner = compile(table('FIRST')).columns('d')
    const all: Row[] = Array.from({ length: 200_000 }, (_, i) => ({
      age: i % 7 ? i % 90 : null,
      level: names[i % 4]!,
      member: i % 3 > 0,
      since: 18_000 + (i % 500),
    }))
    const columns = columnsOf(all)
    const seen: number[] = []
    const background = await scanner.scanInBackground(columns, { workers: 2, onProgress: (done) => seen.push(done) })
    const here = scanner.scan(columns)
    expect(background.met).toEqual(here.met)
    expect(background.unknown).toEqual(here.unknown)
    expect(Buffer.from(background.verdicts!).equals(Buffer.from(here.verdicts!))).toBe(true)
    expect(seen.at(-1)).toBe(200_000)
  })

  test('stop when they are told to', async () => {
    const scanner = compile(table('FIRST')).columns('d')
    const stop = new AbortController()
    const columns = columnsOf(Array.from({ length: 300_000 }, () => ({ age: 20, level: 'gold', member: true, since: 18_000 })))
    const running = scanner.scanInBackground(columns, { signal: stop.signal, onProgress: () => stop.abort(new Error('enough')) })
    await expect(running).rejects.toThrow('enough')
  })

  test('refuse what they cannot scan, and say why', () => {
    const odd = compile(tableModel({ hitPolicy: 'FIRST', inputs: { age: 'number' }, rules: [['? * 2 > 10', '1']] }))
    expect(() => odd.columns('d')).toThrow(ScanError)
    expect(() => compile(table('FIRST')).columns('d').scan({})).toThrow('There is no column “age”.')
  })
})
