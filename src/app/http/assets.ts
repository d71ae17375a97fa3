/** The files a browser loads: the public style sheets and islands, and the desk as Vite built it. */
import { createHash } from 'node:crypto'
import { existsSync, readdirSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'
import type { CitySettings } from '#kernel/city.ts'
import { manifestOf } from '#ui/public/manifest.ts'

const root = new URL('../../../', import.meta.url)
const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
}

export type Asset = { bytes: Uint8Array<ArrayBuffer>; type: string; zipped?: Uint8Array<ArrayBuffer> }
export type Assets = { version: string; find(name: string): Asset | undefined; deskScripts: { js: string[]; css: string[] } }

type Manifest = Record<string, { file: string; css?: string[]; isEntry?: boolean }>

async function readDesk(files: Map<string, Asset>): Promise<{ js: string[]; css: string[] }> {
  const desk = new URL('dist/desk/', root)
  if (!existsSync(new URL('manifest.json', desk))) return { js: [], css: [] }
  const manifest = JSON.parse(await readFile(new URL('manifest.json', desk), 'utf8')) as Manifest
  for (const name of await readdir(new URL('assets/', desk)))
    files.set(`desk/assets/${name}`, {
      bytes: new Uint8Array(await readFile(new URL(`assets/${name}`, desk))),
      type: types[extname(name)] ?? 'application/octet-stream',
    })
  const entries = Object.values(manifest).filter((e) => e.isEntry)
  return { js: entries.map((e) => e.file), css: entries.flatMap((e) => e.css ?? []) }
}

/** Islands that rooms bring for a page of their own, `<floor>/<room>/web/island.ts`: served by the room's name. */
function roomIslands(): Record<string, string> {
  const folders = ['kernel', 'modules'].flatMap((floor) =>
    readdirSync(new URL(`src/${floor}/`, root)).map((room) => [room, `src/${floor}/${room}/web/island.ts`] as const),
  )
  return Object.fromEntries(folders.filter(([, path]) => existsSync(new URL(path, root))))
}

/** The islands of the public pages and their service worker, bundled in some milliseconds as the house opens. */
function bundleIslands(): [name: string, bytes: Uint8Array<ArrayBuffer>][] {
  const { outputFiles } = buildSync({
    absWorkingDir: fileURLToPath(root),
    entryPoints: { public: 'src/ui/island/main.ts', sw: 'src/ui/island/worker.ts', ...roomIslands() },
    outdir: 'out',
    entryNames: '[name]',
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2020',
    logLevel: 'silent',
  })
  return outputFiles.map((f) => [f.path.split('/').at(-1)!, new Uint8Array(f.contents)])
}

/** Compressed once, when somebody first asks for it. */
export function zippedOf(asset: Asset): Uint8Array<ArrayBuffer> {
  asset.zipped ??= new Uint8Array(gzipSync(asset.bytes, { level: 9 }))
  return asset.zipped
}

/** Reads every asset into memory once; the version is a digest of what is served. */
export async function openAssets(city: CitySettings): Promise<Assets> {
  const files = new Map<string, Asset>()
  for (const name of ['tokens.css', 'public.css', 'icon.svg']) {
    const path = new URL(`src/ui/${name}`, root)
    if (existsSync(path)) files.set(name, { bytes: new Uint8Array(await readFile(path)), type: types[extname(name)]! })
  }
  files.set('manifest.webmanifest', { bytes: new TextEncoder().encode(manifestOf(city)), type: types['.webmanifest']! })
  for (const [name, bytes] of bundleIslands()) files.set(name, { bytes, type: types['.js']! })
  const deskScripts = await readDesk(files)
  const hash = createHash('sha256')
  for (const [name, { bytes }] of [...files].sort()) hash.update(name).update(bytes)
  return { version: hash.digest('hex').slice(0, 12), find: (name) => files.get(name), deskScripts }
}
