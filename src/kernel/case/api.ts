/** The front door of 办件: how rooms begin cases, act on them, and look at them. */
export { openCase, placeOf, traitsOf } from './actions/open.ts'
export { dossier, explainClock, listReads, readAnswers, readMaterial } from './actions/read.ts'
export { type Submitted, submit } from './actions/submit.ts'
export { addSupplement } from './actions/supplement.ts'
export { type Taken, take, takeByName } from './actions/take.ts'
export type { CaseFile, Dossier, Explained } from './rules/dossier.ts'
export { findFile, findFileByCode, findFileByNo } from './store/file.ts'
export { type CaseFilter, type Cursor, countFiles, type Listed, listFiles, type Sort } from './store/list.ts'
