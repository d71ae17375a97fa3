/** What rooms may ask of the ledger besides its facts. */
export { knownKeys } from './actions/check.ts'
export { standingOutside } from './actions/checkpoint.ts'
export { receiptOf, receiptOver } from './actions/proof.ts'
export { bindingRoots, type RootOver } from './actions.ts'
export { findPrinted, findUnsigned } from './store/anchor.ts'
export { findFact, findFacts, findLedgerStanding, isRecalled, listFacts, listFactsOf, listNamed } from './store.ts'
