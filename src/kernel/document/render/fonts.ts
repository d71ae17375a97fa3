/** The fonts of the papers: Song for everything, and those that draw the rarer characters, in the order in which they are asked. */
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { openFontAt } from '@haoban/gm/node'
import type { FontFile } from '@haoban/gm/ofd'
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

const faces = new Map<string, FontFile | undefined>()

function findFace(name: string, weight: string): FontFile | undefined {
  const folder = foldersOf(name).find((path) => path.endsWith(weight))
  const path = folder && fontsIn(folder)[0]
  return path ? openFontAt(path) : undefined
}

/** Looked for once a process: fonts come with the installation. */
function faceIn(name: string, weight: string): FontFile | undefined {
  const key = `${name} ${weight}`
  if (!faces.has(key)) faces.set(key, findFace(name, weight))
  return faces.get(key)
}

const weightNames = { regular: weights[0]!, bold: weights[1]! }

/** The Song of the papers as outlines, for what is not set by the typesetter: seals and OFD. Opened once a process; a paper reads the glyphs that it shows, not the 15 MB of them all. */
export function paperFace(weight: 'regular' | 'bold'): FontFile {
  const face = faceIn(packages[0]!, weightNames[weight])
  if (!face) throw new Error(`no fonts for papers: ${packages[0]} is not installed`)
  return face
}

let all: FontFile[] | undefined

/** The same with the fonts that draw the rarer characters, in the order in which they are asked; what cannot be cut down to its glyphs is no help in an OFD. */
export function paperFaces(weight: 'regular'): readonly FontFile[] {
  all ??= [paperFace(weight), ...packages.slice(1).flatMap((name) => faceIn(name, weightNames[weight]) ?? [])].filter((f) => f.truetype)
  return all
}
