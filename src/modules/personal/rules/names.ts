/** Names of files in the archive: safe on every system, and none twice. */

/** A name from outside as the last part of a path: no folders, no control characters, no end in dots. */
const safe = (name: string): string =>
  name
    .replace(/[\\/:*?"<>|\p{Cc}]+/gu, '_')
    .replace(/^\.+|\.+$/g, '')
    .slice(-80) || '文件'

/** Gives each file of a folder its path: the place in the list before the name, so that two of one name are two. */
export const pathsIn = (folder: string, names: readonly string[]): string[] => {
  const width = String(names.length).length
  return names.map((name, n) => `${safe(folder)}/${String(n + 1).padStart(width, '0')} ${safe(name)}`)
}

export const dataPath = (folder: string): string => `${safe(folder)}/数据.json`
