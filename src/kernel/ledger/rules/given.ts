/** What somebody holds against the ledger, by what it is: a checkpoint, a receipt, or a checkpoint as a paper prints it. */
import { Receipt } from '../schema.ts'
import { fromBase64, toHex } from './bytes.ts'
import { readNote } from './note.ts'

export type Given = { is: 'note'; note: string } | { is: 'receipt'; receipt: Receipt } | { is: 'printed'; size: number; hash: string }

/** The short form of a checkpoint on a paper: its size, a colon, its root in hexadecimal or base64; spaces do not count. */
export function readPrinted(text: string): { size: number; hash: string } | undefined {
  const [, size = '', root = ''] = /^([1-9]\d{0,14})[:：]([0-9a-fA-F]{64}|[A-Za-z0-9+/]{43}=)$/.exec(text.replace(/\s+/g, '')) ?? []
  if (!size) return undefined
  const bytes = fromBase64(root)
  return { size: Number(size), hash: bytes?.length === 32 ? toHex(bytes) : root.toLowerCase() }
}

/** Undefined where the text is none of these. */
export function readGiven(text: string): Given | undefined {
  if (readNote(text)) return { is: 'note', note: text }
  const printed = readPrinted(text)
  if (printed) return { is: 'printed', ...printed }
  try {
    const receipt = Receipt.safeParse(JSON.parse(text))
    return receipt.success ? { is: 'receipt', receipt: receipt.data } : undefined
  } catch {
    return undefined
  }
}
