/** The front door of 案卷. */
export { dossierKeys, dossierOf } from './actions.ts'
export { checkDossier } from './rules/check.ts'
