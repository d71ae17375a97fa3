/** The package as strangers get it: packed, unpacked in an empty folder, type-checked and run there. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tableModel } from '../src/table/fixture.ts'

const own = fileURLToPath(new URL('..', import.meta.url))
const house = fileURLToPath(new URL('../../..', import.meta.url))
const node = process.execPath

/** A copy inside the house to pack from, as packing rewrites the manifest while others may read it. */
const bench = join(house, '.tmp', `pack-dmn-${process.pid}`)
const consumer = mkdtempSync(join(tmpdir(), 'dmn-consumer-'))

const program = `
import { writeFileSync } from 'node:fs'
import { BudgetError, compile, compileExpression, compileUnaryTests, FeelDate, type Explanation, type Model } from '@haoban/dmn'

const model: Model = compile(${JSON.stringify(
  tableModel({
    hitPolicy: 'UNIQUE',
    inputs: { age: 'number', level: 'string' },
    rules: [
      ['< 60', '-', '"no"'],
      ['>= 60', '"a"', '"yes"'],
      ['>= 60', 'not("a")', '"no"'],
    ],
  }),
)})
const explanation: Explanation = model.explain('d', { age: 59, level: 'a' })
const scanner = model.columns('d')
const columns = { age: Float64Array.of(61, 10, NaN), level: { codes: Int32Array.of(0, 0, 0), names: ['a'] } }
const background = await scanner.scanInBackground(columns, { workers: 1 })
writeFileSync('result.json', JSON.stringify({
  problems: model.check(),
  value: model.evaluate('d', { age: 61, level: 'a' }),
  ways: explanation.rules.length,
  verdicts: [...scanner.scan(columns).verdicts!],
  background: [...background.met],
  sum: compileExpression('0.1 + 0.2').evaluate(),
  test: compileUnaryTests('[18..65)').test(20),
  day: String(FeelDate.of(2024, 2, 29)),
  budget: typeof BudgetError,
}))
`

const run = (cwd: string, command: string, args: readonly string[]) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

function unpack(tarball: string): void {
  const modules = join(consumer, 'node_modules')
  mkdirSync(join(modules, '@haoban/dmn'), { recursive: true })
  run(consumer, 'tar', ['xzf', tarball, '--strip-components=1', '-C', join(modules, '@haoban/dmn')])
  for (const name of ['decimal.js', 'saxes', 'xmlchars'])
    cpSync(join(house, 'node_modules', name), join(modules, name), { recursive: true })
}

beforeAll(() => {
  const copy = join(bench, 'packages/dmn')
  mkdirSync(copy, { recursive: true })
  symlinkSync(join(house, 'scripts'), join(bench, 'scripts'))
  for (const name of readdirSync(own))
    if (name !== 'node_modules' && name !== 'dist') cpSync(join(own, name), join(copy, name), { recursive: true })
  run(copy, 'npm', ['pack', '--pack-destination', consumer])
  unpack(join(consumer, readdirSync(consumer).find((name) => name.endsWith('.tgz'))!))
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', type: 'module', private: true }))
  writeFileSync(join(consumer, 'main.ts'), program)
})

afterAll(() => {
  rmSync(bench, { recursive: true, force: true })
  rmSync(consumer, { recursive: true, force: true })
})

test('the tarball holds plain JavaScript with declarations, and no sources', () => {
  const root = join(consumer, 'node_modules/@haoban/dmn')
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    exports: Record<string, { types: string; default: string }>
  }
  expect(manifest.exports['.']).toEqual({ types: './dist/index.d.ts', default: './dist/index.js' })
  expect(readdirSync(root).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json'])
})

test('a stranger’s program is type-checked against it and runs', () => {
  const options = [
    '--strict',
    '--target',
    'ES2022',
    '--module',
    'NodeNext',
    '--moduleResolution',
    'NodeNext',
    '--typeRoots',
    join(house, 'node_modules/@types'),
    '--types',
    'node',
  ]
  run(consumer, node, [join(house, 'node_modules/typescript/bin/tsc'), 'main.ts', ...options])
  run(consumer, node, ['main.js'])
  expect(JSON.parse(readFileSync(join(consumer, 'result.json'), 'utf8'))).toEqual({
    problems: [],
    value: 'yes',
    ways: 3,
    verdicts: [1, 1, 2],
    background: [1, 1, 0],
    sum: 0.3,
    test: true,
    day: '2024-02-29',
    budget: 'function',
  })
})
