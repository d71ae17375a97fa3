import { type About, refuse } from './refuse.ts'

/** Refuses a film (ISO/IEC 14496-12) whose boxes do not add up to the file, or that lacks its table of contents, as after a broken upload. */
export function checkVideo(bytes: Buffer, about: About): void {
  let hasMovie = false
  let at = 0
  while (at + 8 <= bytes.length) {
    const type = bytes.toString('latin1', at + 4, at + 8)
    hasMovie ||= type === 'moov'
    const size = boxSize(bytes, at)
    if (size < 8) throw refuse('upload.broken', about)
    at += size
  }
  if (!hasMovie || at !== bytes.length) throw refuse('upload.broken', about)
}

/** 0 means to the end of the file, 1 that the size follows in 64 bits (4.2). */
function boxSize(bytes: Buffer, at: number): number {
  const size = bytes.readUInt32BE(at)
  if (size === 0) return bytes.length - at
  if (size !== 1) return size
  return at + 16 <= bytes.length ? Number(bytes.readBigUInt64BE(at + 8)) : 0
}
