/** What a seal was used for, by whose approval, over which bytes. */

/** How a use was approved: by a fact of the ledger (the act whose paper is sealed), or by a person who approved a request. */
export type Approval = { fact: number } | { request: string }

/** Where a seal goes: its middle in millimetres from the top left of a page (from 0), over a text, or across all right edges (骑缝). */
export type SealPlace = { page: number; x: number; y: number } | { over: string; dx?: number; dy?: number } | { across: true; top: number }

/** One use, as it stands for ever. Digests are SM3 in 64 hex digits. */
export type SealUse = {
  id: string
  seal: string
  /** what it belongs to: `case:…`, `licence:…`, `document:…` */
  subject: string
  title: string
  approval: string
  /** `fact:…` or `request:…` */
  approvedBy: string
  approvedAt: Date
  request: string | null
  format: 'ofd' | 'pdf'
  /** of the file as it came */
  documentHash: string
  /** of what the signature covers: Signature.xml, or the bytes of a PDF */
  dataHash: string
  signatureHash: string
  /** of the sealed file: its name in the store of files */
  resultHash: string
  places: unknown
  by: string
  at: Date
}
