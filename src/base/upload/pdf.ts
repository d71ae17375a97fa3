/** Sanity of PDF (ISO 32000-2): begins and ends as one, and is not locked. */
import { type About, refuse } from './refuse.ts'

/** Readers look for the end mark in the last 1,024 bytes (ISO 32000-2, annex I); padding of zeros is not counted. */
const TAIL = 1_024

/** Refuses a PDF that was cut short or is encrypted (7.6), with or without a password to open it. */
export function checkPdf(bytes: Buffer, about: About): void {
  if (!/^%PDF-[12]\.\d/.test(bytes.toString('latin1', 0, 8))) throw refuse('upload.broken', about)
  let length = bytes.length
  while (length > 0 && bytes[length - 1] === 0) length--
  const tail = bytes.toString('latin1', Math.max(0, length - TAIL), length)
  const start = /startxref\s+(\d+)\s+%%EOF(?![\s\S]*%%EOF)/.exec(tail)
  if (!start) throw refuse('upload.broken', about)
  if (isEncrypted(bytes, Number(start[1]))) throw refuse('upload.locked', about)
}

/**
 * Whether the trailer names an encryption dictionary (7.5.5, 7.5.8). The trailer stands after the cross-reference table, or is the
 * dictionary of the cross-reference stream. Where it cannot be found the whole file is searched, in favour of caution.
 */
function isEncrypted(bytes: Buffer, xref: number): boolean {
  const dictionary = trailerAt(bytes, xref)
  return dictionary === undefined ? namesEncryption(bytes.toString('latin1')) : namesEncryption(dictionary)
}

const namesEncryption = (text: string) => /\/Encrypt\s*(\d+\s+\d+\s+R|<<)/.test(text)

function trailerAt(bytes: Buffer, xref: number): string | undefined {
  if (xref <= 0 || xref >= bytes.length) return undefined
  const from = bytes.toString('latin1', xref, Math.min(bytes.length, xref + 16))
  if (/^\s*xref/.test(from)) {
    const trailer = bytes.indexOf('trailer', xref, 'latin1')
    const end = bytes.indexOf('startxref', trailer, 'latin1')
    return trailer < 0 || end < 0 ? undefined : bytes.toString('latin1', trailer, end)
  }
  if (!/^\s*\d+\s+\d+\s+obj/.test(from)) return undefined
  const stream = bytes.indexOf('stream', xref, 'latin1')
  return stream < 0 ? undefined : bytes.toString('latin1', xref, stream)
}
