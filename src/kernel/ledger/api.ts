/** What rooms may ask of the ledger besides its facts. */
export { findFact, findLedgerStanding, isRecalled } from './store.ts'
