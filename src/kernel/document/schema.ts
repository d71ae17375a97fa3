/** What a paper is made of, and what a room declares of a kind of paper. Document knows no kind: every room brings its own. */
import { z } from 'zod'
import type { FormSheet } from '#kernel/form/rules/sheet.ts'

const Text = z.string().trim().min(1).max(5000)

/** What every paper bears, whatever it says; the house fills it in. */
export const PaperHead = z.object({
  no: z.string().max(100).optional(),
  /** the moment of the act: the date on the paper and the creation time in the file */
  madeAt: z.iso.datetime({ offset: true }),
  checkCode: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{16}$/),
  /** address of the page that checks papers; the code is put behind it */
  checkPage: z.url(),
  demo: z.boolean(),
  /** false leaves the place of the seal empty instead of drawing its dotted outline */
  sealMark: z.boolean().default(true),
  organ: z.object({
    name: Text,
    phone: Text.optional(),
    address: Text.optional(),
    hours: Text.optional(),
    complaintPhone: Text.optional(),
  }),
  /** the checkpoint of the ledger that was the newest when the paper was drawn: whoever keeps the paper proves later that history was changed */
  ledger: z.object({ size: z.number().int().positive(), hash: z.string().regex(/^[0-9a-f]{64}$/) }).optional(),
})
export type PaperHead = z.output<typeof PaperHead>

/**
 * How a paper is laid out: a notice to a party; a letter to another organ (GB/T 9704-2012 10.1 信函格式); a minute of a meeting
 * (10.3 纪要格式); a wide sheet with a table; a certificate.
 */
export const layouts = ['notice', 'letter', 'minute', 'table', 'certificate'] as const
export type Layout = (typeof layouts)[number]

/** The organ's seals that papers bear: its own (公章), its special one (业务专用章), the one for contracts. */
export const paperSeals = ['official', 'business', 'contract'] as const
export type PaperSeal = (typeof paperSeals)[number]

/** An item's form on paper: what stands in it, and the page where it can be filled in instead. */
export type BlankForm = FormSheet & {
  title: string
  organ: string
  lead: string
  sample: boolean
  /** `bring`: the applicant has to bring it himself */
  materials: { name: string; note: string; bring: boolean }[]
  url: string
}

/** A piece of a line: plain, or strong because it is what the reader looks for. */
export type Run = string | { strong: string }

/** What a paper is made of, whatever draws it: a PDF, a page of the portal, an OFD file. */
export type Block =
  | { is: 'para'; text: Run[] }
  | { is: 'head'; text: string }
  | { is: 'list'; items: Run[][] }
  | { is: 'facts'; rows: { label: string; value: string; tall?: boolean }[] }
  | { is: 'table'; columns: { title: string; width: 'number' | 'narrow' | 'half' | 'rest' }[]; rows: string[][] }

/** Who signs: the organ under its name, with a place for the seal or without; a person, by his `role`, on a line. */
export type Signature = { role?: string; name?: string; on?: string; seal: boolean }

/** What a kind makes of its data, in words. */
export type Written = {
  /** whom it is for, without the colon */
  addressee?: string | undefined
  /** what it can be found by in the house: 办件编号, 工单编号 */
  reference?: { label: string; value: string } | undefined
  blocks: Block[]
  /** the organ with place for its seal where nothing is said; nobody under a minute */
  signatures?: Signature[] | undefined
  /** whom to call; the organ's telephones, address and hours where nothing is said */
  contact?: string[] | undefined
}

/**
 * A kind of paper, by a key that no other room has. What it says besides its head is `data`, checked when the paper is issued and again
 * when it is drawn: kept papers are read for ever, so a field that is added later must be optional.
 */
// biome-ignore lint/suspicious/noExplicitAny: kinds of all rooms stand in one table, each with data of its own
export type PaperSpec<D extends z.ZodObject = any> = {
  /** what the kind is called, on the page that checks papers too */
  title: string
  /** the title of one paper, where it depends on what it says */
  titleOf?(data: z.output<D>): string
  /** the word in its number, 受 in 某市行审受〔2023〕第12号, which no other kind has; null: it bears no number */
  word: string | null
  layout?: Layout
  /** a text over each page, behind the words */
  watermark?: string
  data: D
  write(data: z.output<D> & PaperHead): Written
  /** the seals it may bear, the fitting one first: an organ that has but one uses that; none: the organ does not seal it */
  seals: readonly PaperSeal[]
  /** the applicant signs it too and may seal it, so it stays open for him */
  signedByApplicant?: boolean
}

/** A kind of paper with the types of its data. */
export const definePaper = <D extends z.ZodObject>(spec: PaperSpec<D>): PaperSpec<D> => spec

/** A paper written out in words, before it is drawn. */
export type Paper = {
  kind: string
  layout: Layout
  watermark?: string | undefined
  title: string
  organ: string
  no?: string | undefined
  addressee?: string | undefined
  reference?: Written['reference']
  blocks: Block[]
  signatures: Signature[]
  contact: string[]
  check: { url: string; page: string; code: string }
  demo: boolean
  sealMark: boolean
  madeAt: string
  /** its day as it is written out: 2023年6月20日 */
  on: string
}
