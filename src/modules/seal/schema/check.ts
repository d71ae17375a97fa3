/** What the page that checks sealed files is given, and what it tells. */
import { z } from 'zod'

const File = z.custom<{ name: string; type: string; bytes: Uint8Array }>(
  (v) => (v as { bytes?: unknown } | undefined)?.bytes instanceof Uint8Array,
)
export const AskCheck = z.object({})
export const SentFile = z.object({ file: File.optional() })

/** Certificates as base64 of DER: the city's roots, those in between, and the revocation list of now. */
export type Trusted = { roots: string[]; certificates: string[]; revoked: string[] }

/** One step in plain words; `holds` is null where it does not apply or could not be found out. */
export type CheckStep = { name: string; holds: boolean | null; sentence: string }
export type CheckedSignature = {
  title: string
  valid: boolean
  /** ISO 8601, by a time stamp that holds, else as the signer says */
  signedAt: string | null
  facts: { name: string; value: string }[]
  reason: string
  steps: CheckStep[]
}
export type SealCheck = {
  kind: 'ofd' | 'pdf'
  valid: boolean
  trusted: boolean | null
  reason: string
  signatures: CheckedSignature[]
  /** what no signature says anything of */
  uncovered: string[]
}

export type CheckView = { trusted: Trusted }
export type CheckedView = CheckView & { name?: string; report?: SealCheck }
