/** A tree of source files as the law reads it: from the disk, or planted in memory by a test. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type ts from 'typescript'
import { type Place, placeOf } from './place.ts'
import { type Import, importsOf, parse } from './syntax.ts'

/** A file whose text the law reads. Paths are relative to the top of the repository, with `/`. */
export type TextFile = { path: string; text: string; place: Place }
/** A TypeScript file with its syntax tree and every import in it. */
export type CodeFile = TextFile & { source: ts.SourceFile; imports: readonly Import[] }
/** `paths` names every file, also those the law does not open. `code` is all TypeScript, `shipped` all of it that is no test. */
export type Tree = { paths: readonly string[]; code: readonly CodeFile[]; shipped: readonly CodeFile[]; texts: readonly TextFile[] }

const isCode = (path: string) => /\.tsx?$/.test(path) && !/\.d\.ts$/.test(path)
const isRead = (path: string) => isCode(path) || /\.(sql|css)$/.test(path)
const skipped = new Set(['node_modules', 'dist', '.git', 'fixtures'])

/** Makes a tree of texts by path; what is `undefined` is left out, so that a test can take a file away. */
export function plant(texts: Record<string, string | undefined>): Tree {
  const all = Object.entries(texts).flatMap(([path, text]) => (text === undefined ? [] : [{ path, text, place: placeOf(path) }]))
  const code = all.filter((f) => isCode(f.path)).map(withSyntax)
  const texts_ = all.filter((f) => isRead(f.path) && !isCode(f.path))
  return { paths: all.map((f) => f.path), code, shipped: code.filter((f) => !f.place.test), texts: texts_ }
}

/** Reads the given folders below `root`; files of other kinds than code, SQL and CSS are named and not opened. */
export function readTree(root: string, folders: readonly string[]): Tree {
  const texts: Record<string, string> = {}
  for (const path of folders.flatMap((folder) => list(root, folder)))
    texts[path] = isRead(path) ? readFileSync(join(root, path), 'utf8') : ''
  return plant(texts)
}

function withSyntax(file: TextFile): CodeFile {
  const source = parse(file.path, file.text)
  return { ...file, source, imports: importsOf(file.path, source) }
}

function list(root: string, folder: string): string[] {
  let entries: ReturnType<typeof entriesOf>
  try {
    entries = entriesOf(join(root, folder))
  } catch {
    return []
  }
  return entries.flatMap((e) => {
    if (skipped.has(e.name)) return []
    return e.isDirectory() ? list(root, `${folder}/${e.name}`) : [`${folder}/${e.name}`]
  })
}

const entriesOf = (folder: string) => readdirSync(folder, { withFileTypes: true })
