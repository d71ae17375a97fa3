/** The front door of 在编的版本: what every kind of version under way has in common. */

export { refuse as refuseDraft } from './actions/refuse.ts'
export {
  askRehearsal,
  edited,
  groundOfPublication,
  type Kind,
  listChanges,
  openRehearsal,
  type Rehearsal,
  rehearsalOf,
  rehearsedBy,
  rehearseStretch,
  stopRehearsal,
  type Worked,
} from './actions/rehearse.ts'
export { actsOf, begun, type Desk, type Draft, type DraftAct } from './actions/turn.ts'
