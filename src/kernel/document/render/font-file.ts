/** What a TrueType or OpenType file says of itself (ISO/IEC 14496-22): its family and the characters it draws. */
import { closeSync, openSync, readSync } from 'node:fs'

export type FontFile = { family: string; weight: number; points: Set<number> }

type Tables = (tag: string) => Buffer | undefined

function openTables(fd: number): Tables {
  const read = (at: number, length: number): Buffer => {
    const bytes = Buffer.alloc(length)
    readSync(fd, bytes, 0, length, at)
    return bytes
  }
  const count = read(0, 12).readUInt16BE(4)
  const directory = read(12, count * 16)
  return (tag) => {
    const row = Array.from({ length: count }, (_, i) => i * 16).find((at) => directory.toString('latin1', at, at + 4) === tag)
    return row === undefined ? undefined : read(directory.readUInt32BE(row + 8), directory.readUInt32BE(row + 12))
  }
}

/** The typographic family (name 16) or the family (name 1), from the Windows Unicode records. */
function familyOf(name: Buffer): string {
  const strings = name.readUInt16BE(4)
  const found: Record<number, string> = {}
  for (let i = 0; i < name.readUInt16BE(2); i++) {
    const at = 6 + i * 12
    const id = name.readUInt16BE(at + 6)
    const english = name.readUInt16BE(at) === 3 && name.readUInt16BE(at + 4) === 0x409
    if (!english || (id !== 1 && id !== 16)) continue
    const start = strings + name.readUInt16BE(at + 10)
    found[id] = Buffer.from(name.subarray(start, start + name.readUInt16BE(at + 8)))
      .swap16()
      .toString('utf16le')
  }
  return found[16] ?? found[1] ?? ''
}

function addSegments(cmap: Buffer, at: number, points: Set<number>): void {
  const segments = cmap.readUInt16BE(at + 6) / 2
  for (let i = 0; i < segments; i++) {
    const end = cmap.readUInt16BE(at + 14 + i * 2)
    const start = cmap.readUInt16BE(at + 16 + (segments + i) * 2)
    for (let c = start; c <= end && c !== 0xffff; c++) points.add(c)
  }
}

function addGroups(cmap: Buffer, at: number, points: Set<number>): void {
  for (let i = 0; i < cmap.readUInt32BE(at + 12); i++) {
    const group = at + 16 + i * 12
    for (let c = cmap.readUInt32BE(group); c <= cmap.readUInt32BE(group + 4); c++) points.add(c)
  }
}

/** Subtable formats 4 (basic plane) and 12 (all planes), which every Chinese font has. */
function pointsOf(cmap: Buffer): Set<number> {
  const points = new Set<number>()
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const at = cmap.readUInt32BE(8 + i * 8)
    const format = cmap.readUInt16BE(at)
    if (format === 4) addSegments(cmap, at, points)
    if (format === 12) addGroups(cmap, at, points)
  }
  return points
}

/** Reads a font's family, weight and characters without loading its outlines; undefined where the file is no single font. */
export function readFontFile(path: string): FontFile | undefined {
  const fd = openSync(path, 'r')
  try {
    const table = openTables(fd)
    const [name, cmap, os2] = [table('name'), table('cmap'), table('OS/2')]
    return name && cmap && { family: familyOf(name), weight: os2?.readUInt16BE(4) ?? 400, points: pointsOf(cmap) }
  } finally {
    closeSync(fd)
  }
}
