/** What the pages of this room are given. */
import type { HoldingUse } from '#kernel/holding/schema.ts'
import type { Authorisation, Copy, Correction } from './holder.ts'
import type { ActName, Asked, FaceValue, Licence, LicenceState, Waiting } from './licence.ts'

export type CardView = Pick<Licence, 'id' | 'typeName' | 'no' | 'state' | 'organName' | 'toOn' | 'holderName' | 'demo'>
export type WalletView = {
  own: { party: string; name: string; licences: CardView[] }[]
  lent: { licence: CardView; authorisation: Authorisation }[]
}
export type OwnView = {
  licence: Licence
  himself: boolean
  may: readonly string[]
  face: FaceValue[]
  authorisations: Authorisation[]
  corrections: Correction[]
  copies: Copy[]
}
/** `qr`: the path of its dark modules, and its width in modules. */
export type ShownView = { licence: CardView; qr: { d: string; size: number }; until: Date; face: FaceValue[] }

type Use = HoldingUse & { name: string; no: string }
export type UsesView = { uses: (Use & { case?: string })[] }

export type ScanView = { token: string; typeName: string }
/** What a stranger is told of a licence: its holder masked, how it stands today. */
export type ToldView = Pick<Licence, 'typeName' | 'no' | 'identifier' | 'organName' | 'fromOn' | 'toOn' | 'demo'> & {
  holder: string
  standing: LicenceState
}
export type CheckedView = ToldView & { face: FaceValue[]; at: Date; checker: string }
export type VerifyView = {
  identifier: string
  /** whether its check character is right, whatever it names */
  wellFormed: boolean
  found?: { typeName: string; organName: string; standing: LicenceState; current: boolean; demo: boolean }
}

export type Row = Pick<Licence, 'id' | 'typeName' | 'no' | 'state' | 'organName' | 'issuedOn' | 'toOn' | 'updatedAt'> & {
  holder: string
  label: string
}
export type ListView = { rows: Row[]; waiting: Waiting[]; more: boolean }
export type DeskView = {
  licence: Row & { identifier: string; version: number; fromOn: string; demo: boolean; origin: string }
  face: FaceValue[]
  versions: { version: number; identifier: string; why: string; issuedAt: Date; caseId: string | null; file: boolean }[]
  acts: { act: ActName; label: string; article: string; two: boolean }[]
  asked: (Asked & { label: string; mine: boolean })[]
  corrections: Correction[]
  uses: Use[]
  history: { name: string; byName: string; at: Date; words: string }[]
}
