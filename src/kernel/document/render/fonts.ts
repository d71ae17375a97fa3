/** The fonts of the papers: Song for everything, and those that draw the rarer characters, in the order in which they are asked. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type FontFile, readFont } from '@haoban/gm/ofd'
import type { Drawn } from '../rules/legible.ts'
import { readFontFile } from './font-file.ts'

/** The first must be installed. The others add characters of names: 𠮷 stands in the Japanese one, 1,700 more in that of Hong Kong. */
const packages = ['@expo-google-fonts/noto-serif-sc', '@expo-google-fonts/noto-serif-jp', '@expo-google-fonts/noto-serif-hk']
const weights = ['400Regular', '700Bold']

export type Fonts = { folders: string[]; families: string[]; drawn: Drawn }

const require = createRequire(import.meta.url)

function foldersOf(name: string): string[] {
  try {
    const root = dirname(require.resolve(`${name}/package.json`))
    return weights.map((weight) => join(root, weight)).filter((folder) => existsSync(folder))
  } catch {
    return []
  }
}

const fontsIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => /\.(ttf|otf)$/i.test(file))
    .sort()
    .map((file) => join(folder, file))

/** All installed fonts of papers, then those of the city's own folders (a font of GB 18030 level 3, say). No Song at all is a fault. */
export function loadFonts(own: readonly string[] = []): Fonts {
  const folders = [...packages.flatMap(foldersOf), ...own.filter((folder) => existsSync(folder))]
  const files = folders.flatMap(fontsIn).flatMap((path) => readFontFile(path) ?? [])
  if (files.length === 0) throw new Error(`no fonts for papers: ${packages[0]} is not installed`)
  const regular = files.filter((f) => f.weight < 600)
  return {
    folders,
    families: [...new Set(files.map((f) => f.family))],
    drawn: (point) => regular.some((f) => f.points.has(point)),
  }
}

const faces = new Map<string, FontFile>()

/** The Song of the papers as outlines, for what is not set by the typesetter: seals and OFD. Read once a process (15 MB). */
export function paperFace(weight: 'regular' | 'bold'): FontFile {
  const known = faces.get(weight)
  if (known) return known
  const folder = foldersOf(packages[0]!).find((path) => path.endsWith(weight === 'bold' ? weights[1]! : weights[0]!))
  const path = folder && fontsIn(folder)[0]
  const face = path && readFont(new Uint8Array(readFileSync(path)))
  if (!face) throw new Error(`no fonts for papers: ${packages[0]} is not installed`)
  faces.set(weight, face)
  return face
}
