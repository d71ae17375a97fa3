/** The package as strangers get it: packed with the one it stands on, unpacked in an empty folder, type-checked and run there. */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { process as drawn, end, file, start, users } from './draw.ts'

const house = fileURLToPath(new URL('../../..', import.meta.url))
const node = process.execPath

/** Copies inside the house to pack from, as packing rewrites the manifest while others may read it. */
const bench = join(house, '.tmp', `pack-bpmn-${process.pid}`)
const consumer = mkdtempSync(join(tmpdir(), 'bpmn-consumer-'))
const modules = join(consumer, 'node_modules')

const xml = file(
  drawn(
    `${start}${users('a')}<exclusiveGateway id="g"/>${users('b', 'c')}${end}`,
    'start -> a; a -> g; g -> b ? amount > 100; g => c; b -> end; c -> end',
  ),
)

const program = `
import { compile, decode, encode, type Event, initial, type Model, positions, Refused, step, validate, withDiagram } from '@haoban/bpmn'

const xml: string = ${JSON.stringify(xml)}
const model: Model = compile(xml).models.get('p')!
const events: Event[] = [{ type: 'start', variables: { amount: 120 } }, { type: 'complete', id: 2 }]
let state = initial
for (const event of events) state = decode(encode(step(model, state, event).state))
let refused = ''
try {
  compile('<definitions/>')
} catch (error) {
  if (error instanceof Refused) refused = error.violations[0]!.rule
}
console.log(JSON.stringify({ valid: validate(withDiagram(xml)), at: positions(model, state).map((p) => p.element), refused }))
`

const run = (cwd: string, command: string, args: readonly string[]) =>
  execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

function unpack(name: string): void {
  const [source, copy, into] = [join(house, 'packages', name), join(bench, 'packages', name), join(modules, '@haoban', name)]
  mkdirSync(copy, { recursive: true })
  const skipped = ['node_modules', 'dist', '.package.json']
  for (const entry of readdirSync(source)) if (!skipped.includes(entry)) cpSync(join(source, entry), join(copy, entry), { recursive: true })
  run(copy, 'npm', ['pack', '--offline', '--pack-destination', consumer])
  mkdirSync(into, { recursive: true })
  const tarball = readdirSync(consumer).find((f) => f.startsWith(`haoban-${name}-`))!
  run(consumer, 'tar', ['xzf', tarball, '--strip-components=1', '-C', into])
}

beforeAll(() => {
  mkdirSync(bench, { recursive: true })
  symlinkSync(join(house, 'scripts'), join(bench, 'scripts'))
  for (const name of ['dmn', 'bpmn']) unpack(name)
  for (const name of ['decimal.js', 'saxes', 'xmlchars'])
    cpSync(join(house, 'node_modules', name), join(modules, name), { recursive: true })
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', type: 'module', private: true }))
  writeFileSync(join(consumer, 'main.ts'), program)
})

afterAll(() => {
  rmSync(bench, { recursive: true, force: true })
  rmSync(consumer, { recursive: true, force: true })
})

test('the tarball holds plain JavaScript with declarations, and no sources', () => {
  const root = join(modules, '@haoban/bpmn')
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { exports: unknown }
  expect(manifest.exports).toEqual({ '.': { types: './dist/index.d.ts', default: './dist/index.js' } })
  expect(readdirSync(root).sort()).toEqual(['LICENSE', 'README.md', 'dist', 'package.json'])
})

test('a stranger’s program is type-checked against it and runs', () => {
  const options = ['--strict', '--target', 'ES2022', '--module', 'NodeNext', '--moduleResolution', 'NodeNext']
  const types = ['--typeRoots', join(house, 'node_modules/@types'), '--types', 'node']
  run(consumer, node, [join(house, 'node_modules/typescript/bin/tsc'), 'main.ts', ...options, ...types])
  expect(JSON.parse(run(consumer, node, ['main.js']))).toEqual({ valid: [], at: ['b'], refused: 'XSD.ROOT' })
})
