/** The front door of 文书. */
export {
  type CheckedPaper,
  checkPaper,
  formPdf,
  issuePaper,
  mayReadPaper,
  type NewPaper,
  openPaper,
  openPaperOfd,
  paperFile,
} from './actions.ts'
export { paperFace } from './render/fonts.ts'
export { qrPath, qrPng } from './render/qr.ts'
export { type Acts, actAt, actsOf, wrongActs } from './rules/acts.ts'
export { findKind, wrongKinds } from './rules/kinds.ts'
export { countDrawn, listPapers, listPapersOf, type PaperRow, voidPapers } from './store.ts'
