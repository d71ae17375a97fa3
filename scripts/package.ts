/**
 * Makes a package of `packages/` fit for `npm pack`: inside the house its sources run as they stand, outside it needs
 * plain JavaScript with declarations. `pack` builds `dist/` and points the manifest there, `restore` puts the manifest back.
 */
import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

type Manifest = { exports: Record<string, string | { types: string; default: string }>; dependencies?: Record<string, string> }

const dir = process.cwd()
const root = fileURLToPath(new URL('..', import.meta.url))
const manifest = join(dir, 'package.json')
const kept = join(dir, '.package.json')

const emitted = (source: string, extension: string) => source.replace('./src/', './dist/').replace(/\.tsx?$/, extension)

async function pack(): Promise<void> {
  const { exports, ...rest } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest
  const entries = Object.values(exports).filter((source) => typeof source === 'string')
  if (entries.length !== Object.keys(exports).length) throw new Error('The manifest already points at dist/: run restore first.')
  rmSync(join(dir, 'dist'), { recursive: true, force: true })
  await build({
    absWorkingDir: dir,
    entryPoints: entries,
    outbase: 'src',
    outdir: 'dist',
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    target: 'node20',
    platform: 'neutral',
    sourcemap: false,
  })
  declarations(entries)
  copyFileSync(join(root, 'LICENSE'), join(dir, 'LICENSE'))
  copyFileSync(manifest, kept)
  const published = Object.fromEntries(
    Object.entries(exports).map(([path, source]) => [
      path,
      { types: emitted(source as string, '.d.ts'), default: emitted(source as string, '.js') },
    ]),
  )
  writeFileSync(manifest, `${JSON.stringify({ ...rest, exports: published }, null, 2)}\n`)
}

/** tsc writes declarations whose imports keep `.ts`; consumers resolve `.js`, so they are rewritten on the way. */
function declarations(entries: readonly string[]): void {
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin', 'tsc')
  const options = ['--declaration', '--emitDeclarationOnly', '--noEmit', 'false', '--outDir', 'dist', '--rootDir', 'src']
  const language = ['--target', 'ES2023', '--module', 'NodeNext', '--moduleResolution', 'NodeNext', '--lib', 'ES2023,DOM,DOM.Iterable']
  const strict = [
    '--strict',
    '--skipLibCheck',
    '--rewriteRelativeImportExtensions',
    '--types',
    'node',
    '--typeRoots',
    join(root, 'node_modules/@types'),
  ]
  execFileSync(process.execPath, [tsc, ...entries, ...options, ...language, ...strict], { cwd: dir, stdio: 'inherit' })
}

/** Nothing of the packing stays behind: what is built would be read as a source by whoever looks at the house. */
function restore(): void {
  if (existsSync(kept)) renameSync(kept, manifest)
  for (const made of ['dist', 'LICENSE']) rmSync(join(dir, made), { recursive: true, force: true })
}

const verbs: Record<string, () => unknown> = { pack, restore }
await (verbs[process.argv[2] ?? ''] ?? (() => Promise.reject(new Error('Usage: package.ts pack|restore'))))()
