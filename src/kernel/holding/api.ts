/** The front door of 本市所持: what upper rooms may write of what they keep, and what anybody may rest on it. */
export {
  brokenOf,
  drawOn,
  type Elements,
  holdingsOf,
  keepHolding,
  sourcesFrom,
} from './actions.ts'
export {
  countUsesIn,
  findHolding,
  type HoldingRow,
  listSubjects,
  listTypes as listHoldingTypes,
  listUsesOf,
  saveTypes as saveHoldingTypes,
} from './store.ts'
