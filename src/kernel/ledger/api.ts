/** What rooms may ask of the ledger besides its facts. */
export { bindingRoots, type RootOver } from './actions.ts'
export { findFact, findFacts, findLedgerStanding, isRecalled, listFacts, listNamed } from './store.ts'
