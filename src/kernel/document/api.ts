/** The front door of 文书. */
export { checkPaper, formPdf, issuePaper, type NewPaper, openPaper } from './actions.ts'
export { paperFace } from './render/fonts.ts'
export { qrPath } from './render/qr.ts'
export { listPapers, type PaperRow, voidPapers } from './store.ts'
