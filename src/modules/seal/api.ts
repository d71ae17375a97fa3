/** The front door of 印章: sealing a document, and nothing by which a seal could sign without an approval. */
export { askOutside, collectOutside, type OutsideAnswer } from './actions/outside.ts'
export { mastersOf, rekeySome } from './actions/rekey.ts'
export { sealedFor } from './actions/sealed-for.ts'
export { type Sealed, type Sealing, sealDocument } from './actions/use.ts'
export type { SealedFor } from './schema/firm.ts'
export type { SealKind } from './schema/seal.ts'
export type { Approval, SealPlace, SealUse } from './schema/use.ts'
