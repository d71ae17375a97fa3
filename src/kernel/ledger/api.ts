/** What rooms may ask of the ledger besides its facts. */
export { findLedgerStanding } from './store.ts'
