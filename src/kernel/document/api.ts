/** The front door of 文书. */
export { checkPaper, formPdf, issuePaper, mayReadPaper, type NewPaper, openPaper, openPaperOfd, paperFile } from './actions.ts'
export { paperFace } from './render/fonts.ts'
export { qrPath, qrPng } from './render/qr.ts'
export { countDrawn, listPapers, listPapersOf, type PaperRow, voidPapers } from './store.ts'
