/** The files a browser loads: the public stylesheet, and the desk as Vite built it. */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'

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

export type Asset = { bytes: Uint8Array<ArrayBuffer>; type: string }
export type Assets = { version: string; find(name: string): Asset | undefined; deskScripts: { js: string[]; css: string[] } }

type Manifest = Record<string, { file: string; css?: string[]; isEntry?: boolean }>

async function readDesk(files: Map<string, Asset>): Promise<{ js: string[]; css: string[] }> {
  const desk = new URL('dist/desk/', root)
  if (!existsSync(new URL('manifest.json', desk))) return { js: [], css: [] }
  const manifest = JSON.parse(await readFile(new URL('manifest.json', desk), 'utf8')) as Manifest
  for (const name of await readdir(new URL('assets/', desk))) {
    const bytes = new Uint8Array(await readFile(new URL(`assets/${name}`, desk)))
    const asset = { bytes, type: types[extname(name)] ?? 'application/octet-stream' }
    // Vite names what a chunk fetches by itself (styles, workers) from its base, with the folder
    for (const at of [name, `assets/${name}`]) files.set(`desk/${at}`, asset)
  }
  const entries = Object.values(manifest).filter((e) => e.isEntry)
  const bare = (path: string) => path.replace(/^assets\//, '')
  return { js: entries.map((e) => bare(e.file)), css: entries.flatMap((e) => (e.css ?? []).map(bare)) }
}

/** Reads every asset into memory once; the version is a digest of what is served. */
export async function openAssets(): Promise<Assets> {
  const files = new Map<string, Asset>()
  for (const name of ['tokens.css', 'public.css', 'icon.svg', 'manifest.webmanifest']) {
    const path = new URL(`src/ui/${name}`, root)
    if (existsSync(path)) files.set(name, { bytes: new Uint8Array(await readFile(path)), type: types[extname(name)]! })
  }
  const deskScripts = await readDesk(files)
  const hash = createHash('sha256')
  for (const [name, { bytes }] of [...files].sort()) hash.update(name).update(bytes)
  return { version: hash.digest('hex').slice(0, 12), find: (name) => files.get(name), deskScripts }
}
