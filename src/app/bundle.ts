/** The server in few files instead of hundreds: what a start otherwise spends on finding, translating and linking modules. */
import { existsSync } from 'node:fs'
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type Plugin } from 'esbuild'
import type { Logger } from '#base/log.ts'
import { bundleOf } from './sources.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const server = join(root, 'dist/server')

/** Packages of many small ECMAScript modules, which are taken in; all others stay where npm put them, with their native parts and files. */
const takenIn = /^(@haoban|hono|@hono|kysely|zod|fflate|pinyin-pro|chinese-days)(\/|$)/

/** A bundle that a running server may still read from is left alone for so long. */
const keptMs = 7 * 24 * 3_600_000

const outside: Plugin = {
  name: 'packages-outside',
  setup({ onResolve }) {
    onResolve({ filter: /^[^.#/]/ }, ({ path, kind }) =>
      kind === 'entry-point' || takenIn.test(path) ? undefined : { path, external: true },
    )
  },
}

/** Files that a module finds by its own address (SQL, templates, the city) stay where they are, so it is told its source's address. */
const addresses: Plugin = {
  name: 'addresses-of-sources',
  setup({ onLoad }) {
    onLoad({ filter: /\/(src|packages|bench|test)\/.*\.tsx?$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8')
      const source = JSON.stringify(`../../../${relative(root, path)}`)
      return {
        // matched by a pattern, which is no address itself: this file is bundled too, and must do the same from there
        contents: text.replaceAll(/import\.meta\.url/g, `new URL(${source}, import.meta.url).href`),
        loader: path.endsWith('x') ? 'tsx' : 'ts',
      }
    })
  },
}

const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  outExtension: { '.js': '.mjs' },
  logLevel: 'error',
} as const

/** Bundles a program of this house, as a city runs it. `outdir` lies three folders below the root, so that what finds files by its own address finds them. */
export const bundleInto = (outdir: string, entryPoints: Record<string, string>) =>
  build({
    ...common,
    entryPoints,
    outdir,
    splitting: true,
    sourcemap: 'linked',
    sourcesContent: false,
    keepNames: true,
    jsx: 'automatic',
    plugins: [addresses, outside],
  })

/** Bundles the server unless that was done from the same sources. It is there whole or not at all: written aside and then moved. */
export async function bundleServer(log: Logger): Promise<void> {
  const name = bundleOf()
  const target = join(server, name)
  if (existsSync(target)) return
  log.info({ name }, 'bundling the server')
  const draft = join(server, `.${name}.${process.pid}`)
  await bundleInto(draft, { cli: 'src/app/cli.ts' })
  await rename(draft, target).catch((error) => (existsSync(target) ? rm(draft, { recursive: true }) : Promise.reject(error)))
  await build({ ...common, entryPoints: ['src/app/sources.ts'], outfile: `${draft}.mjs` })
  // as deep below the root as its source, so that it finds the root in the same way
  await rename(`${draft}.mjs`, join(server, 'sources.mjs'))
  await sweep(name)
}

async function sweep(current: string): Promise<void> {
  for (const name of await readdir(server)) {
    const path = join(server, name)
    const found = await stat(path).catch(() => undefined)
    if (name !== current && found?.isDirectory() && Date.now() - found.mtimeMs > keptMs) await rm(path, { recursive: true, force: true })
  }
}
