/** The package as a stranger gets it: packed, unpacked into an empty folder beside its dependencies, used without the house. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, test } from 'vitest'

type Manifest = { exports: Record<string, string>; dependencies?: Record<string, string> }

const root = fileURLToPath(new URL('../../..', import.meta.url))
const source = join(root, 'packages/gm')
const folder = mkdtempSync(join(tmpdir(), 'haoban-consumer-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const manifestOf = (path: string) => JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest
const run = (command: string, args: string[], cwd: string) => execFileSync(command, args, { cwd, encoding: 'utf8', stdio: 'pipe' })

/** Packs a copy, so that the manifest here stays as it is. */
function pack(): string {
  const copy = join(folder, 'gm')
  cpSync(source, copy, { recursive: true, filter: (path) => !/[/\\](node_modules|dist|test)$|\.test\.ts$/.test(path) })
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'dir')
  const manifest = manifestOf(copy)
  const entries = Object.entries(manifest.exports).filter(([, path]) => existsSync(join(copy, path)))
  writeFileSync(join(copy, 'package.json'), JSON.stringify({ ...manifest, exports: Object.fromEntries(entries) }))
  const tsx = createRequire(import.meta.url).resolve('tsx')
  run(process.execPath, ['--import', tsx, join(root, 'scripts/package.ts'), 'pack'], copy)
  const [tarball] = run('npm', ['pack', '--ignore-scripts', '--silent', '--offline', '--pack-destination', folder], copy).trim().split('\n')
  return join(folder, tarball!)
}

/** What npm would fetch, taken from here: nothing of this needs the network. */
function provide(name: string, modules: string): void {
  const here = join(root, 'node_modules', name)
  const there = join(modules, name)
  if (existsSync(there)) return
  mkdirSync(dirname(there), { recursive: true })
  cpSync(here, there, { recursive: true })
  for (const needed of Object.keys(manifestOf(here).dependencies ?? {})) provide(needed, modules)
}

const consumer = join(folder, 'consumer')
const unpacked = join(consumer, 'node_modules/@haoban/gm')

beforeAll(() => {
  const tarball = pack()
  mkdirSync(unpacked, { recursive: true })
  run('tar', ['-xzf', tarball, '--strip-components', '1', '-C', unpacked], folder)
  for (const name of Object.keys(manifestOf(unpacked).dependencies ?? {})) provide(name, join(consumer, 'node_modules'))
  writeFileSync(join(consumer, 'package.json'), JSON.stringify({ name: 'consumer', type: 'module' }))
}, 300_000)

/** What the README shows. */
const use = `
import { PrivateKey, digest, drawSeal, makeDemoAuthority, makeSeal, signerList, signWithSeal, verifySealSignature } from '@haoban/gm'

let serial = 0n
const period = { validFrom: new Date('2026-01-01'), validTo: new Date('2031-01-01') }
const authority = makeDemoAuthority({ organization: 'Example', ...period, nextSerialNumber: () => ++serial })
const key = PrivateKey.generate()
const certificate = authority.issue(key.publicKey, { C: 'CN', CN: 'Signer' })
const picture = drawSeal({ kind: 'round', name: '某某公司', purpose: '合同专用章', diameter: 40, mark: '演示' })
const seal = makeSeal(
  { vendor: 'example', id: '1', type: 1, name: '某某公司', signers: signerList([certificate]), createdAt: period.validFrom, ...period, picture },
  authority.issuing,
)
const data = new TextEncoder().encode('<Signature/>')
const at = new Date('2026-06-01')
const signed = signWithSeal({ seal, key, certificate, dataHash: digest('sm3', data), propertyInfo: '/Signature.xml', at })
const report = verifySealSignature(signed, { data, seal, roots: [authority.root.certificate], certificates: [authority.issuing.certificate] })
console.log(JSON.stringify({ valid: report.valid, trusted: report.trusted, version: report.version }))
`

test('runs in Node without the house', () => {
  writeFileSync(join(consumer, 'use.js'), use)
  expect(JSON.parse(run(process.execPath, ['use.js'], consumer))).toEqual({ valid: true, trusted: true, version: 4 })
})

test('its types hold for a strict reader', () => {
  writeFileSync(join(consumer, 'use.ts'), use)
  const compilerOptions = { noEmit: true, strict: true, target: 'ES2023', module: 'NodeNext', lib: ['ES2023', 'DOM'], types: [] }
  writeFileSync(join(consumer, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['use.ts'] }))
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  expect(spawnSync(process.execPath, [tsc, '-p', '.'], { cwd: consumer, encoding: 'utf8' })).toMatchObject({ stdout: '', status: 0 })
}, 120_000)

test('goes into a bundle for browsers and verifies there without Node', async () => {
  const bundled = await build({
    stdin: { contents: use, resolveDir: consumer },
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  })
  const code = bundled.outputFiles[0]!.text
  expect(code).not.toMatch(/require\("(node:)?crypto"\)/)
  const { createContext, runInContext } = await import('node:vm')
  const said: string[] = []
  const { crypto, TextEncoder, TextDecoder, atob, btoa } = globalThis
  const browser = createContext({
    crypto,
    TextEncoder,
    TextDecoder,
    Uint8Array,
    atob,
    btoa,
    console: { log: (text: string) => said.push(text) },
  })
  runInContext(`globalThis.globalThis = globalThis;${code}`, browser)
  expect(JSON.parse(said[0]!)).toEqual({ valid: true, trusted: true, version: 4 })
}, 60_000)

test('holds the built code and no source or test', () => {
  const files = run('find', ['.', '-type', 'f'], unpacked).trim().split('\n')
  expect(files).toContain('./dist/index.js')
  expect(files).toContain('./dist/index.d.ts')
  expect(files.filter((path) => /\.test\.|\/src\/|\/test\//.test(path))).toEqual([])
})
