/** What only Node has: fonts on its disk. */
import { openSync, readSync } from 'node:fs'
import { type FontFile, openFont } from './ofd/font/font.ts'

/** What is written comes again and again: some thousand glyphs of a few hundred bytes. */
const glyphsKept = 5_000
const glyphBytes = 4_096

const paths = new WeakMap<FontFile, string>()

/** Opens a font without loading its outlines: each glyph is read when it is first asked for. The file stays open for as long as the process lives. */
export function openFontAt(path: string): FontFile | undefined {
  const fd = openSync(path, 'r')
  const kept = new Map<number, Uint8Array>()
  const read = (at: number, length: number): Uint8Array => {
    const bytes = new Uint8Array(length)
    return bytes.subarray(0, readSync(fd, bytes, 0, length, at))
  }
  const font = openFont({
    read(at, length) {
      const known = kept.get(at)
      if (known?.length === length) return known
      const bytes = read(at, length)
      if (kept.size >= glyphsKept) kept.clear()
      if (length <= glyphBytes) kept.set(at, bytes)
      return bytes
    },
  })
  if (font) paths.set(font, path)
  return font
}

/** Where a font lies that `openFontAt` opened, by which another thread opens it too. */
export const pathOfFont = (font: FontFile): string | undefined => paths.get(font)
