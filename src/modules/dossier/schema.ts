import { z } from 'zod'

export const format = 'haoban-dossier/1'
export const sealFormat = 'haoban-dossier-seal/1'

const Hash = z.string().regex(/^[0-9a-f]{64}$/)

/** One file of a dossier: its path inside, its size in bytes and its SM3. */
export const Entry = z.object({ path: z.string().min(1), size: z.number().int().nonnegative(), sm3: Hash })
export type Entry = z.infer<typeof Entry>

/** `manifest.json`: what a dossier is of, when it was made, and every other file in it. */
export const Manifest = z.object({
  format: z.literal(format),
  case: z.string(),
  no: z.string(),
  item: z.string(),
  organ: z.string(),
  madeAt: z.iso.datetime(),
  demo: z.boolean(),
  entries: z.array(Entry),
})
export type Manifest = z.infer<typeof Manifest>

/**
 * The seal under a dossier, the comment of the ZIP archive: an SM2 signature (GB/T 32918.2, raw r ‖ s, default identity) over
 * every byte before the comment's length field, and the digest of the manifest, so that a change is told by its place.
 */
export const Seal = z.object({
  format: z.literal(sealFormat),
  key: z.string().regex(/^04[0-9a-f]{128}$/),
  manifest: Hash,
  signature: z.string().regex(/^[0-9a-f]{128}$/),
})
export type Seal = z.infer<typeof Seal>

export const stepIds = [
  'container',
  'signature',
  'manifest',
  'entries',
  'chain',
  'roots',
  'checkpoint',
  'answers',
  'materials',
  'state',
  'clocks',
] as const
export type StepId = (typeof stepIds)[number]

/** `holds` is null where the step could not be taken, because what it needs was missing or broken. `changed` names what is not as it was. */
export type Step = { id: StepId; name: string; holds: boolean | null; sentence: string; changed: string[] }

/** `trusted`: whether the key is one of those that were given; null where none was given. `valid` says nothing of it. */
export type DossierReport = {
  valid: boolean
  trusted: boolean | null
  manifest?: Pick<Manifest, 'no' | 'item' | 'organ' | 'madeAt' | 'demo'>
  facts: number
  steps: Step[]
}

export const AskDossier = z.object({ id: z.string() })
export const Nothing = z.object({})

/** What the page that checks is given: the keys this city signs with. */
export type CheckView = { keys: readonly string[] }
/** The answer to a file that was sent up, for browsers without JavaScript. */
export type CheckedView = CheckView & { name?: string; report?: DossierReport }
